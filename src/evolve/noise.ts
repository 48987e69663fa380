/**
 * The score of a champion whose fitness is noisy: a mean of fresh evaluations, which had no part in
 * its being chosen, with a 95 % confidence interval.
 *
 * Source: Student 1908, "The Probable Error of a Mean".
 */
import type { ScoreNoise } from '../champion.ts'
import { addSample, pooledDeviation, type Sampled } from '../fitness/samples.ts'
import { nameScore, type Score } from '../fitness.ts'
import type { Netlist } from '../netlist.ts'
import { createRng } from '../random.ts'
import type { Task } from '../task.ts'

/** Fresh evaluations of a champion. */
const freshSamples = 30
/** The quantile of Student's t that leaves 2.5 % above, by degrees of freedom from 1 on. */
const quantiles: readonly number[] = [
  12.7062, 4.30265, 3.18245, 2.77645, 2.57058, 2.44691, 2.36462, 2.306, 2.26216, 2.22814, 2.20099,
  2.17881, 2.16037, 2.14479, 2.13145, 2.11991, 2.10982, 2.10092, 2.09302, 2.08596, 2.07961, 2.07387,
  2.06866, 2.0639, 2.05954, 2.05553, 2.05183, 2.04841, 2.04523,
]

export interface FreshScore {
  readonly score: Score
  readonly noise: ScoreNoise
}

/**
 * Measures a machine at seeds that are the same for every machine of a run. Evaluations that fail have
 * no part in the mean and are counted; undefined where fewer than two did not fail.
 */
export async function measureFresh(
  task: Task,
  netlist: Netlist,
  seed: number,
): Promise<FreshScore | undefined> {
  const context = { generation: 0, rng: createRng(seed).split('champion', 'fresh') }
  const batch = new Array<Netlist>(freshSamples).fill(netlist)
  const all = await task.problem.evaluate(batch, context)
  const [first, ...rest] = all.filter((score) => score.every(Number.isFinite))
  if (!first || rest.length === 0) return undefined
  const sampled = rest.reduce<Sampled>(addSample, { score: first })
  const sigma = pooledDeviation([sampled])!
  const samples = rest.length + 1
  const failed = freshSamples - samples
  const { names } = task.order
  const interval = names.map((name, i) => {
    const mean = sampled.score[i]!
    const margin = (quantiles[samples - 2]! * sigma[i]!) / Math.sqrt(samples)
    return [name, [mean - margin, mean + margin] as const] as const
  })
  return {
    score: sampled.score,
    noise: {
      samples,
      ...(failed > 0 && { failed }),
      sigma: nameScore(names, sigma),
      interval: Object.fromEntries(interval),
    },
  }
}
