/** What most of five bits say. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'y is 1 where at least three of five inputs are 1.',
  genome: machine({ inputs: ['a', 'b', 'c', 'd', 'e'], outputs: ['y'] }),
  problem: truthTable(([a, b, c, d, e]) => [a + b + c + d + e >= 3]),
})
