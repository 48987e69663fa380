/**
 * Two poles of different lengths on one cart are held upright at once, without seeing how fast they
 * move: the machine has to remember where they were.
 *
 * Source: Gomez & Miikkulainen 1997, "Incremental Evolution of Complex General Behavior".
 */
import { defineTask, doublePoleHidden, fromEnvironment } from 'nandertal'

const problem = fromEnvironment(doublePoleHidden, { bits: 15 })

export default defineTask({
  description: 'The same by the places of cart and poles alone, with four bits of memory.',
  genome: { ...problem.shape, latches: 4, gates: 200 },
  problem,
  search: { name: 'one-plus-lambda', patience: 100_000 },
  budget: { evaluations: 200_000 },
})
