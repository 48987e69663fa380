/**
 * How a generation gets its scores where chance has a part in them: as means of samples.
 *
 * Those that live on are sampled again with each generation, so a lucky one loses its luck. The young
 * are sampled as often as the task says; or, adaptively, as long as it is not decided whether they
 * are better than the best of the old. Who seems to be better, or to reach the target, is sampled until
 * that can be believed.
 * Every sample has a seed of its own.
 */
import {
  addSample,
  isUndecided,
  pooledDeviation,
  type Sampled,
  samplesOf,
} from '../fitness/samples.ts'
import { better, type Individual } from '../search.ts'
import type { Task } from '../task.ts'
import { expectRescoring, type Measure, type MeasureContext } from './measure.ts'

type Someone = Individual<unknown>

/** Samples that a deviation can be taken from: what an adaptive task begins with. */
const fewest = 2
/** The most samples that are taken in one generation to decide who is better. */
const decidingMax = 32
/** Samples that are believed when they say that somebody is the best, or that a task is solved. */
const believed = 20
/** The most samples of an individual: its mean hardly moves any more. */
const samplesMax = 256

/** Measures the individuals of a task whose fitness is noisy. */
export function createMeasureNoisy(task: Task): Measure {
  const { order, budget, search, noise } = task
  const { survivors, rescore } = expectRescoring(search)
  const isAdaptive = noise?.resample === 'adaptive'
  const samples = typeof noise?.resample === 'number' ? noise.resample : fewest
  const isDone = ({ score }: Sampled) =>
    order.isSolved(score) || (budget.target !== undefined && order.reaches(score, budget.target))

  return async (state, offspring, context) => {
    const sampler = createSampler(task, context)
    const aged = survivors(state)
    const elders = await sampler.again(aged, (elder) => samplesOf(elder) < samplesMax)
    let young = await sampler.first(offspring)
    for (let k = 1; k < samples; k++) young = await sampler.again(young, () => true)
    let everybody = [...young, ...elders]
    if (isAdaptive) everybody = await decide(everybody, young.length)
    for (let k = 0; k < believed; k++) {
      const doubtful = findDoubtful(everybody, young.length)
      if (doubtful.size === 0) break
      everybody = await sampler.again(everybody, (each) => doubtful.has(each))
    }
    const sigma = pooledDeviation(everybody)
    return {
      state: rescore(state, everybody.slice(young.length)),
      offspring: everybody.slice(0, young.length),
      evaluations: sampler.spent(),
      ...(sigma && { sigma }),
    }

    /** Samples whoever is not clearly better or worse than the best of the old, and that best. */
    async function decide(all: Someone[], youngCount: number): Promise<Someone[]> {
      let crowd = all
      for (let k = fewest; k < decidingMax; k++) {
        const deviation = pooledDeviation(crowd)!
        const rivals = youngCount < crowd.length ? crowd.slice(youngCount) : crowd
        const rival = rivals.reduce((a, b) => better(order, a, b))
        const open = new Set(crowd.filter((each) => isUndecided(each, rival, deviation)))
        if (open.size === 0) break
        open.add(rival)
        crowd = await sampler.again(crowd, (each) => open.has(each))
      }
      return crowd
    }
  }

  /** Who claims more than so few samples can say: to be better than the best of the old, or done. */
  function findDoubtful(everybody: readonly Someone[], youngCount: number): Set<Someone> {
    const rival = everybody
      .slice(youngCount)
      .reduce<Someone | undefined>((a, b) => better(order, a, b), undefined)
    const isDoubtful = (one: Someone) => {
      if (samplesOf(one) >= believed) return false
      if (isDone(one)) return true
      return rival && samplesOf(one) < samplesOf(rival) && order.compare(one.score, rival.score) > 0
    }
    return new Set(everybody.filter(isDoubtful))
  }
}

/** Takes samples in one generation and counts them; none has the seed of another. */
function createSampler(
  { problem, genome }: Task,
  { generation, rng, signal, onFailure }: MeasureContext,
) {
  let rounds = 0
  let spent = 0

  function measure(genotypes: readonly unknown[]) {
    spent += genotypes.length
    const context = { generation, rng: rng.split('sample', rounds++), signal, onFailure }
    return problem.evaluate(genotypes.map(genome.decode), context)
  }

  return {
    spent: () => spent,

    /** Individuals with their first sample. */
    async first(genotypes: readonly unknown[]): Promise<Someone[]> {
      const scores = await measure(genotypes)
      return genotypes.map((genotype, i) => ({ genotype, score: scores[i]! }))
    },

    /** The individuals, some of them with one sample more. */
    async again(all: readonly Someone[], isChosen: (one: Someone) => boolean): Promise<Someone[]> {
      const chosen = all.filter(isChosen)
      if (chosen.length === 0) return [...all]
      const scores = await measure(chosen.map(({ genotype }) => genotype))
      const sampled = new Map(chosen.map((one, i) => [one, addSample(one, scores[i]!)]))
      return all.map((one) => sampled.get(one) ?? one)
    },
  }
}
