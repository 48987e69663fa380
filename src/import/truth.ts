/**
 * Reads truth tables as plain text, one line an output: the leftmost character is the highest row, as
 * in the IWLS programming contests, and row r gives input i the bit i of r.
 *
 * A line is binary, one character of `0 1 - x` a row (`-` and `x` do not matter), or hexadecimal,
 * four rows a digit. `0b` and `0x` before it decide. Without them a file is binary if each of its
 * lines is one of `0 1 - x` whose length is a power of two, and hexadecimal otherwise: `0110` is the
 * exclusive or of two inputs, `0x0110` a function of four.
 */
import { setLane, wordsFor } from '../bits.ts'
import { createFaultList, type FaultList, quote } from '../errors.ts'
import type { Reader } from '../import.ts'
import { tableInputsMax } from '../spec.ts'
import {
  completePorts,
  decodeText,
  portsMax,
  type Token,
  tableWordsMax,
  tokenLines,
} from './source.ts'

export const truthReader: Reader = {
  name: 'truth',
  extensions: ['.truth'],
  read(content, file) {
    const faults = createFaultList(file)
    const lines = readLines(decodeText(content), faults)
    checkLines(lines, faults)
    faults.throwIfAny()
    const inputs = 31 - Math.clz32(lines[0]!.rows)
    const words = wordsFor(2 ** inputs)
    const wanted = new Uint32Array(lines.length * words)
    const care = new Uint32Array(lines.length * words)
    lines.forEach((line, o) => {
      fillRows(line, o * words, wanted, care)
    })
    const spec = { kind: 'table', inputs, outputs: lines.length, wanted, care } as const
    const unnamed = (count: number) => new Array<undefined>(count).fill(undefined)
    return { kind: 'spec', spec, ports: completePorts(unnamed(inputs), unnamed(lines.length)) }
  },
}

/** The table of one output. */
interface Line {
  readonly token: Token
  readonly digits: string
  readonly isBinary: boolean
  readonly rows: number
}

function readLines(text: string, faults: FaultList): Line[] {
  const tokens: Token[] = []
  for (const [token, extra] of tokenLines(text)) {
    if (extra) faults.add('import/bad-table', extra, 'one table a line', quote(extra.text))
    tokens.push(token!)
  }
  const plain = tokens.filter(({ text }) => !/^0[bx]/i.test(text))
  const allBinary = plain.every(({ text }) => isPowerOfTwo(text.length) && /^[01x-]*$/i.test(text))
  return tokens.map((token) => {
    const prefix = /^0[bx]/i.exec(token.text)?.[0].toLowerCase()
    const digits = prefix ? token.text.slice(2) : token.text
    const isBinary = prefix ? prefix === '0b' : allBinary
    return { token, digits, isBinary, rows: digits.length * (isBinary ? 1 : 4) }
  })
}

const isPowerOfTwo = (n: number): boolean => n > 0 && (n & (n - 1)) === 0

function checkLines(lines: readonly Line[], faults: FaultList): void {
  const [first] = lines
  if (!first) faults.add('import/no-outputs', {}, 'a truth table for each output', 'none')
  if (lines.length > portsMax) {
    faults.add('import/too-many-ports', {}, `at most ${portsMax} outputs`, `${lines.length}`)
  }
  for (const { token, digits, isBinary, rows } of lines) {
    const strange = (isBinary ? /[^01x-]/i : /[^\da-f]/i).exec(digits)
    if (strange) {
      const place = { line: token.line, column: token.column + token.text.length - digits.length }
      const expected = isBinary ? 'binary digits, - or x' : 'hexadecimal digits'
      place.column += strange.index
      faults.add('import/bad-table', place, expected, quote(strange[0]))
    } else if (!isPowerOfTwo(rows) || rows > 2 ** tableInputsMax) {
      const expected = `2^n rows, n up to ${tableInputsMax}`
      faults.add('import/bad-table', token, expected, `${rows} rows: ${quote(token.text)}`)
    } else if (rows !== first!.rows) {
      const expected = `${first!.rows} rows as on line ${first!.token.line}`
      faults.add('import/bad-table', token, expected, `${rows} rows: ${quote(token.text)}`)
    }
  }
  if (first && lines.length * wordsFor(first.rows) > tableWordsMax) {
    const expected = `at most ${32 * tableWordsMax} bits, outputs × 2^inputs`
    faults.add('import/too-large', {}, expected, `${lines.length} × ${first.rows}`)
  }
}

/** Sets the rows of one output, written in place from word `offset` on. */
function fillRows(line: Line, offset: number, wanted: Uint32Array, care: Uint32Array): void {
  const { digits, isBinary } = line
  for (let place = 0; place < digits.length; place++) {
    const digit = digits[digits.length - 1 - place]!
    if (isBinary) {
      if (digit === '1') setLane(wanted, place, offset)
      if (digit === '0' || digit === '1') setLane(care, place, offset)
      continue
    }
    const shift = (4 * place) & 31
    wanted[offset + (place >>> 3)]! |= Number.parseInt(digit, 16) << shift
    care[offset + (place >>> 3)]! |= 0xf << shift
  }
}
