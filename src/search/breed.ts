/** How populations get offspring: parents are chosen, recombined where there are two, and mutated. */
import type { Genome } from '../genome.ts'
import type { Rng } from '../random.ts'
import type { SearchOption } from '../search.ts'

/** The option of searches that breed: how many offspring have two parents. */
export const crossoverOption = (usual: number): SearchOption => ({
  default: usual,
  min: 0,
  max: 1,
  isFraction: true,
  description: 'share of offspring of two parents',
})

/**
 * One offspring.
 *
 * @param crossover the share of offspring of two parents, in [0, 1]
 * @param select chooses a parent
 */
export function breed<G>(
  genome: Genome<G, unknown>,
  crossover: number,
  select: (rng: Rng) => G,
  rng: Rng,
): G {
  const mother = select(rng)
  if (!genome.recombine || rng.float() >= crossover) return genome.mutate(mother, rng)
  return genome.mutate(genome.recombine(mother, select(rng), rng), rng)
}
