/** Multiplies two numbers of five bits; bit 0 is the lowest. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'a · b = p, with a and b of five bits and p of ten, bit 0 the lowest.',
  genome: machine({
    inputs: ['a0', 'a1', 'a2', 'a3', 'a4', 'b0', 'b1', 'b2', 'b3', 'b4'],
    outputs: ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'p9'],
  }),
  problem: truthTable(([a0, a1, a2, a3, a4, b0, b1, b2, b3, b4]) => {
    const product =
      (a0 + 2 * a1 + 4 * a2 + 8 * a3 + 16 * a4) * (b0 + 2 * b1 + 4 * b2 + 8 * b3 + 16 * b4)
    return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((o) => (product >> o) & 1)
  }),
})
