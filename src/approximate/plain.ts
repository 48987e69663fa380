/**
 * The evaluator in plain TypeScript: all active gates, then every row as a number. The one to read,
 * and the oracle of the fast one.
 */
import type { Evaluator } from './evaluator.ts'
import { applyMeasure, type ErrorMeasure } from './measure.ts'
import { readNumbers } from './numbers.ts'
import type { Rows } from './rows.ts'
import type { Sketch } from './sketch.ts'

export function createPlainEvaluator(rows: Rows, measure: ErrorMeasure): Evaluator {
  const { stimulus, outputs, wantedNumbers, isSigned } = rows
  const { words, bits } = stimulus
  const received = new Float64Array(wantedNumbers.length)
  const response = new Uint32Array(outputs * words)
  let values = new Uint32Array(0)

  function measureSketch({ first, gates, signals, genes, uses }: Sketch): number {
    if (values.length < signals * words) values = new Uint32Array(signals * words)
    values.set(bits, words)
    for (let g = 0; g < gates; g++) {
      if (uses[first + g] === 0) continue
      const [a, b] = [genes[2 * g]! * words, genes[2 * g + 1]! * words]
      const to = (first + g) * words
      for (let w = 0; w < words; w++) values[to + w] = ~(values[a + w]! & values[b + w]!)
    }
    for (let o = 0; o < outputs; o++) {
      const from = genes[2 * gates + o]! * words
      response.set(values.subarray(from, from + words), o * words)
    }
    readNumbers(response, outputs, isSigned, received)
    return applyMeasure(measure, received, wantedNumbers)
  }

  return {
    name: 'plain',
    adopt: measureSketch,
    evaluate(sketch, bound) {
      const error = measureSketch(sketch)
      return error <= bound ? error : Number.POSITIVE_INFINITY
    },
    keep() {},
    undo() {},
  }
}
