/**
 * One bit of an arithmetic and logic unit.
 *
 *   op1 op0   result                carryOut
 *    0   0    a and b               does not matter
 *    0   1    a or b                does not matter
 *    1   0    a xor b               does not matter
 *    1   1    a + b + carry, low    a + b + carry, high
 */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description:
    'op0 + 2·op1 chooses and, or, xor or plus with carry; carryOut matters for plus only.',
  genome: machine({
    inputs: ['a', 'b', 'carry', 'op0', 'op1'],
    outputs: ['result', 'carryOut'],
  }),
  problem: truthTable(([a, b, carry, op0, op1]) => {
    const sum = a + b + carry
    const results = [a & b, a | b, a ^ b, sum & 1]
    const op = op0 + 2 * op1
    return [results[op], op === 3 ? sum >> 1 : null]
  }),
})
