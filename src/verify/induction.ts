/**
 * Machines with more states than can be looked at, by induction over ticks: what holds at the first k
 * ticks from reset, and at a tick whenever it held at the k before, holds for ever.
 *
 * That outputs agree is seldom inductive alone. So we begin with all signals that agree, or are
 * opposite, in random simulation from reset, and drop what a solver refutes until the rest implies
 * itself. Pairs that survive are invariants; when every pair of outputs is among them the machines are
 * equal. With k above 1 the states on the way may be taken to differ, for the shortest way to a
 * violation does not come twice through one state.
 *
 * Sources: van Eijk 2000, "Sequential Equivalence Checking Based on Structural Similarities"; Sheeran,
 * Singh & Stålmarck 2000, "Checking Safety Properties Using Induction and a SAT-Solver".
 */
import type { Rng } from '../random.ts'
import { createProofLog } from '../sat/proof.ts'
import { createCheckedSolver, type Solver } from '../sat.ts'
import type { ProofListener } from '../verify.ts'
import type { Bounded } from './bounded.ts'
import { type Classes, createClasses } from './classes.ts'
import { createEncoding, type Encoding } from './cnf.ts'
import { closeProof } from './combinational.ts'
import { type Graph, simulateGraph } from './graph.ts'
import { decideEqual } from './sweep.ts'
import { createUnrolling, type Frame, inFrame, type TickGraph, type Unrolling } from './unroll.ts'

/** Random simulation from reset: so many runs of 32 lanes and so many ticks. */
const simulatedRuns = 4
const simulatedTicks = 64
/** The most literals of clauses that say that states differ. */
const distinctMax = 100_000

export interface InductionOptions {
  readonly rng: Rng
  /** The ticks that are assumed, k. */
  readonly ticks: number
  readonly pairConflictsMax: number
  readonly conflictsMax: number
  readonly onProof?: ProofListener
}

export interface Induction {
  readonly isProved: boolean
  /** Pairs of signals that always agree. */
  readonly invariants: number
  /** Derived clauses that the checkers followed, of the first ticks and of the last step. */
  readonly clauses: number
  /** What it took, also where nothing was proved. */
  readonly conflicts: number
}

/** Tries to prove that the outputs of two machines agree for ever. */
export function proveByInduction(
  tick: TickGraph,
  bounded: Bounded,
  options: InductionOptions,
): Induction {
  const classes = guessClasses(tick, options.rng)
  const areOutputsTogether = () =>
    tick.received.every((literal, o) => areTogether(classes, literal, tick.wanted[o]!))
  const before = bounded.solver.statistics.conflicts
  let conflicts = 0
  const left = () => options.conflictsMax - conflicts

  for (let t = 0; t < options.ticks && areOutputsTogether(); t++) {
    holdAtTick(tick, bounded, t, classes, options.pairConflictsMax, left())
    conflicts = bounded.solver.statistics.conflicts - before
  }
  while (areOutputsTogether() && left() > 0) {
    const step = tryStep(tick, classes, { ...options, conflictsMax: left() })
    conflicts += step.conflicts
    if (!step.isInductive) continue
    if (options.onProof) emitFirstTicks(tick, bounded, classes, options)
    const clauses = bounded.solver.checked + step.clauses
    return { isProved: true, invariants: pairsOf(tick.graph, classes).length, clauses, conflicts }
  }
  return { isProved: false, invariants: 0, clauses: 0, conflicts }
}

/** A node, and the literal of the first of its class that it equals. */
interface Pair {
  readonly node: number
  readonly literal: number
}

function pairsOf({ nodes }: Graph, classes: Classes): Pair[] {
  const pairs: Pair[] = []
  for (let node = 1; node < nodes; node++) {
    const first = classes.first(node)
    if (first !== node) pairs.push({ node, literal: 2 * first + classes.phase(node, first) })
  }
  return pairs
}

function areTogether(classes: Classes, a: number, b: number): boolean {
  const [x, y] = [a >> 1, b >> 1]
  if (classes.first(x) !== classes.first(y)) return false
  return (x === y ? 0 : classes.phase(x, y)) === ((a ^ b) & 1)
}

/** Classes of nodes that agree on random inputs from reset. */
function guessClasses({ graph, inputs, latches, next }: TickGraph, rng: Rng): Classes {
  const classes = createClasses(graph.nodes)
  const words = new Int32Array(graph.nodes)
  const taken = new Int32Array(latches.length)
  for (let run = 0; run < simulatedRuns; run++) {
    taken.fill(0)
    for (let t = 0; t < simulatedTicks; t++) {
      for (const literal of inputs) words[literal >> 1] = rng.next()
      for (let l = 0; l < latches.length; l++) words[latches[l]! >> 1] = taken[l]!
      simulateGraph(graph, words)
      classes.refine(words)
      for (let l = 0; l < latches.length; l++) {
        taken[l] = words[next[l]! >> 1]! ^ -(next[l]! & 1)
      }
    }
  }
  return classes
}

/** Drops the pairs that can differ at a tick from reset, and those that are too hard to tell. */
function holdAtTick(
  tick: TickGraph,
  { unrolling, solver, encoding }: Bounded,
  at: number,
  classes: Classes,
  pairConflictsMax: number,
  conflictsMax: number,
): void {
  const frame = unrolling.frame(at)
  const decide = (a: number, b: number, most: number) => decideEqual(solver, encoding, a, b, most)
  const refine = () => refineByModel(unrolling, encoding, frame, classes)
  const limits = { pairConflictsMax, conflictsMax }
  splitAtFrame(tick, frame, classes, solver, limits, decide, refine)
}

