/** Whether an odd number of seven bits are 1: no input can be left out, and none helps alone. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'y is 1 where an odd number of seven inputs are 1.',
  genome: machine({ inputs: ['a', 'b', 'c', 'd', 'e', 'f', 'g'], outputs: ['y'] }),
  problem: truthTable(([a, b, c, d, e, f, g]) => [a ^ b ^ c ^ d ^ e ^ f ^ g]),
})
