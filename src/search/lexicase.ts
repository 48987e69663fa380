/**
 * ε-lexicase: each parent is chosen by the cases themselves, in an order that is drawn anew, so that
 * who solves what few others do has children, whatever its sum.
 *
 * One case after the other, those stay that are as good as the best of those who are left, or worse by
 * at most ε: the median, over the population, of how far values of that case are from their median.
 * Where values are counted and most are alike, ε is 0, and this is lexicase selection as it was first.
 *
 * Sources: Spector 2012, "Assessment of Problem Modality by Differential Performance of Lexicase
 * Selection in Genetic Programming"; La Cava, Spector & Danai 2016, "Epsilon-Lexicase Selection for
 * Regression" (ε by the median absolute deviation, here against the best of those who are left).
 */
import { assert } from '../errors.ts'
import type { Order } from '../fitness.ts'
import type { Genome } from '../genome.ts'
import type { Rng } from '../random.ts'
import type { Individual, Search, SearchKind } from '../search.ts'
import { crossoverOption } from './breed.ts'
import { createGenerational, type GenerationalState } from './generational.ts'

export const lexicase: SearchKind = {
  name: 'lexicase',
  description: 'a population whose parents are chosen case by case (ε-lexicase)',
  needsCases: true,
  options: {
    population: { default: 100, min: 2, max: 1024, description: 'individuals' },
    crossover: crossoverOption(0.2),
    elite: { default: 1, min: 1, max: 64, description: 'best individuals that live on' },
    epsilon: {
      default: 1,
      min: 0,
      max: 1,
      description: '1: nearly as good is good enough (ε by the median absolute deviation); 0: not',
    },
  },
  create: createLexicase,
}

export function createLexicase<G>(
  genome: Genome<G, unknown>,
  order: Order,
  options: Readonly<Record<string, number>> = {},
): Search<G, GenerationalState<G>> {
  const { population = 100, crossover = 0.2, elite = 1, epsilon = 1 } = options
  return createGenerational(genome, order, {
    name: lexicase.name,
    size: population,
    elite,
    crossover,
    prepare(individuals) {
      const pool = feasibleOf(order, individuals)
      const select = createLexicaseSelection(pool.map(casesOf), order.signs[0]!, epsilon === 1)
      return (rng) => pool[select(rng)]!.genotype
    },
  })
}

/** Those who keep the constraints; everybody where nobody does. */
function feasibleOf<G>(order: Order, population: readonly Individual<G>[]) {
  const feasible = population.filter(({ score }) => order.violation(score) === 0)
  return feasible.length > 0 ? feasible : population
}

function casesOf({ cases }: Individual<unknown>): Float64Array {
  assert(cases, 'lexicase selection of individuals without cases')
  return cases
}

/**
 * Makes the function that draws one of some individuals, by its place.
 *
 * @param values [individuals][cases]
 * @param sign 1 where more is better, −1 where less is
 */
export function createLexicaseSelection(
  values: readonly Float64Array[],
  sign: number,
  isEpsilon: boolean,
): (rng: Rng) => number {
  const count = values.reduce((most, { length }) => Math.max(most, length), 0)
  // Where a whole generation failed, nobody knew how many cases there are.
  const valueAt = (i: number, c: number) => {
    const value = values[i]![c]
    return value === undefined ? Number.NEGATIVE_INFINITY : sign * value
  }
  const epsilons = new Float64Array(count)
  if (isEpsilon) {
    for (let c = 0; c < count; c++) epsilons[c] = deviationAt(values, c)
  }
  const turns = Uint32Array.from({ length: count }, (_, c) => c)
  const pool = new Uint32Array(values.length)

  return (rng) => {
    let left = values.length
    for (let i = 0; i < left; i++) pool[i] = i
    // Only as much of the order is drawn as is needed (Fisher & Yates).
    for (let turn = 0; turn < count && left > 1; turn++) {
      const drawn = turn + rng.below(count - turn)
      const c = turns[drawn]!
      turns[drawn] = turns[turn]!
      turns[turn] = c
      let best = Number.NEGATIVE_INFINITY
      for (let i = 0; i < left; i++) best = Math.max(best, valueAt(pool[i]!, c))
      const least = best - epsilons[c]!
      let kept = 0
      for (let i = 0; i < left; i++) {
        if (valueAt(pool[i]!, c) >= least) pool[kept++] = pool[i]!
      }
      left = kept
    }
    return pool[rng.below(left)]!
  }
}

/** The median absolute deviation of a case, of values that are no failures. */
function deviationAt(values: readonly Float64Array[], c: number): number {
  const finite = values.map((each) => each[c]!).filter(Number.isFinite)
  if (finite.length === 0) return 0
  const middle = median(finite)
  return median(finite.map((value) => Math.abs(value - middle)))
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort()
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
