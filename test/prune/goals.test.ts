/** Exact passes together, from sums of products down to what is known to be smallest. */
import { describe, expect, it } from 'vitest'
import { createBuilder } from '../../src/netlist/build.ts'
import { gateCount, type Netlist } from '../../src/netlist.ts'
import { exactWindowPass } from '../../src/prune/exact-window.ts'
import { resubstitutionPass, rewiringPass } from '../../src/prune/resubstitution.ts'
import { restructuringPass, rewritingPass } from '../../src/prune/rewriting.ts'
import { strashPass } from '../../src/prune/strash.ts'
import { createRng, type Rng } from '../../src/random.ts'
import { tableFromNetlist } from '../../src/spec/table.ts'
import type { TableSpec } from '../../src/spec.ts'
import { verify } from '../../src/verify.ts'

/** The sum of all rows that show 1, for each output. */
function sumOfProducts(inputs: number, outputs: number, fn: (row: number) => number): Netlist {
  const { zero, one, input, not, and, or, build } = createBuilder(inputs)
  return build(
    Array.from({ length: outputs }, (_, o) => {
      let sum = zero
      for (let row = 0; row < 2 ** inputs; row++) {
        if (((fn(row) >>> o) & 1) === 0) continue
        let product = one()
        for (let i = 0; i < inputs; i++) {
          product = and(product, (row >>> i) & 1 ? input(i) : not(input(i)))
        }
        sum = or(sum, product)
      }
      return sum
    }),
  )
}

const exact = [strashPass, rewritingPass, resubstitutionPass]
const roundsMax = 30
const walks = 12

function settle(netlist: Netlist, rng: Rng, core: TableSpec): Netlist {
  let current = netlist
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false
    for (const pass of exact) {
      const next = pass.apply(current, { rng: rng.split(pass.name), core })
      if (gateCount(next) >= gateCount(current)) continue
      current = next
      isSmaller = true
    }
  }
  return current
}

/** The first machine of at most `goal` gates on a few walks, or the last one. */
function minimise(netlist: Netlist, goal: number): Netlist {
  const core = tableFromNetlist(netlist)
  let current = netlist
  for (let walk = 0; walk < walks && gateCount(current) > goal; walk++) {
    const rng = createRng(walk)
    current = settle(rewiringPass.apply(netlist, { rng, core }), rng.split('start'), core)
    for (let round = 0; round < roundsMax && gateCount(current) > goal; round++) {
      const pass = round % 15 === 14 ? exactWindowPass : pick(round)
      const context = { rng: rng.split('walk', round), core }
      current = settle(pass.apply(current, context), rng.split('settle', round), core)
    }
  }
  return current
}

const pick = (round: number) => (round % 3 === 0 ? restructuringPass : rewiringPass)

const bit = (row: number, i: number) => (row >>> i) & 1
const ones = (row: number) => bit(row, 0) + bit(row, 1) + bit(row, 2)

describe('exact passes together', () => {
  it.each<[string, number, number, number, (row: number) => number]>([
    ['an exclusive or', 4, 2, 1, ones],
    ['a half adder', 5, 2, 2, ones],
    ['a multiplexer', 4, 3, 1, (row) => bit(row, bit(row, 0) + 1)],
    ['majority of 3', 6, 3, 1, (row) => ones(row) >> 1],
    ['parity of 3', 8, 3, 1, ones],
    ['rule 30', 7, 3, 1, (row) => 30 >> row],
    ['rule 110', 5, 3, 1, (row) => 110 >> row],
    ['a full adder', 9, 3, 2, ones],
    ['a 3-bit increment', 10, 3, 3, (row) => row + 1],
    [
      'a 1011 detector, its next state and what it shows,',
      8,
      3,
      3,
      (row) => [0, 1, 2, 1, 0, 3, 2, 5][row]!,
    ],
    ['a 2×2-bit multiplier', 13, 4, 4, (row) => (row & 3) * (row >> 2)],
  ])('make %s of %i gates', (_, goal, inputs, outputs, fn) => {
    const netlist = sumOfProducts(inputs, outputs, fn)
    const smallest = minimise(netlist, goal)
    expect(verify(smallest, { kind: 'machine', netlist }).verdict).toBe('equivalent')
    expect(gateCount(smallest)).toBe(goal)
  })
})
