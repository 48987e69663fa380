/** The opposite of a bit: the smallest machine there is, one NAND with both fan-ins tied. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'y is 1 where a is 0.',
  genome: machine({ inputs: ['a'], outputs: ['y'] }),
  problem: truthTable(([a]) => [a === 0]),
})
