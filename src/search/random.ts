/** Random search: the baseline that every other search must beat. */
import { better, type Individual, type SearchKind } from '../search.ts'

export const randomSearch: SearchKind = {
  name: 'random',
  description: 'fresh random genotypes, the best kept: a baseline',
  options: {
    batch: { default: 64, min: 1, max: 65536, description: 'genotypes a generation' },
  },
  create(genome, order, { batch = 64 }) {
    type G = ReturnType<typeof genome.random>
    return {
      name: 'random',
      init: () => undefined,
      ask: (_, rng) => Array.from({ length: batch }, () => genome.random(rng)),
      tell: (state, offspring) =>
        offspring.reduce<Individual<G> | undefined>(
          (best, individual) => better(order, best, individual),
          state as Individual<G> | undefined,
        ),
      best: (state) => state as Individual<G> | undefined,
      survivors: (state) => (state ? [state as Individual<G>] : []),
      rescore: (_, [best]) => best,
    }
  },
}
