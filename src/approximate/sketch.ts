/**
 * A machine that is changed a little at a time, with gates that nothing reads yet in between.
 *
 * Genes are the two fan-ins of each gate, then the outputs. How often a signal is read is counted, so
 * that what a change makes active or inactive costs as much as it is large, and gates are known
 * without looking at all. Changes are noted until they are kept, or undone.
 *
 *   signals   0 constant | 1 … I inputs | I+1 … gates, active ones and others
 *   genes     gate 0: two fan-ins | gate 1 | … | outputs
 *
 * Source: Miller & Thomson 2000, "Cartesian Genetic Programming" (inactive gates as the material of
 * neutral drift); counting readers is how and-inverter graphs are kept, Mishchenko, Chatterjee &
 * Brayton 2006, "DAG-Aware AIG Rewriting".
 */
import { assert } from '../errors.ts'
import { compact } from '../netlist/compact.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import type { Rng } from '../random.ts'

export interface Sketch {
  readonly inputs: number
  /** The signal of the first gate. */
  readonly first: number
  /** Gates, active or not. */
  readonly gates: number
  readonly signals: number
  /** [2 × gates + outputs] what each gene reads; changed by `set` alone. */
  readonly genes: Uint32Array
  /** [signals] how many active gates' fan-ins and outputs read it. */
  readonly uses: Uint32Array
  /** Gates that an output depends on. */
  readonly activeGates: number
  /** Whether an output was given another signal since the last `keep` or `undo`. */
  readonly isRewired: boolean
  isActive(gene: number): boolean
  /** Lets a gene read another signal, below its gate; noted until `keep` or `undo`. */
  set(gene: number, signal: number): void
  keep(): void
  undo(): void
  /**
   * Writes the active gates that the noted changes can reach, in order; returns how many.
   *
   * @param into [gates × 4] signal, its two fan-ins, whether it is computed in any case
   */
  reach(into: Uint32Array): number
  /** Writes every active gate like that. */
  reachAll(into: Uint32Array): number
  /** What it shows now, without inactive gates. */
  toNetlist(): Netlist
}

/**
 * Lays a machine without latches out among gates that nothing reads, in a random order that keeps
 * every gate behind what it reads.
 *
 * @param gates how many gates there are to be, at least as many as the machine has
 */
export function createSketch(netlist: Netlist, gates: number, rng: Rng): Sketch {
  assert(netlist.latches.length === 0, 'a sketch has no latches')
  assert(gates >= gateCount(netlist), 'more gates than the sketch has room for')
  const { inputs } = netlist
  const first = 1 + inputs
  const signals = first + gates
  const outputGenes = 2 * gates
  const genes = layOut(netlist, gates, rng)
  const uses = new Uint32Array(signals)
  // Notes: [gene, what it read] of each change.
  const notes: number[] = []
  const stack: number[] = []
  // [gates] the change that a gate was made active or given another fan-in by.
  const touchedAt = new Uint32Array(gates)
  // [signals] the change that reaches it.
  const reachedAt = new Uint32Array(signals)
  let change = 1
  let lowest = gates
  let activeGates = 0
  let isRewired = false

  function touch(g: number): void {
    touchedAt[g] = change
    if (g < lowest) lowest = g
  }

  function use(signal: number): void {
    stack.push(signal)
    while (stack.length > 0) {
      const used = stack.pop()!
      if (uses[used]!++ > 0 || used < first) continue
      const g = used - first
      activeGates++
      touch(g)
      stack.push(genes[2 * g]!, genes[2 * g + 1]!)
    }
  }

  function release(signal: number): void {
    stack.push(signal)
    while (stack.length > 0) {
      const released = stack.pop()!
      if (--uses[released]! > 0 || released < first) continue
      const g = released - first
      activeGates--
      stack.push(genes[2 * g]!, genes[2 * g + 1]!)
    }
  }

  const isActive = (gene: number) => gene >= outputGenes || uses[first + (gene >> 1)]! > 0

  function assign(gene: number, signal: number): void {
    const old = genes[gene]!
    genes[gene] = signal
    if (!isActive(gene)) return
    use(signal)
    release(old)
  }

  function forget(): void {
    notes.length = 0
    change++
    lowest = gates
    isRewired = false
  }

  for (let gene = outputGenes; gene < genes.length; gene++) use(genes[gene]!)
  forget()

  return {
    inputs,
    first,
    gates,
    signals,
    genes,
    uses,
    get activeGates() {
      return activeGates
    },
    get isRewired() {
      return isRewired
    },
    isActive,
    set(gene, signal) {
      notes.push(gene, genes[gene]!)
      assign(gene, signal)
      if (gene >= outputGenes) isRewired = true
      else touch(gene >> 1)
    },
    keep: forget,
    undo() {
      for (let i = notes.length - 2; i >= 0; i -= 2) assign(notes[i]!, notes[i + 1]!)
      forget()
    },
    reach: (into) =>
      reachInto(into, genes, uses, first, lowest, gates, touchedAt, reachedAt, change),
    reachAll(into) {
      touchedAt.fill(change)
      return reachInto(into, genes, uses, first, 0, gates, touchedAt, reachedAt, change)
    },
    toNetlist: () =>
      compact({
        inputs,
        latches: new Uint32Array(0),
        fanin: genes.slice(0, outputGenes),
        outputs: genes.slice(outputGenes),
      }),
  }
}

