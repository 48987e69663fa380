/** Proofs that machines with memory do the same for ever, and shortest differences. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Netlist } from '../../src/netlist.ts'
import { checkProof } from '../../src/sat/proof.ts'
import { createSequentialProof } from '../../src/verify/sequential.ts'
import { type Verdict, type VerifyLimits, verify } from '../../src/verify.ts'
import { binaryCounter, binaryRing, grayCounter, lateAnds, ring } from './memory.ts'
import { mutantArbitrary } from './mutant.ts'

const limits: Required<VerifyLimits> = {
  inputsMax: 26,
  letterInputsMax: 16,
  pairsMax: 2 ** 20,
  transitionsMax: 2 ** 25,
  conflictsMax: 100_000,
  ticksMax: 64,
}

/** By proof alone, without looking at states. */
function prove(netlist: Netlist, reference: Netlist, changed: VerifyLimits = {}): Verdict {
  const proof = createSequentialProof(netlist, reference, { ...limits, ...changed })
  return proof.prove() ?? proof.look({ verdict: 'unknown', reason: 'no proof', reached: 0 })
}

describe('a proof for inputs of every length', () => {
  it('says what looking at every pair of states says, with inputs as short', () => {
    const seen = { equivalent: 0, different: 0, tested: 0, unknown: 0 }
    fc.assert(
      fc.property(
        mutantArbitrary({ inputsMax: 2, latchesMax: 4, gatesMax: 16, outputsMax: 2 }),
        ([netlist, mutant]) => {
          const searched = verify(mutant, { kind: 'machine', netlist }, { conflictsMax: 0 })
          const proved = prove(mutant, netlist)
          seen[proved.verdict]++
          if (proved.verdict === 'unknown') expect(proved.ticks).toBe(64)
          else expect(proved.verdict).toBe(searched.verdict)
          if (searched.verdict !== 'different' || proved.verdict !== 'different') return
          expect(proved.counterexample.inputs).toHaveLength(searched.counterexample.inputs.length)
        },
      ),
      { numRuns: 300 },
    )
    expect(seen.different).toBeGreaterThan(10)
    expect(seen.equivalent).toBeGreaterThan(10)
    expect(seen.unknown).toBeLessThan(10)
  })

  it.each<[string, Netlist, Netlist]>([
    ['counters of other gates', binaryCounter(24), binaryCounter(24, 'mux')],
    ['another code of the state', binaryCounter(24), grayCounter(24)],
    ['latches moved over gates', lateAnds(30, 'behind'), lateAnds(30, 'before')],
  ])('is found for %s, where states are too many to look at', (_, netlist, reference) => {
    const verdict = verify(netlist, { kind: 'machine', netlist: reference }, { pairsMax: 1000 })
    expect(verdict).toMatchObject({ verdict: 'equivalent', method: 'induction', ticks: 1 })
  })

  it('takes more ticks where one does not imply the next', () => {
    expect(prove(ring(10), binaryRing(9, 4))).toMatchObject({ method: 'induction', ticks: 8 })
  })

  it('is not found where the machines differ late, and then says how far they do not', () => {
    const wrong = binaryRing(8, 4)
    expect(prove(ring(10), wrong)).toMatchObject({
      verdict: 'different',
      counterexample: { tick: 8 },
    })
    expect(prove(ring(10), wrong, { ticksMax: 5 })).toEqual({
      verdict: 'unknown',
      reason: 'no proof',
      reached: 0,
      ticks: 5,
    })
    expect(prove(binaryCounter(24), grayCounter(24), { conflictsMax: 1 })).toMatchObject({
      verdict: 'unknown',
    })
  })

  it('comes with formulas and proofs that stand alone: the first ticks, and the step', () => {
    const pairs: [Netlist, Netlist][] = [
      [binaryCounter(5), grayCounter(5)],
      [ring(4), binaryRing(3, 2)],
    ]
    for (const [netlist, reference] of pairs) {
      const heard: string[] = []
      const verdict = verify(
        netlist,
        { kind: 'machine', netlist: reference },
        {
          onProof(name, formula, proof) {
            heard.push(name)
            expect(checkProof(formula, proof).verdict).toBe('accepted')
            const open = { ...formula, clauses: formula.clauses.slice(0, -1) }
            expect(checkProof(open, proof).verdict).toBe('refused')
          },
        },
      )
      expect(verdict).toMatchObject({ verdict: 'equivalent', method: 'induction' })
      expect(heard).toEqual(['step', 'reset'])
    }
  })

  it('is the same every time', () => {
    const work = () => prove(binaryCounter(12), grayCounter(12))
    expect(work()).toEqual(work())
  })
})
