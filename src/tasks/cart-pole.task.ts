/**
 * A pole on a cart is held upright by pushing the cart left or right, for 500 steps.
 *
 * Each of four observations is offered as seven bits, each of which says whether it is above a threshold;
 * those that the machine reads are its comparators. Twenty starts score a machine; a hundred others
 * are measured at the end.
 *
 * Source: Barto, Sutton & Anderson 1983, with the numbers of CartPole-v1 of Gymnasium.
 */
import { cartPole, defineTask, fromEnvironment } from 'nandertal'

const problem = fromEnvironment(cartPole, { goal: 500 })

export default defineTask({
  description: 'Hold up a pole on a cart for 500 steps; an output that is 1 pushes to the left.',
  genome: problem.shape,
  problem,
})
