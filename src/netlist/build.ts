/**
 * Builds netlists gate by gate, for readers and for hand-made machines.
 *
 * Signals are handed out as numbers; latches come before all gates in a netlist, so their number is
 * given at the start and what they take is set later. Equal gates are shared and constants are
 * folded, so that a reader never adds more than it must.
 */
import { assert } from '../errors.ts'
import type { Netlist } from '../netlist.ts'
import { checkNetlist } from './check.ts'
import { createPairTable } from './pair-table.ts'

export interface Builder {
  readonly zero: number
  /** The constant 1: a gate that reads the constant 0. */
  one(): number
  input(i: number): number
  latch(l: number): number
  nand(a: number, b: number): number
  not(a: number): number
  and(a: number, b: number): number
  or(a: number, b: number): number
  xor(a: number, b: number): number
  /** `whenOne` where `select` is 1, else `whenZero`. */
  mux(select: number, whenOne: number, whenZero: number): number
  /** Sets the signal that latch `l` takes at the next tick; an unset latch keeps its value. */
  setLatch(l: number, signal: number): void
  readonly gates: number
  build(outputs: readonly number[]): Netlist
}

export function createBuilder(inputs: number, latches = 0): Builder {
  const fanin: number[] = []
  const first = 1 + inputs + latches
  const next = Uint32Array.from({ length: latches }, (_, l) => 1 + inputs + l)
  const known = createPairTable()

  function gate(a: number, b: number): number {
    const shared = known.get(a, b)
    if (shared !== undefined) return shared
    const signal = first + fanin.length / 2
    fanin.push(Math.min(a, b), Math.max(a, b))
    known.add(a, b, signal)
    return signal
  }

  const isOne = (a: number) => a >= first && fanin[2 * (a - first)] === 0

  function nand(a: number, b: number): number {
    if (a === 0 || b === 0) return gate(0, 0)
    if (isOne(a)) return not(b)
    if (isOne(b)) return not(a)
    return gate(a, b)
  }

  function not(a: number): number {
    if (a === 0) return gate(0, 0)
    if (a >= first) {
      const [left, right] = [fanin[2 * (a - first)]!, fanin[2 * (a - first) + 1]!]
      if (left === right) return left
    }
    return gate(a, a)
  }

  const and = (a: number, b: number) => not(nand(a, b))
  const or = (a: number, b: number) => nand(not(a), not(b))

  return {
    zero: 0,
    one: () => gate(0, 0),
    input: (i) => 1 + i,
    latch: (l) => 1 + inputs + l,
    nand,
    not,
    and,
    or,
    xor(a, b) {
      if (a === 0) return b
      if (b === 0) return a
      if (isOne(a)) return not(b)
      if (isOne(b)) return not(a)
      if (a === b) return 0
      const both = nand(a, b)
      return nand(nand(a, both), nand(b, both))
    },
    mux(select, whenOne, whenZero) {
      if (whenOne === whenZero) return whenOne
      return nand(nand(select, whenOne), nand(not(select), whenZero))
    },
    setLatch(l, signal) {
      assert(l < latches, 'no such latch')
      next[l] = signal
    },
    get gates() {
      return fanin.length / 2
    },
    build: (outputs) =>
      checkNetlist({
        inputs,
        latches: next.slice(),
        fanin: Uint32Array.from(fanin),
        outputs: Uint32Array.from(outputs),
      }),
  }
}
