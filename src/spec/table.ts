/** Truth tables from functions and from machines. */
import { lowLanes, setLane, wordsFor } from '../bits.ts'
import { quote, UsageError } from '../errors.ts'
import { simulate } from '../kernel.ts'
import { type Netlist, signalCount } from '../netlist.ts'
import { type TableSpec, tableInputsMax } from '../spec.ts'
import { rowBlocks } from './rows.ts'

/** What a function wants of an output: a bit, as 0, 1, true or false, or null where it does not matter. */
export type WantedBit = number | boolean | null

/**
 * The truth table of a function: `bits[i]` is input i, and row r gives it bit i of r.
 *
 * @param fn returns one wanted bit an output; when it throws, that is a `UsageError` with the row
 */
export function tableFromFunction(
  inputs: number,
  outputs: number,
  fn: (bits: (0 | 1)[]) => readonly WantedBit[],
): TableSpec {
  checkInputs(inputs, tableInputsMax)
  const rows = 2 ** inputs
  const words = wordsFor(rows)
  const wanted = new Uint32Array(outputs * words)
  const care = new Uint32Array(outputs * words)
  for (let row = 0; row < rows; row++) {
    let bits: readonly WantedBit[]
    try {
      bits = fn(wordBits(row, inputs))
    } catch (cause) {
      throw functionThrew(cause, outputs, `row ${row}, inputs ${wordBits(row, inputs)}`)
    }
    checkBits(bits, outputs, `row ${row}`)
    for (let o = 0; o < outputs; o++) {
      if (bits[o] === null) continue
      setLane(care, row, o * words)
      if (bits[o]) setLane(wanted, row, o * words)
    }
  }
  return { kind: 'table', inputs, outputs, wanted, care }
}

/** The truth table of a machine without latches, every row of which matters. */
export function tableFromNetlist(netlist: Netlist, inputsMax = tableInputsMax): TableSpec {
  const { inputs } = netlist
  checkInputs(inputs, Math.min(inputsMax, tableInputsMax))
  if (netlist.latches.length > 0) {
    throw new UsageError('spec/latches', {
      where: 'netlist',
      expected: 'no latches: a truth table has no memory',
      received: `${netlist.latches.length} latches`,
    })
  }
  const outputs = netlist.outputs.length
  const words = wordsFor(2 ** inputs)
  const wanted = new Uint32Array(outputs * words)
  const full = lowLanes(2 ** inputs)
  for (const { stimulus, firstWord } of rowBlocks(inputs, signalCount(netlist))) {
    const response = simulate(netlist, stimulus)
    for (let o = 0; o < outputs; o++) {
      for (let w = 0; w < stimulus.words; w++) {
        wanted[o * words + firstWord + w] = response[o * stimulus.words + w]! & full
      }
    }
  }
  return { kind: 'table', inputs, outputs, wanted, care: wanted.slice().fill(full) }
}

/** The fault of a user's function that threw instead of saying what is wanted. */
export function functionThrew(cause: unknown, outputs: number, where: string): UsageError {
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : quote(cause)
  const expected = `a list of ${outputs} outputs, each 0, 1, true, false or null`
  const received = `an exception, ${text}`
  return new UsageError('task/function-threw', { where, expected, received }, { cause })
}

/** The lowest `length` bits of a word, lowest first. */
export const wordBits = (word: number, length: number): (0 | 1)[] =>
  Array.from({ length }, (_, i) => ((word >>> i) & 1) as 0 | 1)

/** Throws unless a user's function returned one wanted bit an output. */
export function checkBits(bits: readonly WantedBit[], outputs: number, where: string): void {
  const isBit = (bit: unknown) => bit === null || bit === 0 || bit === 1 || typeof bit === 'boolean'
  if (Array.isArray(bits) && bits.length === outputs && bits.every(isBit)) return
  throw new UsageError('spec/bad-outputs', {
    where,
    expected: `a list of ${outputs} outputs, each 0, 1, true, false or null`,
    received: JSON.stringify(bits) ?? 'undefined',
  })
}

function checkInputs(inputs: number, inputsMax: number): void {
  if (Number.isInteger(inputs) && inputs >= 0 && inputs <= inputsMax) return
  throw new UsageError('spec/inputs', {
    where: 'inputs',
    expected: `a whole number in [0, ${inputsMax}]`,
    received: `${inputs}`,
  })
}
