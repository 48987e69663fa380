/**
 * NSGA-II: a population that spreads along the front of what no other machine beats in all objectives
 * at once, by ranks of dominance and, within a rank, by room.
 *
 * Objectives that are counted have many machines of the same score, which have no room around each
 * other and would drive out all others; copies of a score come after everything that is distinct. Of
 * two copies the younger comes first, so that neutral drift goes on.
 *
 * The best in the order of the task is kept beside the population: one machine is the champion.
 *
 * Sources: Deb, Pratap, Agarwal & Meyarivan 2002, "A Fast and Elitist Multiobjective Genetic
 * Algorithm: NSGA-II"; Fortin & Parizeau 2013, "Revisiting the NSGA-II Crowding-Distance
 * Computation" (distinct scores).
 */

import { crowdingDistances, firstOfEach, rankByDominance, selectFront } from '../fitness/pareto.ts'
import type { Order } from '../fitness.ts'
import type { Genome } from '../genome.ts'
import type { Rng } from '../random.ts'
import { better, type Individual, type Search, type SearchKind } from '../search.ts'
import { breed, crossoverOption } from './breed.ts'

/** An individual with its rank, 0 the front, and how much room it has there. */
export interface Ranked<G> extends Individual<G> {
  readonly rank: number
  readonly room: number
}

export interface Nsga2State<G> {
  readonly population: readonly Ranked<G>[]
  readonly best?: Individual<G>
}

export const nsga2: SearchKind = {
  name: 'nsga2',
  description: 'a population along the front of all objectives at once (NSGA-II)',
  options: {
    population: { default: 100, min: 4, max: 4096, description: 'individuals' },
    crossover: crossoverOption(0.2),
  },
  create: createNsga2,
}

export function createNsga2<G>(
  genome: Genome<G, unknown>,
  order: Order,
  options: Readonly<Record<string, number>> = {},
): Search<G, Nsga2State<G>> {
  const { population: size = 100, crossover = 0.2 } = options

  /** The winner of a tournament of two: the lower rank, then more room. */
  function select(population: readonly Ranked<G>[], rng: Rng): G {
    const a = population[rng.below(population.length)]!
    const b = population[rng.below(population.length)]!
    return (compareRanked(b, a) < 0 ? b : a).genotype
  }

  return {
    name: nsga2.name,

    init: () => ({ population: [] }),

    ask({ population }, rng) {
      if (population.length === 0) return Array.from({ length: size }, () => genome.random(rng))
      const choose = () => select(population, rng)
      return Array.from({ length: size }, () => breed(genome, crossover, choose, rng))
    },

    tell({ population, best }, offspring, rng) {
      const young = offspring.map((individual) => ({
        ...individual,
        genotype: genome.drift ? genome.drift(individual.genotype, rng) : individual.genotype,
      }))
      return {
        population: survive(order, [...young, ...population], size),
        best: young.reduce<Individual<G> | undefined>((a, b) => better(order, a, b), best),
      }
    },

    best: ({ best }) => best,

    front: ({ population }) => selectFront(order, population),

    survivors: ({ population, best }) =>
      best && placeOf(population, best) < 0 ? [...population, best] : population,

    // Ranks are taken anew with the next offspring.
    rescore({ population, best }, survivors) {
      const rescored = population.map((ranked, i) => ({ ...ranked, ...survivors[i] }))
      if (!best) return { population: rescored }
      const place = placeOf(population, best)
      const before = place < 0 ? survivors.at(-1)! : rescored[place]!
      return { population: rescored, best: rescored.reduce((a, b) => better(order, a, b), before) }
    },
  }
}

/** Where an individual is in a population; −1 where it is not. */
const placeOf = (population: readonly Individual<unknown>[], { genotype }: Individual<unknown>) =>
  population.findIndex((other) => other.genotype === genotype)

/** The best of a crowd: distinct scores first, then by rank, then by room. */
function survive<G>(order: Order, crowd: readonly Individual<G>[], size: number): Ranked<G>[] {
  const distinct = [...firstOfEach(crowd).values()]
  const isDistinct = new Set(distinct)
  const copies = crowd.filter((individual) => !isDistinct.has(individual))
  const survivors = rank(order, distinct).sort(compareRanked).slice(0, size)
  if (survivors.length === size) return survivors
  const rest = rank(order, copies).sort(compareRanked)
  return [...survivors, ...rest.slice(0, size - survivors.length)]
}

/** Each individual with its rank and its room among those of that rank. */
function rank<G>(order: Order, crowd: readonly Individual<G>[]): Ranked<G>[] {
  const ranks = rankByDominance(
    order,
    crowd.map(({ score }) => score),
  )
  const room = new Float64Array(crowd.length)
  const last = ranks.reduce((a, b) => Math.max(a, b), 0)
  for (let r = 0; r <= last; r++) {
    const members = [...crowd.keys()].filter((i) => ranks[i] === r)
    const scores = members.map((i) => crowd[i]!.score)
    const distances = crowdingDistances(scores, order.names.length)
    members.forEach((i, place) => {
      room[i] = distances[place]!
    })
  }
  return crowd.map((individual, i) => ({ ...individual, rank: ranks[i]!, room: room[i]! }))
}

/** Below 0 when `a` comes first. */
function compareRanked(a: Ranked<unknown>, b: Ranked<unknown>): number {
  if (a.rank !== b.rank) return a.rank - b.rank
  // Not their difference: two may have infinite room.
  return a.room > b.room ? -1 : a.room < b.room ? 1 : 0
}
