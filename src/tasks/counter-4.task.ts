/** Counts to four and starts again at 0; bit 0 is the lowest. */
import { automaton, defineTask, machine } from 'nandertal'

export default defineTask({
  description:
    'q is the number of ticks before this one with enable 1, modulo 4, bit 0 the lowest.',
  genome: machine({ inputs: ['enable'], outputs: ['q0', 'q1'], latches: 2 }),
  problem: automaton({
    reset: 0,
    step: (count, [enable]) => ({
      state: (count + enable) % 4,
      outputs: [0, 1].map((o) => (count >> o) & 1),
    }),
  }),
})
