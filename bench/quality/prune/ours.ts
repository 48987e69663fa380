/** Our side: pruning of what a user brought, with what it costs. */
import { type Netlist, prune } from 'nandertal'
import type { Circuit } from './circuits.ts'

export interface OursResult {
  readonly netlist: Netlist
  readonly evaluations: number
  /** Processor seconds. */
  readonly seconds: number
}

/** Prunes what a user brought, to do what the circuit must: where that leaves bits open, they are free. */
export async function runOurs(
  start: Netlist,
  { spec }: Circuit,
  effort: number,
): Promise<OursResult> {
  const before = process.cpuUsage()
  const { netlist, evaluations } = await prune(start, { effort, spec })
  const { user, system } = process.cpuUsage(before)
  return { netlist, evaluations, seconds: (user + system) / 1e6 }
}
