/**
 * Rewriting: a gate together with what only it needs is replaced by the smallest circuit of the same
 * function of up to four signals below it.
 *
 * The netlist is built anew, gate by gate. For every cut of the gate just built we count what would
 * be freed without it (its maximum fanout-free cone above the cut) and what the smallest circuit
 * of the cut's function would add, when what is there already is shared. Circuits read only what was built before,
 * so the order of gates stays right by itself. References count what was built and reads it, and
 * what will be built and reads it.
 *
 * Source: Mishchenko, Chatterjee & Brayton 2006, "DAG-Aware AIG Rewriting".
 */
import { compact } from '../netlist/compact.ts'
import { coreOf } from '../netlist/core.ts'
import { pairKey } from '../netlist/pair-key.ts'
import { firstGate, gateCount, type Netlist, signalCount } from '../netlist.ts'
import type { Pass } from '../prune.ts'
import type { Rng } from '../random.ts'
import { createCuts, leavesMax } from './cuts.ts'
import { optimalChain } from './optimal.ts'

export const rewritingPass: Pass = {
  name: 'rewriting',
  apply: (netlist) => rewriteCuts(compact(netlist)),
}

/** As many gates in another structure, from which other passes may go on. */
export const restructuringPass: Pass = {
  name: 'restructuring',
  apply: (netlist, { rng }) => rewriteCuts(compact(netlist), rng),
}

/** Signals that may be added besides those that are handed in, as a multiple of them. */
const growth = 2
/** The most gates of a circuit in the table. */
const chainMax = 32
/** Larger netlists are left as they are. */
const gatesMax = 2 ** 18

