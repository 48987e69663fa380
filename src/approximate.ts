/**
 * Makes a machine smaller at the price of an error that stays below a bound.
 *
 * A series of bounds is gone through from the least to the largest. Under each, the search takes away
 * what the bound allows, from the machine itself and from the smallest one so far; every machine on the
 * way that nothing beats in error, gates and depth is kept. In the end each of them is measured once more, by
 * another way than the search's, over every row. What is told is that second figure: a proof, not a
 * sample. Where there are too many rows, the worst absolute error alone can be bounded, by SAT.
 *
 * Sources: Vasicek & Sekanina 2015, "Evolutionary Approach to Approximate Digital Circuits Design";
 * Mrazek, Hrbacek, Vasicek & Sekanina 2017, "EvoApprox8b".
 */
import { searchProved } from './approximate/beyond.ts'
import { type Found, sortFront } from './approximate/front.ts'
import type { ErrorMeasure } from './approximate/measure.ts'
import { readOptions, tooManyRows } from './approximate/options.ts'
import { createErrorProof, type MeasuredError } from './approximate/proof.ts'
import { allRows } from './approximate/rows.ts'
import { type ApproximateProgress, searchFront, sketchGates } from './approximate/search.ts'
import { createSimdEvaluator } from './approximate/simd.ts'
import { createSketch } from './approximate/sketch.ts'
import { assert, UsageError } from './errors.ts'
import { expectNetlist } from './netlist/expect.ts'
import { type Size, sizeOf } from './netlist/size.ts'
import type { Netlist } from './netlist.ts'
import { createRng } from './random.ts'
import { createStream, type Stream } from './stream.ts'

export type { ErrorMeasure, PackedMeasure } from './approximate/measure.ts'
export {
  errorMeasures,
  errorRate,
  meanAbsoluteError,
  worstAbsoluteError,
} from './approximate/measure.ts'
export type { MeasuredError } from './approximate/proof.ts'
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
  /** Ends the search after the step at hand; what it has is proved and returned. */
  readonly signal?: AbortSignal
}

/** A machine of the front. */
export interface ApproximatePoint extends Size {
  readonly netlist: Netlist
  /** The error over every row, measured after the search; where it is proved by SAT, at most that. */
  readonly error: number
  readonly proof: ErrorProof
}

/** What backs an error; `bound` is the least of the bounds that holds. */
export type ErrorProof =
  | { readonly method: 'exhaustive'; readonly bound: number; readonly rows: number }
  /** The error miter is unsatisfiable; each step of the proof was checked. */
  | { readonly method: 'sat'; readonly bound: number; readonly steps: number }

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
  /** Smaller machines that were given up because a proof by SAT took too long. */
  readonly proofsGivenUp: number
  /** Whether a signal ended it early. */
  readonly isInterrupted: boolean
}

export type ApproximateEvent = { readonly type: 'approximating' } & ApproximateProgress

/** An approximation that can be iterated for its events and awaited for its result. */
export type Approximating = Stream<ApproximateEvent, Approximation>

/**
 * Approximates a machine. Nothing happens before the first event is asked for or the result is awaited.
 * Throws a `UsageError` for options that do not fit, for machines with latches, and for machines with
 * more inputs than can be looked at.
 */
export function approximate(netlist: Netlist, options: ApproximateOptions): Approximating {
  return createStream('approximate()', () => approximateEvents(netlist, options))
}

/** Throws the `UsageError` that approximating would, before anything is done. */
export function checkApproximate(netlist: Netlist, options: ApproximateOptions): void {
  expectNetlist(netlist, 'the netlist')
  readOptions(netlist, options)
}

async function* approximateEvents(
  netlist: Netlist,
  options: ApproximateOptions,
): AsyncGenerator<ApproximateEvent, Approximation> {
  const steps = approximateSteps(netlist, options)
  for (;;) {
    const isInterrupted = options.signal?.aborted ?? false
    const step = steps.next(isInterrupted)
    if (step.done) return { ...step.value, isInterrupted }
    yield { type: 'approximating', ...step.value }
    await nextTurn()
  }
}

