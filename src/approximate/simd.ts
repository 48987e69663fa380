/**
 * The evaluator in WebAssembly with SIMD (`wasm/approximate.ts`): only what a change reaches, chunk by
 * chunk of rows, until the error is above its bound. It answers what the plain one answers, to the
 * bit; a property test holds the two together.
 *
 * Values of all signals stay in its memory, which a sketch of the given size fits.
 */
import { assert } from '../errors.ts'
import { openWasm } from '../wasm.ts'
import type { Evaluator } from './evaluator.ts'
import { applyMeasure, type ErrorMeasure } from './measure.ts'
import { readNumbers } from './numbers.ts'
import type { Rows } from './rows.ts'
import { wasm } from './simd/wasm.ts'
import type { Sketch } from './sketch.ts'

/** What `wasm/approximate.ts` exports. */
interface Core {
  readonly memory: { readonly buffer: ArrayBuffer }
  setUp(...shape: number[]): void
  valuesAt(): number
  wantedAt(): number
  shownAt(): number
  gatesAt(): number
  responseAt(): number
  evaluate(count: number, isRewired: number, bound: number): number
  undo(): void
  keep(): void
  respond(): void
}

/** The most words of a chunk. */
const chunkWordsMax = 32
/** The most outputs whose distances are taken plane by plane. */
export const planesMax = 32
/** The most bytes of memory. */
const memoryBytesMax = 2 ** 30

/** The bytes that values and their log take, for so many signals. */
export const bytesFor = (signals: number, words: number): number => 2 * signals * words * 4

/** Whether the evaluator can take sketches of so many signals. */
export const fitsMemory = (signals: number, words: number): boolean =>
  bytesFor(signals, words) <= memoryBytesMax

const perRow = { differing: 1, distance: 2 } as const

/** @param gates of the sketches that will come, active or not */
export function createSimdEvaluator(rows: Rows, measure: ErrorMeasure, gates: number): Evaluator {
  const { stimulus, outputs, wanted, wantedNumbers, isSigned } = rows
  const { inputs, words, bits } = stimulus
  const packed = outputs <= planesMax ? measure.packed : undefined
  const signals = 1 + inputs + gates
  const chunkWords = Math.min(chunkWordsMax, words)
  const chunks = words / chunkWords
  assert(Number.isInteger(chunks) && chunkWords % 4 === 0, 'rows that fill chunks')
  assert(fitsMemory(signals, words), 'rows that fit the memory')
  const core = openWasm(wasm) as Core
  const isWorst = packed?.over === 'worst'
  core.setUp(
    signals,
    gates,
    outputs,
    chunks,
    4 * chunkWords,
    packed ? perRow[packed.ofRow] : 0,
    isWorst ? 1 : 0,
    isSigned ? 1 : 0,
  )
  const view = (at: number, length: number) => new Uint32Array(core.memory.buffer, at, length)
  const entries = view(core.gatesAt(), 4 * gates)
  const shown = view(core.shownAt(), outputs)
  const response = view(core.responseAt(), outputs * words)
  // [signals × words] becomes [chunks × signals × words of a chunk].
  const place = (from: Uint32Array, to: Uint32Array, count: number, first: number, all: number) => {
    for (let s = 0; s < count; s++) {
      for (let c = 0; c < chunks; c++) {
        const at = s * words + c * chunkWords
        to.set(from.subarray(at, at + chunkWords), (c * all + first + s) * chunkWords)
      }
    }
  }
  place(bits, view(core.valuesAt(), signals * words), inputs, 1, signals)
  place(wanted, view(core.wantedAt(), outputs * words), outputs, 0, outputs)

  // What the core counts, as an error: rows that fill a vector up repeat the others equally often.
  const lanes = packed?.over === 'mean' ? 32 * words : 1
  const received = new Float64Array(wantedNumbers.length)
  const unchunked = new Uint32Array(outputs * words)

  /** The error by the function of a measure that is not packed. */
  function measureRows(): number {
    core.respond()
    for (let o = 0; o < outputs; o++) {
      for (let c = 0; c < chunks; c++) {
        const from = (c * outputs + o) * chunkWords
        unchunked.set(response.subarray(from, from + chunkWords), o * words + c * chunkWords)
      }
    }
    readNumbers(unchunked, outputs, isSigned, received)
    return applyMeasure(measure, received, wantedNumbers)
  }

  function measureChange(sketch: Sketch, count: number, isRewired: boolean, bound: number): number {
    for (let o = 0; o < outputs; o++) shown[o] = sketch.genes[2 * sketch.gates + o]!
    const total = core.evaluate(count, isRewired ? 1 : 0, packed ? bound * lanes : 0)
    if (total < 0) return Number.POSITIVE_INFINITY
    if (packed) return total / lanes
    const error = measureRows()
    if (error <= bound) return error
    core.undo()
    return Number.POSITIVE_INFINITY
  }

  return {
    name: 'simd',
    adopt(sketch) {
      assert(sketch.gates === gates, 'a sketch of the size that was said')
      const error = measureChange(sketch, sketch.reachAll(entries), true, Number.POSITIVE_INFINITY)
      core.keep()
      sketch.keep()
      return error
    },
    evaluate: (sketch, bound) =>
      measureChange(sketch, sketch.reach(entries), sketch.isRewired, bound),
    keep: () => core.keep(),
    undo: () => core.undo(),
  }
}