/** @param rng where given, half of the circuits that cost as much as what they replace are taken */
function rewriteCuts(netlist: Netlist, rng?: Rng): Netlist {
  const core = coreOf(netlist)
  const first = firstGate(core)
  const gates = gateCount(core)
  if (gates > gatesMax) return netlist
  const signalsMax = first + growth * gates + 2 * chainMax
  const left = new Int32Array(signalsMax)
  const right = new Int32Array(signalsMax)
  /** [signals] who reads a signal: gates that are built and needed, and gates and ports to come. */
  const reads = new Int32Array(signalsMax)
  const known = new Map<number, number>()
  const cuts = createCuts(signalsMax)
  /** [signals handed in] what became of them. */
  const placed = new Int32Array(signalCount(core))
  const waiting = countReaders(core)
  const leaves = new Int32Array(leavesMax)
  const shown = new Int32Array(leavesMax + chainMax)
  const stack: number[] = []
  let signals = first

  for (let signal = 0; signal < first; signal++) {
    placed[signal] = signal
    reads[signal] = 1 + waiting[signal]!
    cuts.addLeaf(signal)
  }

  function nand(a: number, b: number): number {
    const key = pairKey(a, b)
    const shared = known.get(key)
    if (shared !== undefined) return shared
    left[signals] = a
    right[signals] = b
    cuts.addGate(signals, a, b)
    known.set(key, signals)
    return signals++
  }

  /** One reader more; a gate that had none needs its own fan-ins again. Returns how many came alive. */
  function keep(signal: number): number {
    let alive = 0
    stack.push(signal)
    while (stack.length > 0) {
      const s = stack.pop()!
      if (reads[s]!++ > 0 || s < first) continue
      alive++
      stack.push(left[s]!, right[s]!)
    }
    return alive
  }

  /** One reader less; returns how many gates nobody needs any more. */
  function drop(signal: number): number {
    let dead = 0
    stack.push(signal)
    while (stack.length > 0) {
      const s = stack.pop()!
      if (--reads[s]! > 0 || s < first) continue
      dead++
      stack.push(left[s]!, right[s]!)
    }
    return dead
  }

  /** Gates that a circuit would add; -1 if it reads what it is to replace. */
  function costOf(fanin: Uint8Array, root: number): number {
    let cost = 0
    for (let i = 0, g = leavesMax; i < fanin.length; i += 2, g++) {
      const a = shown[fanin[i]!]!
      const b = shown[fanin[i + 1]!]!
      const found = a < 0 || b < 0 ? undefined : known.get(pairKey(a, b))
      if (found === root) return -1
      shown[g] = found ?? -1
      if (found === undefined || reads[found] === 0) cost++
    }
    return cost
  }

  /** What the best circuit for a gate shows, or the gate itself. */
  function improve(root: number): number {
    let best = rng ? 0 : 1
    let bestCut = -1
    for (let cut = 1; cut < cuts.count(root); cut++) {
      const size = cuts.leavesInto(leaves, root, cut)
      const table = cuts.table(root, cut)
      let isAlive = true
      for (let i = 0; i < size; i++) isAlive &&= reads[leaves[i]!]! > 0
      if (!isAlive) continue
      for (let i = 0; i < size; i++) reads[leaves[i]!]!++
      const freed = drop(root)
      let gain = -1
      if (freed >= best) {
        startChain(size, table)
        const cost = costOf(chainOf(table), root)
        gain = cost < 0 ? -1 : freed - cost
      }
      keep(root)
      for (let i = 0; i < size; i++) reads[leaves[i]!]!--
      if (gain < best || (gain === best && bestCut >= 0)) continue
      if (gain === 0 && rng?.below(2) === 0) continue
      best = gain
      bestCut = cut
    }
    return bestCut < 0 ? root : build(root, bestCut)
  }

  function startChain(size: number, table: number): void {
    for (let i = 0; i < leavesMax; i++) {
      shown[i] = i < size && table !== allOnes ? leaves[i]! : 0
    }
  }

  function build(root: number, cut: number): number {
    const table = cuts.table(root, cut)
    startChain(cuts.leavesInto(leaves, root, cut), table)
    const fanin = chainOf(table)
    const to = resultOf(table, fanin)
    for (let i = 0, g = leavesMax; i < fanin.length; i += 2, g++) {
      shown[g] = nand(shown[fanin[i]!]!, shown[fanin[i + 1]!]!)
    }
    return to < 0 ? 0 : shown[to]!
  }

  for (let g = 0; g < gates; g++) {
    const a = placed[core.fanin[2 * g]!]!
    const b = placed[core.fanin[2 * g + 1]!]!
    const waits = waiting[first + g]!
    const isRoom = signals + 2 * chainMax < signalsMax
    const signal = nand(a, b)
    for (let i = 0; i < waits; i++) keep(signal)
    // What this gate was to read is read by what was built, or by nobody.
    drop(a)
    drop(b)
    placed[first + g] = isRoom ? improveAll(signal, waits) : signal
  }

  /** Moves the readers of a gate to something better. */
  function improveAll(signal: number, waits: number): number {
    // Readers that were there before come from an equal gate; they stay, and so does the gate.
    if (waits === 0 || reads[signal]! > waits) return signal
    reads[signal] = 1
    const better = improve(signal)
    reads[signal] = waits
    if (better === signal) return signal
    for (let i = 0; i < waits; i++) keep(better)
    for (let i = 0; i < waits; i++) drop(signal)
    return better
  }

  const built: Netlist = {
    inputs: netlist.inputs,
    latches: netlist.latches.map((signal) => placed[signal]!),
    outputs: netlist.outputs.map((signal) => placed[signal]!),
    fanin: Uint32Array.from({ length: 2 * (signals - first) }, (_, i) =>
      i % 2 === 0 ? left[first + (i >> 1)]! : right[first + (i >> 1)]!,
    ),
  }
  const result = compact(built)
  return gateCount(result) <= gates ? result : netlist
}

const allOnes = 0xffff
const none = new Uint8Array(0)
const oneGate = new Uint8Array(2)

/** The circuit of a table; constants are made of the constant 0, which every netlist has. */
function chainOf(table: number): Uint8Array {
  if (table === 0) return none
  return table === allOnes ? oneGate : optimalChain(table).fanin
}

/** Which signal of a chain shows the table; -1 for the constant 0. */
function resultOf(table: number, fanin: Uint8Array): number {
  if (fanin.length > 0) return leavesMax + fanin.length / 2 - 1
  return [0xaaaa, 0xcccc, 0xf0f0, 0xff00].indexOf(table)
}

/** [signals] how many gates and ports read a signal. */
function countReaders({ inputs, latches, fanin, outputs }: Netlist): Int32Array {
  const count = new Int32Array(1 + inputs + latches.length + fanin.length / 2)
  for (const signal of fanin) count[signal]!++
  for (const signal of outputs) count[signal]!++
  return count
}
