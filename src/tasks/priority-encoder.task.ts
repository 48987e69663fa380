/**
 * The number of the most important of four requests.
 *
 * The request with the highest number wins. Where there is none, `valid` is 0 and the number does
 * not matter.
 */
import { defineTask, machine, truthTable } from 'nandertal'

export default defineTask({
  description:
    'n is the highest number of a request, bit 0 the lowest; valid says whether there is one.',
  genome: machine({
    inputs: ['request0', 'request1', 'request2', 'request3'],
    outputs: ['n0', 'n1', 'valid'],
  }),
  problem: truthTable((requests) => {
    const n = requests.lastIndexOf(1)
    return n < 0 ? [null, null, 0] : [n & 1, n >> 1, 1]
  }),
})
