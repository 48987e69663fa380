/**
 * The arithmetic and logic unit of the Hack computer: 16 bits, six control bits and two flags.
 *
 * zx and zy make x and y 0, then nx and ny turn them over; f adds them where it is 1 and takes both
 * where it is 0; no turns the result over. zr says that the result is 0, ng that it is negative.
 *
 * Source: Nisan & Schocken 2005, "The Elements of Computing Systems".
 */
import type { Builder } from 'nandertal'

const width = 16

/** The 16 bits of the result, then zr and ng. Inputs: x, y, zx nx zy ny f no. */
export function hackAlu(builder: Builder, inputs: readonly number[]): number[] {
  const [zx, nx, zy, ny, f, no] = inputs.slice(2 * width)
  const prepare = (bits: readonly number[], zero: number, turn: number) =>
    bits.map((bit) => builder.xor(builder.and(bit, builder.not(zero)), turn))
  const x = prepare(inputs.slice(0, width), zx!, nx!)
  const y = prepare(inputs.slice(width, 2 * width), zy!, ny!)
  let carry = builder.zero
  const out = x.map((bit, i) => {
    const half = builder.xor(bit, y[i]!)
    const both = builder.and(bit, y[i]!)
    const total = builder.xor(half, carry)
    carry = builder.or(both, builder.and(half, carry))
    return builder.xor(builder.mux(f!, total, both), no!)
  })
  const any = out.reduce(builder.or)
  return [...out, builder.not(any), out[width - 1]!]
}
