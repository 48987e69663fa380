/**
 * A window: some gates close to each other, with few signals going in. What it computes from those is
 * a table of its own, so it can be changed as long as the table stays, whatever the rest of the machine is.
 */
import { compact } from '../netlist/compact.ts'
import type { Fanouts } from '../netlist/fanouts.ts'
import { firstGate, gateCount, type Netlist } from '../netlist.ts'
import type { Rng } from '../random.ts'

export interface Window {
  /** Gates inside, ascending. */
  readonly gates: Uint32Array
  /** Signals that are read from outside, ascending; the constant is not among them. */
  readonly leaves: Uint32Array
  /** Signals of gates inside that something outside reads, ascending. */
  readonly roots: Uint32Array
}

export interface WindowLimits {
  readonly gatesMax: number
  readonly leavesMax: number
}

/** The most readers of a gate that are looked at; wires that go everywhere bind nothing together. */
const readersMax = 16
/** Leaves above the limit that a growing window may have for a while. */
const leavesOver = 3

/** Draws a window around a random gate; undefined where none fits within the limits. */
export function drawWindow(
  netlist: Netlist,
  fanouts: Fanouts,
  { gatesMax, leavesMax }: WindowLimits,
  rng: Rng,
): Window | undefined {
  const { fanin } = netlist
  const gates = gateCount(netlist)
  const first = firstGate(netlist)
  const inside = new Set<number>()
  const leaves = new Set<number>()
  const frontier = new Set<number>()
  let fitting: number[] = []

  const leavesAdded = (g: number) => {
    const [a, b] = [fanin[2 * g]!, fanin[2 * g + 1]!]
    const isNew = (signal: number) =>
      signal > 0 && !leaves.has(signal) && !inside.has(signal - first)
    return (isNew(a) ? 1 : 0) + (b !== a && isNew(b) ? 1 : 0) - (leaves.has(first + g) ? 1 : 0)
  }
  const add = (g: number) => {
    inside.add(g)
    frontier.delete(g)
    leaves.delete(first + g)
    for (const signal of [fanin[2 * g]!, fanin[2 * g + 1]!]) {
      if (signal === 0 || inside.has(signal - first)) continue
      leaves.add(signal)
      if (signal >= first) frontier.add(signal - first)
    }
    const from = fanouts.starts[g]!
    const to = Math.min(fanouts.starts[g + 1]!, from + readersMax)
    for (let at = from; at < to; at++) {
      const reader = fanouts.readers[at]!
      if (!inside.has(reader)) frontier.add(reader)
    }
  }

  add(rng.below(gates))
  while (inside.size < gatesMax && frontier.size > 0 && leaves.size <= leavesMax + leavesOver) {
    let least = 3
    let count = 0
    let chosen = -1
    for (const g of frontier) {
      const added = leavesAdded(g)
      if (added > least) continue
      if (added < least) count = 0
      least = added
      if (rng.below(++count) === 0) chosen = g
    }
    add(chosen)
    if (leaves.size <= leavesMax) fitting = [...inside]
  }
  const window = describeWindow(netlist, fanouts, closeWindow(netlist, fitting))
  return window.leaves.length <= leavesMax && window.gates.length > 1 ? window : undefined
}

/** Adds the gates on every way that leaves a set and comes back to it; ascending. */
function closeWindow(netlist: Netlist, gates: readonly number[]): Uint32Array {
  const { fanin } = netlist
  const first = firstGate(netlist)
  const sorted = Uint32Array.from(gates).sort()
  if (sorted.length === 0) return sorted
  const lowest = sorted[0]!
  const span = sorted.at(-1)! - lowest + 1
  const isInside = new Uint8Array(span)
  for (const g of sorted) isInside[g - lowest] = 1
  const comesFrom = isInside.slice()
  const leadsTo = isInside.slice()
  const place = (signal: number) => signal - first - lowest
  for (let at = 0; at < span; at++) {
    const g = lowest + at
    const [a, b] = [place(fanin[2 * g]!), place(fanin[2 * g + 1]!)]
    if ((a >= 0 && comesFrom[a]) || (b >= 0 && comesFrom[b])) comesFrom[at] = 1
  }
  for (let at = span - 1; at >= 0; at--) {
    if (!leadsTo[at]) continue
    const g = lowest + at
    for (const to of [place(fanin[2 * g]!), place(fanin[2 * g + 1]!)]) if (to >= 0) leadsTo[to] = 1
  }
  const closed: number[] = []
  for (let at = 0; at < span; at++) if (comesFrom[at] && leadsTo[at]) closed.push(lowest + at)
  return Uint32Array.from(closed)
}

