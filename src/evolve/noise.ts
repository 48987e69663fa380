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
/** The quantile of Student's t that leaves 2.5 % above, at 29 degrees of freedom. */
const quantile = 2.04523

export interface FreshScore {
  readonly score: Score
  readonly noise: ScoreNoise
}

/** Measures a machine at seeds that are the same for every machine of a run. */
export async function measureFresh(
  task: Task,
  netlist: Netlist,
  seed: number,
): Promise<FreshScore> {
  const context = { generation: 0, rng: createRng(seed).split('champion', 'fresh') }
  const batch = new Array<Netlist>(freshSamples).fill(netlist)
  const [first, ...rest] = await task.problem.evaluate(batch, context)
  const sampled = rest.reduce<Sampled>(addSample, { score: first! })
  const sigma = pooledDeviation([sampled])!
  const { names } = task.order
  const interval = names.map((name, i) => {
    const mean = sampled.score[i]!
    const margin = (quantile * sigma[i]!) / Math.sqrt(freshSamples)
    return [name, [mean - margin, mean + margin] as const] as const
  })
  return {
    score: sampled.score,
    noise: {
      samples: freshSamples,
      sigma: nameScore(names, sigma),
      interval: Object.fromEntries(interval),
    },
  }
}
