/** A multiplexer: one bit chooses between two others. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'y is a where select is 0, and b where select is 1.',
  genome: machine({ inputs: ['a', 'b', 'select'], outputs: ['y'] }),
  problem: truthTable(([a, b, select]) => [select ? b : a]),
})
