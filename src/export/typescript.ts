/**
 * Emits a TypeScript module without dependencies: a function for a combinational machine, a factory
 * of `reset` and `step` for one with latches.
 *
 * Where the machine has an encoder it takes the raw row, and where it has classes it names the class;
 * both are written out as code, so that the file needs nothing else.
 */
import type { Exporter } from '../export.ts'
import { columnBits, type Encoder, type EncoderColumn } from '../netlist/encoder.ts'
import type { Ports } from '../netlist/ports.ts'
import { firstGate, type Netlist, signalCount } from '../netlist.ts'
import { checkCoding } from './coding.ts'
import { cleanIdentifier, commentHeader, createNamer, nameSignals, titleOf } from './names.ts'
import { typescriptWords } from './typescript-words.ts'

export const typescriptExporter: Exporter = {
  name: 'typescript',
  extension: '.ts',
  description: 'a TypeScript module without dependencies',
  emit(netlist, ports, provenance) {
    checkCoding(netlist, ports)
    const namer = createNamer(cleanIdentifier, typescriptWords)
    const name = namer.name(titleOf(provenance))
    const { signals } = nameSignals(netlist, ports, namer, '0')
    const code = {
      ...inputCode(ports, signals),
      ...outputCode(
        ports,
        Array.from(netlist.outputs, (signal) => signals[signal]!),
      ),
      gates: gateLines(netlist, signals),
    }
    const body =
      netlist.latches.length === 0
        ? functionLines(name, code)
        : factoryLines(name, code, netlist, signals)
    const head = [
      'export type Bit = 0 | 1',
      ...(ports.encoder ? ['export type Raw = number | string | boolean | null'] : []),
      `export type Inputs = ${code.taken}`,
      `export type Outputs = ${code.given}`,
      '',
      `export const inputNames = ${list(ports.inputs)} as const`,
      `export const outputNames = ${list(ports.outputs)} as const`,
      '',
    ]
    const reading = ports.encoder ? readingLines(ports.encoder) : []
    return `${commentHeader('// |', provenance)}${[...head, ...reading, ...body].join('\n')}\n`
  },
}

interface Code {
  /** The type of the only argument, and lines that turn it into input signals. */
  readonly taken: string
  readonly unpack: readonly string[]
  readonly gates: readonly string[]
  /** The type of the answer, and the expression that gives it. */
  readonly given: string
  readonly answer: string
}

function functionLines(name: string, code: Code): string[] {
  const lines = [...code.unpack, ...code.gates, `return ${code.answer}`]
  return [`export function ${name}(inputs: Inputs): Outputs {`, ...indent(lines), '}']
}

function factoryLines(
  name: string,
  code: Code,
  netlist: Netlist,
  signals: readonly string[],
): string[] {
  const own = signals.slice(1 + netlist.inputs, firstGate(netlist))
  const next = Array.from(netlist.latches, (signal) => signals[signal])
  const step = [
    ...code.unpack,
    ...code.gates,
    `const answer: Outputs = ${code.answer}`,
    `;[${own.join(', ')}] = [${next.join(', ')}]`,
    'return answer',
  ]
  return [
    `export function ${name}() {`,
    ...indent([
      ...own.map((latch) => `let ${latch} = 0`),
      'return {',
      ...indent([
        'reset(): void {',
        ...indent(own.map((latch) => `${latch} = 0`)),
        '},',
        `step(inputs: Inputs): Outputs {`,
        ...indent(step),
        '},',
      ]),
      '}',
    ]),
    '}',
  ]
}

function gateLines(netlist: Netlist, signals: readonly string[]): string[] {
  const lines: string[] = []
  let at = 0
  for (let signal = firstGate(netlist); signal < signalCount(netlist); signal++) {
    const [a, b] = [netlist.fanin[at++]!, netlist.fanin[at++]!]
    const value = a === b ? `1 ^ ${signals[a]}` : `1 ^ (${signals[a]} & ${signals[b]})`
    lines.push(`const ${signals[signal]} = ${value}`)
  }
  return lines
}

/** Bits as they are, or a raw row and the comparisons that encode it. */
function inputCode(ports: Ports, signals: readonly string[]) {
  const { encoder, inputs } = ports
  if (!encoder) {
    const names = inputs.map((_, i) => signals[1 + i]!)
    const taken = `readonly [${names.map((name) => `${name}: Bit`).join(', ')}]`
    return { taken, unpack: names.length > 0 ? [`const [${names.join(', ')}] = inputs`] : [] }
  }
  const namer = createNamer(cleanIdentifier, typescriptWords)
  const elements = encoder.columns.map((column) => {
    return `${namer.name(column.name)}: Raw`
  })
  let i = 1
  const unpack = encoder.columns.flatMap((column, c) =>
    Array.from({ length: columnBits(column) }, (_, bit) => {
      return `const ${signals[i++]} = ${comparison(column, c, bit)} ? 1 : 0`
    }),
  )
  return { taken: `readonly [${elements.join(', ')}]`, unpack }
}

function comparison(column: EncoderColumn, c: number, bit: number): string {
  return column.kind === 'number'
    ? `readNumber(inputs[${c}]) > ${column.thresholds[bit]}`
    : `readCategory(inputs[${c}]) === ${literal(column.categories[bit]!)}`
}

const missingLines = `
/** What is missing is no bit of its column. */
function isMissing(value: Raw | undefined): boolean {
  if (typeof value === 'string') return /^\\s*(\\?|na|n\\/a|nan|null|)\\s*$/i.test(value)
  return value === null || value === undefined || Number.isNaN(value)
}
`
const numberLines = `
function readNumber(value: Raw | undefined): number {
  const number = isMissing(value) ? NaN : Number(value)
  return Number.isFinite(number) ? number : NaN
}
`
const categoryLines = `
function readCategory(value: Raw | undefined): string {
  return isMissing(value) ? '' : String(value)
}
`

/** How raw values are read, as in `netlist/encoder.ts`; only what is used, for strict compilers. */
function readingLines({ columns }: Encoder): string[] {
  const has = (kind: EncoderColumn['kind']) =>
    columns.some((column) => column.kind === kind && columnBits(column) > 0)
  const lines = [
    has('number') || has('category') ? missingLines : '',
    has('number') ? numberLines : '',
    has('category') ? categoryLines : '',
  ]
  return [...lines.filter(Boolean).map((text) => text.trim()), '']
}

/** Bits as they are, or the class of the first output that is 1. */
function outputCode(ports: Ports, shown: readonly string[]) {
  const { decoder, outputs } = ports
  if (!decoder) {
    const namer = createNamer(cleanIdentifier, typescriptWords)
    const elements = outputs.map((output) => `${namer.name(output)}: Bit`)
    const given = `[${elements.join(', ')}]`
    return { given, answer: `[${shown.join(', ')}] as Outputs` }
  }
  const classes = decoder.classes.map(literal)
  const last = classes[classes.length - 1]!
  const choices = shown.map((signal, o) => `${signal} ? ${classes[o]} : `)
  return { given: [...new Set(classes)].join(' | '), answer: choices.join('') + last }
}

/** A string literal; what would be invisible in an editor is written as its number. */
const literal = (text: string): string =>
  JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => {
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
    },
  )

const list = (names: readonly string[]): string => `[${names.map(literal).join(', ')}]`

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`)
