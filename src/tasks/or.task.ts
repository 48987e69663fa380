/** Any of two bits: by De Morgan a NAND of two inverters. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'y is 1 where a or b or both are 1.',
  genome: machine({ inputs: ['a', 'b'], outputs: ['y'] }),
  problem: truthTable(([a, b]) => [a | b]),
})
