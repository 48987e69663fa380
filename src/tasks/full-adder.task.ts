/** Adds three bits, one of them carried from the right: the brick of every adder. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'a + b + carry = sum + 2·carryOut.',
  genome: machine({ inputs: ['a', 'b', 'carry'], outputs: ['sum', 'carryOut'] }),
  problem: truthTable(([a, b, carry]) => [a ^ b ^ carry, a + b + carry >= 2]),
})
