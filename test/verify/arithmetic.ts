/** The same arithmetic built in different ways, for proofs that have something to do. */
import { type Builder, createBuilder } from '../../src/netlist/build.ts'
import type { Netlist } from '../../src/netlist.ts'

/** Sum and carry of three bits. */
export type FullAdder = (b: Builder, x: number, y: number, z: number) => [number, number]

/** From two half adders. */
export const halvesAdder: FullAdder = (b, x, y, z) => {
  const either = b.xor(x, y)
  return [b.xor(either, z), b.or(b.and(x, y), b.and(either, z))]
}

/** The carry as a majority, and the sum from the other end. */
export const majorityAdder: FullAdder = (b, x, y, z) => [
  b.xor(x, b.xor(y, z)),
  b.or(b.or(b.and(x, y), b.and(x, z)), b.and(y, z)),
]

const word = (b: Builder, from: number, bits: number): number[] =>
  Array.from({ length: bits }, (_, i) => b.input(from + i))

/** A carry that runs through all bits. */
export function rippleAdder(bits: number, adder = halvesAdder): Netlist {
  const b = createBuilder(2 * bits)
  const [x, y] = [word(b, 0, bits), word(b, bits, bits)]
  let carry = b.zero
  const sums = x.map((_, i) => {
    const [sum, next] = adder(b, x[i]!, y[i]!, carry)
    carry = next
    return sum
  })
  return b.build([...sums, carry])
}

/** Carries of all bits in logarithmic depth (Kogge & Stone 1973). */
export function prefixAdder(bits: number): Netlist {
  const b = createBuilder(2 * bits)
  const [x, y] = [word(b, 0, bits), word(b, bits, bits)]
  const differs = x.map((_, i) => b.xor(x[i]!, y[i]!))
  let generate = x.map((_, i) => b.and(x[i]!, y[i]!))
  let propagate = differs
  for (let distance = 1; distance < bits; distance *= 2) {
    const [g, p] = [generate, propagate]
    const at = (i: number) => i - distance
    generate = g.map((own, i) => (at(i) < 0 ? own : b.or(own, b.and(p[i]!, g[at(i)]!))))
    propagate = p.map((own, i) => (at(i) < 0 ? own : b.and(own, p[at(i)]!)))
  }
  const sums = differs.map((own, i) => (i === 0 ? own : b.xor(own, generate[i - 1]!)))
  return b.build([...sums, generate.at(-1)!])
}

/** Row after row of partial products. */
export function arrayMultiplier(bits: number, adder = halvesAdder): Netlist {
  const b = createBuilder(2 * bits)
  const product = new Array<number>(2 * bits).fill(b.zero)
  for (let j = 0; j < bits; j++) {
    let carry = b.zero
    for (let i = 0; i < bits; i++) {
      const partial = b.and(b.input(i), b.input(bits + j))
      const [sum, next] = adder(b, product[i + j]!, partial, carry)
      product[i + j] = sum
      carry = next
    }
    product[j + bits] = carry
  }
  return b.build(product)
}

/** Columns of partial products, three bits of a column at a time (Wallace 1964). */
export function treeMultiplier(bits: number, adder = majorityAdder): Netlist {
  const b = createBuilder(2 * bits)
  const empty = () => Array.from({ length: 2 * bits + 1 }, (): number[] => [])
  let columns = empty()
  for (let i = 0; i < bits; i++) {
    for (let j = 0; j < bits; j++) columns[i + j]!.push(b.and(b.input(i), b.input(bits + j)))
  }
  while (columns.some((column) => column.length > 2)) {
    const next = empty()
    columns.forEach((column, i) => {
      let at = 0
      for (; at + 2 < column.length; at += 3) {
        const [sum, carry] = adder(b, column[at]!, column[at + 1]!, column[at + 2]!)
        next[i]!.push(sum)
        next[i + 1]?.push(carry)
      }
      next[i]!.push(...column.slice(at))
    })
    columns = next
  }
  let carry = b.zero
  const product = columns.slice(0, 2 * bits).map(([x = b.zero, y = b.zero]) => {
    const [sum, next] = adder(b, x, y, carry)
    carry = next
    return sum
  })
  return b.build(product)
}

/** Whether the inputs are odd in number, by a chain or by a tree. */
export function parity(inputs: number, shape: 'chain' | 'tree'): Netlist {
  const b = createBuilder(inputs)
  let rest = word(b, 0, inputs)
  if (shape === 'chain') return b.build([rest.reduce((x, y) => b.xor(x, y))])
  while (rest.length > 1) {
    rest = rest.flatMap((x, i) => (i % 2 ? [] : [i + 1 < rest.length ? b.xor(x, rest[i + 1]!) : x]))
  }
  return b.build(rest)
}

/**
 * The arithmetic unit of the Hack computer (Nisan & Schocken 2005): inputs x, y, zx, nx, zy, ny, f,
 * no; outputs out, zr, ng. The two shapes choose and invert in different ways.
 */
export function hackAlu(bits: number, shape: 'chosen' | 'masked'): Netlist {
  const b = createBuilder(2 * bits + 6)
  const [zx, nx, zy, ny, f, no] = word(b, 2 * bits, 6) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const prepare = (x: number, zero: number, negate: number) => {
    if (shape === 'masked') return b.xor(b.and(x, b.not(zero)), negate)
    const kept = b.mux(zero, b.zero, x)
    return b.mux(negate, b.not(kept), kept)
  }
  const x = word(b, 0, bits).map((bit) => prepare(bit, zx, nx))
  const y = word(b, bits, bits).map((bit) => prepare(bit, zy, ny))
  const adder = shape === 'masked' ? majorityAdder : halvesAdder
  let carry = b.zero
  const out = x.map((_, i) => {
    const [sum, next] = adder(b, x[i]!, y[i]!, carry)
    carry = next
    const both = b.and(x[i]!, y[i]!)
    if (shape === 'chosen') {
      const chosen = b.mux(f, sum, both)
      return b.mux(no, b.not(chosen), chosen)
    }
    return b.xor(b.or(b.and(f, sum), b.and(b.not(f), both)), no)
  })
  const isZero =
    shape === 'chosen'
      ? b.not(out.reduce((a, bit) => b.or(a, bit)))
      : out.map((bit) => b.not(bit)).reduceRight((a, bit) => b.and(a, bit))
  return b.build([...out, isZero, out.at(-1)!])
}
