/** A demultiplexer: one bit chooses which of two outputs shows the data, the other one shows 0. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description:
    'y0 is data where select is 0, y1 is data where select is 1, and the other one is 0.',
  genome: machine({ inputs: ['data', 'select'], outputs: ['y0', 'y1'] }),
  problem: truthTable(([data, select]) => [select ? 0 : data, select ? data : 0]),
})
