/**
 * Makes a machine smaller at the price of an error that stays below a bound.
 *
 * A series of bounds is gone through from the least to the largest. Under each, the search starts from
 * the smallest machine so far and takes away what the bound allows; every machine on the way that
 * nothing beats in error, gates and depth is kept. In the end each of them is measured once more, by
 * another way than the search's, over every row. What is told is that second figure: a proof, not a
 * sample. Only machines without latches have rows.
 *
 * Sources: Vasicek & Sekanina 2015, "Evolutionary Approach to Approximate Digital Circuits Design";
 * Mrazek, Hrbacek, Vasicek & Sekanina 2017, "EvoApprox8b".
 */
import { type Found, sortFront } from './approximate/front.ts'
import type { ErrorMeasure } from './approximate/measure.ts'
import { readOptions } from './approximate/options.ts'
import { createErrorProof } from './approximate/proof.ts'
import { allRows } from './approximate/rows.ts'
import { type ApproximateProgress, searchFront, sketchGates } from './approximate/search.ts'
import { createSimdEvaluator } from './approximate/simd.ts'
import { createSketch } from './approximate/sketch.ts'
import { assert, UsageError } from './errors.ts'
import { expectNetlist } from './netlist/expect.ts'
import { type Size, sizeOf } from './netlist/size.ts'
import type { Netlist } from './netlist.ts'
import { createRng } from './random.ts'

export type { ErrorMeasure, PackedMeasure } from './approximate/measure.ts'
export {
  errorMeasures,
  errorRate,
  meanAbsoluteError,
  worstAbsoluteError,
} from './approximate/measure.ts'
export type { ApproximateProgress } from './approximate/search.ts'

export interface ApproximateOptions {
  /** A measure of the registry by its name, or one of your own. */
  readonly measure: string | ErrorMeasure
  /** The largest error that is allowed, with a geometric series below it; or every bound there is to be. */
  readonly bound: number | readonly number[]
  /** Whether the outputs are a number in two's complement; default false. The first counts 1. */
  readonly isSigned?: boolean
  /** Machines that are looked at under each bound; default 100,000. */
  readonly evaluations?: number
  /** Decides all chance, in [0, 2⁵³); default 1. */
  readonly seed?: number
  /** A machine that does the same, from which the search starts; default the machine itself. */
  readonly start?: Netlist
}

/** A machine of the front. */
export interface ApproximatePoint extends Size {
  readonly netlist: Netlist
  /** The error, measured over every row after the search. */
  readonly error: number
  readonly proof: ErrorProof
}

/** What backs an error. */
export interface ErrorProof {
  readonly method: 'exhaustive'
  /** The least of the bounds that holds. */
  readonly bound: number
  readonly rows: number
}

export interface Approximation {
  /** The name of the measure. */
  readonly measure: string
  /** The bounds, the least first. */
  readonly bounds: readonly number[]
  /** How large the machine was. */
  readonly exact: Size
  /** What nothing beats in error, gates and depth at once, the least error first. */
  readonly front: readonly ApproximatePoint[]
  readonly evaluations: number
}

/**
 * Approximates a machine. Throws a `UsageError` for options that do not fit, for machines with latches,
 * and for machines with more inputs than can be looked at.
 */
export function approximate(netlist: Netlist, options: ApproximateOptions): Approximation {
  const steps = approximateSteps(netlist, options)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/**
 * The same, step by step, telling how far it is. A caller that has waited enough ends it with
 * `next(true)`, and gets what was found so far.
 */
export function* approximateSteps(
  netlist: Netlist,
  options: ApproximateOptions,
): Generator<ApproximateProgress, Approximation, boolean | undefined> {
  expectNetlist(netlist, 'the netlist')
  const { measure, bounds, isSigned, evaluations, seed, start } = readOptions(netlist, options)
  const rows = allRows(netlist, isSigned)
  const gates = sketchGates(start)
  const evaluator = createSimdEvaluator(rows, measure, gates)
  expectExact(evaluator.adopt(createSketch(start, gates, createRng(seed))))
  const search = { evaluator, gates, evaluations, seed }
  const front = yield* searchFront(start, bounds, search)
  const prove = createErrorProof(netlist, measure, isSigned)
  const points = front.found.map((found) => provePoint(found, bounds, prove))
  return {
    measure: measure.name,
    bounds,
    exact: sizeOf(netlist),
    front: sortFront(points),
    evaluations: front.evaluations,
  }
}

function expectExact(error: number): void {
  if (error === 0) return
  throw new UsageError('approximate/start', {
    where: 'start',
    expected: 'a machine that does the same',
    received: `one with an error of ${error}`,
  })
}

/** Measures a machine once more, and holds that against what the search said of it. */
function provePoint(
  { netlist, error, gates, depth, latches }: Found,
  bounds: readonly number[],
  prove: ReturnType<typeof createErrorProof>,
): ApproximatePoint {
  const proved = prove(netlist)
  assert(proved.error === error, `the search said ${error} of an error of ${proved.error}`)
  // The exact machine is there whatever the bounds are.
  const bound = error === 0 ? 0 : bounds.find((each) => error <= each)
  assert(bound !== undefined, `an error of ${error} is above every bound`)
  return {
    gates,
    depth,
    latches,
    netlist,
    error,
    proof: { method: 'exhaustive', bound, rows: proved.rows },
  }
}

/** Says an error and what backs it, in plain words. */
export function describeError(
  { measure }: Approximation,
  { error, proof }: ApproximatePoint,
): string {
  const rows = `all ${proof.rows} rows`
  if (error === 0) return `no error: ${rows} looked at`
  return `approximate: ${measure} ${error}, at most ${proof.bound} allowed, proved over ${rows}`
}
