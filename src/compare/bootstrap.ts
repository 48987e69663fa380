/**
 * How far medians can be trusted: the percentile bootstrap. A sample is drawn from again and again,
 * with replacement, and the middle 95 of 100 medians are the interval.
 *
 * With few seeds such intervals are narrower than they say; a winner therefore needs the rank-sum test
 * as well.
 *
 * Source: Efron 1979, "Bootstrap Methods: Another Look at the Jackknife".
 */
import type { Rng } from '../random.ts'
import type { Interval } from './result.ts'
import { median, quantile, sorted } from './sample.ts'

/** How often is drawn. */
export const resamples = 2000

/** The interval of the median of at least one number. */
export function intervalOf(values: readonly number[], rng: Rng): Interval {
  return spread(median(values), () => median(resample(values, rng)))
}

/** The interval of the median of `a` less that of `b`; both are drawn from apart. */
export function intervalOfDifference(
  a: readonly number[],
  b: readonly number[],
  rng: Rng,
): Interval {
  return spread(median(a) - median(b), () => median(resample(a, rng)) - median(resample(b, rng)))
}

function spread(middle: number, draw: () => number): Interval {
  const drawn = sorted(Array.from({ length: resamples }, draw))
  return { median: middle, low: quantile(drawn, 0.025), high: quantile(drawn, 0.975) }
}

function resample(values: readonly number[], rng: Rng): number[] {
  return values.map(() => values[rng.below(values.length)]!)
}
