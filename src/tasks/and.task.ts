/** Both of two bits: a NAND and an inverter. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'y is 1 where a and b are both 1.',
  genome: machine({ inputs: ['a', 'b'], outputs: ['y'] }),
  problem: truthTable(([a, b]) => [a & b]),
})
