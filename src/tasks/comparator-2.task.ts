/** Compares two numbers of two bits; bit 0 is the lowest. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description:
    'Whether a is less than, equal to or greater than b, both of two bits, bit 0 the lowest.',
  genome: machine({ inputs: ['a0', 'a1', 'b0', 'b1'], outputs: ['less', 'equal', 'greater'] }),
  problem: truthTable(([a0, a1, b0, b1]) => {
    const a = a0 + 2 * a1
    const b = b0 + 2 * b1
    return [a < b, a === b, a > b]
  }),
})
