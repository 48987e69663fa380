/**
 * (1+λ): one parent, λ changed copies; the best of them replaces the parent when it is not worse.
 *
 * Accepting equals is what makes it work: the parent walks the plateau of equal scores by neutral
 * drift until a better neighbour is in reach. Small machines have plateaus without a way out, so a
 * parent that has not become better for as long as it took to get there starts afresh at random; the
 * best of all lives is kept.
 *
 * With some slack the parent may also be a little larger than the best, which opens plateaus that
 * have no way out at their own height (threshold accepting, Dueck & Scheuer 1990, "Threshold
 * Accepting: A General Purpose Optimization Algorithm", with the best as the mark).
 *
 * Source: Miller & Thomson 2000, "Cartesian Genetic Programming".
 */
import type { Order, Score } from '../fitness.ts'
import type { Genome } from '../genome.ts'
import { better, type Individual, type Search, type SearchKind } from '../search.ts'

export interface OnePlusLambdaState<G> {
  readonly parent?: Individual<G>
  /** The best of all lives. */
  readonly best?: Individual<G>
  /** Lives so far that ended in a restart. */
  readonly restarts: number
  /** Evaluations in this life. */
  readonly age: number
  /** Age at which the parent last became better. */
  readonly improvedAt: number
}

export const onePlusLambda: SearchKind = {
  name: 'one-plus-lambda',
  description: 'one parent, λ mutants, equals accepted: the usual choice for circuits',
  options: {
    lambda: { default: 4, min: 1, max: 4096, description: 'offspring a generation' },
    patience: {
      default: 10_000,
      min: 0,
      max: 1e12,
      description: 'evaluations without improvement before a fresh start, at least; 0 for never',
    },
    siblings: {
      default: 0,
      min: 0,
      max: 1,
      description: '1: all offspring of a generation change the same gene; 0: each one its own',
    },
    slack: {
      default: 0,
      min: 0,
      max: 4096,
      description: 'gates that a right machine may have more than the best and still survive',
    },
  },
  create: (genome, order, { lambda, patience, siblings, slack }) =>
    createOnePlusLambda(genome, order, lambda, patience, siblings === 1, slack),
}

/**
 * @param lambda offspring a generation, at least 1
 * @param patience evaluations without improvement before a fresh start, at least; 0 for never
 * @param areSiblings whether all offspring of a generation change the same gene, where the genome can
 * @param slack how much worse than the best a survivor may be in the first objective without a
 *   target, once those before it are reached
 */
export function createOnePlusLambda<G>(
  genome: Genome<G, unknown>,
  order: Order,
  lambda = 4,
  patience = 0,
  areSiblings = false,
  slack = 0,
): Search<G, OnePlusLambdaState<G>> {
  const newborn = { age: 0, improvedAt: 0 }

  return {
    name: onePlusLambda.name,
    fusable: { lambda, patience, areSiblings, slack },

    init: () => ({ restarts: 0, ...newborn }),

    ask({ parent }, rng) {
      if (parent && genome.brood) return genome.brood(parent.genotype, lambda, areSiblings, rng)
      const offspring: G[] = []
      for (let i = 0; i < lambda; i++) {
        offspring.push(parent ? genome.mutate(parent.genotype, rng) : genome.random(rng))
      }
      return offspring
    },

    tell(state, offspring, rng) {
      const { parent, best: bestSoFar } = state
      const level = (score: Score) =>
        bestSoFar ? order.level(score, bestSoFar.score, slack) : score
      let fittest = offspring[0]!
      for (const individual of offspring) {
        const isBetter = order.compare(level(individual.score), level(fittest.score)) > 0
        if (isBetter) fittest = individual
      }
      const age = state.age + offspring.length
      const gain = parent ? order.compare(level(fittest.score), level(parent.score)) : 1
      if (gain < 0) return startAfreshIfStuck({ ...state, age })
      const genotype = genome.drift ? genome.drift(fittest.genotype, rng) : fittest.genotype
      const survivor = { ...fittest, genotype }
      const best = better(order, state.best, survivor)
      if (gain > 0) return { ...state, parent: survivor, best, age, improvedAt: age }
      return startAfreshIfStuck({ ...state, parent: survivor, best, age })
    },

    best: ({ best }) => best,

    survivors: ({ parent, best }) => [parent, best].filter((one) => one !== undefined),

    rescore(state, survivors) {
      if (!state.parent) return { ...state, best: survivors[0] }
      const [parent, best] = survivors
      return { ...state, parent, best: best && parent && better(order, best, parent) }
    },
  }

  function startAfreshIfStuck(state: OnePlusLambdaState<G>): OnePlusLambdaState<G> {
    const { age, improvedAt, best, restarts } = state
    if (patience === 0 || age - improvedAt < Math.max(patience, improvedAt)) return state
    return { best, restarts: restarts + 1, ...newborn }
  }
}
