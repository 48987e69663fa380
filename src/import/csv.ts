/**
 * Reads CSV: rows of fields with the lines where they stand, the same number in every row.
 *
 * The delimiter is the tab, the semicolon or the comma, whichever first is in every line at the top.
 * Unless the caller says so, the first row is a header when none of its fields is a number, `?` or
 * `NA` and it looks unlike the rows: some column below it holds only values (numbers, `x`, `-`, missing),
 * or no name comes again in its own column.
 *
 * A first line such as `150,4,setosa,versicolor,virginica` (rows, features, and names of the classes
 * 0, 1, 2 … in the last column), as scikit-learn writes it, is neither a header nor a row.
 *
 * Where the delimiter is not the comma, a column is read with decimal commas when each of its values is
 * a number so written or missing, and one has a comma: `3,5` becomes `3.5`.
 *
 * This is the one place that imports csv-parse.
 */
import { CsvError, parse } from 'csv-parse/sync'
import { createFaultList, type Fault, type FaultList, quote } from '../errors.ts'
import { isMissing } from '../netlist/encoder.ts'
import { findTextFault } from '../netlist/ports.ts'
import { decodeText } from './source.ts'

export interface CsvRow {
  /** Counted from 1. */
  readonly line: number
  /** [columns] without the blanks around them. */
  readonly fields: readonly string[]
}

export interface Csv {
  /** [columns] or null where the file has no header. */
  readonly header: readonly string[] | null
  /** At least one. */
  readonly rows: readonly CsvRow[]
  readonly columns: number
  /** What the whole numbers 0, 1, 2 … in the last column stand for, where the file says so. */
  readonly classes?: readonly string[]
}

export interface CsvOptions {
  /** Whether the first row names the columns; default: it is looked at. */
  readonly header?: boolean
}

/** The most bytes, rows, columns, and characters of a row or of a column's name. */
export const csvBytesMax = 2 ** 25
export const csvRowsMax = 2 ** 20
export const csvColumnsMax = 4096
const rowCharactersMax = 2 ** 20
const columnNameMax = 48

/** Reads a CSV file; throws a `UsageError` with every fault. */
export function readCsv(content: Uint8Array, file: string, options: CsvOptions = {}): Csv {
  const faults = createFaultList(file)
  checkBytes(content, faults)
  faults.throwIfAny()
  const text = decodeText(content)
  const delimiter = findDelimiter(text)
  const rows = parseRows(text, delimiter, faults)
  const classes = readClassNames(rows)
  if (classes) rows.shift()
  if (rows.length === 0) {
    faults.add('import/empty', {}, 'rows of fields', 'no row at all')
    faults.throwIfAny()
  }
  const isHeader = options.header ?? (!classes && looksLikeHeader(rows))
  const header = isHeader ? rows.shift() : undefined
  const columns = (header ?? rows[0]!).fields.length
  checkRows(rows, columns, faults)
  if (header) checkHeader(header, faults)
  faults.throwIfAny()
  const read = delimiter === ',' ? rows : readDecimalCommas(rows, columns)
  return { header: header?.fields ?? null, rows: read, columns, classes }
}

/** The rows with decimal points in the columns that are written with decimal commas. */
function readDecimalCommas(rows: readonly CsvRow[], columns: number): readonly CsvRow[] {
  const isDecimal = Array.from({ length: columns }, (_, i) => {
    const isWritten = ({ fields }: CsvRow) => isMissing(fields[i]!) || isDecimalComma(fields[i]!)
    return rows.some(({ fields }) => fields[i]!.includes(',')) && rows.every(isWritten)
  })
  if (!isDecimal.includes(true)) return rows
  return rows.map(({ line, fields }) => ({
    line,
    fields: fields.map((field, i) => (isDecimal[i] ? field.replace(',', '.') : field)),
  }))
}

/** `5`, `-0,3`, `,5`, `1e-9`: a number without a decimal point. */
const isDecimalComma = (field: string): boolean => !field.includes('.') && isNumeric(field)

/** A number as people write it: `5`, `-0.3`, `,5`, `1e-9`. */
const isNumeric = (field: string): boolean =>
  /^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i.test(field)

const isNumberOrMissing = (field: string): boolean => isMissing(field) || isNumeric(field)
const isValue = (field: string): boolean => /^[x-]$/i.test(field) || isNumberOrMissing(field)

function checkBytes(content: Uint8Array, faults: FaultList): void {
  if (content.length > csvBytesMax) {
    faults.add('import/too-large', {}, `at most ${csvBytesMax} bytes`, `${content.length} bytes`)
  }
  const mark = (content[0]! << 8) | content[1]!
  if (content.length >= 2 && (mark === 0xfffe || mark === 0xfeff)) {
    const hint = 'Save the file as “CSV UTF-8”.'
    faults.add('import/bad-encoding', {}, 'text in UTF-8', 'text in UTF-16', hint)
  }
}

