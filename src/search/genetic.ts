/**
 * A generational genetic algorithm: tournaments choose parents, pairs are recombined and mutated,
 * the elite lives on.
 *
 * Sources: Holland 1975, "Adaptation in Natural and Artificial Systems"; Goldberg & Deb 1991, "A
 * Comparative Analysis of Selection Schemes Used in Genetic Algorithms" (tournaments).
 */
import type { Order } from '../fitness.ts'
import type { Genome } from '../genome.ts'
import type { Rng } from '../random.ts'
import { better, type Individual, type Search, type SearchKind } from '../search.ts'
import { crossoverOption } from './breed.ts'
import { createGenerational, type GenerationalState } from './generational.ts'

export const genetic: SearchKind = {
  name: 'genetic',
  description: 'a population with tournaments, crossover and an elite',
  options: {
    population: { default: 50, min: 2, max: 65536, description: 'individuals' },
    tournament: {
      default: 4,
      min: 1,
      max: 64,
      description: 'individuals that compete for a place',
    },
    crossover: crossoverOption(0.5),
    elite: { default: 2, min: 1, max: 64, description: 'best individuals that live on' },
  },
  create: createGenetic,
}

export function createGenetic<G>(
  genome: Genome<G, unknown>,
  order: Order,
  options: Readonly<Record<string, number>>,
): Search<G, GenerationalState<G>> {
  const { population: size = 50, tournament = 4, crossover = 0.5, elite = 2 } = options

  function select(population: readonly Individual<G>[], rng: Rng): G {
    let chosen = population[rng.below(population.length)]!
    for (let k = 1; k < tournament; k++) {
      chosen = better(order, chosen, population[rng.below(population.length)]!)
    }
    return chosen.genotype
  }

  return createGenerational(genome, order, {
    name: genetic.name,
    size,
    elite,
    crossover,
    prepare: (population) => (rng) => select(population, rng),
  })
}
