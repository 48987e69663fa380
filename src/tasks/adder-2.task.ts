/** Adds two numbers of two bits; bit 0 is the lowest. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'a + b = s, with a and b of two bits and s of three, bit 0 the lowest.',
  genome: machine({ inputs: ['a0', 'a1', 'b0', 'b1'], outputs: ['s0', 's1', 's2'] }),
  problem: truthTable(([a0, a1, b0, b1]) => {
    const sum = a0 + 2 * a1 + (b0 + 2 * b1)
    return [sum & 1, (sum >> 1) & 1, (sum >> 2) & 1]
  }),
})
