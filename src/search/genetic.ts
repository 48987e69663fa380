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
import { breed } from './breed.ts'

export interface GeneticState<G> {
  readonly population: readonly Individual<G>[]
}

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
    crossover: {
      default: 0.5,
      min: 0,
      max: 1,
      isFraction: true,
      description: 'share of offspring of two parents',
    },
    elite: { default: 2, min: 1, max: 64, description: 'best individuals that live on' },
  },
  create: createGenetic,
}

export function createGenetic<G>(
  genome: Genome<G, unknown>,
  order: Order,
  options: Readonly<Record<string, number>>,
): Search<G, GeneticState<G>> {
  const { population: size = 50, tournament = 4, crossover = 0.5, elite = 2 } = options
  const elites = Math.min(elite, size - 1)

  function select(population: readonly Individual<G>[], rng: Rng): Individual<G> {
    let chosen = population[rng.below(population.length)]!
    for (let k = 1; k < tournament; k++) {
      chosen = better(order, chosen, population[rng.below(population.length)]!)
    }
    return chosen
  }

  return {
    name: genetic.name,

    init: () => ({ population: [] }),

    ask({ population }, rng) {
      if (population.length === 0) return Array.from({ length: size }, () => genome.random(rng))
      const choose = () => select(population, rng).genotype
      return Array.from({ length: size - elites }, () => breed(genome, crossover, choose, rng))
    },

    tell({ population }, offspring, rng) {
      const drifted = offspring.map((individual) => ({
        ...individual,
        genotype: genome.drift ? genome.drift(individual.genotype, rng) : individual.genotype,
      }))
      // The young come first: among equals they take the place of their elders.
      const sorted = [...drifted, ...population.slice(0, elites)]
      sorted.sort((a, b) => order.compare(b.score, a.score))
      return { population: sorted }
    },

    best: ({ population }) => population[0],

    survivors: ({ population }) => population.slice(0, elites),

    rescore({ population }, survivors) {
      const sorted = [...survivors].sort((a, b) => order.compare(b.score, a.score))
      return { population: [...sorted, ...population.slice(survivors.length)] }
    },
  }
}
