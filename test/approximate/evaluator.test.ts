/** The fast evaluator against the plain one: the same error at every change, the same search. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Evaluator } from '../../src/approximate/evaluator.ts'
import { driftInactive, proposeMove } from '../../src/approximate/moves.ts'
import { createPlainEvaluator } from '../../src/approximate/plain.ts'
import { allRows } from '../../src/approximate/rows.ts'
import { searchFront, sketchGates } from '../../src/approximate/search.ts'
import { createSignatures } from '../../src/approximate/signatures.ts'
import { createSimdEvaluator } from '../../src/approximate/simd.ts'
import { createSketch } from '../../src/approximate/sketch.ts'
import { type ErrorMeasure, errorMeasures } from '../../src/approximate.ts'
import type { Netlist } from '../../src/netlist.ts'
import { createRng } from '../../src/random.ts'
import { netlistArbitrary, randomNetlist } from '../arbitrary.ts'
import { adder } from './machines.ts'

/** A measure that is not packed: how often the highest outputs are wrong, weighted by the row. */
const ofMyOwn: ErrorMeasure = {
  name: 'of my own',
  measure: (received, wanted) =>
    received.reduce((sum, n, row) => sum + (n >= 4 === wanted[row]! >= 4 ? 0 : row + 1), 0) /
    received.length,
}
const measures = [...errorMeasures, ofMyOwn]

function drain<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

describe.each(measures)('the evaluator in WebAssembly, for $name,', (measure) => {
  it('says what the plain one says at every change, bound or not', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          netlistArbitrary({ inputsMin: 0, inputsMax: 8, gatesMax: 60, outputsMax: 8 }),
          fc
            .nat()
            .map((seed) => randomNetlist({ inputs: 12, latches: 0, gates: 50, outputs: 6 }, seed)),
        ),
        fc.boolean(),
        fc.nat(),
        (netlist, isSigned, seed) => {
          const rng = createRng(seed)
          const rows = allRows(netlist, isSigned)
          const gates = sketchGates(netlist)
          const plain = createPlainEvaluator(rows, measure)
          const simd = createSimdEvaluator(rows, measure, gates)
          const sketch = createSketch(netlist, gates, rng.split('layout'))
          expect(simd.adopt(sketch)).toBe(0)
          const signatures = createSignatures(sketch, rng.split('signatures'))
          const bounds = [Number.POSITIVE_INFINITY, 0, 0.1, 1, 3]
          for (let i = 0; i < 30; i++) {
            proposeMove(sketch, signatures, rng)
            const bound = bounds[rng.below(bounds.length)]!
            const error = simd.evaluate(sketch, bound)
            expect(error).toBe(plain.evaluate(sketch, bound))
            if (error === Number.POSITIVE_INFINITY) sketch.undo()
            else if (rng.below(3) === 0) {
              simd.undo()
              sketch.undo()
            } else {
              simd.keep()
              sketch.keep()
              driftInactive(sketch, rng)
              sketch.keep()
            }
          }
        },
      ),
    )
  })

  it('comes to the same front', () => {
    const search = (netlist: Netlist, evaluator: Evaluator, seed: number) =>
      drain(
        searchFront(netlist, [0.1, 1, 4], {
          ...{ evaluator, gates: sketchGates(netlist), evaluations: 1500, seed },
        }),
      )
    for (const [seed, netlist] of [
      adder(3),
      randomNetlist({ inputs: 5, latches: 0, gates: 60, outputs: 5 }, 2),
    ].entries()) {
      const rows = allRows(netlist, false)
      const plain = createPlainEvaluator(rows, measure)
      const simd = createSimdEvaluator(rows, measure, sketchGates(netlist))
      const front = search(netlist, simd, seed)
      expect(front.found.length).toBeGreaterThan(1)
      expect(front).toEqual(search(netlist, plain, seed))
    }
  })
})
