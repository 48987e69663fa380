import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMachine } from '../../src/kernel/machine.ts'
import { createBuilder } from '../../src/netlist/build.ts'
import { casesFromNetlist, fromNetlist } from '../../src/problem/match.ts'
import {
  countErrors,
  createPackedProblem,
  errorsByCase,
  packBits,
} from '../../src/problem/packed.ts'
import { casesFromTable, truthTable } from '../../src/problem/table.ts'
import { createRng } from '../../src/random.ts'
import { tableFromFunction } from '../../src/spec/table.ts'
import { machine } from '../../src/task/define.ts'
import { netlistArbitrary, randomNetlist, randomStimulus } from '../arbitrary.ts'

const context = { generation: 0, rng: createRng(1) }

describe('a truth table as a problem', () => {
  it('counts wrong bits where it cares', async () => {
    const table = truthTable(([a, b]) => [a! & b!, a === 1 ? null : 1])
    const { problem } = table.build(machine({ inputs: 2, outputs: 2 }))
    const build = createBuilder(2)
    const netlist = build.build([build.and(1, 2), 0])
    // The first output is right; the second should be 1 in the two rows with a = 0.
    expect(await problem.evaluate([netlist], context)).toEqual([[2, 2, 2]])
    expect(problem.packed?.errorsMax).toBe(6)
  })

  it('agrees with a count by hand for any machine and any table', () => {
    fc.assert(
      fc.property(
        netlistArbitrary({ inputsMax: 6, latchesMax: 0, gatesMax: 20, outputsMax: 3 }),
        fc.nat(),
        (netlist, seed) => {
          const rng = createRng(seed)
          const outputs = netlist.outputs.length
          const rows = Array.from({ length: 2 ** netlist.inputs }, () =>
            Array.from({ length: outputs }, () => [0, 1, null][rng.below(3)]!),
          )
          const rowOf = (bits: readonly number[]) => bits.reduce((r, bit, i) => r | (bit << i), 0)
          const table = tableFromFunction(netlist.inputs, outputs, (bits) => rows[rowOf(bits)]!)
          const packed = packBits(casesFromTable(table))
          const driven = createMachine(netlist)
          let byHand = 0
          const byRow = rows.map(() => 0)
          rows.forEach((row, r) => {
            const bits = Array.from({ length: netlist.inputs }, (_, i) => (r >> i) & 1)
            driven.step(bits).forEach((bit, o) => {
              if (row[o] === null || row[o] === bit) return
              byHand++
              byRow[r]!++
            })
          })
          const response = driven.run(packed.cases.stimulus)
          expect(countErrors(packed, response)).toBe(byHand)
          expect([...errorsByCase(packed, response)]).toEqual(byRow)
          const inCases = errorsByCase({ ...packed, count: 'cases' }, response)
          expect([...inCases]).toEqual(byRow.map((errors) => Math.min(errors, 1)))
        },
      ),
    )
  })
})

describe('a batch', () => {
  it.each([1, 100_000])(
    'is scored as its machines one by one, also in parts: %i words',
    async (words) => {
      const netlists = [5, 0, 80, 7, 30, 1].map((gates) =>
        randomNetlist({ inputs: 3, latches: 0, gates, outputs: 1 }, gates),
      )
      const stimulus = randomStimulus(3, 1, 32 * words, 1)
      const [wanted, care] = [stimulus.bits.slice(0, words), stimulus.bits.slice(words, 2 * words)]
      const { evaluate } = createPackedProblem(
        'batch',
        packBits({ kind: 'cases', stimulus, outputs: 1, wanted, care }),
      )
      const oneByOne = await Promise.all(netlists.map((netlist) => evaluate([netlist], context)))
      expect(await evaluate(netlists, context)).toEqual(oneByOne.flat())
      expect(await evaluate([], context)).toEqual([])
    },
  )
})

describe('counting wrong cases', () => {
  it('counts a case once, with the weight of its word', () => {
    const stimulus = { inputs: 0, ticks: 2, cases: 64, words: 2, bits: new Uint32Array(0) }
    const cases = {
      kind: 'cases' as const,
      stimulus,
      outputs: 1,
      wanted: new Uint32Array([0b11, 0b1, 0b10, 0]),
      care: new Uint32Array(4).fill(0xffffffff),
    }
    const packed = {
      cases,
      count: 'cases' as const,
      weights: new Uint32Array([5, 7]),
      errorsMax: 1,
    }
    expect(countErrors(packed, new Uint32Array(4))).toBe(2 * 5 + 1 * 7)
  })

  it('scores accuracy as the part that is right', async () => {
    const table = tableFromFunction(1, 1, ([a]) => [a!])
    const packed = { ...packBits(casesFromTable(table)), count: 'cases' as const }
    const problem = createPackedProblem('data', packed, { score: 'accuracy' })
    const build = createBuilder(1)
    expect(await problem.evaluate([build.build([0])], context)).toEqual([[0.5, 0, 0]])
  })
})

describe('a circuit to match', () => {
  it('makes no errors itself, whatever it is', () => {
    fc.assert(
      fc.asyncProperty(
        netlistArbitrary({ inputsMax: 5, latchesMax: 3, gatesMax: 20, outputsMax: 3 }),
        async (netlist) => {
          const { inputs, outputs, latches } = netlist
          const shape = machine({ inputs, outputs: outputs.length, latches: latches.length })
          const { problem, spec } = fromNetlist(netlist).build(shape)
          const [score] = await problem.evaluate([netlist], context)
          expect(score![0]).toBe(0)
          expect(spec?.kind).toBe('machine')
        },
      ),
    )
  })

  it('is sampled where it has too many inputs for a table', () => {
    const build = createBuilder(18)
    const cases = casesFromNetlist(build.build([build.and(1, 18)]))
    expect(cases.stimulus.cases).toBe(4096)
  })
})
