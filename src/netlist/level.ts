/** Levels: the longest way, in gates, from a constant, input or latch to a signal. */
import { firstGate, type Netlist, signalCount } from '../netlist.ts'

/** The level of every signal, [signals]; constants, inputs and latches are at level 0. */
export function levels(netlist: Netlist): Uint32Array {
  const level = new Uint32Array(signalCount(netlist))
  levelsInto(level, netlist)
  return level
}

// Grown when a larger netlist comes: depth is asked for at every evaluation.
let scratch = new Uint32Array(1024)

/** The largest level that an output or a latch depends on, in gates. */
export function depth(netlist: Netlist): number {
  if (scratch.length < signalCount(netlist)) scratch = new Uint32Array(2 * signalCount(netlist))
  levelsInto(scratch, netlist)
  let deepest = 0
  for (const signal of netlist.outputs) deepest = Math.max(deepest, scratch[signal]!)
  for (const signal of netlist.latches) deepest = Math.max(deepest, scratch[signal]!)
  return deepest
}

/** @param level [signals or more] written in place */
function levelsInto(level: Uint32Array, netlist: Netlist): void {
  const { fanin } = netlist
  let signal = firstGate(netlist)
  level.fill(0, 0, signal)
  for (let i = 0; i < fanin.length; i += 2) {
    const a = level[fanin[i]!]!
    const b = level[fanin[i + 1]!]!
    level[signal++] = Math.max(a, b) + 1
  }
}
