/**
 * The error miter: a machine that shows 1 where the outputs of two others, read as numbers, are further
 * apart than a bound. If it can never show 1, the bound is proved.
 *
 *   inputs ──┬── exact ───────┐
 *            │                ├── difference ── magnitude ── above the bound? ── 1
 *            └── approximate ─┘
 *
 * Source: Venkatesan, Agarwal, Roy & Raghunathan 2011, "MACACO: Modeling and Analysis of Circuits for
 * Approximate Computing" (a virtual error circuit, asked by SAT).
 */
import { type Builder, createBuilder } from '../netlist/build.ts'
import { firstGate, type Netlist } from '../netlist.ts'

/** @param bound a whole number of at least 0 */
export function buildErrorMiter(
  netlist: Netlist,
  exact: Netlist,
  bound: number,
  isSigned: boolean,
): Netlist {
  const builder = createBuilder(exact.inputs)
  const wanted = copyInto(builder, exact)
  const received = copyInto(builder, netlist)
  // Two's complement counts like a plain number once its highest bit is inverted.
  const last = wanted.length - 1
  if (isSigned) {
    wanted[last] = builder.not(wanted[last]!)
    received[last] = builder.not(received[last]!)
  }
  const magnitude = distance(builder, received, wanted)
  return builder.build([isAbove(builder, magnitude, bound)])
}

/** Copies a machine; returns the signals that its outputs show. Gates that are there are shared. */
function copyInto(builder: Builder, netlist: Netlist): number[] {
  const first = firstGate(netlist)
  const copied = Array.from({ length: first }, (_, signal) => signal)
  const { fanin } = netlist
  for (let i = 0; i < fanin.length; i += 2) {
    copied.push(builder.nand(copied[fanin[i]!]!, copied[fanin[i + 1]!]!))
  }
  return Array.from(netlist.outputs, (signal) => copied[signal]!)
}

/** |a − b|, the lowest bit first. */
function distance(builder: Builder, a: readonly number[], b: readonly number[]): number[] {
  const { and, not, or, xor, zero } = builder
  let borrow = zero
  const difference = a.map((bit, i) => {
    const either = xor(bit, b[i]!)
    const shown = xor(either, borrow)
    borrow = or(and(not(bit), b[i]!), and(not(either), borrow))
    return shown
  })
  // Where b is larger, the difference is negated: all bits inverted, plus one.
  let carry = borrow
  return difference.map((bit) => {
    const inverted = xor(bit, borrow)
    const shown = xor(inverted, carry)
    carry = and(inverted, carry)
    return shown
  })
}

/** Whether a number is above a constant. */
function isAbove(builder: Builder, bits: readonly number[], bound: number): number {
  // No number of so many bits is above a bound that has more.
  if (bound >= 2 ** bits.length) return builder.zero
  let above = builder.zero
  for (const [i, bit] of bits.entries()) {
    const isOne = Math.floor(bound / 2 ** i) % 2 === 1
    above = isOne ? builder.and(bit, above) : builder.or(bit, above)
  }
  return above
}
