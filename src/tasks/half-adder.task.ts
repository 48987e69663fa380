/** Adds two bits. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'a + b = sum + 2·carry.',
  genome: machine({ inputs: ['a', 'b'], outputs: ['sum', 'carry'] }),
  problem: truthTable(([a, b]) => [a ^ b, a & b]),
})
