/** Adds two numbers of three bits; bit 0 is the lowest. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'a + b = s, with a and b of three bits and s of four, bit 0 the lowest.',
  genome: machine({
    inputs: ['a0', 'a1', 'a2', 'b0', 'b1', 'b2'],
    outputs: ['s0', 's1', 's2', 's3'],
  }),
  problem: truthTable(([a0, a1, a2, b0, b1, b2]) => {
    const sum = a0 + 2 * a1 + 4 * a2 + (b0 + 2 * b1 + 4 * b2)
    return [0, 1, 2, 3].map((o) => (sum >> o) & 1)
  }),
})
