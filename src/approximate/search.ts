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

/** What was found so far. */
export interface FoundFront {
  readonly found: readonly Found[]
  readonly evaluations: number
}

type Steps<T> = Generator<ApproximateProgress, T, boolean | undefined>

/**
 * Goes through the bounds. Under each, a part of the evaluations goes to the machine itself, a part to the
 * smallest one of the bound before, and the rest to the smaller of what comes of them: what was best
 * under a tight bound leads astray under a loose one as often as not.
 */
export function* searchFront(
  netlist: Netlist,
  bounds: readonly number[],
  { evaluator, gates, evaluations, seed }: Search,
): Steps<FoundFront> {
  const exact = compact(netlist)
  let found = addToFront([], exact, 0)
  let spentBefore = 0
  let isEnough = false

  /** Searches from one machine, for so many evaluations; returns the smallest one. */
  function* descend(
    start: Netlist,
    boundIndex: number,
    line: string,
    evaluationsOfLine: number,
  ): Steps<Netlist> {
    const bound = bounds[boundIndex]!
    let current = start
    for (let spent = 0, slice = 0; spent < evaluationsOfLine && !isEnough; slice++) {
      const rng = createRng(seed).split('approximate', boundIndex, line, slice)
      const sketch = createSketch(current, gates, rng.split('layout'))
      const candidate: Candidate = { sketch, evaluator, error: evaluator.adopt(sketch) }
      const onKept = () => {
        found = addToFront(found, sketch.toNetlist(), candidate.error)
      }
      if (slice === 0) {
        const most = tiesPart * evaluationsOfLine
        spent += tieGreedily(candidate, bound, most, rng.split('tie'), onKept)
      } else {
        const length = Math.min(sliceEvaluations, evaluationsOfLine - spent)
        drift(candidate, bound, length, rng.split('drift'), onKept)
        spent += length
      }
      // Ties and changes leave gates that say the same, or nothing.
      current = rewrite(sketch.toNetlist(), foldRule)
      found = addToFront(found, current, candidate.error)
      const progress = {
        ...{ bound, boundIndex, bounds: bounds.length },
        ...{ evaluations: spentBefore + spent, evaluationsMax: bounds.length * evaluations },
        ...{ gates: gateCount(current), error: candidate.error, found: found.length },
      }
      if (yield progress) {
        isEnough = true
        spentBefore += spent
        return current
      }
    }
    spentBefore += evaluationsOfLine
    return current
  }

  let smallest = exact
  for (let boundIndex = 0; boundIndex < bounds.length && !isEnough; boundIndex++) {
    const part = Math.floor(evaluations / 3)
    const anew = yield* descend(exact, boundIndex, 'anew', part)
    const on = isEnough ? anew : yield* descend(smallest, boundIndex, 'on', part)
    const better = gateCount(on) <= gateCount(anew) ? on : anew
    smallest = isEnough
      ? better
      : yield* descend(better, boundIndex, 'further', evaluations - 2 * part)
  }
  return { found, evaluations: spentBefore }
}
