/** Our side: one call of `prune`, with what it costs. */
import { type Netlist, prune } from 'nandertal'

export interface OursResult {
  readonly netlist: Netlist
  readonly evaluations: number
  /** Processor seconds. */
  readonly seconds: number
}

/** Prunes what a user brought. */
export function runOurs(start: Netlist): OursResult {
  const before = process.cpuUsage()
  const { netlist } = prune(start)
  const { user, system } = process.cpuUsage(before)
  return { netlist, evaluations: 0, seconds: (user + system) / 1e6 }
}