/** The loop of `reach`, which stands outside, for V8 loads what a closure holds anew at every use. */
function reachInto(
  into: Uint32Array,
  genes: Uint32Array,
  uses: Uint32Array,
  first: number,
  from: number,
  gates: number,
  touchedAt: Uint32Array,
  reachedAt: Uint32Array,
  change: number,
): number {
  let count = 0
  for (let g = from; g < gates; g++) {
    if (uses[first + g] === 0) continue
    const a = genes[2 * g]!
    const b = genes[2 * g + 1]!
    const isTouched = touchedAt[g] === change
    if (!isTouched && reachedAt[a] !== change && reachedAt[b] !== change) continue
    reachedAt[first + g] = change
    into[4 * count] = first + g
    into[4 * count + 1] = a
    into[4 * count + 2] = b
    into[4 * count + 3] = isTouched ? 1 : 0
    count++
  }
  return count
}

/** The genes of a machine in a random order, with gates in between that read random signals. */
function layOut(netlist: Netlist, gates: number, rng: Rng): Uint32Array {
  const { inputs, fanin, outputs } = netlist
  const used = gateCount(netlist)
  const first = 1 + inputs
  const genes = new Uint32Array(2 * gates + outputs.length)
  const placed = Uint32Array.from({ length: first + used }, (_, signal) => signal)
  const { ready, missing, readers } = orderOf(netlist)
  let [spare, left] = [gates - used, gates]
  for (let g = 0; g < gates; g++, left--) {
    // Without inputs there is nothing to read but the constant.
    if (rng.below(left) < spare) {
      spare--
      const lowest = inputs > 0 ? 1 : 0
      genes[2 * g] = lowest + rng.below(first + g - lowest)
      genes[2 * g + 1] = lowest + rng.below(first + g - lowest)
      continue
    }
    const at = rng.below(ready.length)
    const next = ready[at]!
    ready[at] = ready.at(-1)!
    ready.pop()
    placed[first + next] = first + g
    genes[2 * g] = placed[fanin[2 * next]!]!
    genes[2 * g + 1] = placed[fanin[2 * next + 1]!]!
    for (const reader of readers[next]!) if (--missing[reader]! === 0) ready.push(reader)
  }
  outputs.forEach((signal, o) => {
    genes[2 * gates + o] = placed[signal]!
  })
  return genes
}

/** Gates that can be placed, how many fan-ins each other one waits for, and who waits for it. */
function orderOf({ inputs, fanin }: Netlist) {
  const gates = fanin.length / 2
  const first = 1 + inputs
  const missing = new Uint32Array(gates)
  const readers: number[][] = Array.from({ length: gates }, () => [])
  const ready: number[] = []
  for (let i = 0; i < fanin.length; i++) {
    if (fanin[i]! < first) continue
    missing[i >> 1]!++
    readers[fanin[i]! - first]!.push(i >> 1)
  }
  for (let g = 0; g < gates; g++) if (missing[g] === 0) ready.push(g)
  return { ready, missing, readers }
}
