/**
 * Machines with memory, for inputs of every length: a breadth-first search over the pairs of states
 * that a machine and its reference reach together from reset.
 *
 * A lane is one transition: a pair and a letter. Thousands are simulated at once with the latches
 * as inputs. When no transition of any reachable pair shows a difference there is none at any
 * length; the first one that does gives a shortest counterexample, as pairs are visited in the
 * order of their distance from reset.
 */
import { getLane, setLane, wordsFor } from '../bits.ts'
import { bestKernel } from '../kernel.ts'
import { coreOf } from '../netlist/core.ts'
import type { Netlist } from '../netlist.ts'
import { wordBits } from '../spec/table.ts'
import type { AutomatonSpec, TableSpec } from '../spec.ts'
import type { Counterexample, Verdict, VerifyLimits } from '../verify.ts'
import { besides } from './besides.ts'
import { createPairSet, type PairSet } from './pair-set.ts'

/** Transitions that are simulated at once. */
const lanesMax = 4096

/** A machine beside its reference. */
export interface Product {
  readonly inputs: number
  readonly outputs: number
  readonly letters: Uint32Array
  /** Latches of the machine, and of the reference when it is one too. */
  readonly latches: number
  /** One tick: inputs and latches to outputs, wanted outputs if it has them, and next latches. */
  readonly transition: Netlist
  /** The state that an automaton goes to; 0 for references that have none. */
  follow(state: number, letterIndex: number): number
  /** What is wanted of the outputs, bit by bit, and where it matters. */
  wanted(batch: Batch, lane: number, output: number): number
  cares(batch: Batch, lane: number, output: number): number
}

/** Some transitions, one a lane, and what they led to; used again for the next ones. */
interface Batch {
  words: number
  lanes: number
  /** [lanes] number of the pair, state of the automaton, and index of the letter. */
  readonly pairs: Uint32Array
  readonly states: Uint32Array
  readonly letters: Uint32Array
  /** [inputs of the transition × words] */
  readonly bits: Uint32Array
  /** [outputs of the transition × words] */
  readonly response: Uint32Array
}

/** A machine beside an automaton. */
export function automatonProduct(netlist: Netlist, spec: AutomatonSpec): Product {
  const { letters, next, wanted, care } = spec
  const at = (batch: Batch, lane: number) =>
    batch.states[lane]! * letters.length + batch.letters[lane]!
  return {
    ...machineAlone(netlist),
    letters,
    follow: (state, letterIndex) => next[state * letters.length + letterIndex]!,
    wanted: (batch, lane, o) => (wanted[at(batch, lane)]! >>> o) & 1,
    cares: (batch, lane, o) => (care[at(batch, lane)]! >>> o) & 1,
  }
}

/** A machine with latches beside a table that is wanted at every tick. */
export function tableProduct(netlist: Netlist, spec: TableSpec): Product {
  const words = wordsFor(2 ** spec.inputs)
  return {
    ...machineAlone(netlist),
    letters: allLetters(spec.inputs),
    follow: () => 0,
    wanted: (batch, lane, o) => getLane(spec.wanted, batch.letters[lane]!, o * words),
    cares: (batch, lane, o) => getLane(spec.care, batch.letters[lane]!, o * words),
  }
}

const machineAlone = (netlist: Netlist) => ({
  inputs: netlist.inputs,
  outputs: netlist.outputs.length,
  latches: netlist.latches.length,
  transition: coreOf(netlist),
})

/** Two machines side by side. */
export function machineProduct(netlist: Netlist, reference: Netlist): Product {
  const both = besides(netlist, reference)
  const outputs = netlist.outputs.length
  return {
    inputs: netlist.inputs,
    outputs,
    letters: allLetters(netlist.inputs),
    latches: both.latches.length,
    transition: coreOf(both),
    follow: () => 0,
    wanted: (batch, lane, o) => getLane(batch.response, lane, (outputs + o) * batch.words),
    cares: () => 1,
  }
}

const allLetters = (inputs: number): Uint32Array =>
  Uint32Array.from({ length: 2 ** inputs }, (_, letter) => letter)

/**
 * Searches a product from reset, within limits.
 *
 * @param letterInputs number of inputs all of whose values are letters
 */
