/**
 * Packs training rows so that every class counts the same, however many rows it has.
 *
 * Each class begins at a word of its own, so that a weight a word suffices; the lanes that are left
 * over in its last word do not matter. A row of class c wants output c to be 1 and those before it
 * to be 0: what the outputs behind say does not matter (see `netlist/encoder.ts`).
 */
import { setLane, wordsFor } from '../../bits.ts'
import { type Encoder, encodeRow, encoderBits } from '../../netlist/encoder.ts'
import type { Packed } from '../../problem.ts'
import { countCopies, createBlur } from './blur.ts'
import type { LabelledRows } from './table.ts'

export interface PackOptions {
  /** Noise of the copies of each row, as a part of a column's deviation; 0 for no copies. */
  readonly blur: number
  readonly seed: number
}

/** Packs the training rows with their blurred copies. */
export function packRows(
  { features, labels, classes }: LabelledRows,
  training: readonly number[],
  encoder: Encoder,
  { blur, seed }: PackOptions,
): Packed {
  const copies = 1 + countCopies(features, training.length, blur)
  const valuesOf = createBlur(features, training, blur, seed)
  const byClass = classes.map((_, c) => training.filter((row) => labels[row] === c))
  const counts = byClass.map((rows) => copies * rows.length)
  const inputs = encoderBits(encoder)
  const outputs = classes.length - 1
  const words = counts.reduce((sum, count) => sum + wordsFor(count), 0)
  const bits = new Uint32Array(inputs * words)
  const wanted = new Uint32Array(outputs * words)
  const care = new Uint32Array(outputs * words)
  const weights = new Uint32Array(words)
  const classWeights = balance(counts)
  let firstWord = 0
  byClass.forEach((rows, c) => {
    for (let k = 0; k < counts[c]!; k++) {
      const lane = 32 * firstWord + k
      const values = valuesOf(rows[Math.floor(k / copies)]!, k % copies)
      encodeRow(encoder, values).forEach((bit, i) => {
        if (bit) setLane(bits, lane, i * words)
      })
      for (let o = 0; o <= Math.min(c, outputs - 1); o++) setLane(care, lane, o * words)
      if (c < outputs) setLane(wanted, lane, c * words)
    }
    const nextWord = firstWord + wordsFor(counts[c]!)
    weights.fill(classWeights[c]!, firstWord, nextWord)
    firstWord = nextWord
  })
  const stimulus = { inputs, ticks: 1, cases: 32 * words, words, bits }
  const cases = { kind: 'cases', stimulus, outputs, wanted, care } as const
  const errorsMax = counts.reduce((sum, count, c) => sum + count * classWeights[c]!, 0)
  return { cases, count: 'cases', weights, errorsMax }
}

/** All weights of a class together stay below this, so that errors fit 32 bits. */
const classWeightMax = 2 ** 24

/**
 * Whole numbers w with count × w the same for every class: exactly where the least common multiple
 * is small enough, else as near as rounding allows. A class without rows weighs nothing.
 */
export function balance(counts: readonly number[]): number[] {
  let common = 1
  for (const count of counts) {
    if (count > 0) common = Math.min(2 ** 40, (common / divisor(common, count)) * count)
  }
  const total = Math.min(common, classWeightMax)
  return counts.map((count) => (count > 0 ? Math.max(1, Math.round(total / count)) : 0))
}

/** The greatest common divisor. Source: Euclid, "Elements", book VII. */
const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))
