/**
 * What can go wrong with one evaluation. A failure is an outcome: it is counted and shown, the machine
 * scores worst, and the run goes on.
 */
import type { Objectives, Score } from '../fitness.ts'

export const failureKinds = [
  /** It took longer than it may. */
  'timeout',
  /** The fitness threw, or its promise was rejected. */
  'threw',
  /** The process that computed it ended: a signal, `process.exit`, an exception that nobody awaited. */
  'crashed',
  /** It took more memory than it may. */
  'out-of-memory',
  /** What came back is no score. */
  'bad-value',
  /** Nothing came back, and nothing can come any more. */
  'no-reply',
  /** It changed what all code shares, such as `Math` or `Array.prototype`. */
  'contaminated',
  /** The same machine and seed scored differently. */
  'noisy',
] as const

export type FailureKind = (typeof failureKinds)[number]

/** What is known of a failure where it happened. */
export interface EvaluationFault {
  readonly kind: FailureKind
  /** In a line: the exception, the value, the signal. */
  readonly text: string
  /** `file:line:column` in the user's own code, where known. */
  readonly place?: string
}

/** A failure of the evaluation of one machine in a run. */
export interface Failure extends EvaluationFault {
  readonly generation: number
  /** The place in the batch of its generation. */
  readonly slot: number
  /** The seed of the evaluation. */
  readonly seed: number
}

/** What is done about a failure: the worst score, one more try and then the worst score, or an end to the run. */
export type FailurePolicy = 'worst' | 'retry' | 'stop'

export const failurePolicies: readonly FailurePolicy[] = ['worst', 'retry', 'stop']

/** How many of each kind there were. */
export type FailureCounts = Readonly<Partial<Record<FailureKind, number>>>

/** The score of an evaluation that failed: no other is worse. */
export const worstScore = (objectives: Objectives): Score =>
  Object.values(objectives).map((direction) => (direction === 'max' ? -Infinity : Infinity))

/** Counts one more failure, and says whether it is one to tell: the 1st, 2nd, 4th, 8th … of its kind. */
export function countFailure(
  counts: FailureCounts = {},
  { kind }: Failure,
): { counts: FailureCounts; isTold: boolean } {
  const count = (counts[kind] ?? 0) + 1
  return { counts: { ...counts, [kind]: count }, isTold: isPowerOfTwo(count) }
}

function isPowerOfTwo(count: number): boolean {
  let power = 1
  while (power < count) power *= 2
  return power === count
}

/** The counts of several islands together. */
export function addCounts(all: readonly (FailureCounts | undefined)[]): FailureCounts | undefined {
  const sum: Partial<Record<FailureKind, number>> = {}
  for (const counts of all) {
    for (const kind of failureKinds) {
      const count = counts?.[kind]
      if (count) sum[kind] = (sum[kind] ?? 0) + count
    }
  }
  return Object.keys(sum).length > 0 ? sum : undefined
}
