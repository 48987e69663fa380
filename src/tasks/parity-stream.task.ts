/** Whether the number of ones so far is odd: one kept bit and an xor. */
import { automaton, defineTask, machine } from 'nandertal'

export default defineTask({
  description: 'odd is 1 where the number of ones so far, this bit included, is odd.',
  genome: machine({ inputs: ['bit'], outputs: ['odd'], latches: 1 }),
  problem: automaton({
    reset: 0,
    step: (odd, [bit]) => ({ state: odd ^ bit, outputs: [odd ^ bit] }),
  }),
})