/** Lets the signal be heard. */
const nextTurn = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

/** One step at a time; `next(true)` ends it early. */
function* approximateSteps(
  netlist: Netlist,
  options: ApproximateOptions,
): Generator<ApproximateProgress, Omit<Approximation, 'isInterrupted'>, boolean | undefined> {
  expectNetlist(netlist, 'the netlist')
  const { isExhaustive, ...search } = readOptions(netlist, options)
  const { points, ...spent } = yield* isExhaustive
    ? searchRows(netlist, search)
    : searchBeyondRows(netlist, search)
  const { measure, bounds } = search
  return {
    ...{ measure: measure.name, bounds, exact: sizeOf(netlist), front: sortFront(points) },
    ...spent,
  }
}

type ReadOptions = Omit<ReturnType<typeof readOptions>, 'isExhaustive'>

/** Points of the front, and what was spent to find them. */
type Points = Generator<
  ApproximateProgress,
  {
    readonly points: readonly ApproximatePoint[]
    readonly evaluations: number
    readonly proofsGivenUp: number
  },
  boolean | undefined
>

/** Looks at every row, in the search and once more after it. */
function* searchRows(netlist: Netlist, options: ReadOptions): Points {
  const { measure, bounds, isSigned, evaluations, seed, start } = options
  const gates = sketchGates(start)
  const evaluator = createSimdEvaluator(allRows(netlist, isSigned), measure, gates)
  expectExact(evaluator.adopt(createSketch(start, gates, createRng(seed))))
  const front = yield* searchFront(start, bounds, { evaluator, gates, evaluations, seed })
  const prove = createErrorProof(netlist, measure, isSigned)
  const points = front.found.map((found) => provePoint(found, bounds, prove))
  return { points, evaluations: front.evaluations, proofsGivenUp: 0 }
}

/** Looks at chosen rows; what is kept was proved by SAT. */
function* searchBeyondRows(netlist: Netlist, options: ReadOptions): Points {
  const { bounds, start, ...search } = options
  const { found, steps, ...spent } = yield* searchProved(netlist, start, bounds, search)
  const points = found.map(({ error, ...point }): ApproximatePoint => {
    const proof = { method: 'sat', bound: error, steps: steps.get(point.netlist)! } as const
    return { ...point, error, proof }
  })
  return { points, ...spent }
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

/**
 * The error of a machine against another one with the same ports, over every row. Throws a `UsageError`
 * for machines that cannot be compared so.
 */
export function measureError(
  netlist: Netlist,
  exact: Netlist,
  options: Pick<ApproximateOptions, 'measure' | 'isSigned'>,
): MeasuredError {
  // The same faults as those of an approximation from one to the other.
  const given = { ...options, bound: 0, start: netlist }
  const { measure, isSigned, isExhaustive } = readOptions(exact, given)
  if (!isExhaustive) {
    const where = 'the machine'
    throw new UsageError('approximate/inputs', { where, ...tooManyRows(measure, netlist) })
  }
  return createErrorProof(exact, measure, isSigned)(netlist)
}

/** Says an error and what backs it, in plain words. */
export function describeError(
  { measure }: Approximation,
  { error, proof }: ApproximatePoint,
): string {
  switch (proof.method) {
    case 'exhaustive': {
      const rows = `all ${proof.rows} rows`
      if (error === 0) return `no error: ${rows} looked at`
      return `approximate: ${measure} ${error}, at most ${proof.bound} allowed, proved over ${rows}`
    }
    case 'sat': {
      if (proof.steps === 0) return 'no error: it is the machine itself'
      const steps = `proved by SAT, ${proof.steps} steps checked`
      return error === 0
        ? `no error, ${steps}`
        : `approximate: ${measure} at most ${error}, ${steps}`
    }
    default:
      return proof satisfies never
  }
}
