/** What searches share that replace their population with each generation, but for an elite. */
import type { Order } from '../fitness.ts'
import type { Genome } from '../genome.ts'
import type { Rng } from '../random.ts'
import type { Individual, Search } from '../search.ts'
import { breed } from './breed.ts'

export interface GenerationalState<G> {
  /** The best first. */
  readonly population: readonly Individual<G>[]
}

export interface Generational<G> {
  readonly name: string
  readonly size: number
  /** The best individuals, which live on. */
  readonly elite: number
  /** The share of offspring of two parents, in [0, 1]. */
  readonly crossover: number
  /** How a population has its parents chosen. */
  prepare(population: readonly Individual<G>[]): (rng: Rng) => G
}

export function createGenerational<G>(
  genome: Genome<G, unknown>,
  order: Order,
  { name, size, elite, crossover, prepare }: Generational<G>,
): Search<G, GenerationalState<G>> {
  const elites = Math.min(elite, size - 1)

  return {
    name,

    init: () => ({ population: [] }),

    ask({ population }, rng) {
      if (population.length === 0) return Array.from({ length: size }, () => genome.random(rng))
      const select = prepare(population)
      return Array.from({ length: size - elites }, () => breed(genome, crossover, select, rng))
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
