/** Machines with the same behaviour and different memories. */
import { createBuilder } from '../../src/netlist/build.ts'
import type { Netlist } from '../../src/netlist.ts'

/** Counts its ones; says when all bits are 1, and the highest bit. */
export function binaryCounter(bits: number, shape: 'xor' | 'mux' = 'xor'): Netlist {
  const b = createBuilder(1, bits)
  let carry = b.input(0)
  let isFull = b.one()
  for (let l = 0; l < bits; l++) {
    const q = b.latch(l)
    b.setLatch(l, shape === 'xor' ? b.xor(q, carry) : b.mux(carry, b.not(q), q))
    carry = b.and(carry, q)
    isFull = shape === 'xor' ? b.and(isFull, q) : b.not(b.nand(q, isFull))
  }
  return b.build([isFull, b.latch(bits - 1)])
}

/** The same count, kept in a code of which one bit changes at a time. */
export function grayCounter(bits: number): Netlist {
  const b = createBuilder(1, bits)
  const binary = Array.from({ length: bits }, (_, l) => b.latch(l))
  for (let l = bits - 2; l >= 0; l--) binary[l] = b.xor(b.latch(l), binary[l + 1]!)
  let carry = b.input(0)
  const next = binary.map((bit) => {
    const sum = b.xor(bit, carry)
    carry = b.and(bit, carry)
    return sum
  })
  next.forEach((bit, l) => {
    b.setLatch(l, l + 1 < bits ? b.xor(bit, next[l + 1]!) : bit)
  })
  return b.build([binary.reduce((x, y) => b.and(x, y)), binary.at(-1)!])
}

/** AND of pairs of bits a tick late: the latches behind the gates, or before them. */
export function lateAnds(bits: number, latches: 'behind' | 'before'): Netlist {
  const b = createBuilder(2 * bits, latches === 'behind' ? bits : 2 * bits)
  const outputs = Array.from({ length: bits }, (_, i) => {
    const [x, y] = [b.input(i), b.input(bits + i)]
    if (latches === 'behind') {
      b.setLatch(i, b.and(x, y))
      return b.latch(i)
    }
    b.setLatch(2 * i, x)
    b.setLatch(2 * i + 1, y)
    return b.and(b.latch(2 * i), b.latch(2 * i + 1))
  })
  return b.build(outputs)
}

/** A ring that says when the only bit that is set is at its end; it moves when the first input is 1. */
export function ring(size: number, inputs = 1): Netlist {
  const b = createBuilder(inputs, size)
  // Latches begin at 0, so the first one is kept inverted.
  const bits = Array.from({ length: size }, (_, l) => (l ? b.latch(l) : b.not(b.latch(0))))
  bits.forEach((bit, l) => {
    const next = b.mux(b.input(0), bits.at(l - 1)!, bit)
    b.setLatch(l, l ? next : b.not(next))
  })
  return b.build([bits.at(-1)!])
}

/** The same with a count in binary that begins anew after `last`. */
export function binaryRing(last: number, bits: number, inputs = 1): Netlist {
  const b = createBuilder(inputs, bits)
  const isLast = Array.from({ length: bits }, (_, l) =>
    (last >> l) & 1 ? b.latch(l) : b.not(b.latch(l)),
  ).reduce((x, y) => b.and(x, y))
  const begins = b.and(isLast, b.input(0))
  let carry = b.input(0)
  for (let l = 0; l < bits; l++) {
    const sum = b.xor(b.latch(l), carry)
    carry = b.and(b.latch(l), carry)
    b.setLatch(l, b.and(sum, b.not(begins)))
  }
  return b.build([isLast])
}
