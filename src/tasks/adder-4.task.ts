/** Adds two numbers of four bits; bit 0 is the lowest. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'a + b = s, with a and b of four bits and s of five, bit 0 the lowest.',
  genome: machine({
    inputs: ['a0', 'a1', 'a2', 'a3', 'b0', 'b1', 'b2', 'b3'],
    outputs: ['s0', 's1', 's2', 's3', 's4'],
  }),
  problem: truthTable(([a0, a1, a2, a3, b0, b1, b2, b3]) => {
    const sum = a0 + 2 * a1 + 4 * a2 + 8 * a3 + (b0 + 2 * b1 + 4 * b2 + 8 * b3)
    return [0, 1, 2, 3, 4].map((o) => (sum >> o) & 1)
  }),
})
