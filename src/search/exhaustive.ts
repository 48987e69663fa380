/** Exhaustive enumeration, for spaces so small that every genotype can be tried. */

import type { Order } from '../fitness.ts'
import type { Genome } from '../genome.ts'
import { better, type Individual, type Search, type SearchKind } from '../search.ts'

export interface ExhaustiveState<G> {
  /** Index of the next genotype. */
  readonly index: bigint
  readonly best?: Individual<G>
}

export const exhaustive: SearchKind = {
  name: 'exhaustive',
  description:
    'every genotype in turn: for tiny spaces, and a proof that nothing better is in them',
  options: {
    batch: { default: 256, min: 1, max: 65536, description: 'genotypes a generation' },
  },
  create: (genome, order, options) => createExhaustive(genome, order, options.batch),
}

/** @param batch genotypes a generation, at least 1 */
export function createExhaustive<G>(
  genome: Genome<G, unknown>,
  order: Order,
  batch = 256,
): Search<G, ExhaustiveState<G>> {
  const { size } = genome
  return {
    name: exhaustive.name,
    init: () => ({ index: 0n }),
    ask({ index }) {
      const left = size - index
      const count = left < BigInt(batch) ? Number(left) : batch
      return Array.from({ length: count }, (_, k) => genome.nth(index + BigInt(k)))
    },
    tell: ({ index, best }, offspring) => ({
      index: index + BigInt(offspring.length),
      best: offspring.reduce((a, b) => better(order, a, b), best),
    }),
    best: ({ best }) => best,
    survivors: ({ best }) => (best ? [best] : []),
    rescore: ({ index }, [best]) => ({ index, best }),
  }
}
