/** What most of three bits say. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'y is 1 where at least two of three inputs are 1.',
  genome: machine({ inputs: ['a', 'b', 'c'], outputs: ['y'] }),
  problem: truthTable(([a, b, c]) => [a + b + c >= 2]),
})
