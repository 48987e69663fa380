/**
 * The rows that machines are measured on while they are searched for: all of a truth table, or chosen
 * ones, and what is wanted there.
 */
import { projectionWord } from '../bits.ts'
import { type Stimulus, simulate } from '../kernel.ts'
import type { Netlist } from '../netlist.ts'
import { readNumbers } from './numbers.ts'

export interface Rows {
  /** One tick; words are a power of two and at least 4, so that they fill vectors. */
  readonly stimulus: Stimulus
  readonly outputs: number
  /** [outputs × words] */
  readonly wanted: Uint32Array
  /** [rows] the same as numbers; rows that fill words up are left out. */
  readonly wantedNumbers: Float64Array
  /** Whether the outputs are a number in two's complement. */
  readonly isSigned: boolean
}

/** The least words: a vector of 128 rows. */
const wordsMin = 4

/** Every row of a machine without latches; few rows are repeated until they fill a vector. */
export function allRows(exact: Netlist, isSigned: boolean): Rows {
  const { inputs } = exact
  const words = Math.max(wordsMin, 2 ** inputs / 32)
  const bits = new Uint32Array(inputs * words)
  for (let i = 0; i < inputs; i++) {
    for (let w = 0; w < words; w++) bits[i * words + w] = projectionWord(i, w)
  }
  return rowsOf(exact, bits, words, 2 ** inputs, isSigned)
}

/**
 * Chosen rows.
 *
 * @param bits [inputs × words] lane = row
 */
export function rowsOf(
  exact: Netlist,
  bits: Uint32Array,
  words: number,
  rows: number,
  isSigned: boolean,
): Rows {
  const stimulus = { inputs: exact.inputs, ticks: 1, cases: 32 * words, words, bits }
  const outputs = exact.outputs.length
  const wanted = simulate(exact, stimulus)
  const wantedNumbers = new Float64Array(rows)
  readNumbers(wanted, outputs, isSigned, wantedNumbers)
  return { stimulus, outputs, wanted, wantedNumbers, isSigned }
}
