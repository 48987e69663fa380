/**
 * Scores that chance has a part in: a mean of samples, and how far the samples lie apart.
 *
 * Source: Welford 1962, "Note on a Method for Calculating Corrected Sums of Squares and Products"
 * (one sample after the other).
 */
import type { Score } from '../fitness.ts'

/** What is known of a score beside its mean. */
export interface Samples {
  readonly count: number
  /** [objectives + measures] sums of squared distances from the mean. */
  readonly squares: readonly number[]
}

/** A mean with its samples; left out where there was one. */
export interface Sampled {
  readonly score: Score
  readonly samples?: Samples
}

const countOf = ({ samples }: Sampled): number => samples?.count ?? 1

/**
 * The mean with one sample more. What failed once, and so has an infinite value, is taken to fail:
 * there is no mean of that.
 */
export function addSample<T extends Sampled>(sampled: T, sample: Score): T {
  const before = sampled.samples?.squares
  const count = countOf(sampled) + 1
  const score: number[] = []
  const squares: number[] = []
  sample.forEach((value, i) => {
    const mean = sampled.score[i]!
    const hasMean = Number.isFinite(value) && Number.isFinite(mean)
    const next = hasMean ? mean + (value - mean) / count : Number.isFinite(mean) ? value : mean
    score.push(next)
    squares.push((before?.[i] ?? 0) + (hasMean ? (value - mean) * (value - next) : 0))
  })
  return { ...sampled, score, samples: { count, squares } }
}

/**
 * The standard deviation of one sample, [values], taken from all that were sampled more than once;
 * undefined where nothing was.
 */
export function pooledDeviation(all: readonly Sampled[]): number[] | undefined {
  const known = all.flatMap(({ samples }) => samples ?? [])
  const freedom = known.reduce((sum, { count }) => sum + count - 1, 0)
  if (freedom === 0) return undefined
  return known[0]!.squares.map((_, i) =>
    Math.sqrt(known.reduce((sum, { squares }) => sum + squares[i]!, 0) / freedom),
  )
}

/**
 * Whether more samples could turn round who of two is better: in the first value that differs, the
 * difference is below its standard error.
 *
 * Source: Cantú-Paz 2004, "Adaptive Sampling for Noisy Problems".
 *
 * @param deviation [values] of one sample
 */
export function isUndecided(a: Sampled, b: Sampled, deviation: readonly number[]): boolean {
  const i = a.score.findIndex((value, place) => value !== b.score[place])
  if (i < 0) return false
  const difference = Math.abs(a.score[i]! - b.score[i]!)
  return difference < deviation[i]! * Math.sqrt(1 / countOf(a) + 1 / countOf(b))
}

/** How often something was measured. */
export const samplesOf = countOf
