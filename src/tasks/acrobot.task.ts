/**
 * Two links hang from a bar; a torque at the joint between them swings the tip up.
 *
 * Source: Sutton 1996, with the numbers of Acrobot-v1 of Gymnasium.
 */
import { acrobot, defineTask, fromEnvironment } from 'nandertal'

const problem = fromEnvironment(acrobot)

export default defineTask({
  description: 'Swing two links up in 100 steps on average; the first output that is 1 acts.',
  genome: problem.shape,
  problem,
  budget: { evaluations: 20_000, stall: 10_000 },
})
