/**
 * Cuts a large netlist into slices that each are small enough to be tabulated, changes every slice by
 * itself, and puts them together again.
 *
 * Gates are put into an order in which what belongs together is close, depth first from the ports;
 * a slice is a run of gates of that order. So a slice reads only slices before it, whatever becomes
 * of their insides, and no way leads out of a slice and back.
 */
import { compact } from '../netlist/compact.ts'
import { coreOf } from '../netlist/core.ts'
import { firstGate, gateCount, type Netlist, signalCount } from '../netlist.ts'
import { type Rng, shuffle } from '../random.ts'

export interface SliceLimits {
  /** The most gates of a slice. */
  readonly gatesMax: number
  /** The most signals that a slice reads from outside. */
  readonly leavesMax: number
}

/**
 * Replaces every slice by what `improve` makes of it: a machine of the same ports that is equivalent.
 *
 * @param rng where given, the order of gates is drawn, so that slices are others each time
 */
export function mapSlices(
  netlist: Netlist,
  { gatesMax, leavesMax }: SliceLimits,
  improve: (slice: Netlist) => Netlist,
  rng?: Rng,
): Netlist {
  const core = coreOf(netlist)
  const first = firstGate(core)
  const order = orderGates(core, rng)
  const lastReader = lastReaders(core, order)
  const placed = new Uint32Array(signalCount(core))
  for (let signal = 0; signal < first; signal++) placed[signal] = signal
  const fanin: number[] = []

  for (let from = 0; from < order.length; ) {
    const { to, leaves } = sliceFrom(core, order, from, gatesMax, leavesMax)
    const gates = order.subarray(from, to)
    const roots = gates.filter((g) => lastReader[g]! >= to)
    const inside = improve(cutOut(core, gates, leaves, roots))
    const innerFirst = firstGate(inside)
    const offset = first + fanin.length / 2
    const outer = (signal: number) => {
      if (signal >= innerFirst) return signal - innerFirst + offset
      return signal === 0 ? 0 : placed[leaves[signal - 1]!]!
    }
    for (const signal of inside.fanin) fanin.push(outer(signal))
    roots.forEach((g, o) => {
      placed[first + g] = outer(inside.outputs[o]!)
    })
    from = to
  }
  const follow = (signal: number) => placed[signal]!
  return compact({
    inputs: netlist.inputs,
    latches: netlist.latches.map(follow),
    fanin: Uint32Array.from(fanin),
    outputs: netlist.outputs.map(follow),
  })
}

/** [gates that are read] gates in an order that goes deep first; every gate behind its fan-ins. */
function orderGates(core: Netlist, rng: Rng | undefined): Uint32Array {
  const { fanin, outputs } = core
  const first = firstGate(core)
  const isPlaced = new Uint8Array(gateCount(core))
  const order: number[] = []
  const stack: number[] = []
  const roots = Array.from(outputs).reverse()
  if (rng) shuffle(roots, rng)
  for (const signal of roots) if (signal >= first) stack.push(signal - first)
  while (stack.length > 0) {
    const g = stack.at(-1)!
    const sides = rng?.below(2) === 1 ? [1, 0] : [0, 1]
    const open = sides
      .map((side) => fanin[2 * g + side]! - first)
      .filter((from) => from >= 0 && !isPlaced[from])
    if (open.length > 0 && !isPlaced[g]) {
      stack.push(open[0]!)
      continue
    }
    stack.pop()
    if (isPlaced[g]) continue
    isPlaced[g] = 1
    order.push(g)
  }
  return Uint32Array.from(order)
}

/** [gates] the place in the order of the last gate that reads each; the end where a port does. */
function lastReaders({ fanin, outputs, inputs }: Netlist, order: Uint32Array): Int32Array {
  const first = 1 + inputs
  const last = new Int32Array(fanin.length / 2).fill(-1)
  order.forEach((g, at) => {
    for (const signal of [fanin[2 * g]!, fanin[2 * g + 1]!]) {
      if (signal >= first) last[signal - first] = at
    }
  })
  for (const signal of outputs) if (signal >= first) last[signal - first] = order.length
  return last
}

/** The longest run of gates within the limits; a gate alone always is. */
function sliceFrom(
  core: Netlist,
  order: Uint32Array,
  from: number,
  gatesMax: number,
  leavesMax: number,
): { to: number; leaves: number[] } {
  const first = firstGate(core)
  const inside = new Set<number>()
  const leaves = new Set<number>()
  let to = from
  for (; to < order.length && to - from < gatesMax; to++) {
    const g = order[to]!
    const added = [core.fanin[2 * g]!, core.fanin[2 * g + 1]!].filter(
      (signal) => signal > 0 && !inside.has(signal) && !leaves.has(signal),
    )
    if (to > from && leaves.size + new Set(added).size > leavesMax) break
    for (const signal of added) leaves.add(signal)
    inside.add(first + g)
  }
  return { to, leaves: [...leaves] }
}

/** A slice as a machine: leaves → roots. */
function cutOut(
  core: Netlist,
  gates: Uint32Array,
  leaves: readonly number[],
  roots: Uint32Array,
): Netlist {
  const first = firstGate(core)
  const numbered = new Map<number, number>([[0, 0]])
  for (const signal of leaves) numbered.set(signal, numbered.size)
  for (const g of gates) numbered.set(first + g, numbered.size)
  const follow = (signal: number) => numbered.get(signal)!
  return {
    inputs: leaves.length,
    latches: new Uint32Array(0),
    fanin: Uint32Array.from(
      [...gates].flatMap((g) => [follow(core.fanin[2 * g]!), follow(core.fanin[2 * g + 1]!)]),
    ),
    outputs: roots.map((g) => follow(first + g)),
  }
}
