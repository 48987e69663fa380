/** A demultiplexer with four outputs: output s0 + 2·s1 shows the data, the others show 0. */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description: 'Output number s0 + 2·s1 is data, and the others are 0.',
  genome: machine({ inputs: ['data', 's0', 's1'], outputs: ['y0', 'y1', 'y2', 'y3'] }),
  problem: truthTable(([data, s0, s1]) => [0, 1, 2, 3].map((o) => (o === s0 + 2 * s1 ? data : 0))),
})
