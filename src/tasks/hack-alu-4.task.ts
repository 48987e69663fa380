/**
 * Four bits of the arithmetic and logic unit of the Hack computer, without its two flags.
 *
 * zx and zy make x and y 0, then nx and ny turn them over; f adds them where it is 1 and takes both
 * where it is 0; no turns the result over. Bit 0 is the lowest; what an addition carries out is lost.
 *
 * Source: Nisan & Schocken 2005, "The Elements of Computing Systems".
 */
import { defineTask, machine, truthTable } from 'nandertal'

const width = 4
const places = Array.from({ length: width }, (_, i) => i)
const ones = 2 ** width - 1
const names = (letter: string) => places.map((i) => `${letter}${i}`)
const read = (bits: readonly number[]) => bits.reduce((sum, bit, i) => sum + (bit << i), 0)

export default defineTask({
  description: 'Four bits of the ALU of the Hack computer: x, y and six bits that say what to do.',
  genome: machine({
    inputs: [...names('x'), ...names('y'), 'zx', 'nx', 'zy', 'ny', 'f', 'no'],
    outputs: names('out'),
  }),
  problem: truthTable((bits) => {
    const [zx, nx, zy, ny, f, no] = bits.slice(2 * width)
    const x = (zx ? 0 : read(bits.slice(0, width))) ^ (nx ? ones : 0)
    const y = (zy ? 0 : read(bits.slice(width, 2 * width))) ^ (ny ? ones : 0)
    const out = (f ? x + y : x & y) ^ (no ? ones : 0)
    return places.map((i) => (out >> i) & 1)
  }),
})
