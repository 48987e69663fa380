/**
 * A CSV of bits as a spec: each row is a case, the last columns are the outputs.
 *
 *   a,b,carry,sum        `x` or `-` in an output: does not matter
 *   0,0,0,0              a row that is missing: does not matter
 *   1,1,1,0
 *
 * Which columns are outputs: those that the caller says; else those whose name begins with `out`;
 * else, when the rows are all rows of a truth table over the first columns, the others. Otherwise
 * the file leaves it open, and that is a fault.
 */
import { setLane, wordsFor } from '../bits.ts'
import { createFaultList, type FaultList, nearestName, quote } from '../errors.ts'
import type { Imported } from '../import.ts'
import type { CasesSpec, Spec, TableSpec } from '../spec.ts'
import type { Csv, CsvRow } from './csv.ts'
import { completePorts } from './source.ts'

/** The columns of the inputs and of the outputs, in the order of the ports. */
interface Columns {
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
}

/** Up to so many inputs a spec is the whole table, however few rows are given. */
const tableInputs = 12
/** A whole table may have so many inputs. */
const wholeTableInputs = 20

/** Whether every column has a bit somewhere: a file of bits, perhaps with faults, not one of data. */
export const hasBitColumns = ({ rows, columns }: Csv): boolean =>
  Array.from({ length: columns }, (_, i) => rows.some(({ fields }) => isBit(fields[i]!))).every(
    Boolean,
  )

/**
 * Reads rows of bits as a spec; throws a `UsageError` with every fault.
 *
 * @param outputs how many of the last columns are outputs, or their names with commas between
 */
export function readBits(csv: Csv, file: string, outputs?: number | string): Imported {
  const faults = createFaultList(file)
  const columns = chooseOutputs(csv, faults, outputs)
  faults.throwIfAny()
  checkBits(csv, columns, faults)
  const rows = dropRepeated(csv, columns, faults)
  faults.throwIfAny()
  const nameOf = (i: number) => csv.header?.[i]
  const ports = completePorts(columns.inputs.map(nameOf), columns.outputs.map(nameOf))
  return { kind: 'spec', spec: packRows(rows, columns), ports }
}

const isBit = (field: string): boolean => field === '0' || field === '1'
const isOpen = (field: string): boolean => field === '-' || field === 'x' || field === 'X'

function chooseOutputs(csv: Csv, faults: FaultList, asked?: number | string): Columns {
  const all = Array.from({ length: csv.columns }, (_, i) => i)
  const split = (outputs: readonly number[]) => ({
    inputs: all.filter((i) => !outputs.includes(i)),
    outputs,
  })
  if (asked !== undefined) return split(readOutputs(asked, csv, faults))
  const named = all.filter((i) => /^out/i.test(csv.header?.[i] ?? ''))
  if (named.length > 0) return split(named)
  const inputs = 31 - Math.clz32(csv.rows.length)
  const isPower = 2 ** inputs === csv.rows.length
  if (isPower && inputs < csv.columns && areAllRows(csv.rows, inputs)) {
    return split(all.slice(inputs))
  }
  const hint = 'Say how many of the last columns are outputs (outputs: 1), or their names.'
  faults.add('import/which-outputs', {}, 'to know which columns are outputs', 'rows alone', hint)
  return split([])
}

/** Whether the first columns count through all values, in any order. */
function areAllRows(rows: readonly CsvRow[], inputs: number): boolean {
  const beginnings = rows.map(({ fields }) => fields.slice(0, inputs))
  const areBits = beginnings.every((fields) => fields.every(isBit))
  return areBits && new Set(beginnings.map((fields) => fields.join(''))).size === rows.length
}

function readOutputs(asked: number | string, csv: Csv, faults: FaultList): number[] {
  const { columns, header } = csv
  const what = 'outputs'
  const count = Number(asked)
  if (!Number.isNaN(count)) {
    const isCount = Number.isInteger(count) && count >= 1 && count <= columns
    if (!isCount)
      faults.add('import/bad-outputs', { what }, `a count in [1, ${columns}]`, quote(asked))
    return isCount ? Array.from({ length: count }, (_, o) => columns - count + o) : []
  }
  return `${asked}`.split(',').flatMap((part) => {
    const name = part.trim()
    const i = header?.indexOf(name) ?? -1
    if (i >= 0) return [i]
    const near = nearestName(name, header ?? [])
    const expected = header ? `one of ${header.join(', ')}` : 'a count: the file has no header'
    const hint = near && `Did you mean ${near}?`
    faults.add('import/unknown-column', { what }, expected, quote(name), hint)
    return []
  })
}

