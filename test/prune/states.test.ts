import { describe, expect, it } from 'vitest'
import { createBuilder } from '../../src/netlist/build.ts'
import { gateCount } from '../../src/netlist.ts'
import { statesPass } from '../../src/prune/states.ts'
import { createRng } from '../../src/random.ts'
import { verify } from '../../src/verify.ts'
import { expectLaws } from './contract.ts'

describe('the pass states', () => {
  expectLaws(statesPass, 60)

  it('keeps parity in one latch where two kept it one-hot', () => {
    // q: an odd number of ones so far; r: an even number, of which the inverse is kept.
    const { input, latch, not, and, or, setLatch, build } = createBuilder(1, 2)
    const [x, q, r] = [input(0), latch(0), latch(1)]
    setLatch(0, or(and(x, not(r)), and(not(x), q)))
    setLatch(1, not(or(and(x, q), and(not(x), not(r)))))
    const netlist = build([q])
    const next = statesPass.apply(netlist, { rng: createRng(1) })
    expect(next.latches).toHaveLength(1)
    expect(gateCount(next)).toBe(4)
    expect(verify(next, { kind: 'machine', netlist }).verdict).toBe('equivalent')
  })

  it('counts to three in two latches instead of a ring of three', () => {
    // A one-hot ring: none, first, second, third and again first is four states of eight.
    const { latch, not, and, or, setLatch, build } = createBuilder(0, 3)
    const [a, b, c] = [latch(0), latch(1), latch(2)]
    const none = and(and(not(a), not(b)), not(c))
    setLatch(0, or(none, c))
    setLatch(1, a)
    setLatch(2, b)
    const netlist = build([or(a, c)])
    const next = statesPass.apply(netlist, { rng: createRng(1) })
    expect(next.latches.length).toBeLessThan(3)
    expect(gateCount(next)).toBeLessThanOrEqual(gateCount(netlist))
    expect(verify(next, { kind: 'machine', netlist }).verdict).toBe('equivalent')
  })

  it('drops all latches of a machine that has one state', () => {
    const { input, latch, and, setLatch, build } = createBuilder(1, 1)
    setLatch(0, and(latch(0), input(0)))
    const netlist = build([latch(0), input(0)])
    const next = statesPass.apply(netlist, { rng: createRng(1) })
    expect(next.latches).toHaveLength(0)
    expect(gateCount(next)).toBe(0)
  })
})
