/**
 * Two poles of different lengths on one cart are held upright at once, for 1,000 steps.
 *
 * Far harder than one pole: the short pole falls within a few steps, and the cart has to be where both
 * can be caught. What evolution comes to within some evaluations is in bench/RESULTS.md.
 *
 * Source: Wieland 1991, "Evolving Neural Network Controllers for Unstable Systems".
 */
import { defineTask, doublePole, fromEnvironment } from 'nandertal'

const problem = fromEnvironment(doublePole)

export default defineTask({
  description:
    'Hold up two poles on a cart for 1000 steps; an output that is 1 pushes to the left.',
  genome: { ...problem.shape, gates: 200 },
  problem,
  search: { name: 'one-plus-lambda', patience: 100_000 },
  budget: { evaluations: 200_000 },
})
