/** What changes the order of scores: weights, and constraints that come before everything. */
import type { Score } from '../fitness.ts'

/** How much an objective counts in the sum, by name, at least 0; those left out do not count. */
export type Weights = Readonly<Record<string, number>>

/** The least and the most that a value may be. */
export interface Constraint {
  readonly min?: number
  readonly max?: number
}

/** Constraints by the name of an objective or of a measure. */
export type Constraints = Readonly<Record<string, Constraint>>

export interface Ranking {
  readonly weights?: Weights
  readonly constraints?: Constraints
}

/** The names that constraints speak of and that are no objectives, in their order. */
export const measuresOf = (names: readonly string[], constraints: Constraints = {}): string[] =>
  Object.keys(constraints).filter((name) => !names.includes(name))

/**
 * Makes the function that says how far a score is outside of the constraints: the sum of what is too
 * much or too little, each as a part of its bound where that is beyond 1.
 *
 * @param columns names of the values of a score
 */
export function createViolation(
  columns: readonly string[],
  constraints: Constraints = {},
): (score: Score) => number {
  const bounds = Object.entries(constraints).map(([name, { min, max }]) => ({
    column: columns.indexOf(name),
    min: min ?? Number.NEGATIVE_INFINITY,
    max: max ?? Number.POSITIVE_INFINITY,
  }))
  return (score) => {
    let total = 0
    for (const { column, min, max } of bounds) {
      const value = score[column]!
      if (value > max) total += (value - max) / Math.max(1, Math.abs(max))
      else if (value < min) total += (min - value) / Math.max(1, Math.abs(min))
    }
    return total
  }
}
