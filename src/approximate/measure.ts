/**
 * Error measures: how far the answers of a machine are from those that are wanted, over all rows.
 *
 * A measure is a function of two lists of numbers. The built-in ones can also be taken from packed
 * words without looking at a row, which the search does; what is told to a user is always taken by
 * the function.
 *
 * Source: Mrazek, Hrbacek, Vasicek & Sekanina 2017, "EvoApprox8b: Library of Approximate Adders and
 * Multipliers for Circuit Design and Benchmarking of Approximation Methods" (error probability,
 * worst-case error, mean absolute error).
 */
import { quote, UsageError } from '../errors.ts'

export interface ErrorMeasure {
  readonly name: string
  /**
   * The error of a machine: 0 where nothing is wrong, and never below.
   *
   * @param received [rows] the outputs of the machine as numbers, the first output counting 1
   * @param wanted [rows] the same of the exact machine
   */
  measure(received: Float64Array, wanted: Float64Array): number
  /** How the search takes it from packed words; without it, it calls the function each time. */
  readonly packed?: PackedMeasure
}

export interface PackedMeasure {
  /** What counts in a row: 1 where any output is wrong, or how far the number is off. */
  readonly ofRow: 'differing' | 'distance'
  readonly over: 'mean' | 'worst'
}

export const errorRate: ErrorMeasure = {
  name: 'error-rate',
  measure(received, wanted) {
    let wrong = 0
    for (let row = 0; row < received.length; row++) wrong += received[row] === wanted[row] ? 0 : 1
    return wrong / received.length
  },
  packed: { ofRow: 'differing', over: 'mean' },
}

export const worstAbsoluteError: ErrorMeasure = {
  name: 'worst-absolute-error',
  measure(received, wanted) {
    let worst = 0
    for (let row = 0; row < received.length; row++) {
      worst = Math.max(worst, Math.abs(received[row]! - wanted[row]!))
    }
    return worst
  },
  packed: { ofRow: 'distance', over: 'worst' },
}

export const meanAbsoluteError: ErrorMeasure = {
  name: 'mean-absolute-error',
  measure(received, wanted) {
    let sum = 0
    for (let row = 0; row < received.length; row++) sum += Math.abs(received[row]! - wanted[row]!)
    return sum / received.length
  },
  packed: { ofRow: 'distance', over: 'mean' },
}

/** Every measure there is. */
export const errorMeasures: readonly ErrorMeasure[] = [
  errorRate,
  worstAbsoluteError,
  meanAbsoluteError,
]

/** What a measure says of two lists. Throws a `UsageError` when that is no error. */
export function applyMeasure(
  { name, measure }: ErrorMeasure,
  received: Float64Array,
  wanted: Float64Array,
): number {
  const error = measure(received, wanted)
  if (typeof error === 'number' && error >= 0) return error
  throw new UsageError('approximate/bad-error', {
    where: `the measure ${quote(name)}`,
    expected: 'a number of at least 0',
    received: quote(error),
  })
}
