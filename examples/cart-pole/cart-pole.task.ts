/**
 * The least that holds up a pole: as few gates, then as few comparators, as 500 steps from each of 50
 * starts can be had with.
 *
 * Each observation is offered as eleven bits, which say whether it is above a threshold. Evolution
 * takes some; the others need not be built. A hundred starts that it never sees are measured.
 */
import { cartPole, defineTask, fromEnvironment } from 'nandertal'

const problem = fromEnvironment(cartPole, { bits: 11, episodes: 50, unseen: 100, goal: 500 })

export default defineTask({
  description: 'Hold up a pole on a cart for 500 steps with as few gates as possible.',
  genome: { ...problem.shape, gates: 60 },
  problem,
  budget: { evaluations: 60_000 },
})
