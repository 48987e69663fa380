/** Whether an odd number of five bits are 1: no input can be left out, and none helps alone. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'y is 1 where one, three or five of five inputs are 1.',
  genome: machine({ inputs: ['a', 'b', 'c', 'd', 'e'], outputs: ['y'] }),
  problem: truthTable(([a, b, c, d, e]) => [a ^ b ^ c ^ d ^ e]),
})
