/** Multiplies two numbers of three bits; bit 0 is the lowest. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'a · b = p, with a and b of three bits and p of six, bit 0 the lowest.',
  genome: machine({
    inputs: ['a0', 'a1', 'a2', 'b0', 'b1', 'b2'],
    outputs: ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'],
  }),
  problem: truthTable(([a0, a1, a2, b0, b1, b2]) => {
    const product = (a0 + 2 * a1 + 4 * a2) * (b0 + 2 * b1 + 4 * b2)
    return [0, 1, 2, 3, 4, 5].map((o) => (product >> o) & 1)
  }),
})
