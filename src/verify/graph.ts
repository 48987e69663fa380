/**
 * Machines side by side as one graph of AND gates with free inverters, so that what is the same in
 * both is there once. A literal is twice a node, plus 1 for its negation; node 0 is the constant 0.
 *
 * Equal gates are shared, constants fold, and a gate whose fan-in reads the other one folds too.
 *
 * Source: Kuehlmann, Paruthi, Krohm & Ganai 2002, "Robust Boolean Reasoning for Equivalence Checking
 * and Functional Property Verification".
 */
import { firstGate, type Netlist, signalCount } from '../netlist.ts'

export interface Graph {
  readonly nodes: number
  /** [nodes] the two fan-ins of each node, literals; -1 for inputs and the constant. */
  readonly left: Int32Array
  readonly right: Int32Array
  /** Adds an input; returns its literal. */
  addInput(): number
  /** The literal of `a AND b`. */
  and(a: number, b: number): number
  xor(a: number, b: number): number
}

export const negate = (literal: number): number => literal ^ 1
export const nodeOf = (literal: number): number => literal >> 1

export function createGraph(): Graph {
  let left = new Int32Array(256).fill(-1)
  let right = new Int32Array(256).fill(-1)
  let nodes = 1
  let slots = new Int32Array(512)

  function addNode(a: number, b: number): number {
    if (nodes === left.length) {
      left = widen(left)
      right = widen(right)
    }
    left[nodes] = a
    right[nodes] = b
    return nodes++
  }

  const hash = (a: number, b: number) => {
    const mixed = Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b)
    return (mixed ^ (mixed >>> 15)) & (slots.length - 1)
  }

  function growSlots(): void {
    slots = new Int32Array(2 * slots.length)
    for (let node = 1; node < nodes; node++) {
      if (left[node]! >= 0) slots[findSlot(left[node]!, right[node]!)] = node
    }
  }

  /** The slot of a gate, or the free one where it belongs. */
  function findSlot(a: number, b: number): number {
    let slot = hash(a, b)
    for (; slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1)) {
      if (left[slots[slot]!] === a && right[slots[slot]!] === b) break
    }
    return slot
  }

  /** What `x AND gate` is when the gate reads x or its negation; -1 when it is nothing simpler. */
  function absorb(x: number, gate: number): number {
    const node = gate >> 1
    if (left[node]! < 0) return -1
    const isNegated = (gate & 1) === 1
    const [a, b] = [left[node]!, right[node]!]
    if (a === x || b === x) return isNegated ? and(x, (a === x ? b : a) ^ 1) : gate
    if (a === (x ^ 1) || b === (x ^ 1)) return isNegated ? x : 0
    return -1
  }

  function and(a: number, b: number): number {
    if (a > b) return and(b, a)
    if (a === 0 || a === (b ^ 1)) return 0
    if (a === 1 || a === b) return b
    let simpler = absorb(a, b)
    if (simpler < 0) simpler = absorb(b, a)
    if (simpler >= 0) return simpler
    if (2 * nodes >= slots.length) growSlots()
    const slot = findSlot(a, b)
    if (slots[slot] === 0) slots[slot] = addNode(a, b)
    return 2 * slots[slot]!
  }

  return {
    get nodes() {
      return nodes
    },
    get left() {
      return left
    },
    get right() {
      return right
    },
    addInput: () => 2 * addNode(-1, -1),
    and,
    xor: (a, b) => negate(and(negate(and(a, negate(b))), negate(and(negate(a), b)))),
  }
}

/**
 * Adds one tick of a machine.
 *
 * @param inputs [inputs] and latches [latches] the literals that are read
 * @returns [signals] the literal of every signal
 */
export function addMachine(
  graph: Graph,
  netlist: Netlist,
  inputs: ArrayLike<number>,
  latches: ArrayLike<number>,
): Int32Array {
  const { fanin } = netlist
  const first = firstGate(netlist)
  const literals = new Int32Array(signalCount(netlist))
  literals.set(inputs, 1)
  literals.set(latches, 1 + netlist.inputs)
  for (let signal = first; signal < literals.length; signal++) {
    const g = signal - first
    literals[signal] = negate(graph.and(literals[fanin[2 * g]!]!, literals[fanin[2 * g + 1]!]!))
  }
  return literals
}

/** The literals of new inputs. */
export const addInputs = (graph: Graph, count: number): Int32Array =>
  Int32Array.from({ length: count }, () => graph.addInput())

/**
 * Simulates all nodes on one word.
 *
 * @param words [nodes] those of the inputs are there, those of the gates are written
 */
export function simulateGraph(graph: Graph, words: Int32Array): void {
  const { left, right, nodes } = graph
  words[0] = 0
  for (let node = 1; node < nodes; node++) {
    const a = left[node]!
    if (a < 0) continue
    const b = right[node]!
    words[node] = (words[a >> 1]! ^ -(a & 1)) & (words[b >> 1]! ^ -(b & 1))
  }
}

function widen(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length).fill(-1)
  larger.set(array)
  return larger
}
