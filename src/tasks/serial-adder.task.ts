/** Adds two numbers of any length that come bit by bit, the lowest first; the carry is kept. */
import { automaton, defineTask, machine } from 'nandertal'

export default defineTask({
  description: 'sum is the bit of a + b at this tick; a and b come bit by bit, the lowest first.',
  genome: machine({ inputs: ['a', 'b'], outputs: ['sum'], latches: 1 }),
  problem: automaton({
    reset: 0,
    step(carry, [a, b]) {
      const sum = a + b + carry
      return { state: sum >> 1, outputs: [sum & 1] }
    },
  }),
})
