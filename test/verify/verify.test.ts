import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../src/errors.ts'
import { simulate } from '../../src/kernel.ts'
import { createBuilder } from '../../src/netlist/build.ts'
import type { Netlist } from '../../src/netlist.ts'
import { automatonFromFunction } from '../../src/spec/automaton.ts'
import { tableFromFunction, tableFromNetlist } from '../../src/spec/table.ts'
import type { CasesSpec } from '../../src/spec.ts'
import { describeVerdict, type Verdict, verify } from '../../src/verify.ts'
import { randomNetlist, randomStimulus } from '../arbitrary.ts'
import { allRows, bitsOf, caseInputs, runCase } from '../kernel/oracle.ts'
import { readNotation } from '../netlist/notation.ts'
import { mutantArbitrary } from './mutant.ts'

/** The machine that counts its ones modulo 2^latches and says when it is at its largest. */
function counter(latches: number): Netlist {
  const builder = createBuilder(1, latches)
  let carry = builder.input(0)
  let isFull = builder.one()
  for (let l = 0; l < latches; l++) {
    builder.setLatch(l, builder.xor(builder.latch(l), carry))
    carry = builder.and(carry, builder.latch(l))
    isFull = builder.and(isFull, builder.latch(l))
  }
  return builder.build([isFull])
}

const counterSpec = (size: number, full = size - 1) =>
  automatonFromFunction({
    inputs: 1,
    outputs: 1,
    reset: 0,
    step: (n: number, [up]) => ({ state: (n + up!) % size, outputs: [n === full] }),
  })

/** The length of the shortest inputs that show a difference, by trying all, or undefined. */
function shortestDifference(a: Netlist, b: Netlist, ticksMax: number): number | undefined {
  for (let ticks = 1; ticks <= ticksMax; ticks++) {
    for (let all = 0; all < 2 ** (ticks * a.inputs); all++) {
      const inputs = Array.from({ length: ticks }, (_, t) =>
        bitsOf(Math.floor(all / 2 ** (t * a.inputs)), a.inputs),
      )
      const last = (netlist: Netlist) => JSON.stringify(runCase(netlist, inputs).at(-1))
      if (last(a) !== last(b)) return ticks
    }
  }
  return undefined
}

describe('verifying a machine without latches', () => {
  const xor = tableFromFunction(2, 1, ([a, b]) => [a! ^ b!])

  it('checks every row', () => {
    const netlist = readNotation(
      'inputs a b\ng0 = a NAND b\ng1 = a NAND g0\ng2 = b NAND g0\ng3 = g1 NAND g2\ny = g3',
    )
    expect(verify(netlist, xor)).toEqual({
      verdict: 'equivalent',
      method: 'exhaustive',
      cases: 4,
    })
  })

  it('gives the first row that is wrong', () => {
    const nand = readNotation('inputs a b\ng0 = a NAND b\ny = g0')
    expect(verify(nand, xor)).toEqual({
      verdict: 'different',
      counterexample: { inputs: [[0, 0]], tick: 0, output: 0, wanted: 0, received: 1 },
    })
  })

  it('takes any behaviour where the table does not care', () => {
    const free = tableFromFunction(2, 1, ([a, b]) => [a || b ? 1 - (a! & b!) : null])
    const nand = readNotation('inputs a b\ng0 = a NAND b\ny = g0')
    expect(verify(nand, free).verdict).toBe('equivalent')
  })

  it('agrees with one row after the other, against a machine and against its table', () => {
    fc.assert(
      fc.property(mutantArbitrary({ inputsMin: 0, inputsMax: 7 }), ([netlist, mutant]) => {
        const isSame = JSON.stringify(allRows(netlist)) === JSON.stringify(allRows(mutant))
        const wanted = isSame ? 'equivalent' : 'different'
        expect(verify(mutant, { kind: 'machine', netlist }).verdict).toBe(wanted)
        expect(verify(mutant, tableFromNetlist(netlist)).verdict).toBe(wanted)
      }),
      { numRuns: 300 },
    )
  })

  it('finds the only wrong row among millions', () => {
    const inputs = 22
    const builder = createBuilder(inputs)
    const all = Array.from({ length: inputs }, (_, i) => builder.input(i))
    const isLast = all.reduce((a, b) => builder.and(a, b))
    const parity = all.reduce((a, b) => builder.xor(a, b))
    const right = builder.build([parity, builder.zero])
    const wrong = builder.build([parity, isLast])
    expect(verify(right, { kind: 'machine', netlist: right })).toMatchObject({ cases: 2 ** 22 })
    expect(verify(wrong, { kind: 'machine', netlist: right })).toMatchObject({
      counterexample: { inputs: [new Array(inputs).fill(1)], output: 1, wanted: 0 },
    })
  })

  it('does not know beyond its limit, unless samples show a difference', () => {
    const netlist = randomNetlist({ inputs: 30, latches: 0, gates: 50, outputs: 2 }, 1)
    const inverted = { ...netlist, outputs: Uint32Array.of(1, 2) }
    const mutant = { ...netlist, fanin: netlist.fanin.with(0, 0) }
    const spec = { kind: 'machine', netlist } as const
    expect(verify(mutant, spec, { conflictsMax: 0 })).toMatchObject({
      verdict: 'unknown',
      reason: 'more than 26 inputs',
    })
    expect(verify(inverted, { kind: 'machine', netlist }).verdict).toBe('different')
  })
})

