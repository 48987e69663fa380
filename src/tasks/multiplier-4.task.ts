/** Multiplies two numbers of four bits; bit 0 is the lowest. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'a · b = p, with a and b of four bits and p of eight, bit 0 the lowest.',
  genome: machine({
    inputs: ['a0', 'a1', 'a2', 'a3', 'b0', 'b1', 'b2', 'b3'],
    outputs: ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'],
  }),
  problem: truthTable(([a0, a1, a2, a3, b0, b1, b2, b3]) => {
    const product = (a0 + 2 * a1 + 4 * a2 + 8 * a3) * (b0 + 2 * b1 + 4 * b2 + 8 * b3)
    return [0, 1, 2, 3, 4, 5, 6, 7].map((o) => (product >> o) & 1)
  }),
})
