/**
 * The error of a machine over every row, by another way than the search's: both machines on the plain
 * kernel, block by block, their answers as numbers, row by row.
 */
import { plainKernel } from '../kernel/plain.ts'
import { simulate } from '../kernel.ts'
import { type Netlist, signalCount } from '../netlist.ts'
import { rowBlocks } from '../spec/rows.ts'
import { applyMeasure, type ErrorMeasure } from './measure.ts'
import { readNumbers } from './numbers.ts'

export interface MeasuredError {
  readonly error: number
  readonly rows: number
}

/** Measures machines against one that is exact, whose answers are taken once. */
export function createErrorProof(
  exact: Netlist,
  measure: ErrorMeasure,
  isSigned: boolean,
): (netlist: Netlist) => MeasuredError {
  const wanted = answers(exact, isSigned)
  return (netlist) => {
    const received = answers(netlist, isSigned)
    // A measure of the user's gets a copy, as nothing keeps it from writing there.
    const error = applyMeasure(measure, received, wanted.slice())
    return { error, rows: received.length }
  }
}

/** What a machine answers to every row, as numbers. */
function answers(netlist: Netlist, isSigned: boolean): Float64Array {
  const { inputs, outputs } = netlist
  const numbers = new Float64Array(2 ** inputs)
  for (const { stimulus, firstWord } of rowBlocks(inputs, signalCount(netlist))) {
    const response = simulate(netlist, stimulus, plainKernel)
    readNumbers(response, outputs.length, isSigned, numbers, 32 * firstWord)
  }
  return numbers
}
