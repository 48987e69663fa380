/**
 * A traffic light: red, red with amber, green, amber, and red again.
 *
 * The light of a tick does not depend on `next`; a tick with `next` 1 moves it on for the next tick.
 */
import { automaton, defineTask, machine } from 'nandertal'

const lights = [
  [1, 0, 0],
  [1, 1, 0],
  [0, 0, 1],
  [0, 1, 0],
]

export default defineTask({
  description: 'Red, red with amber, green, amber, in turn; a tick with next 1 moves on.',
  genome: machine({ inputs: ['next'], outputs: ['red', 'amber', 'green'], latches: 2 }),
  problem: automaton({
    reset: 0,
    step: (phase, [next]) => ({ state: (phase + next) % 4, outputs: lights[phase] }),
  }),
})
