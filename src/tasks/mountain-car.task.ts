/**
 * A car in a valley, too weak for the hill before it, gets there by swinging.
 *
 * The mark for solved is a mean return of −110, which swinging alone does not reach: how far to swing
 * has to suit the start.
 *
 * Source: Moore 1990, with the numbers of MountainCar-v0 of Gymnasium.
 */
import { defineTask, fromEnvironment, mountainCar } from 'nandertal'

const problem = fromEnvironment(mountainCar, { bits: 15 })

export default defineTask({
  description:
    'Swing a car out of a valley in 110 steps on average; the first output that is 1 acts.',
  genome: problem.shape,
  problem,
})
