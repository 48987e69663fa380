/** Whether an odd number of three bits are 1. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'y is 1 where one or three of three inputs are 1.',
  genome: machine({ inputs: ['a', 'b', 'c'], outputs: ['y'] }),
  problem: truthTable(([a, b, c]) => [a ^ b ^ c]),
})
