/** Whether two bits differ: no single gate can tell, four NANDs can. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'y is 1 where a and b differ.',
  genome: machine({ inputs: ['a', 'b'], outputs: ['y'] }),
  problem: truthTable(([a, b]) => [a ^ b]),
})
