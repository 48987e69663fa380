/** The first line of an AIGER file: which form, and how many of everything. */
import { type FaultList, quote } from '../errors.ts'
import { signalsMax } from '../netlist.ts'
import { type Cursor, readLine } from './aiger-cursor.ts'
import { portsMax } from './source.ts'

export interface AigerHeader {
  readonly binary: boolean
  readonly inputs: number
  readonly latches: number
  readonly outputs: number
  readonly ands: number
  /** The largest literal, 2M + 1. */
  readonly literalMax: number
}

const counts = ['variables', 'inputs', 'latches', 'outputs', 'AND gates']
const properties = ['bad states', 'constraints', 'justice properties', 'fairness constraints']

/** Reads the header and holds its counts against each other and the length of the file. */
export function readHeader(cursor: Cursor, faults: FaultList): AigerHeader | undefined {
  const line = readLine(cursor)
  const match = /^(aag|aig)((?: \d{1,10}){5,9})$/.exec(line)
  if (!match) {
    const expected = 'a header: aag or aig, and the counts M I L O A'
    faults.add('import/bad-header', { line: 1, column: 1 }, expected, quote(line))
    return undefined
  }
  const numbers = match[2]!.trim().split(' ').map(Number)
  const [variables, inputs, latches, outputs, ands] = numbers as [
    ...[number, number, number, number, number],
  ]
  const binary = match[1] === 'aig'
  const refuse = (expected: string, received: string) =>
    faults.add('import/bad-header', { line: 1 }, expected, received)

  const limits = [signalsMax - 1, portsMax, signalsMax, portsMax, signalsMax]
  limits.forEach((limit, c) => {
    if (numbers[c]! > limit) refuse(`at most ${limit} ${counts[c]}`, `${numbers[c]}`)
  })
  numbers.slice(counts.length).forEach((count, p) => {
    const expected = `no ${properties[p]}: only machines are read`
    if (count > 0) faults.add('import/unsupported', { line: 1 }, expected, `${count}`)
  })
  if (outputs === 0) refuse('at least one output', 'none')
  const defined = inputs + latches + ands
  if (binary ? variables !== defined : variables < defined) {
    refuse(`${binary ? '' : 'at least '}${defined} variables, M = I + L + A`, `${variables}`)
  }
  const bytes = 2 * ((binary ? 0 : inputs) + latches + outputs + ands)
  const left = Math.max(0, cursor.bytes.length - cursor.at + 1)
  if (bytes > left) refuse(`at least ${bytes} bytes after the header, as it counts`, `${left}`)
  return { binary, inputs, latches, outputs, ands, literalMax: 2 * variables + 1 }
}
