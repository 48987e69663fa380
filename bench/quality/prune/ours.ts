/** Our side: pruning of what a user brought, with what it costs. */
import { type Netlist, prune } from 'nandertal'

export interface OursResult {
  readonly netlist: Netlist
  readonly evaluations: number
  /** Processor seconds. */
  readonly seconds: number
}

/** Prunes what a user brought, to do all that it does. */
export async function runOurs(start: Netlist, effort: number): Promise<OursResult> {
  const before = process.cpuUsage()
  const { netlist, evaluations } = await prune(start, { effort })
  const { user, system } = process.cpuUsage(before)
  return { netlist, evaluations, seconds: (user + system) / 1e6 }
}
