/**
 * Shows a decimal digit on seven segments.
 *
 *      a
 *    f   b        digit = d0 + 2·d1 + 4·d2 + 8·d3
 *      g
 *    e   c        6 and 9 have a tail, 7 has none
 *      d
 *
 * The numbers 10 to 15 never come: what the segments show for them does not matter, and machines
 * are smaller for it.
 */
import { defineTask, machine, truthTable } from 'nandertal'

const segments = [
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

export default defineTask({
  description: 'The segments a to g that show the digit d, 0 to 9; 10 to 15 never come.',
  genome: machine({
    inputs: ['d0', 'd1', 'd2', 'd3'],
    outputs: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
  }),
  problem: truthTable(([d0, d1, d2, d3]) => {
    const lit = segments[d0 + 2 * d1 + 4 * d2 + 8 * d3]
    return [...'abcdefg'].map((segment) => (lit === undefined ? null : lit.includes(segment)))
  }),
})
