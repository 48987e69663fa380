/** A bit that flips when it is told to: what every counter is made of. */
import { automaton, defineTask, machine } from 'nandertal'

export default defineTask({
  description: 'q is a kept bit, 0 at first; a tick with toggle 1 flips it for the next tick.',
  genome: machine({ inputs: ['toggle'], outputs: ['q'], latches: 1 }),
  problem: automaton({
    reset: 0,
    step: (q, [toggle]) => ({ state: q ^ toggle, outputs: [q] }),
  }),
})