function parseRows(text: string, delimiter: string, faults: FaultList): CsvRow[] {
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      info: true,
      max_record_size: rowCharactersMax,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      to: csvRowsMax + 3,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    // The parser counts to the end of a record; a quoted field may hold lines of its own.
    return records.map(({ record, info }) => ({
      line: info.lines - record.reduce((sum, field) => sum + field.split('\n').length - 1, 0),
      fields: record,
    }))
  } catch (error) {
    if (error instanceof CsvError) addParseFault(error, faults)
    faults.throwIfAny()
    throw error
  }
}

function addParseFault(error: CsvError, faults: FaultList): void {
  const line = Number(error.lines)
  const { code, expected, received, hint } = parseFaults[error.code] ?? {
    code: 'import/bad-csv',
    expected: 'rows of fields',
    received: error.message,
  }
  faults.add(code, { line: Number.isNaN(line) ? undefined : line }, expected, received, hint)
}

const afterQuote: Omit<Fault, 'where'> = {
  code: 'import/bad-quotes',
  expected: 'the end of the field after its closing quote',
  received: 'more text',
  hint: 'A quote within a quoted field is written twice.',
}

const parseFaults: Readonly<Record<string, Omit<Fault, 'where'>>> = {
  CSV_QUOTE_NOT_CLOSED: {
    code: 'import/bad-quotes',
    expected: 'a closing quote',
    received: 'the end of the file',
  },
  CSV_INVALID_CLOSING_QUOTE: afterQuote,
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: afterQuote,
  INVALID_OPENING_QUOTE: {
    code: 'import/bad-quotes',
    expected: 'a quote only where a field begins',
    received: 'one within a field',
    hint: 'Put the whole field in quotes and write the quote within it twice.',
  },
  CSV_MAX_RECORD_SIZE: {
    code: 'import/long-row',
    expected: `at most ${rowCharactersMax} characters`,
    received: 'more',
  },
}

/** The first of tab, semicolon and comma that is in each of the first lines, outside quotes. */
function findDelimiter(text: string): string {
  const lines = text
    .slice(0, 2 ** 14)
    .replace(/"[^"]*"/g, '')
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== '')
    .slice(0, 10)
  const isEverywhere = (delimiter: string) => lines.every((line) => line.includes(delimiter))
  return ['\t', ';', ','].find(isEverywhere) ?? ','
}

/** `rows,features,class 0,class 1,…`; undefined when the first row says something else. */
function readClassNames(rows: readonly CsvRow[]): string[] | undefined {
  const [first, second] = rows
  if (!first || !second || first.fields.length < 3) return undefined
  const [count, features, ...names] = first.fields
  const isSaid = count === `${rows.length - 1}` && features === `${second.fields.length - 1}`
  return isSaid && new Set(names).size === names.length ? names : undefined
}

function looksLikeHeader(rows: readonly CsvRow[]): boolean {
  const [first, ...rest] = rows
  const isNamed = first?.fields.every((name) => name === '' || !isNumberOrMissing(name))
  if (!first || !isNamed || rest.length === 0) return false
  const below = (i: number) => rest.map(({ fields }) => fields[i] ?? '')
  if (first.fields.some((_, i) => below(i).every(isValue))) return true
  return first.fields.every((name, i) => !below(i).includes(name))
}

function checkRows(rows: readonly CsvRow[], columns: number, faults: FaultList): void {
  if (rows.length === 0) faults.add('import/empty', {}, 'rows below the header', 'only a header')
  if (rows.length > csvRowsMax) {
    faults.add('import/too-many-rows', {}, `at most ${csvRowsMax} rows`, 'more')
  }
  if (columns > csvColumnsMax) {
    faults.add('import/too-many-columns', {}, `at most ${csvColumnsMax} columns`, `${columns}`)
  }
  for (const { line, fields } of rows) {
    if (fields.length === columns) continue
    const expected = `${columns} fields, as in the first row`
    faults.add('import/ragged-row', { line }, expected, `${fields.length}`)
  }
}

function checkHeader({ line, fields }: CsvRow, faults: FaultList): void {
  fields.forEach((name, i) => {
    const place = { line, what: `column ${i + 1}` }
    if (name === '') {
      const hint = 'Is it a column of row numbers? Take it out.'
      faults.add('import/no-name', place, 'a name', 'nothing', hint)
    } else if (fields.indexOf(name) < i) {
      faults.add('import/duplicate-name', place, 'a name of its own', quote(name))
    } else {
      const fault = findTextFault(name, columnNameMax)
      if (fault) faults.add('import/bad-name', place, `a name: ${fault.expected}`, fault.received)
    }
  })
}
