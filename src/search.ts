/**
 * Whom to try next. A search sees genotypes and scores, never phenotypes.
 *
 * Ask and tell return values and change nothing: the state of a search is plain data, and all chance
 * comes from the stream that is handed in, so whoever owns the loop owns the run.
 *
 * Source of the ask/tell form with state as a value: Lange 2022, "evosax: JAX-based Evolution
 * Strategies".
 */
import type { Sampled } from './fitness/samples.ts'
import type { Order } from './fitness.ts'
import type { Genome } from './genome.ts'
import type { Rng } from './random.ts'
import { exhaustive } from './search/exhaustive.ts'
import { genetic } from './search/genetic.ts'
import { lexicase } from './search/lexicase.ts'
import { nsga2 } from './search/nsga2.ts'
import { onePlusLambda } from './search/one-plus-lambda.ts'
import { randomSearch } from './search/random.ts'

/** A genotype with its score; with its samples, where that is a mean. */
export interface Individual<G> extends Sampled {
  readonly genotype: G
  /** [cases] values by case, for searches that need them; better in the direction of the first objective. */
  readonly cases?: Float64Array
}

export interface Search<G, S> {
  readonly name: string
  init(rng: Rng): S
  /** The genotypes to evaluate next; none when there is nothing left to try. */
  ask(state: S, rng: Rng): G[]
  /** The state after the offspring of `ask` have their scores, in the same order. */
  tell(state: S, offspring: readonly Individual<G>[], rng: Rng): S
  /** The best so far; undefined before the first tell. */
  best(state: S): Individual<G> | undefined
  /**
   * Individuals of which none dominates another, each score once, the best first in the order
   * written; of searches that look for such a front.
   */
  front?(state: S): Individual<G>[]
  /**
   * Those that the next offspring are held against. Where a score is not the last word (it is noisy,
   * or depends on who else is there), they are measured again with each generation.
   */
  survivors?(state: S): readonly Individual<G>[]
  /** The state with its survivors as they are here, in their order: the same ones with other scores. */
  rescore?(state: S, survivors: readonly Individual<G>[]): S
  /** What an engine needs to know that does the same by itself; only where one may. */
  readonly fusable?: Fusable
}

/** The (1+λ) that `search/one-plus-lambda` describes, as numbers. */
export interface Fusable {
  readonly lambda: number
  readonly patience: number
  readonly areSiblings: boolean
  readonly slack: number
}

/** A number that a search can be told, with its default and range. */
export interface SearchOption {
  readonly default: number
  readonly min: number
  readonly max: number
  /** Whether it may be other than whole. */
  readonly isFraction?: boolean
  readonly description: string
}

/** A kind of search: what a task names. */
export interface SearchKind {
  readonly name: string
  readonly description: string
  readonly options: Readonly<Record<string, SearchOption>>
  /** Whether individuals must come with their values by case. */
  readonly needsCases?: boolean
  create<G>(
    genome: Genome<G, unknown>,
    order: Order,
    options: Readonly<Record<string, number>>,
  ): Search<G, unknown>
}

/** Every search there is; the contract suite runs over all of them. */
export const searches: readonly SearchKind[] = [
  onePlusLambda,
  genetic,
  nsga2,
  lexicase,
  randomSearch,
  exhaustive,
]

/** The better of two individuals, the first when neither is. */
export function better<G>(
  order: Order,
  a: Individual<G> | undefined,
  b: Individual<G>,
): Individual<G> {
  return a !== undefined && order.compare(a.score, b.score) >= 0 ? a : b
}
