/**
 * Modular Arithmetic (Simple): a sum of products modulo 5, where × comes before + and −.
 *
 * At each tick an operator comes with the digit behind it, both one-hot, and the value of all that came
 * so far is asked for as a binary number, bit 0 the lowest. Before the first tick stands a 0: so
 * 1 + 2 × 3 is the three ticks +1, +2, ×3.
 *
 * Source: Delétang et al. 2022, "Neural Networks and the Chomsky Hierarchy".
 */
import { automaton, defineTask, machine } from 'nandertal'

const operators = ['+', '−', '×'] as const
const digits = [0, 1, 2, 3, 4] as const
const oneHot = (place: number, count: number) =>
  Array.from({ length: count }, (_, i) => i === place)

export default defineTask({
  description: 'value is what the operators and digits come to so far, modulo 5, × before + and −.',
  genome: machine({
    inputs: ['plus', 'minus', 'times', 'is0', 'is1', 'is2', 'is3', 'is4'],
    outputs: ['value0', 'value1', 'value2'],
    latches: 6,
  }),
  problem: automaton<readonly [sum: number, product: number]>({
    letters: operators.flatMap((_, operator) =>
      digits.map((digit) => [...oneHot(operator, 3), ...oneHot(digit, 5)]),
    ),
    reset: [0, 0],
    step([sum, product], bits) {
      const digit = bits.indexOf(1, 3) - 3
      const isTimes = bits[2] === 1
      const before = isTimes ? sum : (sum + product) % 5
      const factor = isTimes ? product * digit : bits[1] === 1 ? 5 - digit : digit
      const state = [before, factor % 5] as const
      const value = (state[0] + state[1]) % 5
      return { state, outputs: [0, 1, 2].map((bit) => ((value >> bit) & 1) > 0) }
    },
  }),
})
