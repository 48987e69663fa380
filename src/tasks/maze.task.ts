/**
 * A robot finds the way out of mazes of 8 × 8 cells by the walls that it sees to its left, ahead and to
 * its right.
 *
 * A turn changes what is seen, so a robot without memory turns for ever where two ways meet: one latch
 * is enough to know that it has just turned.
 */
import { defineTask, fromEnvironment, maze } from 'nandertal'

const problem = fromEnvironment(maze, { episodes: 50 })

export default defineTask({
  description: 'Find the way out of any maze of 8 × 8 cells; the first output that is 1 acts.',
  genome: { ...problem.shape, latches: 1 },
  problem,
})
