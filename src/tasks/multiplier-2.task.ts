/** Multiplies two numbers of two bits; bit 0 is the lowest. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'a · b = p, with a and b of two bits and p of four, bit 0 the lowest.',
  genome: machine({ inputs: ['a0', 'a1', 'b0', 'b1'], outputs: ['p0', 'p1', 'p2', 'p3'] }),
  problem: truthTable(([a0, a1, b0, b1]) => {
    const product = (a0 + 2 * a1) * (b0 + 2 * b1)
    return [0, 1, 2, 3].map((o) => (product >> o) & 1)
  }),
})
