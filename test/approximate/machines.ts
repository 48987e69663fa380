/** Arithmetic machines to approximate, built by hand. */
import { createBuilder } from '../../src/netlist/build.ts'
import type { Netlist } from '../../src/netlist.ts'

/** Adds two numbers of n bits; n + 1 outputs, the least significant first. */
export function adder(n: number): Netlist {
  const builder = createBuilder(2 * n)
  const sums: number[] = []
  let carry = builder.zero
  for (let i = 0; i < n; i++) {
    const [a, b] = [builder.input(i), builder.input(n + i)]
    const either = builder.xor(a, b)
    sums.push(builder.xor(either, carry))
    carry = builder.or(builder.and(a, b), builder.and(either, carry))
  }
  return builder.build([...sums, carry])
}

/** Multiplies two numbers of n bits by adding shifted rows; 2n outputs. */
export function multiplier(n: number): Netlist {
  const builder = createBuilder(2 * n)
  let sum: number[] = []
  for (let j = 0; j < n; j++) {
    const row = Array.from({ length: n }, (_, i) =>
      builder.and(builder.input(i), builder.input(n + j)),
    )
    let carry = builder.zero
    const next = sum.slice(0, j)
    for (let i = 0; i < n; i++) {
      const [a, b] = [row[i]!, sum[i + j] ?? builder.zero]
      const either = builder.xor(a, b)
      next.push(builder.xor(either, carry))
      carry = builder.or(builder.and(a, b), builder.and(either, carry))
    }
    sum = [...next, carry]
  }
  return builder.build(sum)
}