interface Step {
  readonly isInductive: boolean
  readonly clauses: number
  readonly conflicts: number
}

/** Assumes all pairs at k ticks from any state and drops those that can differ at the next. */
function tryStep(tick: TickGraph, classes: Classes, options: InductionOptions): Step {
  const { ticks, onProof } = options
  const unrolling = createUnrolling(tick, 'any')
  const log = onProof && createProofLog()
  const solver = createCheckedSolver({ proof: log?.sink })
  const encoding = createEncoding(unrolling.graph, solver)
  const pairs = pairsOf(tick.graph, classes)
  for (let t = 0; t < ticks; t++) assumePairs(unrolling.frame(t), pairs, solver, encoding)
  const last = unrolling.frame(ticks)
  if (ticks > 1) assumeDistinct(tick, unrolling, solver, encoding)

  // Other clauses than those of gates are there, so a model has to be one of all.
  const decide = (a: number, b: number, most: number) =>
    decideEqual(solver, encoding, a, b, most, 'all')
  const refine = () => refineByModel(unrolling, encoding, last, classes)
  const isInductive = splitAtFrame(tick, last, classes, solver, options, decide, refine)
  if (isInductive && onProof && log) {
    closeProof(unrolling.graph, solver, encoding, ...literalsAt(last, pairs))
    onProof('step', log.formula(), log.proof())
  }
  const { conflicts } = solver.statistics
  return { isInductive, clauses: solver.checked, conflicts: Math.max(1, conflicts) }
}

function literalsAt(frame: Frame, pairs: readonly Pair[]): [number[], number[]] {
  return [
    pairs.map(({ node }) => frame.nodes[node]!),
    pairs.map(({ literal }) => inFrame(frame, literal)),
  ]
}

function assumePairs(
  frame: Frame,
  pairs: readonly Pair[],
  solver: Solver,
  encoding: Encoding,
): void {
  for (const { node, literal } of pairs) {
    const [a, b] = [frame.nodes[node]!, inFrame(frame, literal)]
    if (a === b) continue
    const [x, y] = [encoding.literal(a), encoding.literal(b)]
    solver.addClause([-x, y])
    solver.addClause([x, -y])
  }
}

/** Says that no two states are the same, where that is not too long. */
function assumeDistinct(
  { latches }: TickGraph,
  { graph, frames }: Unrolling,
  solver: Solver,
  encoding: Encoding,
): void {
  const pairs = (frames.length * (frames.length - 1)) / 2
  if (pairs * latches.length > distinctMax) return
  for (let later = 1; later < frames.length; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      const differences = Array.from(latches, (literal) =>
        graph.xor(inFrame(frames[earlier]!, literal), inFrame(frames[later]!, literal)),
      )
      solver.addClause(differences.map((literal) => encoding.literal(literal)))
    }
  }
}

/** Goes through all pairs at a frame; whether none was dropped. */
function splitAtFrame(
  { graph }: TickGraph,
  frame: Frame,
  classes: Classes,
  solver: Solver,
  { pairConflictsMax, conflictsMax }: { pairConflictsMax: number; conflictsMax: number },
  decide: (a: number, b: number, conflictsMax: number) => ReturnType<Solver['solve']>,
  refine: () => void,
): boolean {
  const conflictsEnd = solver.statistics.conflicts + conflictsMax
  let isWhole = true
  for (let node = 1; node < graph.nodes; node++) {
    for (let first = classes.first(node); first !== node; first = classes.first(node)) {
      const [a, b] = [frame.nodes[node]!, frame.nodes[first]! ^ classes.phase(node, first)]
      if (a === b) break
      const left = Math.max(1, conflictsEnd - solver.statistics.conflicts)
      const answer = decide(a, b, Math.min(left, pairConflictsMax))
      if (answer === 'unsatisfiable') break
      isWhole = false
      if (answer === 'satisfiable') refine()
      else classes.leave(node)
    }
  }
  return isWhole
}

/** Splits classes by what the nodes of a frame are in the last model. */
function refineByModel(
  { graph }: Unrolling,
  encoding: Encoding,
  frame: Frame,
  classes: Classes,
): void {
  const words = new Int32Array(graph.nodes)
  for (let node = 1; node < graph.nodes; node++) {
    if (graph.left[node]! < 0) words[node] = encoding.value(node) ? -1 : 0
  }
  simulateGraph(graph, words)
  classes.refine(frame.nodes.map((literal) => words[literal >> 1]! ^ -(literal & 1)))
}

/** Hands out the proof that all pairs hold at the first ticks from reset. */
function emitFirstTicks(
  tick: TickGraph,
  { unrolling, solver, encoding, log }: Bounded,
  classes: Classes,
  { ticks, onProof }: InductionOptions,
): void {
  const pairs = pairsOf(tick.graph, classes)
  const sides: [number[], number[]] = [[], []]
  for (let t = 0; t < ticks; t++) {
    const [left, right] = literalsAt(unrolling.frame(t), pairs)
    sides[0].push(...left)
    sides[1].push(...right)
  }
  closeProof(unrolling.graph, solver, encoding, ...sides)
  onProof!('reset', log!.formula(), log!.proof())
}
