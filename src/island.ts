/**
 * One population, advanced: the unit of work that is handed to a core or a machine.
 *
 * An island is plain data. `advance` is a function of that data and the task: the same island, the
 * same number of evaluations, the same answer, wherever and however often it is asked. Generation t
 * draws from the stream `seed, island, t`, so an island holds no generator.
 */
import type { Failure, FailureCounts } from './fitness/failure.ts'
import type { Score } from './fitness.ts'
import type { Individual } from './search.ts'

/** Why an island will not go further. */
export type StopReason =
  /** The budget's target is reached. */
  | 'target'
  /** Solved, and no better champion for as long as the budget allows. */
  | 'stalled'
  /** The budget's evaluations are spent. */
  | 'evaluations'
  /** The search has tried everything there is. */
  | 'exhausted'

export interface Island {
  readonly index: number
  readonly seed: number
  readonly generation: number
  readonly evaluations: number
  /** Evaluations spent when the best last became better. */
  readonly improvedAt: number
  /** Evaluations spent when the problem was first solved. */
  readonly solvedAt: number | null
  /** The search's state. */
  readonly state: unknown
  readonly stopped: StopReason | null
  /** Evaluations that failed, by kind; left out where none did. */
  readonly failures?: FailureCounts
}

/** A better best, at the generation where it was found. */
export interface Improvement {
  readonly generation: number
  readonly evaluations: number
  readonly score: Score
  readonly isSolved: boolean
}

/** An island further on, and what became better on the way. */
export interface Advance {
  readonly island: Island
  readonly improvements: readonly Improvement[]
  /** Failures worth telling: the 1st, 2nd, 4th, 8th … of a kind on this island. */
  readonly failures?: readonly Failure[]
}

export interface Engine {
  readonly name: string
  /** The island of a seed before its first generation. */
  create(seed: number, index?: number): Island
  /**
   * Advances by whole generations until at least `evaluations` more are spent, the island stops or
   * the signal aborts.
   */
  advance(island: Island, evaluations: number, signal?: AbortSignal): Promise<Advance>
  /** The best individual so far. */
  best(island: Island): Individual<unknown> | undefined
}
