/**
 * Reads PLA, the truth tables of Espresso: one line a cube of inputs and what the outputs are there.
 *
 * `.type` says what the output characters stand for, and what rows are that no line speaks of:
 *
 *   f     1 is one                                     other rows are 0
 *   fd    1 is one, - is don't-care (the default)      other rows are 0
 *   fr    1 is one, 0 is zero                          other rows do not matter
 *   fdr   1 is one, 0 is zero, - is don't-care         other rows do not matter
 *
 * A character without a meaning says nothing. Where lines overlap, don't-care wins; a row that one
 * line wants to be 1 and another 0 is a fault.
 *
 * Source: Rudell 1986, "Multiple-Valued Logic Minimization for PLA Synthesis" (espresso(5)).
 */
import { createFaultList, type FaultList, quote } from '../errors.ts'
import type { Reader } from '../import.ts'
import { tableInputsMax } from '../spec.ts'
import { expandCubes } from './pla-expand.ts'
import {
  checkNames,
  completePorts,
  decodeText,
  portsMax,
  readCount,
  type Token,
  tokenLines,
} from './source.ts'

export interface PlaCube {
  readonly token: Token
  /** [inputs] of `0 1 -` */
  readonly inputs: string
  /** [outputs] of `0 1 - ~` */
  readonly outputs: string
}

export interface Pla {
  inputs?: number
  outputs?: number
  type: string
  /** The number of cubes that `.p` announces. */
  announced?: number
  /** The commands so far. */
  readonly seen: Set<string>
  readonly inputNames: Token[]
  readonly outputNames: Token[]
  readonly cubes: PlaCube[]
  /** The number of lines that should be cubes, broken ones included. */
  lines: number
}

export const plaReader: Reader = {
  name: 'pla',
  extensions: ['.pla'],
  read(content, file) {
    const faults = createFaultList(file)
    const pla = parsePla(decodeText(content), faults)
    checkCounts(pla, faults)
    faults.throwIfAny()
    const { inputs, outputs } = pla as Pla & { inputs: number; outputs: number }
    const spec = expandCubes(inputs, outputs, pla, faults)
    faults.throwIfAny()
    const names = (tokens: Token[], count: number) =>
      Array.from({ length: count }, (_, i) => tokens[i]?.text)
    const ports = completePorts(names(pla.inputNames, inputs), names(pla.outputNames, outputs))
    return { kind: 'spec', spec, ports }
  },
}

function parsePla(text: string, faults: FaultList): Pla {
  const pla: Pla = {
    type: 'fd',
    seen: new Set(),
    inputNames: [],
    outputNames: [],
    cubes: [],
    lines: 0,
  }
  for (const tokens of tokenLines(text)) {
    const [head, ...rest] = tokens as [Token, ...Token[]]
    if (head.text === '.e' || head.text === '.end') break
    if (head.text.startsWith('.')) readCommand(pla, head, rest, faults)
    else addCube(pla, tokens, faults)
  }
  return pla
}

function readCommand(pla: Pla, head: Token, rest: readonly Token[], faults: FaultList): void {
  const [first] = rest
  if (pla.seen.has(head.text) && head.text !== '.ilb' && head.text !== '.ob') {
    faults.add('import/duplicate-command', head, 'each command once', quote(head.text))
    return
  }
  pla.seen.add(head.text)
  switch (head.text) {
    case '.i':
      pla.inputs = readCount(first, 'the number of inputs', tableInputsMax, head, faults)
      return
    case '.o':
      pla.outputs = readCount(first, 'the number of outputs', portsMax, head, faults)
      return
    case '.p':
      pla.announced = readCount(first, 'the number of lines', 2 ** 32, head, faults)
      return
    case '.ilb':
      for (const token of rest) pla.inputNames.push(token)
      return
    case '.ob':
      for (const token of rest) pla.outputNames.push(token)
      return
    case '.type':
      if (first && /^(f|fd|fr|fdr)$/.test(first.text)) pla.type = first.text
      else {
        const received = first ? quote(first.text) : 'nothing'
        faults.add('import/bad-type', first ?? head, 'one of f, fd, fr, fdr', received)
      }
      return
    default: {
      const expected = 'one of .i .o .p .ilb .ob .type .e'
      faults.add('import/unsupported', head, expected, quote(head.text))
    }
  }
}

/** Adds a line such as `1-0 01`; blanks and bars between the characters mean nothing. */
function addCube(pla: Pla, tokens: readonly Token[], faults: FaultList): void {
  const [token] = tokens as [Token, ...Token[]]
  const { inputs, outputs } = pla
  pla.lines++
  if (pla.lines === 1 && !(pla.seen.has('.i') && pla.seen.has('.o'))) {
    faults.add('import/bad-count', token, '.i and .o before the first cube', quote(token.text))
  }
  if (inputs === undefined || outputs === undefined) return
  const text = tokens
    .map((part) => part.text)
    .join('')
    .replaceAll('|', '')
  if (text.length !== inputs + outputs) {
    const expected = `${inputs} characters for inputs and ${outputs} for outputs`
    faults.add('import/bad-cube', token, expected, `${text.length}: ${quote(text)}`)
    return
  }
  const cube = {
    token,
    inputs: text.slice(0, inputs).replaceAll('2', '-'),
    outputs: text.slice(inputs).replaceAll('4', '1').replaceAll('2', '-').replaceAll('3', '~'),
  }
  if (!/^[01-]*$/.test(cube.inputs)) {
    faults.add('import/bad-cube', token, 'inputs of 0, 1 and -', quote(cube.inputs))
  }
  if (!/^[01~-]*$/.test(cube.outputs)) {
    faults.add('import/bad-cube', token, 'outputs of 0, 1, - and ~', quote(cube.outputs))
  }
  pla.cubes.push(cube)
}

function checkCounts(pla: Pla, faults: FaultList): void {
  const { inputs, outputs, announced, lines, seen } = pla
  for (const command of ['.i', '.o']) {
    if (seen.has(command) || lines > 0) continue
    faults.add('import/bad-count', {}, `${command} and a number`, 'neither number nor cubes')
  }
  if (outputs === 0) faults.add('import/no-outputs', {}, 'at least one output', '.o 0')
  if (announced !== undefined && announced !== lines) {
    faults.add('import/bad-count', {}, `${announced} cubes, as .p says`, `${lines}`)
  }
  checkLabels(pla.inputNames, inputs, 'input', faults)
  checkLabels(pla.outputNames, outputs, 'output', faults)
}

function checkLabels(names: Token[], count: number | undefined, what: string, faults: FaultList) {
  checkNames(names, what, faults)
  if (names.length === 0 || count === undefined || names.length === count) return
  faults.add('import/bad-names', names[0]!, `${count} ${what} names`, `${names.length}`)
}
