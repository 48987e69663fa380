/**
 * Cycle Navigation: where one stands on a circle of five places after steps back, on the spot and
 * forward.
 *
 * The tokens 0, 1 and 2 are −1, 0 and +1; the answer is their sum modulo 5. Tokens come one-hot: at
 * each tick exactly one of `back`, `stay` and `forward` is 1. The place after each token is asked
 * for, as a binary number with bit 0 the lowest.
 *
 * Short sequences are enough, since what is found is proved for every length: eight ticks get round
 * the circle. A fourth latch is one more than five places need, and the way is found sooner.
 *
 * Source: Delétang et al. 2022, "Neural Networks and the Chomsky Hierarchy".
 */
import { automaton, defineTask, machine } from 'nandertal'

export default defineTask({
  description:
    'place is the sum so far, of back −1, stay 0 and forward +1, modulo 5, bit 0 the lowest.',
  genome: machine({
    inputs: ['back', 'stay', 'forward'],
    outputs: ['place0', 'place1', 'place2'],
    latches: 4,
    gates: 100,
  }),
  problem: automaton(
    {
      letters: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      reset: 0,
      step(place, [back, , forward]) {
        const next = (place + 5 + forward - back) % 5
        return { state: next, outputs: [0, 1, 2].map((o) => (next >> o) & 1) }
      },
    },
    { ticks: 8, sequences: 96 },
  ),
})
