/**
 * What a machine is: NAND gates and latches over numbered signals.
 *
 *   0                constant 0
 *   1 … I            inputs
 *   I+1 … I+L        latches, their value at this tick; all are 0 at the first tick
 *   I+L+1 …          gates, in topological order
 *
 * A gate reads only signals with smaller numbers; feedback goes through a latch. The same numbering
 * serves simulation, proofs, exporters and drawings.
 */
export interface Netlist {
  /** Number of inputs, I. */
  readonly inputs: number
  /** [latches] the signal that each latch takes at the next tick. */
  readonly latches: Uint32Array
  /** [gates × 2] the two fan-ins of each gate. */
  readonly fanin: Uint32Array
  /** [outputs] the signal that each output shows. */
  readonly outputs: Uint32Array
}

/** The most signals that a netlist may have; readers refuse larger files. */
export const signalsMax = 2 ** 22

/** Number of gates; an inverter is a gate with both fan-ins tied. */
export const gateCount = (netlist: Netlist): number => netlist.fanin.length / 2

/** The signal of the first gate; gate g is signal `firstGate + g`. */
export const firstGate = (netlist: Netlist): number => 1 + netlist.inputs + netlist.latches.length

/** Number of signals, the constant included. */
export const signalCount = (netlist: Netlist): number => firstGate(netlist) + gateCount(netlist)
