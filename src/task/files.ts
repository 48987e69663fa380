/**
 * What people have, as tasks: a circuit, a truth table, traces, rows of data, a declarative task.
 *
 * The extension decides how a file is read. A task keeps the whole file, so that a run can be
 * resumed when the file has gone or has changed.
 */

import { writeBase64 } from '../base64.ts'
import { createFaultList, nearestName, quote } from '../errors.ts'
import { readCsv } from '../import/csv.ts'
import { hasBitColumns, readBits } from '../import/csv-bits.ts'
import { decodeText } from '../import/source.ts'
import { readTraces } from '../import/traces.ts'
import { type Imported, importFile, readers } from '../import.ts'
import { dataSet } from '../problem/data-set.ts'
import { fromNetlist } from '../problem/match.ts'
import { createTask, type Task, type TaskDefinition, type TaskOptions } from '../task.ts'
import { foldTasks } from './folds.ts'
import { latchesFor, problemOf } from './from-spec.ts'
import { readTaskJson } from './json.ts'

/** How a file is to be understood. Each says for which files it is; elsewhere it is a fault. */
export interface FormatOptions {
  /** CSV: the column to predict, by name, number from 1 or `last`; makes it a data set. */
  readonly target?: string | number
  /** CSV: whether the first row names the columns; default: it is looked at. */
  readonly header?: boolean
  /** CSV of bits: how many of the last columns are outputs, or their names with commas between. */
  readonly outputs?: number | string
  /** Data set: thresholds of a number, in [1, 64]; default 6. */
  readonly bits?: number
  /** Data set: the part of the rows that is held out, in [0, 1); default 0.2. */
  readonly holdOut?: number
  /** Data set: how much the copies of each row are blurred, in [0, 10]; default 0.2. */
  readonly blur?: number
  /** Data set: decides which rows are held out; default 0. */
  readonly dataSeed?: number
  /** Data set: makes so many parts, of which `fold`, from 0, is held out instead. */
  readonly folds?: number
  readonly fold?: number
}

export interface FileOptions extends FormatOptions, TaskOptions {}

/** A kind of file: how it becomes a definition. */
export interface TaskFormat {
  readonly name: string
  /** Lower-case, with the dot. */
  readonly extensions: readonly string[]
  /** The options that mean something to it. */
  readonly options: readonly (keyof FormatOptions)[]
  /** Throws a `UsageError` with every fault of the file. */
  read(content: Uint8Array, file: string, options: FormatOptions): TaskDefinition
}

const dataOptions = ['target', 'bits', 'holdOut', 'blur', 'dataSeed', 'folds', 'fold'] as const
/** Names of the options that say how a file is to be understood. */
export const formatOptions = [...dataOptions, 'header', 'outputs'] as const

/** Every kind of file that holds a task without code. */
export const taskFormats: readonly TaskFormat[] = [
  {
    name: 'task',
    extensions: ['.task.json'],
    options: ['folds', 'fold'],
    read: (content, file) => readTaskJson(decodeText(content), file),
  },
  { name: 'csv', extensions: ['.csv', '.tsv'], options: formatOptions, read: readCsvTask },
  {
    name: 'traces',
    extensions: ['.jsonl'],
    options: [],
    read: (content, file) => defineImported(readTraces(content, file)),
  },
  {
    name: 'circuit',
    extensions: readers.flatMap(({ extensions }) => extensions),
    options: [],
    read: (content, file) => defineImported(importFile(content, file)),
  },
]

/**
 * Reads a file as a task. Pure: the caller has read its bytes. Throws a `UsageError` with every
 * fault of the file or of the options.
 */
export function readTask(file: string, content: Uint8Array, options: FileOptions = {}): Task {
  const { base, extension, format } = findFormat(file)
  const given = takeFormatOptions(options, format, file)
  const definition = format.read(content, file, given)
  // A cast, because optional fields could be undefined: `given` has only fields that are there.
  const kept = given as Readonly<Record<string, string | number | boolean>>
  const source = { kind: 'text', file, content: writeBase64(content), options: kept } as const
  const name = definition.name ?? (base.slice(0, base.length - extension.length) || 'task')
  const task = createTask({ ...definition, name }, takeTaskOptions(options), source)
  return given.folds === undefined ? task : foldTasks(task, given.folds)[given.fold ?? 0]!
}

/** The options that say nothing about the format of a file. */
const takeTaskOptions = (options: FileOptions): TaskOptions =>
  Object.fromEntries(
    Object.entries(options).filter(
      ([name]) => !(formatOptions as readonly string[]).includes(name),
    ),
  )

function findFormat(file: string) {
  const base = /[^/\\]*$/.exec(file)![0]
  const known = taskFormats.flatMap(({ extensions }) => extensions)
  const extension = known.find((ending) => base.toLowerCase().endsWith(ending))
  const format = taskFormats.find(({ extensions }) => extensions.includes(extension ?? ''))
  if (extension !== undefined && format) return { base, extension, format }
  const faults = createFaultList(file)
  const given = /\.[^.]*$/.exec(base)?.[0] ?? ''
  const near = nearestName(given.toLowerCase(), known)
  const expected = `a file that ends in one of ${known.join(', ')}`
  const received = given === '' ? 'a name without an extension' : quote(given)
  faults.add('task/unknown-format', {}, expected, received, near && `Did you mean ${near}?`)
  faults.throwIfAny()
  throw new Error('internal: an unknown format is a fault')
}

/** The options about the format that were given; those that mean nothing to it are faults. */
function takeFormatOptions(options: FileOptions, format: TaskFormat, file: string): FormatOptions {
  const faults = createFaultList(file)
  const given = formatOptions.filter((name) => options[name] !== undefined)
  for (const name of given) {
    if (format.options.includes(name)) continue
    const known = format.options.join(', ') || 'none of its kind'
    const expected = `options that mean something for ${format.name} files: ${known}`
    faults.add('task/unused-option', { what: name }, expected, quote(options[name]))
  }
  const { folds, fold = 0 } = options
  if (folds === undefined ? options.fold !== undefined : !(fold >= 0 && fold < folds)) {
    const expected = folds === undefined ? 'folds as well' : `a whole number in [0, ${folds})`
    faults.add('task/bad-fold', { what: 'fold' }, expected, quote(options.fold))
  }
  faults.throwIfAny()
  return Object.fromEntries(given.map((name) => [name, options[name]]))
}

/** A CSV of bits is a truth table; one with a target, or with a column without bits, is data. */
function readCsvTask(content: Uint8Array, file: string, options: FormatOptions): TaskDefinition {
  const csv = readCsv(content, file, options)
  const isData = dataOptions.some((name) => options[name] !== undefined) || csv.classes
  if (!isData && (options.outputs !== undefined || hasBitColumns(csv))) {
    return defineImported(readBits(csv, file, options.outputs))
  }
  const { target, bits, holdOut, blur, dataSeed } = options
  const table = {
    columns: csv.header ?? undefined,
    rows: csv.rows.map(({ fields }) => fields),
    lines: csv.rows.map(({ line }) => line),
    classes: csv.classes,
  }
  const data = dataSet(table, { target, bits, holdOut, blur, seed: dataSeed, file })
  return { genome: data.shape, problem: data }
}

function defineImported(imported: Imported): TaskDefinition {
  const { ports } = imported
  if (imported.kind === 'netlist') {
    const { netlist } = imported
    return { genome: { ports, latches: netlist.latches.length }, problem: fromNetlist(netlist) }
  }
  const { spec } = imported
  return { genome: { ports, latches: latchesFor(spec) }, problem: problemOf(spec) }
}