function checkBits(csv: Csv, { inputs, outputs }: Columns, faults: FaultList): void {
  const hint = 'To learn from rows of data instead, name the column to predict (target).'
  const nameOf = (i: number) => csv.header?.[i] ?? `column ${i + 1}`
  for (const { line, fields } of csv.rows) {
    for (const i of inputs) {
      if (isBit(fields[i]!)) continue
      faults.add('import/bad-bit', { line, what: nameOf(i) }, '0 or 1', quote(fields[i]), hint)
    }
    for (const i of outputs) {
      if (isBit(fields[i]!) || isOpen(fields[i]!)) continue
      const expected = '0, 1, or x where it does not matter'
      faults.add('import/bad-bit', { line, what: nameOf(i) }, expected, quote(fields[i]), hint)
    }
  }
}

/** The rows, each input once; rows that say different things about an input are faults. */
function dropRepeated(csv: Csv, columns: Columns, faults: FaultList): CsvRow[] {
  const first = new Map<string, CsvRow>()
  for (const row of csv.rows) {
    const key = columns.inputs.map((i) => row.fields[i]).join('')
    const earlier = first.get(key)
    if (!earlier) {
      first.set(key, row)
    } else if (columns.outputs.some((i) => row.fields[i] !== earlier.fields[i])) {
      const show = ({ fields }: CsvRow) => columns.outputs.map((i) => fields[i]).join(',')
      const expected = `${show(earlier)}, as on line ${earlier.line} for the same inputs`
      faults.add('import/contradiction', { line: row.line }, expected, show(row))
    }
  }
  return [...first.values()]
}

function packRows(rows: readonly CsvRow[], columns: Columns): Spec {
  const inputs = columns.inputs.length
  const isWhole = inputs <= wholeTableInputs && rows.length === 2 ** inputs
  return inputs <= tableInputs || isWhole ? packTable(rows, columns) : packCases(rows, columns)
}

function packTable(rows: readonly CsvRow[], columns: Columns): TableSpec {
  const [inputs, outputs] = [columns.inputs.length, columns.outputs.length]
  const words = wordsFor(2 ** inputs)
  const wanted = new Uint32Array(outputs * words)
  const care = new Uint32Array(outputs * words)
  for (const row of rows) {
    const lane = columns.inputs.reduce((sum, i, bit) => sum + Number(row.fields[i]) * 2 ** bit, 0)
    setOutputs(row, columns, lane, words, wanted, care)
  }
  return { kind: 'table', inputs, outputs, wanted, care }
}

function packCases(rows: readonly CsvRow[], columns: Columns): CasesSpec {
  const [inputs, outputs] = [columns.inputs.length, columns.outputs.length]
  const words = wordsFor(rows.length)
  const bits = new Uint32Array(inputs * words)
  const wanted = new Uint32Array(outputs * words)
  const care = new Uint32Array(outputs * words)
  rows.forEach((row, lane) => {
    columns.inputs.forEach((i, at) => {
      if (row.fields[i] === '1') setLane(bits, lane, at * words)
    })
    setOutputs(row, columns, lane, words, wanted, care)
  })
  const stimulus = { inputs, ticks: 1, cases: rows.length, words, bits }
  return { kind: 'cases', stimulus, outputs, wanted, care }
}

/** Sets a row's wanted and care lanes; written in place. */
function setOutputs(
  { fields }: CsvRow,
  { outputs }: Columns,
  lane: number,
  words: number,
  wanted: Uint32Array,
  care: Uint32Array,
): void {
  outputs.forEach((i, o) => {
    if (isOpen(fields[i]!)) return
    setLane(care, lane, o * words)
    if (fields[i] === '1') setLane(wanted, lane, o * words)
  })
}