function describeWindow(netlist: Netlist, fanouts: Fanouts, gates: Uint32Array): Window {
  const first = firstGate(netlist)
  const inside = new Set(gates)
  const leaves = new Set<number>()
  const roots: number[] = []
  for (const g of gates) {
    for (const signal of [netlist.fanin[2 * g]!, netlist.fanin[2 * g + 1]!]) {
      if (signal > 0 && !inside.has(signal - first)) leaves.add(signal)
    }
    let isRoot = fanouts.isShown[g] === 1
    for (let at = fanouts.starts[g]!; !isRoot && at < fanouts.starts[g + 1]!; at++) {
      isRoot = !inside.has(fanouts.readers[at]!)
    }
    if (isRoot) roots.push(first + g)
  }
  return {
    gates,
    leaves: Uint32Array.from(leaves).sort(),
    roots: Uint32Array.from(roots),
  }
}

/** The inside of a window as a machine: leaves → roots. */
export function cutOut(netlist: Netlist, { gates, leaves, roots }: Window): Netlist {
  const first = firstGate(netlist)
  const numbered = new Map<number, number>([[0, 0]])
  leaves.forEach((signal, i) => {
    numbered.set(signal, 1 + i)
  })
  const fanin = new Uint32Array(2 * gates.length)
  gates.forEach((g, i) => {
    fanin[2 * i] = numbered.get(netlist.fanin[2 * g]!)!
    fanin[2 * i + 1] = numbered.get(netlist.fanin[2 * g + 1]!)!
    numbered.set(first + g, 1 + leaves.length + i)
  })
  const outputs = roots.map((signal) => numbered.get(signal)!)
  return { inputs: leaves.length, latches: new Uint32Array(0), fanin, outputs }
}

/** The machine with another inside, leaves → roots, in the window's place; what became dead is gone. */
export function putBack(netlist: Netlist, window: Window, inside: Netlist): Netlist {
  const { inputs, latches, outputs, fanin } = netlist
  const first = firstGate(netlist)
  const gates = gateCount(netlist)
  const isInside = new Uint8Array(gates)
  for (const g of window.gates) isInside[g] = 1
  // What depends on the window comes behind it, all else before.
  const depends = isInside.slice()
  const isBehind = (signal: number) => signal >= first && depends[signal - first] === 1
  for (let g = window.gates[0]!; g < gates; g++) {
    if (isBehind(fanin[2 * g]!) || isBehind(fanin[2 * g + 1]!)) depends[g] = 1
  }
  const placed = Uint32Array.from({ length: first + gates }, (_, signal) => signal)
  const rebuilt = new Uint32Array(fanin.length - 2 * window.gates.length + inside.fanin.length)
  let to = 0
  const place = (g: number) => {
    placed[first + g] = first + (to >> 1)
    rebuilt[to++] = placed[fanin[2 * g]!]!
    rebuilt[to++] = placed[fanin[2 * g + 1]!]!
  }
  for (let g = 0; g < gates; g++) if (!depends[g]) place(g)
  const offset = first + (to >> 1)
  const innerFirst = firstGate(inside)
  const inner = (signal: number) => {
    if (signal === 0) return 0
    if (signal >= innerFirst) return signal - innerFirst + offset
    return placed[window.leaves[signal - 1]!]!
  }
  for (const signal of inside.fanin) rebuilt[to++] = inner(signal)
  window.roots.forEach((signal, o) => {
    placed[signal] = inner(inside.outputs[o]!)
  })
  for (let g = 0; g < gates; g++) if (depends[g] && !isInside[g]) place(g)
  const follow = (signal: number) => placed[signal]!
  return compact({
    inputs,
    latches: latches.map(follow),
    fanin: rebuilt,
    outputs: outputs.map(follow),
  })
}
