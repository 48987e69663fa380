/**
 * Finds out whether a fitness is noisy that is not said to be: the best machine is evaluated again, at
 * the same seed and at others.
 *
 * What is found is told and changes nothing of the run: these evaluations are beside its budget.
 */
import { addSample, pooledDeviation, type Sampled } from '../fitness/samples.ts'
import type { Island, NoiseFinding } from '../island.ts'
import type { EvaluationContext } from '../problem.ts'
import type { Task } from '../task.ts'

/** Generations after which is looked: noise may only show in machines that already do something. */
const probedAfter: readonly number[] = [0, 1, 3, 7, 15]
/** Evaluations that say how strong noise is, once it is there. */
const moreSamples = 8

/** Whether an island looks for noise after a generation. */
export const isProbed = (task: Task, island: Island, generation: number): boolean =>
  task.problem.mayBeNoisy === true &&
  !task.noise &&
  !island.noise &&
  island.index === 0 &&
  probedAfter.includes(generation)

/** What there is to tell of a genotype's scores; undefined where they are all the same. */
export async function probe(
  { problem, genome }: Task,
  genotype: unknown,
  context: EvaluationContext,
): Promise<Omit<NoiseFinding, 'evaluations'> | undefined> {
  const netlist = genome.decode(genotype)
  const { generation } = context
  const streamOf = (seed: number) => context.rng.split('probe', seed)
  const measure = async (seed: number) => {
    const silent = { ...context, rng: streamOf(seed), onFailure: () => {} }
    return (await problem.evaluate([netlist], silent))[0]!
  }
  const first = await measure(0)
  const again = await measure(0)
  const other = await measure(1)
  // What fails is told when it counts.
  if (![...first, ...again, ...other].every(Number.isFinite)) return undefined
  const isSame = (a: readonly number[], b: readonly number[]) => a.every((x, i) => x === b[i])
  if (isSame(first, again) && isSame(first, other)) return undefined
  if (!isSame(first, again)) {
    const text = `${first.join(', ')} and then ${again.join(', ')} at the same seed`
    const seed = streamOf(0).split(0).next()
    context.onFailure?.({ kind: 'noisy', text, generation, slot: 0, seed })
  }
  let sampled: Sampled = addSample(addSample({ score: first }, other), again)
  // At the same seed, the second time says nothing of what other seeds do.
  if (isSame(first, again)) sampled = addSample({ score: first }, other)
  for (let k = 0; k < moreSamples; k++) sampled = addSample(sampled, await measure(2 + k))
  return { generation, sigma: pooledDeviation([sampled])!, isRepeatable: isSame(first, again) }
}
