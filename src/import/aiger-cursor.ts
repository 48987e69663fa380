/** A place in the bytes of an AIGER file, and the two kinds of numbers that stand there. */
import { type FaultList, quote } from '../errors.ts'

export interface Cursor {
  readonly bytes: Uint8Array
  at: number
  /** Counted from 1. */
  line: number
}

export const createCursor = (bytes: Uint8Array): Cursor => ({ bytes, at: 0, line: 1 })

export const isAtEnd = (cursor: Cursor): boolean => cursor.at >= cursor.bytes.length

const newline = 0x0a
const carriageReturn = 0x0d
const space = 0x20
const digitZero = 0x30

/** Takes the rest of the line as text, without its end. */
export function readLine(cursor: Cursor): string {
  const found = cursor.bytes.indexOf(newline, cursor.at)
  const end = found === -1 ? cursor.bytes.length : found
  const text = new TextDecoder().decode(cursor.bytes.subarray(cursor.at, end))
  cursor.at = end + 1
  cursor.line++
  return text.endsWith('\r') ? text.slice(0, -1) : text
}

/** Takes a line of numbers; anything else on it is a fault and gives undefined. */
export function readNumbers(
  cursor: Cursor,
  shape: { what: string; least: number; most: number; literalMax: number },
  faults: FaultList,
): number[] | undefined {
  const { bytes } = cursor
  const { what, least, most, literalMax } = shape
  const start = cursor.at
  const numbers: number[] = []
  let value = -1
  let fault = false
  for (let at = start; !fault; at++) {
    const byte = bytes[at] ?? newline
    const digit = byte - digitZero
    if (digit >= 0 && digit <= 9) {
      value = 10 * Math.max(value, 0) + digit
      fault = value > literalMax
    } else if (byte === space || byte === newline || byte === carriageReturn) {
      if (value >= 0) numbers.push(value)
      value = -1
      fault = numbers.length > most
      if (byte !== newline) continue
      if (fault || numbers.length < least) break
      cursor.at = at + 1
      cursor.line++
      return numbers
    } else {
      fault = true
    }
  }
  const { line } = cursor
  const amount = least === most ? `${most}` : `${least} or ${most}`
  const expected = `${what}: ${amount} numbers up to ${literalMax}`
  cursor.at = start
  faults.add('import/bad-numbers', { line, column: 1 }, expected, quote(readLine(cursor)))
  return undefined
}

/** Takes a number of the binary form, seven bits a byte, lowest first; undefined if it is broken. */
export function readDelta(cursor: Cursor): number | undefined {
  let value = 0
  for (let scale = 1; scale <= 2 ** 28; scale *= 2 ** 7) {
    const byte = cursor.bytes[cursor.at]
    if (byte === undefined) return undefined
    cursor.at++
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return value
  }
  return undefined
}
