/**
 * Shows a hexadecimal digit on seven segments, the last six as A b C d E F.
 *
 *      a
 *    f   b        digit = d0 + 2·d1 + 4·d2 + 8·d3
 *      g
 *    e   c        6 and 9 have a tail, 7 has none
 *      d
 */
import { defineTask, machine, truthTable } from 'nandertal'

const decimal = [
  'abcdef',
  'bc',
  'abdeg',
  'abcdg',
  'bcfg',
  'acdfg',
  'acdefg',
  'abc',
  'abcdefg',
  'abcdfg',
]
const segments = [...decimal, 'abcefg', 'cdefg', 'adef', 'bcdeg', 'adefg', 'aefg']

export default defineTask({
  description: 'The segments a to g that show the digit d, 0 to 9 and A b C d E F.',
  genome: machine({
    inputs: ['d0', 'd1', 'd2', 'd3'],
    outputs: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
  }),
  problem: truthTable(([d0, d1, d2, d3]) => {
    const lit = segments[d0 + 2 * d1 + 4 * d2 + 8 * d3]
    return [...'abcdefg'].map((segment) => lit.includes(segment))
  }),
})
