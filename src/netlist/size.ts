/** How large a machine is. */
import { gateCount, type Netlist } from '../netlist.ts'
import { depth } from './level.ts'

export interface Size {
  readonly gates: number
  /** The longest way to an output or a latch, in gates. */
  readonly depth: number
  readonly latches: number
}

/** Measures a machine as it stands, gates that nothing depends on included. */
export const sizeOf = (netlist: Netlist): Size => ({
  gates: gateCount(netlist),
  depth: depth(netlist),
  latches: netlist.latches.length,
})