export function searchProduct(
  createProduct: () => Product,
  letterInputs: number,
  limits: Required<VerifyLimits>,
): Verdict {
  const { letterInputsMax, pairsMax, transitionsMax } = limits
  if (letterInputs > letterInputsMax) {
    const reason = `latches and more than ${letterInputsMax} inputs`
    return { verdict: 'unknown', reason, reached: 0 }
  }
  const product = createProduct()
  const letters = product.letters.length
  const width = wordsFor(product.latches) + 1
  const pairs = createPairSet(width)
  const cameFrom: Origin[] = [{ pair: -1, letterIndex: -1 }]
  const batch = createBatch(product)
  const key = new Uint32Array(width)
  pairs.add(key, 0)

  for (let done = 0; done < pairs.size * letters; ) {
    if (pairs.size > pairsMax || done > transitionsMax) {
      const most =
        pairs.size > pairsMax ? `${pairsMax} state pairs` : `${transitionsMax} transitions`
      return { verdict: 'unknown', reason: `more than ${most}`, reached: Math.ceil(done / letters) }
    }
    const lanes = Math.min(lanesMax, pairs.size * letters - done)
    simulateInto(batch, product, pairs, done, lanes)
    const wrong = findWrong(product, batch)
    if (wrong) {
      return {
        verdict: 'different',
        counterexample: traceBack(product, cameFrom, batch, wrong),
      }
    }
    for (let lane = 0; lane < lanes; lane++) {
      readNext(product, batch, lane, key)
      if (pairs.add(key, 0) < cameFrom.length) continue
      cameFrom.push({ pair: batch.pairs[lane]!, letterIndex: batch.letters[lane]! })
    }
    done += lanes
  }
  return { verdict: 'equivalent', method: 'product', states: pairs.size, letters }
}

/** How a pair was first reached. */
interface Origin {
  readonly pair: number
  readonly letterIndex: number
}

function createBatch({ transition }: Product): Batch {
  const words = wordsFor(lanesMax)
  return {
    words,
    lanes: 0,
    pairs: new Uint32Array(lanesMax),
    states: new Uint32Array(lanesMax),
    letters: new Uint32Array(lanesMax),
    bits: new Uint32Array(transition.inputs * words),
    response: new Uint32Array(transition.outputs.length * words),
  }
}

/**
 * Simulates the transitions with the numbers from `first` on; number = pair × letters + letter.
 *
 * @param batch written in place
 */
function simulateInto(
  batch: Batch,
  product: Product,
  pairs: PairSet,
  first: number,
  lanes: number,
): void {
  const { inputs, latches, letters, transition } = product
  const words = wordsFor(lanes)
  const { bits } = batch
  batch.words = words
  batch.lanes = lanes
  bits.fill(0, 0, transition.inputs * words)
  for (let lane = 0; lane < lanes; lane++) {
    const pair = Math.floor((first + lane) / letters.length)
    const letterIndex = (first + lane) % letters.length
    batch.pairs[lane] = pair
    batch.letters[lane] = letterIndex
    batch.states[lane] = pairs.word(pair, wordsFor(latches))
    const letter = letters[letterIndex]!
    for (let i = 0; i < inputs; i++) {
      if ((letter >>> i) & 1) setLane(bits, lane, i * words)
    }
    for (let l = 0; l < latches; l++) {
      if ((pairs.word(pair, l >>> 5) >>> (l & 31)) & 1) setLane(bits, lane, (inputs + l) * words)
    }
  }
  const stimulus = { inputs: transition.inputs, ticks: 1, cases: lanes, words, bits }
  bestKernel(transition, stimulus).simulate(transition, stimulus, batch.response)
}

interface WrongBit {
  readonly lane: number
  readonly output: number
}

/** The first lane with a wrong output. */
function findWrong(product: Product, batch: Batch): WrongBit | undefined {
  for (let lane = 0; lane < batch.lanes; lane++) {
    for (let output = 0; output < product.outputs; output++) {
      const received = getLane(batch.response, lane, output * batch.words)
      if (received === product.wanted(batch, lane, output)) continue
      if (product.cares(batch, lane, output)) return { lane, output }
    }
  }
  return undefined
}

/** Writes the key of the pair that a lane leads to: the latches, then the automaton's state. */
function readNext(product: Product, batch: Batch, lane: number, key: Uint32Array): void {
  const { latches, transition } = product
  const firstNext = transition.outputs.length - latches
  key.fill(0)
  for (let l = 0; l < latches; l++) {
    if (getLane(batch.response, lane, (firstNext + l) * batch.words)) setLane(key, l)
  }
  key[key.length - 1] = product.follow(batch.states[lane]!, batch.letters[lane]!)
}

/** The letters on the way from reset to a wrong transition, and that one. */
function traceBack(
  product: Product,
  cameFrom: readonly Origin[],
  batch: Batch,
  { lane, output }: WrongBit,
): Counterexample {
  const letterIndices: number[] = []
  let at: Origin = { pair: batch.pairs[lane]!, letterIndex: batch.letters[lane]! }
  for (; at.pair >= 0; at = cameFrom[at.pair]!) letterIndices.push(at.letterIndex)
  const inputs = letterIndices
    .reverse()
    .map((index) => wordBits(product.letters[index]!, product.inputs))
  const received = getLane(batch.response, lane, output * batch.words) as 0 | 1
  const wanted = received ? 0 : 1
  return { inputs, tick: inputs.length - 1, output, wanted, received }
}
