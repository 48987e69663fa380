/**
 * What many samples say: the one in the middle, and how far the others lie apart.
 *
 * Quartiles go by nearest rank, so each of them is a sample that there was, also among samples of
 * which some are infinite: a run that did not end took longer than every run that did.
 *
 * Source: Hyndman & Fan 1996, "Sample Quantiles in Statistical Packages", definition 1.
 */

/** Infinity becomes null in JSON. */
export interface Spread {
  readonly min: number
  readonly q1: number
  readonly median: number
  readonly q3: number
  readonly max: number
}

/** The spread of at least one sample, each rounded to so many figures after the point. */
export function spreadOf(samples: readonly number[], digits = 0): Spread {
  const sorted = [...samples].sort((a, b) => a - b)
  const at = (share: number) => {
    const rank = Math.max(1, Math.ceil(share * sorted.length))
    return Number(sorted[rank - 1]!.toFixed(digits))
  }
  return { min: at(0), q1: at(0.25), median: at(0.5), q3: at(0.75), max: at(1) }
}
