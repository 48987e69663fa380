/**
 * The search for a front: bound after bound, in slices. Before each slice the gates are put into another
 * order, among other gates that nothing reads, so that no gate is behind for good what it could read.
 */
import { compact } from '../netlist/compact.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import { foldRule } from '../prune/constants.ts'
import { rewrite } from '../prune/rewrite.ts'
import { createRng } from '../random.ts'
import { type Candidate, drift, tieGreedily } from './drift.ts'
import type { Evaluator } from './evaluator.ts'
import { addToFront, type Found } from './front.ts'
import { createSketch } from './sketch.ts'

/** How far an approximation is. */
export interface ApproximateProgress {
  readonly bound: number
  readonly boundIndex: number
  readonly bounds: number
  /** Of all bounds together. */
  readonly evaluations: number
  readonly evaluationsMax: number
  /** The machine that is worked on. */
  readonly gates: number
  readonly error: number
  /** Machines in the front. */
  readonly found: number
}

/** Evaluations between two tellings; then the gates are put into another order. */
const sliceEvaluations = 5000

/** The part of a bound's evaluations that ties may take. */
export const tiesPart = 0.25

/** Gates of a sketch: a quarter more than the machine has, for inactive ones. */
export const sketchGates = (netlist: Netlist): number => Math.ceil(1.25 * gateCount(netlist)) + 16

export interface Search {
  readonly evaluator: Evaluator
  readonly gates: number
  readonly evaluations: number
  readonly seed: number
}

/** Goes through the bounds; each starts from the smallest machine of the one before. */
export function* searchFront(
  netlist: Netlist,
  bounds: readonly number[],
  { evaluator, gates, evaluations, seed }: Search,
): Generator<
  ApproximateProgress,
  { found: readonly Found[]; evaluations: number },
  boolean | undefined
> {
  let current = compact(netlist)
  let found = addToFront([], current, 0)
  const evaluationsMax = bounds.length * evaluations
  for (const [boundIndex, bound] of bounds.entries()) {
    for (let spent = 0, slice = 0; spent < evaluations; slice++) {
      const rng = createRng(seed).split('approximate', boundIndex, slice)
      const sketch = createSketch(current, gates, rng.split('layout'))
      const candidate: Candidate = { sketch, evaluator, error: evaluator.adopt(sketch) }
      const onKept = () => {
        found = addToFront(found, sketch.toNetlist(), candidate.error)
      }
      const left = evaluations - spent
      if (slice === 0) {
        spent += tieGreedily(candidate, bound, tiesPart * evaluations, rng.split('tie'), onKept)
      } else {
        const length = Math.min(sliceEvaluations, left)
        drift(candidate, bound, length, rng.split('drift'), onKept)
        spent += length
      }
      // Ties and changes leave gates that say the same, or nothing.
      current = rewrite(sketch.toNetlist(), foldRule)
      found = addToFront(found, current, candidate.error)
      const all = boundIndex * evaluations + Math.min(spent, evaluations)
      const isEnough = yield {
        ...{ bound, boundIndex, bounds: bounds.length, evaluations: all, evaluationsMax },
        ...{ gates: gateCount(current), error: candidate.error, found: found.length },
      }
      if (isEnough) return { found, evaluations: all }
    }
  }
  return { found, evaluations: evaluationsMax }
}
