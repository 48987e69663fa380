/**
 * The core of a machine: what it computes within a tick. Latches become inputs behind its own, and what they
 * take at the next tick becomes outputs behind its own; so whatever works on machines without memory
 * works on cores.
 */
import type { Netlist } from '../netlist.ts'

/** The core: inputs ++ latches → outputs ++ next values of latches. Gates keep their numbers. */
export const coreOf = ({ inputs, latches, fanin, outputs }: Netlist): Netlist => ({
  inputs: inputs + latches.length,
  latches: new Uint32Array(0),
  fanin,
  outputs: joinSignals(outputs, latches),
})

/** The machine whose core this is: the last `latches` inputs and outputs close through latches. */
export const closeCore = (core: Netlist, latches: number): Netlist => ({
  inputs: core.inputs - latches,
  latches: core.outputs.slice(core.outputs.length - latches),
  fanin: core.fanin,
  outputs: core.outputs.slice(0, core.outputs.length - latches),
})

function joinSignals(a: Uint32Array, b: Uint32Array): Uint32Array {
  const joined = new Uint32Array(a.length + b.length)
  joined.set(a)
  joined.set(b, a.length)
  return joined
}
