/**
 * The same machine with its gates in another order, drawn at random among those that keep every gate
 * behind what it reads, and with gates that nobody reads strewn in.
 *
 * Neutral drift connects a gate only to what stands before it, so each order opens other ways.
 */
import { listFanouts } from '../netlist/fanouts.ts'
import { firstGate, gateCount, type Netlist } from '../netlist.ts'
import type { Rng } from '../random.ts'

/**
 * @param spare gates that nobody reads, each a NAND of two signals before it
 * @returns a netlist of `gateCount + spare` gates that shows the same
 */
export function reorder(netlist: Netlist, spare: number, rng: Rng): Netlist {
  const { fanin, inputs } = netlist
  const gates = gateCount(netlist)
  const first = firstGate(netlist)
  const total = gates + spare
  const { readers, starts } = listFanouts(netlist)
  const waiting = countGateFanins(netlist)
  // [signals] where a signal of the netlist stands in the new order.
  const placed = Uint32Array.from({ length: first + gates }, (_, signal) => signal)
  const ready: number[] = []
  for (let g = 0; g < gates; g++) if (waiting[g] === 0) ready.push(g)
  const ordered = new Uint32Array(2 * total)
  let spareLeft = spare

  for (let to = 0; to < total; to++) {
    const below = first + to
    if (rng.below(total - to) < spareLeft) {
      spareLeft--
      // The constant makes gates that are constant; they are of no use to anyone.
      const lowest = below > 1 ? 1 : 0
      ordered[2 * to] = lowest + rng.below(below - lowest)
      ordered[2 * to + 1] = lowest + rng.below(below - lowest)
      continue
    }
    const drawn = rng.below(ready.length)
    const g = ready[drawn]!
    ready[drawn] = ready.at(-1)!
    ready.pop()
    ordered[2 * to] = placed[fanin[2 * g]!]!
    ordered[2 * to + 1] = placed[fanin[2 * g + 1]!]!
    placed[first + g] = below
    for (let at = starts[g]!; at < starts[g + 1]!; at++) {
      const reader = readers[at]!
      if (--waiting[reader]! === 0) ready.push(reader)
    }
  }
  const follow = (signal: number) => placed[signal]!
  return {
    inputs,
    latches: netlist.latches.map(follow),
    fanin: ordered,
    outputs: netlist.outputs.map(follow),
  }
}

/** [gates] how many fan-ins of each gate are gates. */
function countGateFanins(netlist: Netlist): Uint32Array {
  const { fanin } = netlist
  const first = firstGate(netlist)
  const counts = new Uint32Array(gateCount(netlist))
  for (let i = 0; i < fanin.length; i++) if (fanin[i]! >= first) counts[i >> 1]!++
  return counts
}
