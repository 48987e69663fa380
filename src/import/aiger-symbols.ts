/** The end of an AIGER file: names of inputs, latches and outputs, then a comment. */
import { type FaultList, quote } from '../errors.ts'
import { findTextFault, portNameMax } from '../netlist/ports.ts'
import { type Cursor, isAtEnd, readLine } from './aiger-cursor.ts'
import type { AigerHeader } from './aiger-header.ts'

/** The names that the file gives; undefined where it gives none. */
export interface AigerSymbols {
  readonly inputs: (string | undefined)[]
  readonly outputs: (string | undefined)[]
}

export function readSymbols(cursor: Cursor, header: AigerHeader, faults: FaultList): AigerSymbols {
  const inputs = createNames(header.inputs)
  const outputs = createNames(header.outputs)
  // Names of latches are checked as well, but a machine does not keep them.
  const kinds = new Map([
    ['i', inputs],
    ['l', createNames(header.latches)],
    ['o', outputs],
  ])
  // A broken section leaves the cursor anywhere, and what stands there is no fault of its own.
  const sectionsAreSound = faults.count === 0
  while (sectionsAreSound && !isAtEnd(cursor)) {
    const { line } = cursor
    const text = readLine(cursor)
    if (text === 'c') break
    const match = /^([ilo])(\d{1,7}) (.*)$/.exec(text)
    const kind = match ? kinds.get(match[1]!) : undefined
    if (match && kind) addName(kind, Number(match[2]), match[3]!, line, faults)
    else {
      const expected = 'a name such as `i0 start`, or a comment after `c`'
      faults.add('import/bad-symbol', { line, column: 1 }, expected, quote(text))
    }
  }
  return { inputs: inputs.names, outputs: outputs.names }
}

interface Names {
  readonly names: (string | undefined)[]
  readonly taken: Set<string>
}

function createNames(count: number): Names {
  return { names: new Array(count).fill(undefined), taken: new Set() }
}

function addName(kind: Names, index: number, name: string, line: number, faults: FaultList): void {
  const { names, taken } = kind
  const refuse = (expected: string, received: string) =>
    faults.add('import/bad-symbol', { line }, expected, received)
  const fault = findTextFault(name, portNameMax)
  if (index >= names.length) refuse(`a number below ${names.length}`, `${index}`)
  else if (names[index] !== undefined) refuse('one name for each', `another name for ${index}`)
  else if (name === '') refuse('a name', 'nothing')
  else if (fault) refuse(`a name: ${fault.expected}`, fault.received)
  else if (taken.has(name)) refuse('another name', `${quote(name)}, which comes twice`)
  else names[index] = name
  taken.add(name)
}
