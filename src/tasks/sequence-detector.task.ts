/**
 * Finds 1011 in a stream of bits. Matches may overlap: 1011011 holds two.
 *
 * The state is the longest end of the stream that the pattern begins with: 0 to 3 bits.
 */
import { automaton, defineTask, machine } from 'nandertal'

export default defineTask({
  description:
    'found is 1 where the last four bits, this one included, are 1011; matches may overlap.',
  genome: machine({ inputs: ['bit'], outputs: ['found'], latches: 2 }),
  problem: automaton({
    reset: '',
    step(seen, [bit]) {
      let tail = `${seen}${bit}`
      const found = tail === '1011'
      while (!'101'.startsWith(tail)) tail = tail.slice(1)
      return { state: tail, outputs: [found] }
    },
  }),
})
