/**
 * Finds the nodes of a graph that are equal or opposite, and proves it.
 *
 * Nodes that agree on random patterns are put in a class. In topological order each is held against
 * the first of its class: when no input tells them apart, the solver knows from then on that they are
 * equal, which makes the proofs above them short; when one does, it is one more pattern, and splits
 * the classes. A pair that takes too many conflicts stays apart.
 *
 * Source: Mishchenko, Chatterjee, Jiang & Brayton 2005, "FRAIGs: A Unifying Representation for Logic
 * Synthesis and Verification".
 */
import type { Rng } from '../random.ts'
import type { Answer, Solver } from '../sat.ts'
import { createClasses } from './classes.ts'
import type { Encoding } from './cnf.ts'
import { type Graph, simulateGraph } from './graph.ts'

/** Words of random patterns before the first proof. */
const randomWords = 16

export interface SweepOptions {
  readonly rng: Rng
  /** The most conflicts for a pair of nodes. */
  readonly pairConflictsMax: number
  /** The most conflicts altogether. */
  readonly conflictsMax: number
}

/** [nodes] the literal of the first node that was proved equal, negated where opposite, or its own. */
export function sweepGraph(
  graph: Graph,
  solver: Solver,
  encoding: Encoding,
  { rng, pairConflictsMax, conflictsMax }: SweepOptions,
): Int32Array {
  const { nodes, left } = graph
  const equal = Int32Array.from({ length: nodes }, (_, node) => 2 * node)
  const words = new Int32Array(nodes)
  const classes = createClasses(nodes)

  function refine(inputWord: (node: number) => number): void {
    for (let node = 1; node < nodes; node++) {
      if (left[node]! < 0) words[node] = inputWord(node)
    }
    simulateGraph(graph, words)
    classes.refine(words)
  }
  for (let w = 0; w < randomWords; w++) refine(() => rng.next())

  const conflictsEnd = solver.statistics.conflicts + conflictsMax
  for (let node = 1; node < nodes; node++) {
    if (left[node]! < 0) continue
    for (let first = classes.first(node); first !== node; first = classes.first(node)) {
      const left = conflictsEnd - solver.statistics.conflicts
      if (left <= 0) return equal
      const literal = 2 * first + classes.phase(node, first)
      const limit = Math.min(left, pairConflictsMax)
      const answer = decideEqual(solver, encoding, 2 * node, literal, limit)
      if (answer === 'unsatisfiable') equal[node] = literal
      if (answer !== 'satisfiable') classes.leave(node)
      else refine((input) => patternsNear(encoding.value(input), rng))
    }
  }
  return equal
}

/** A word whose lane 0 is a value and whose other lanes are most often the same. */
const patternsNear = (value: boolean, rng: Rng): number =>
  (value ? -1 : 0) ^ (rng.next() & rng.next() & rng.next() & -2)

/**
 * `unsatisfiable` when two literals are equal; when they are not, the model tells them apart.
 *
 * @param within what a model has to be of: the cones of the two, or all clauses
 */
export function decideEqual(
  solver: Solver,
  encoding: Encoding,
  a: number,
  b: number,
  conflictsMax: number,
  within: 'cones' | 'all' = 'cones',
): Answer {
  const [x, y] = [encoding.literal(a), encoding.literal(b)]
  const scope = within === 'cones' ? encoding.cone([a, b]) : undefined
  const above = solver.solve({ assumptions: [x, -y], conflictsMax, scope })
  if (above !== 'unsatisfiable') return above
  return solver.solve({ assumptions: [-x, y], conflictsMax, scope })
}
