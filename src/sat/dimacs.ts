/**
 * Formulas as DIMACS CNF: a line `p cnf VARIABLES CLAUSES`, then clauses of literals, each ended by 0.
 *
 *   c anything
 *   p cnf 2 2
 *   1 -2 0
 *   2 0
 *
 * Source: DIMACS 1993, "Satisfiability: Suggested Format".
 */
import { createFaultList, type FaultList, quote, UsageError } from '../errors.ts'

export interface Formula {
  /** The number of variables. */
  readonly variables: number
  /** [clauses] literals, `v` or `-v`. */
  readonly clauses: readonly (readonly number[])[]
}

/** The most variables and clauses of a file, and the most characters. */
export const variablesMax = 2 ** 24
export const clausesMax = 2 ** 24
export const charactersMax = 2 ** 28

/** Reads a formula; throws a `UsageError` with every fault of the text. */
export function readDimacs(text: string, file = 'formula'): Formula {
  expectLength(text, file)
  const faults = createFaultList(file)
  const clauses: number[][] = []
  let header: { variables: number; clauses: number } | undefined
  let clause: number[] = []
  let lastLine = 1

  for (const { words, line } of wordLines(text)) {
    lastLine = line
    if (words[0] === 'p') {
      if (header) faults.add('sat/second-header', { line }, 'one line p', quote(words.join(' ')))
      header ??= readHeader(words, line, faults)
      continue
    }
    if (!header) {
      faults.add('sat/no-header', { line }, 'p cnf VARIABLES CLAUSES first', quote(words[0]))
      header = { variables: variablesMax, clauses: Number.NaN }
    }
    for (const word of words) {
      const literal = readLiteral(word, header.variables, line, faults)
      if (literal === undefined) continue
      if (literal !== 0) clause.push(literal)
      else {
        clauses.push(clause)
        clause = []
      }
    }
  }
  if (!header) faults.add('sat/no-header', {}, 'a line p cnf VARIABLES CLAUSES', 'none')
  if (clause.length > 0) {
    faults.add('sat/open-clause', { line: lastLine }, 'a 0 behind the last clause', 'the end')
  }
  const announced = header?.clauses ?? Number.NaN
  if (!Number.isNaN(announced) && announced !== clauses.length) {
    faults.add('sat/bad-count', {}, `${announced} clauses, as line p says`, `${clauses.length}`)
  }
  faults.throwIfAny()
  return { variables: header!.variables, clauses }
}

/** Writes a formula, each comment on a line of its own before it. */
export function writeDimacs({ variables, clauses }: Formula, comments: readonly string[] = []) {
  const lines = comments.flatMap((comment) => comment.split('\n').map((line) => `c ${line}`))
  lines.push(`p cnf ${variables} ${clauses.length}`)
  for (const clause of clauses) lines.push(clause.length > 0 ? `${clause.join(' ')} 0` : '0')
  return `${lines.join('\n')}\n`
}

export function expectLength(text: string, file: string): void {
  if (text.length <= charactersMax) return
  const expected = `at most ${charactersMax} characters`
  throw new UsageError('sat/too-large', { where: file, expected, received: `${text.length}` })
}

/** The words of every line that is neither empty nor a comment. */
export function* wordLines(text: string): Generator<{ words: string[]; line: number }> {
  let from = 0
  for (let line = 1; from <= text.length; line++) {
    const newline = text.indexOf('\n', from)
    const to = newline === -1 ? text.length : newline
    const content = text.slice(from, to).trim()
    from = to + 1
    if (content === '' || /^c(\s|$)/.test(content)) continue
    yield { words: content.split(/\s+/), line }
  }
}

function readHeader(words: readonly string[], line: number, faults: FaultList) {
  const [, format, variables = '', clauses = '', ...more] = words
  const counts = { variables: readCount(variables), clauses: readCount(clauses) }
  const isRight =
    format === 'cnf' &&
    more.length === 0 &&
    counts.variables <= variablesMax &&
    counts.clauses <= clausesMax
  if (isRight) return counts
  const expected = `p cnf VARIABLES CLAUSES, at most ${variablesMax} and ${clausesMax}`
  faults.add('sat/bad-header', { line }, expected, quote(words.join(' ')))
  // The file is read on for its other faults.
  return { variables: variablesMax, clauses: Number.NaN }
}

const readCount = (word: string): number => (/^\d{1,9}$/.test(word) ? Number(word) : Number.NaN)

/** Reads a literal or the 0 that ends a list. */
export function readLiteral(
  word: string,
  variables: number,
  line: number,
  faults: FaultList,
): number | undefined {
  const value = /^-?\d{1,9}$/.test(word) ? Number(word) : Number.NaN
  // -0 is 0 here.
  if (Math.abs(value) <= variables) return value + 0
  const expected = `a literal in [-${variables}, ${variables}] or 0`
  faults.add('sat/bad-literal', { line }, expected, quote(word))
  return undefined
}
