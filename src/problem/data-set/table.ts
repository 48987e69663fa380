/**
 * Raw rows as features and labels: which column is the target, which columns are numbers, which are
 * categories, and what is missing.
 *
 * A column is of numbers when everything in it that is not missing is a number or reads as one. A
 * missing number is NaN, a missing category the empty text, which no encoder knows.
 */
import { createFaultList, type FaultList, nearestName, quote } from '../../errors.ts'
import { isMissing, type RawValue, readCategory, readNumber } from '../../netlist/encoder.ts'
import { findTextFault, rawTextMax } from '../../netlist/ports.ts'

/** Rows as they come from a file or a program. */
export interface DataTable {
  /** [columns] default: `c1`, `c2` … */
  readonly columns?: readonly string[]
  /** [rows][columns] */
  readonly rows: readonly (readonly RawValue[])[]
  /** [rows] where the rows stand, for faults. */
  readonly lines?: readonly number[]
  /** What the whole numbers 0, 1, 2 … in the target stand for. */
  readonly classes?: readonly string[]
}

/** A column that the machine sees. */
export type Feature =
  | { readonly kind: 'number'; readonly name: string; readonly values: readonly number[] }
  | { readonly kind: 'category'; readonly name: string; readonly values: readonly string[] }

export interface LabelledRows {
  readonly features: readonly Feature[]
  readonly target: string
  /** In the order in which they first appear. */
  readonly classes: readonly string[]
  /** [rows] indices of classes. */
  readonly labels: readonly number[]
}

/** The most classes, features, and values of a table. */
export const classesMax = 64
export const featuresMax = 4096
export const valuesMax = 2 ** 25

/** Splits a table into features and labels; throws a `UsageError` with every fault. */
export function readLabelledRows(
  table: DataTable,
  target: string | number | undefined,
  file: string,
): LabelledRows {
  const faults = createFaultList(file)
  const width = table.columns?.length ?? table.rows[0]?.length ?? 0
  checkShape(table, width, faults)
  faults.throwIfAny()
  checkTexts(table, faults)
  faults.throwIfAny()
  const names = table.columns ?? Array.from({ length: width }, (_, i) => `c${i + 1}`)
  const targetColumn = findColumn(names, target, faults)
  faults.throwIfAny()
  const { classes, labels } = readLabels(table, targetColumn, names[targetColumn]!, faults)
  faults.throwIfAny()
  const features = names.flatMap((name, i) =>
    i === targetColumn ? [] : [readFeature(table, i, name)],
  )
  return { features, target: names[targetColumn]!, classes, labels }
}

function checkShape({ rows, lines }: DataTable, width: number, faults: FaultList): void {
  if (rows.length === 0) faults.add('data/empty', {}, 'rows', 'none')
  if (rows.length > 0 && width < 2) {
    faults.add('data/one-column', {}, 'a target and another column at least', `${width} columns`)
  }
  if (width > featuresMax) {
    faults.add('data/too-many-columns', {}, `at most ${featuresMax} columns`, `${width}`)
  }
  if (rows.length * width > valuesMax) {
    faults.add('data/too-large', {}, `at most ${valuesMax} values`, `${rows.length * width}`)
  }
  rows.forEach((row, r) => {
    if (row.length === width) return
    const place = placeOf(lines, r)
    faults.add('data/ragged-row', place, `${width} values, as before`, `${row.length}`)
  })
}

/** Texts that a champion could not keep: what a number reads as is not kept as text. */
function checkTexts({ columns = [], rows, lines, classes = [] }: DataTable, faults: FaultList) {
  const check = (text: string, place: { line?: number; what?: string }) => {
    const fault = findTextFault(text, rawTextMax)
    const hint = 'Is it a column of free text? Take it out.'
    if (fault) faults.add('data/bad-text', place, fault.expected, fault.received, hint)
  }
  columns.forEach((name, i) => {
    check(name, { what: `the name of column ${i + 1}` })
  })
  classes.forEach((name, c) => {
    check(name, { what: `the name of class ${c}` })
  })
  // Faults of values are told with the name of their column.
  faults.throwIfAny()
  rows.forEach((row, r) => {
    row.forEach((value, i) => {
      if (typeof value !== 'string' || isMissing(value)) return
      const place = placeOf(lines, r)
      const column = columns[i] ?? `c${i + 1}`
      const what = place.what ? `${place.what}, ${column}` : column
      check(value, { ...place, what })
    })
  })
}

const placeOf = (lines: DataTable['lines'], r: number) =>
  lines ? { line: lines[r]! } : { what: `row ${r + 1}` }

/** The column of a name, of a number counted from 1, or the last one. */
function findColumn(
  names: readonly string[],
  target: string | number | undefined,
  faults: FaultList,
): number {
  const byName = names.indexOf(`${target}`)
  if (byName !== -1) return byName
  if (target === undefined || target === 'last') return names.length - 1
  const number = Number(target)
  if (Number.isInteger(number) && number >= 1 && number <= names.length) return number - 1
  const shown = names.length > 12 ? [...names.slice(0, 5), '…', names.at(-1)] : names
  const expected = `one of ${shown.join(', ')}, a number in [1, ${names.length}], or last`
  const near = nearestName(`${target}`, names)
  const hint = near && `Did you mean ${near}?`
  faults.add('data/unknown-target', { what: 'target' }, expected, quote(target), hint)
  return -1
}

function readLabels(table: DataTable, column: number, name: string, faults: FaultList) {
  const found = new Map<string, number>()
  const labels = table.rows.map((row, r) => {
    const value = row[column]!
    if (isMissing(value)) {
      const place = { ...placeOf(table.lines, r), what: name }
      faults.add('data/no-label', place, 'a class', quote(value))
    }
    const named = table.classes?.[Number(value)] ?? `${value}`
    if (!found.has(named)) found.set(named, found.size)
    return found.get(named)!
  })
  const classes = [...found.keys()]
  if (faults.count === 0 && (classes.length < 2 || classes.length > classesMax)) {
    const hint =
      classes.length > classesMax ? `Is ${quote(name)} the column to predict?` : undefined
    const expected = `2 to ${classesMax} classes`
    faults.add('data/bad-target', { what: name }, expected, `${classes.length}`, hint)
  }
  return { classes, labels }
}

function readFeature({ rows }: DataTable, column: number, name: string): Feature {
  const values = rows.map((row) => row[column]!)
  const numbers = values.map(readNumber)
  const isNumber = values.every((value, r) => isMissing(value) || !Number.isNaN(numbers[r]))
  if (isNumber) return { kind: 'number', name, values: numbers }
  return { kind: 'category', name, values: values.map(readCategory) }
}
