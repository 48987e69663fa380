/**
 * Even Pairs: whether the pairs 01 and 10 together are odd in number, which is to say whether the
 * first bit and the last bit differ.
 *
 * The state is the first bit, once there is one.
 *
 * Source: Delétang et al. 2022, "Neural Networks and the Chomsky Hierarchy".
 */
import { automaton, defineTask, machine } from 'nandertal'

export default defineTask({
  description: 'differ is the first bit xor this bit, so 0 at the first tick.',
  genome: machine({ inputs: ['bit'], outputs: ['differ'], latches: 2 }),
  problem: automaton<0 | 1 | null>({
    reset: null,
    step(kept, [bit]) {
      const first = kept ?? bit
      return { state: first, outputs: [first ^ bit] }
    },
  }),
})