describe('verifying a machine with latches', () => {
  it('looks at every pair of states and letters that can be reached', () => {
    expect(verify(counter(3), counterSpec(8))).toEqual({
      verdict: 'equivalent',
      method: 'product',
      states: 8,
      letters: 2,
    })
  })

  it('gives a shortest counterexample', () => {
    const verdict = verify(counter(3), counterSpec(9, 7))
    expect(verdict).toMatchObject({ verdict: 'different', counterexample: { tick: 15 } })
  })

  it('holds a machine without latches against an automaton', () => {
    const echo = automatonFromFunction({
      inputs: 1,
      outputs: 1,
      reset: 0,
      step: (_: number, [a]) => ({ state: a!, outputs: [a!] }),
    })
    expect(verify(readNotation('inputs a\ny = a'), echo)).toMatchObject({ states: 2, letters: 2 })
    expect(verify(readNotation('inputs a\ny = 0'), echo).verdict).toBe('different')
  })

  it('wants a table at every tick', () => {
    const table = tableFromFunction(1, 1, ([a]) => [a!])
    const late = readNotation('inputs a\nlatches q\ng0 = a NAND q\ng1 = NOT g0\nq takes a\ny = g1')
    const never = readNotation(
      'inputs a\nlatches q\ng0 = NOT a\ng1 = g0 NAND q\ng2 = NOT g0\nq takes q\ny = g2',
    )
    expect(verify(late, table)).toMatchObject({ verdict: 'different' })
    expect(verify(never, table).verdict).toBe('equivalent')
  })

  it('finds the shortest inputs that trying all of them finds', () => {
    fc.assert(
      fc.property(
        mutantArbitrary({ inputsMax: 2, latchesMax: 3, gatesMax: 12, outputsMax: 2 }),
        ([netlist, mutant]) => {
          const verdict = verify(mutant, { kind: 'machine', netlist })
          const ticks = shortestDifference(netlist, mutant, netlist.inputs === 1 ? 8 : 4)
          if (verdict.verdict === 'equivalent') expect(ticks).toBe(undefined)
          else if (ticks !== undefined) expect(shownTicks(verdict)).toBe(ticks)
          else expect(shownTicks(verdict)).toBeGreaterThan(4)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('says equivalent only when long random inputs show no difference', () => {
    fc.assert(
      fc.property(
        mutantArbitrary({ inputsMax: 4, latchesMax: 6, gatesMax: 40 }),
        fc.nat(),
        ([netlist, mutant], seed) => {
          const verdict = verify(mutant, { kind: 'machine', netlist })
          const stimulus = randomStimulus(netlist.inputs, 64, 64, seed)
          const isSame = simulate(netlist, stimulus).every(
            (word, at) => word === simulate(mutant, stimulus)[at],
          )
          if (!isSame) expect(verdict.verdict).toBe('different')
          if (verdict.verdict !== 'different') return
          const { inputs, output, wanted, received } = verdict.counterexample
          expect(runCase(mutant, inputs).at(-1)![output]).toBe(received)
          expect(runCase(netlist, inputs).at(-1)![output]).toBe(wanted)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('does not know beyond its limits and says how far it came', () => {
    const netlist = counter(12)
    const spec = { kind: 'machine', netlist } as const
    expect(verify(netlist, spec, { pairsMax: 100, conflictsMax: 0 })).toMatchObject({
      verdict: 'unknown',
      reason: 'more than 100 state pairs',
    })
    expect(verify(netlist, spec, { transitionsMax: 100, conflictsMax: 0 }).verdict).toBe('unknown')
    const builder = createBuilder(20, 1)
    builder.setLatch(0, builder.nand(1, 20))
    const wide = builder.build([builder.nand(builder.latch(0), 2)])
    const wideSpec = { kind: 'machine', netlist: wide } as const
    expect(verify(wide, wideSpec, { conflictsMax: 0 }).verdict).toBe('unknown')
    expect(verify(wide, wideSpec).verdict).toBe('equivalent')
  })
})

const shownTicks = (verdict: Verdict): number =>
  verdict.verdict === 'different' ? verdict.counterexample.inputs.length : 0

describe('verifying chosen cases', () => {
  const netlist = randomNetlist({ inputs: 4, latches: 2, gates: 20, outputs: 2 }, 5)
  const stimulus = randomStimulus(4, 3, 70, 5)
  const wanted = simulate(netlist, stimulus)
  const care = wanted.map(() => 0xffffffff)
  const spec: CasesSpec = { kind: 'cases', stimulus, outputs: 2, wanted, care }

  it('is a test, also when nothing is wrong', () => {
    expect(verify(netlist, spec)).toEqual({ verdict: 'tested', cases: 70, ticks: 3, wrong: 0 })
  })

  it('counts the cases with any wrong bit', () => {
    const mutant = { ...netlist, outputs: netlist.outputs.slice().reverse() }
    const outcomes = Array.from({ length: 70 }, (_, k) => {
      const inputs = caseInputs(stimulus, k)
      return JSON.stringify(runCase(mutant, inputs)) === JSON.stringify(runCase(netlist, inputs))
    })
    const wrong = outcomes.filter((isRight) => !isRight).length
    expect(verify(mutant, spec)).toEqual({ verdict: 'tested', cases: 70, ticks: 3, wrong })
    expect(wrong).toBeGreaterThan(0)
  })
})

describe('a verdict in words', () => {
  it.each<[Verdict, string]>([
    [
      { verdict: 'equivalent', method: 'exhaustive', cases: 16 },
      'equivalent: all 16 cases checked',
    ],
    [
      { verdict: 'equivalent', method: 'product', states: 6, letters: 4 },
      'equivalent for inputs of every length: 6 reachable state pairs × 4 letters',
    ],
    [
      { verdict: 'equivalent', method: 'induction', ticks: 1, invariants: 7, clauses: 20 },
      'equivalent for inputs of every length: proved by induction over 1 tick, 7 invariants, 20 derived clauses checked',
    ],
    [
      { verdict: 'unknown', reason: 'more than 9 state pairs', reached: 9, ticks: 64 },
      'unknown: more than 9 state pairs; no difference in the first 9 looked at; no difference within 64 ticks, proved',
    ],
    [
      { verdict: 'equivalent', method: 'sat', clauses: 1 },
      'equivalent: proved, 1 derived clause checked',
    ],
    [
      { verdict: 'tested', cases: 150, ticks: 1, wrong: 3 },
      'tested on 150 cases, 3 wrong: a test, not a proof',
    ],
    [
      {
        verdict: 'different',
        counterexample: {
          inputs: [
            [1, 0],
            [1, 1],
          ],
          tick: 1,
          output: 0,
          wanted: 1,
          received: 0,
        },
      },
      'different: output y is 0, wanted 1 at tick 1, for a=1 b=0, then a=1 b=1',
    ],
  ])('says what was looked at (%#)', (verdict, words) => {
    expect(describeVerdict(verdict)).toBe(words)
  })
})

it('refuses a spec with other ports', () => {
  const table = tableFromFunction(2, 1, () => [0])
  const work = () => verify(readNotation('inputs a\ny = a'), table)
  expect(work).toThrow(UsageError)
  expect(work).toThrow(
    'expected 2 inputs and 1 output, as the specification has, received 1 input and 1 output, as the machine has',
  )
})
