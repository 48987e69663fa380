/**
 * Reads AIGER, and-inverter graphs with latches, in its ASCII and its binary form; the header says
 * which. A literal is twice a variable, plus 1 for its complement; literal 0 is constant 0.
 *
 * A latch that starts at 1 is stored inverted; an uninitialised one starts at 0. The sections of
 * AIGER 1.9 for bad states, constraints, justice and fairness must be empty. Gates and latches that
 * no output depends on are dropped.
 *
 * Sources: Biere 2007, "The AIGER And-Inverter Graph (AIG) Format Version 20071012"; Biere, Heljanko
 * & Wieringa 2011, "AIGER 1.9 And Beyond".
 */
import { assert, createFaultList, type FaultList } from '../errors.ts'
import type { Reader } from '../import.ts'
import { buildAiger } from './aiger-build.ts'
import { type Cursor, createCursor, isAtEnd, readDelta, readNumbers } from './aiger-cursor.ts'
import { type AigerHeader, readHeader } from './aiger-header.ts'
import { readSymbols } from './aiger-symbols.ts'
import { completePorts } from './source.ts'

/** Rows of numbers and the line of the first; binary gates have no lines. */
export interface AigerSection {
  /** [rows × width], flat */
  readonly rows: Uint32Array
  readonly firstLine?: number
}

export interface Aiger {
  readonly header: AigerHeader
  /** [inputs] */
  readonly inputs: AigerSection
  /** [latches × 3] own literal, next, start; the start is 0, 1 or the own literal. */
  readonly latches: AigerSection
  /** [outputs] */
  readonly outputs: AigerSection
  /** [ands × 3] own literal and two fan-ins. */
  readonly ands: AigerSection
}

export const aigerReader: Reader = {
  name: 'aiger',
  extensions: ['.aag', '.aig'],
  read(content, file) {
    const faults = createFaultList(file)
    const cursor = createCursor(content)
    const header = readHeader(cursor, faults)
    faults.throwIfAny()
    assert(header, 'a header without faults')
    const aiger = readSections(cursor, header, faults)
    const symbols = readSymbols(cursor, header, faults)
    const netlist = buildAiger(aiger, faults)
    return { kind: 'netlist', netlist, ports: completePorts(symbols.inputs, symbols.outputs) }
  },
}

function readSections(cursor: Cursor, header: AigerHeader, faults: FaultList): Aiger {
  const { binary, literalMax } = header
  const read = (what: string, count: number, shape: RowShape) =>
    readRows(cursor, { what, count, literalMax, ...shape }, faults)
  const listed = { width: 1, from: 0, optional: 0 }
  const own = { width: 3, from: 0, optional: 0 }
  const inputs = binary ? countInputs(header) : read('an input', header.inputs, listed)
  const latches = read('a latch', header.latches, { ...own, from: binary ? 1 : 0, optional: 1 })
  const outputs = read('an output', header.outputs, listed)
  const ands = binary ? readDeltas(cursor, header, faults) : read('an AND gate', header.ands, own)
  if (binary) numberLatches(latches.rows, header)
  return { header, inputs, latches, outputs, ands }
}

interface RowShape {
  /** Numbers a row. */
  readonly width: number
  /** The first number that the file gives; those before it are implied. */
  readonly from: number
  /** How many numbers may be missing at the end; they are 0 then. */
  readonly optional: number
}

function readRows(
  cursor: Cursor,
  shape: RowShape & { what: string; count: number; literalMax: number },
  faults: FaultList,
): AigerSection {
  const { what, count, width, from, optional, literalMax } = shape
  const rows = new Uint32Array(count * width)
  const firstLine = cursor.line
  for (let row = 0; row < count; row++) {
    if (isAtEnd(cursor)) {
      const expected = `${what}, ${row + 1} of ${count}`
      faults.add('import/truncated', { line: cursor.line }, expected, 'the end of the file')
      break
    }
    const most = width - from
    const numbers = readNumbers(cursor, { what, least: most - optional, most, literalMax }, faults)
    if (numbers) rows.set(numbers, row * width + from)
  }
  return { rows, firstLine }
}

function countInputs(header: AigerHeader): AigerSection {
  return { rows: Uint32Array.from({ length: header.inputs }, (_, i) => 2 * (1 + i)) }
}

function numberLatches(rows: Uint32Array, header: AigerHeader): void {
  for (let l = 0; l < header.latches; l++) rows[3 * l] = 2 * (1 + header.inputs + l)
}

/** Binary gates: each fan-in is written as how much smaller it is than the literal before it. */
function readDeltas(cursor: Cursor, header: AigerHeader, faults: FaultList): AigerSection {
  const rows = new Uint32Array(3 * header.ands)
  for (let g = 0; g < header.ands; g++) {
    const own = 2 * (1 + header.inputs + header.latches + g)
    const place = { what: `AND gate ${g + 1} of ${header.ands}, byte ${cursor.at + 1}` }
    const first = readDelta(cursor)
    const second = first === undefined ? undefined : readDelta(cursor)
    if (first === undefined || second === undefined) {
      const received = isAtEnd(cursor) ? 'the end of the file' : 'a longer number'
      faults.add('import/bad-delta', place, 'two differences of up to 32 bits', received)
      break
    }
    if (first === 0 || first > own || second > own - first) {
      const expected = `differences that sum up to at most ${own}, the first not 0`
      faults.add('import/bad-delta', place, expected, `${first} and ${second}`)
      break
    }
    rows.set([own, own - first, own - first - second], 3 * g)
  }
  return { rows }
}
