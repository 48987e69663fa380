/**
 * Truth tables as rows of text: `110 -> 01`, the first input first.
 *
 * A `-` on the left stands for both values, on the right (as `x` does) for an output that does not
 * matter; a row that nothing speaks of does not matter either.
 */
import { setLane, wordsFor } from '../../bits.ts'
import { z } from '../../schema.ts'
import type { TableSpec } from '../../spec.ts'

/** The most inputs, and the most rows when every `-` is written out. */
const inputsMax = 16
const writtenOutMax = 2 ** 18

interface Row {
  readonly inputs: string
  readonly outputs: string
}

export const truthTableSchema = z
  .array(z.string().regex(/^ *[01-]+ *-> *[01xX-]+ *$/, { abort: true }))
  .min(1, { abort: true })
  .max(2 ** 16, { abort: true })
  .superRefine((texts, context) => {
    const rows = texts.map(splitRow)
    const report = (row: number, message: string) =>
      context.addIssue({ code: 'custom', path: [row], message, continue: false })
    const first = rows[0]!
    const uneven = rows.findIndex((row) => !isLike(row, first))
    if (first.inputs.length > inputsMax) return report(0, `at most ${inputsMax} inputs`)
    if (uneven !== -1) {
      rows.forEach((row, r) => {
        const { inputs, outputs } = first
        const expected = `${inputs.length} inputs and ${outputs.length} outputs, as in the first row`
        if (!isLike(row, first)) report(r, expected)
      })
      return
    }
    if (rows.reduce((sum, { inputs }) => sum + countRows(inputs), 0) > writtenOutMax) {
      return report(0, `a table of at most ${writtenOutMax} rows when every - is written out`)
    }
    findContradictions(rows, report)
  })

/** The table of rows in which the schema finds no fault. */
export function buildTruthTable(texts: readonly string[]): TableSpec {
  const rows = texts.map(splitRow)
  const inputs = rows[0]!.inputs.length
  const outputs = rows[0]!.outputs.length
  const words = wordsFor(2 ** inputs)
  const wanted = new Uint32Array(outputs * words)
  const care = new Uint32Array(outputs * words)
  for (const row of rows) {
    for (const lane of rowsOf(row.inputs)) {
      for (let o = 0; o < outputs; o++) {
        if (!isBit(row.outputs[o]!)) continue
        setLane(care, lane, o * words)
        if (row.outputs[o] === '1') setLane(wanted, lane, o * words)
      }
    }
  }
  return { kind: 'table', inputs, outputs, wanted, care }
}

const isBit = (character: string): boolean => character === '0' || character === '1'

const isLike = (a: Row, b: Row): boolean =>
  a.inputs.length === b.inputs.length && a.outputs.length === b.outputs.length

function splitRow(text: string): Row {
  const [inputs, outputs] = text.split('->').map((side) => side.trim())
  // The arrow begins with a dash; what is left of the last one are the inputs.
  return { inputs: inputs ?? '', outputs: outputs ?? '' }
}

const countRows = (inputs: string): number => 2 ** (inputs.split('-').length - 1)

/** The rows of the table that a pattern stands for. */
function rowsOf(inputs: string): number[] {
  let rows = [0]
  for (let i = 0; i < inputs.length; i++) {
    const bit = 2 ** i
    if (inputs[i] === '1') rows = rows.map((row) => row + bit)
    else if (inputs[i] === '-') rows = [...rows, ...rows.map((row) => row + bit)]
  }
  return rows
}

function findContradictions(rows: readonly Row[], report: (row: number, text: string) => void) {
  const said = new Map<number, number>()
  rows.forEach(({ inputs, outputs }, r) => {
    const earlier = rowsOf(inputs).flatMap((lane) => said.get(lane) ?? [])
    const other = earlier.find((at) => areDifferent(rows[at]!.outputs, outputs))
    if (other !== undefined) {
      report(r, `outputs ${rows[other]!.outputs} where row ${other + 1} says so`)
    }
    for (const lane of rowsOf(inputs)) if (!said.has(lane)) said.set(lane, r)
  })
}

const areDifferent = (a: string, b: string): boolean =>
  [...a].some((bit, o) => isBit(bit) && isBit(b[o]!) && bit !== b[o])
