import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNumbers } from '../../src/approximate/numbers.ts'
import { allRows } from '../../src/approximate/rows.ts'
import { createSimdEvaluator } from '../../src/approximate/simd.ts'
import { createSketch } from '../../src/approximate/sketch.ts'
import { errorMeasures } from '../../src/approximate.ts'
import { simulate } from '../../src/kernel.ts'
import { gateCount, type Netlist } from '../../src/netlist.ts'
import { createRng } from '../../src/random.ts'
import { netlistArbitrary, randomNetlist } from '../arbitrary.ts'
import { answersOf, errorsOf } from './oracle.ts'

/** Two machines with the same ports. */
const pairs = fc
  .record({ inputs: fc.nat(8), outputs: fc.integer({ min: 1, max: 9 }), seed: fc.nat() })
  .map(({ inputs, outputs, seed }) => {
    const shape = { inputs, outputs, latches: 0, gates: 60 }
    return [randomNetlist(shape, seed), randomNetlist(shape, seed + 1)] as const
  })

describe('the outputs of a machine as numbers', () => {
  it('are what its bits say, row by row', () => {
    fc.assert(
      fc.property(netlistArbitrary({ inputsMax: 7 }), fc.boolean(), (netlist, isSigned) => {
        const { stimulus } = allRows(netlist, isSigned)
        const numbers = new Float64Array(2 ** netlist.inputs)
        readNumbers(simulate(netlist, stimulus), netlist.outputs.length, isSigned, numbers)
        expect([...numbers]).toEqual(answersOf(netlist, isSigned))
      }),
    )
  })
})

describe.each(errorMeasures)('$name', (measure) => {
  const name = measure.name as keyof ReturnType<typeof errorsOf>

  /** As the search takes it, from bit planes. */
  function measurePacked(netlist: Netlist, exact: Netlist, isSigned: boolean): number {
    const gates = gateCount(netlist)
    const evaluator = createSimdEvaluator(allRows(exact, isSigned), measure, gates)
    return evaluator.adopt(createSketch(netlist, gates, createRng(1)))
  }

  it('says from bit planes what integers say row by row', () => {
    fc.assert(
      fc.property(pairs, fc.boolean(), ([netlist, exact], isSigned) => {
        const error = measurePacked(netlist, exact, isSigned)
        expect(error).toBe(errorsOf(netlist, exact, isSigned)[name])
      }),
      { numRuns: 300 },
    )
  })

  it('does so over many chunks of rows', () => {
    const shape = { inputs: 13, outputs: 32, latches: 0, gates: 300 }
    const [netlist, exact] = [randomNetlist(shape, 3), randomNetlist(shape, 4)]
    for (const isSigned of [false, true]) {
      const error = measurePacked(netlist, exact, isSigned)
      expect(error).toBe(errorsOf(netlist, exact, isSigned)[name])
    }
  })

  it('is 0 for the machine itself', () => {
    fc.assert(
      fc.property(pairs, ([netlist]) => {
        expect(measurePacked(netlist, netlist, false)).toBe(0)
      }),
      { numRuns: 30 },
    )
  })
})
