/** Bounds proved by SAT, held against all rows where there are few enough. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { searchProved } from '../../src/approximate/beyond.ts'
import { askOutput } from '../../src/approximate/clauses.ts'
import { buildErrorMiter } from '../../src/approximate/miter.ts'
import { approximate, meanAbsoluteError, worstAbsoluteError } from '../../src/approximate.ts'
import { gateCount, type Netlist } from '../../src/netlist.ts'
import { randomNetlist } from '../arbitrary.ts'
import { faultsOfAsync } from '../faults.ts'
import { adder, multiplier } from './machines.ts'
import { answersOf, errorsOf } from './oracle.ts'

const worstOf = (netlist: Netlist, exact: Netlist, isSigned = false) =>
  errorsOf(netlist, exact, isSigned)['worst-absolute-error']

const pairs = fc
  .record({ inputs: fc.nat(5), outputs: fc.integer({ min: 1, max: 6 }), seed: fc.nat() })
  .map(({ inputs, outputs, seed }) => {
    const shape = { inputs, outputs, latches: 0, gates: 25 }
    return [randomNetlist(shape, seed), randomNetlist(shape, seed + 1)] as const
  })

describe('the error miter', () => {
  it('shows 1 in the rows that are further apart than the bound', () => {
    fc.assert(
      fc.property(pairs, fc.nat(70), fc.boolean(), ([netlist, exact], bound, isSigned) => {
        const wanted = answersOf(exact, isSigned)
        const apart = answersOf(netlist, isSigned).map((n, row) =>
          Math.abs(n - wanted[row]!) > bound ? 1 : 0,
        )
        expect(answersOf(buildErrorMiter(netlist, exact, bound, isSigned))).toEqual(apart)
      }),
      { numRuns: 300 },
    )
  })

  it('is proved never to show 1 from the worst error on, and shows inputs below it', () => {
    fc.assert(
      fc.property(pairs, fc.boolean(), ([netlist, exact], isSigned) => {
        const worst = worstOf(netlist, exact, isSigned)
        const ask = (bound: number) =>
          askOutput(buildErrorMiter(netlist, exact, bound, isSigned), 100_000)
        expect(ask(worst)).toMatchObject({ answer: 'never' })
        if (worst === 0) return
        const found = ask(worst - 1)
        expect(found).toMatchObject({ answer: 'once' })
        if (found.answer !== 'once') return
        const row = found.inputs.reduce<number>((sum, bit, i) => sum + bit * 2 ** i, 0)
        const [received, wanted] = [netlist, exact].map((each) => answersOf(each, isSigned)[row]!)
        expect(Math.abs(received! - wanted!)).toBe(worst)
      }),
      { numRuns: 200 },
    )
  })
})

describe('the search by proofs', () => {
  it.each([
    ['an adder of 4 bits', adder(4), false],
    ['an adder of 4 bits in two’s complement', adder(4), true],
    ['a multiplier of 3 bits', multiplier(3), false],
  ])('keeps its bounds, as all rows show: %s', (_, exact, isSigned) => {
    const options = { measure: worstAbsoluteError, isSigned, evaluations: 3000, seed: 1 }
    const steps = searchProved(exact, exact, [1, 4], options)
    let step = steps.next()
    while (!step.done) step = steps.next()
    const { found, evaluations } = step.value
    expect(evaluations).toBe(6000)
    expect(found.some(({ error }) => error === 4)).toBe(true)
    for (const { netlist, error, gates } of found) {
      expect(worstOf(netlist, exact, isSigned)).toBeLessThanOrEqual(error)
      expect(gates).toBe(gateCount(netlist))
    }
  })

  it('does not start from a machine that does something else', () => {
    const options = { measure: worstAbsoluteError, isSigned: false, evaluations: 500, seed: 1 }
    const other = { ...adder(3), outputs: Uint32Array.of(0, 0, 0, 0) }
    const steps = searchProved(adder(3), other, [0], options)
    let step = steps.next()
    while (!step.done) step = steps.next()
    for (const { netlist } of step.value.found) expect(worstOf(netlist, adder(3))).toBe(0)
  })

  it('approximates a machine whose rows nobody could look at', async () => {
    const exact = adder(16)
    const options = { measure: worstAbsoluteError, bound: [8], evaluations: 3000 }
    const { front } = await approximate(exact, options)
    const smallest = front.at(-1)!
    expect(smallest.gates).toBeLessThan(gateCount(exact) - 10)
    expect(smallest).toMatchObject({ error: 8, proof: { method: 'sat', bound: 8 } })
    expect((await approximate(exact, options)).front).toEqual(front)
    const again = askOutput(buildErrorMiter(smallest.netlist, exact, 8, false), 100_000)
    expect(again.answer).toBe('never')
  })

  it('refuses a measure that needs every row', async () => {
    const run = () => approximate(adder(16), { measure: meanAbsoluteError, bound: 1 })
    expect(await faultsOfAsync(run)).toEqual(['approximate(): netlist approximate/inputs'])
  })
})
