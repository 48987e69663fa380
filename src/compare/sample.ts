/**
 * What samples of numbers and the normal distribution are described by: the only place that knows of
 * simple-statistics.
 */
import { errorFunction, medianSorted, quantileSorted } from 'simple-statistics'

/** Sorts numbers into a list of its own, the smallest first. */
export function sorted(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b)
}

/** The median of at least one number; of an even number of them the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  return medianSorted(sorted(values))
}

/** The quantile of sorted numbers at p in [0, 1]. */
export function quantile(values: readonly number[], p: number): number {
  return quantileSorted(values as number[], p)
}

/** How likely a standard normal number is at least z away from 0; to within 10⁻⁶. */
export function normalTails(z: number): number {
  return Math.min(1, Math.max(0, 1 - errorFunction(Math.abs(z) / Math.sqrt(2))))
}
