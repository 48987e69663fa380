/** Drops the gates and latches that no output depends on and numbers the rest anew. */
import { firstGate, gateCount, type Netlist } from '../netlist.ts'
import { activeSignals } from './cone.ts'

/** The same behaviour at every output; inputs keep their number, order is kept. */
export function compact(netlist: Netlist): Netlist {
  const active = activeSignals(netlist)
  const first = firstGate(netlist)
  const renumbered = new Uint32Array(active.length)
  let signals = 1 + netlist.inputs
  for (let i = 0; i < signals; i++) renumbered[i] = i
  for (let signal = signals; signal < active.length; signal++) {
    if (active[signal]) renumbered[signal] = signals++
  }
  const fanin = new Uint32Array(netlist.fanin.length)
  let kept = 0
  for (let g = 0; g < gateCount(netlist); g++) {
    if (!active[first + g]) continue
    fanin[kept++] = renumbered[netlist.fanin[2 * g]!]!
    fanin[kept++] = renumbered[netlist.fanin[2 * g + 1]!]!
  }
  const keptLatches = netlist.latches.filter((_, l) => active[1 + netlist.inputs + l])
  return {
    inputs: netlist.inputs,
    latches: keptLatches.map((signal) => renumbered[signal]!),
    fanin: fanin.slice(0, kept),
    outputs: netlist.outputs.map((signal) => renumbered[signal]!),
  }
}
