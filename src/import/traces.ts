/**
 * Reads traces: JSON Lines, one sequence from reset a line.
 *
 *   { "inputNames": ["push"], "outputNames": ["light"] }                    may be left out
 *   { "inputs": [[1], [0], [1]], "outputs": [[1], [1], [0]] }               a list of bits a tick
 *   { "inputs": [[0], [1]], "outputs": [[null], [1]] }                      null: does not matter
 */
import { createFaultList, type Fault, type FaultList, isUsageError } from '../errors.ts'
import type { Imported } from '../import.ts'
import { portNameMax } from '../netlist/ports.ts'
import { parseJson, z } from '../schema.ts'
import { casesFromTraces, type Trace } from '../spec/traces.ts'
import { checkNames, completePorts, decodeText } from './source.ts'

/** The most bytes, lines, ticks of a line, and inputs or outputs. */
export const traceBytesMax = 2 ** 24
const linesMax = 2 ** 18
const ticksMax = 2 ** 14
const portsMax = 256

const bit = z.union([z.literal(0), z.literal(1)], { error: '0 or 1' })
const openBit = z.union([z.literal(0), z.literal(1), z.null()], { error: '0, 1 or null' })
const names = z.array(z.string().min(1).max(portNameMax)).max(portsMax)

/** Lists of bits, one a tick; where there are none, nothing else is looked at. */
function ticksOf<Bit extends z.ZodType>(one: Bit) {
  return z.array(z.array(one).max(portsMax)).min(1, { abort: true }).max(ticksMax, { abort: true })
}

/** A sequence, as a line of a trace file or an entry of a task has it. */
export const traceSchema = z.strictObject({
  inputs: ticksOf(bit),
  outputs: ticksOf(openBit),
})

const namesSchema = z.strictObject({
  inputNames: names.optional(),
  outputNames: names.min(1).optional(),
})

/** Reads a trace file as a spec of cases; throws a `UsageError` with every fault. */
export function readTraces(content: Uint8Array, file: string): Imported {
  const faults = createFaultList(file)
  if (content.length > traceBytesMax) {
    const received = `${content.length} bytes`
    faults.add('import/too-large', {}, `at most ${traceBytesMax} bytes`, received)
    faults.throwIfAny()
  }
  const lines = splitLines(decodeText(content), faults)
  const isNames = /^\s*\{\s*"(inputNames|outputNames)"/.test(lines[0]?.text ?? '')
  const first = isNames ? lines.shift() : undefined
  const given = first && readLine(namesSchema, first, faults)
  const numbers: number[] = []
  const traces = lines.flatMap((line) => {
    const trace = readLine(traceSchema, line, faults)
    if (trace) numbers.push(line.number)
    return trace ?? []
  })
  if (lines.length === 0) faults.add('import/empty', {}, 'a sequence a line', 'none')
  for (const { index, path, expected, received } of findUnevenTraces(traces)) {
    const place = {
      line: numbers[index]!,
      what: `${path[0]}${path.length > 1 ? `[${path[1]}]` : ''}`,
    }
    faults.add('import/uneven-trace', place, expected, received)
  }
  faults.throwIfAny()
  const spec = casesFromTraces(traces)
  const inputNames = checkGiven('inputNames', given?.inputNames, spec.stimulus.inputs)
  const outputNames = checkGiven('outputNames', given?.outputNames, spec.outputs)
  faults.throwIfAny()
  return { kind: 'spec', spec, ports: completePorts(inputNames, outputNames) }

  function checkGiven(what: string, list: string[] | undefined, count: number) {
    if (!list) return Array.from({ length: count }, () => undefined)
    const line = first!.number
    if (list.length !== count) {
      const expected = `${count} names, as the sequences have`
      faults.add('import/bad-names', { line, what }, expected, `${list.length}`)
    }
    checkNames(
      list.map((text) => ({ text, line, column: 1 })),
      what.replace('Names', ''),
      faults,
    )
    return list
  }
}

/** A sequence that differs in shape from the first one or within itself. */
export interface UnevenTrace {
  readonly index: number
  readonly path: readonly (string | number)[]
  readonly expected: string
  readonly received: string
}

/** Everything in which sequences differ in shape. */
export function findUnevenTraces(traces: readonly Trace[]): UnevenTrace[] {
  const [first] = traces
  const found: UnevenTrace[] = []
  if (first && first.outputs[0]!.length === 0) {
    found.push({ index: 0, path: ['outputs', 0], expected: 'an output at least', received: 'none' })
  }
  traces.forEach((trace, index) => {
    const ticks = trace.inputs.length
    if (trace.outputs.length !== ticks) {
      const expected = `${ticks} ticks of outputs, as of inputs`
      found.push({ index, path: ['outputs'], expected, received: `${trace.outputs.length}` })
    }
    for (const side of ['inputs', 'outputs'] as const) {
      const width = first![side][0]!.length
      trace[side].forEach((bits, t) => {
        if (bits.length === width) return
        const expected = `bits for ${width} ${side}, as at the first tick of all`
        found.push({ index, path: [side, t], expected, received: `${bits.length}` })
      })
    }
  })
  return found
}

interface Line {
  readonly text: string
  readonly number: number
}

/** The lines that are not blank. */
function splitLines(text: string, faults: FaultList): Line[] {
  const lines = text.replace(/^\uFEFF/, '').split('\n')
  const filled = lines
    .map((line, i) => ({ text: line, number: i + 1 }))
    .filter((line) => line.text.trim() !== '')
  if (filled.length <= linesMax) return filled
  faults.add('import/too-many-lines', {}, `at most ${linesMax} lines`, `${filled.length}`)
  return []
}

/** The value of a line, or undefined and its faults at the line of the file. */
function readLine<T>(schema: z.ZodType<T>, line: Line, faults: FaultList): T | undefined {
  try {
    return parseJson(schema, line.text, '', 'import')
  } catch (error) {
    if (!isUsageError(error)) throw error
    for (const fault of error.faults) addLineFault(fault, line, faults)
    return undefined
  }
}

/** A line is read as a file without a name, so its faults are at `:1:column: what`. */
function addLineFault(fault: Fault, line: Line, faults: FaultList): void {
  const [, column, what] = /^(?::1)?(?::(\d+))?(?:: (.*))?$/s.exec(fault.where) ?? []
  const place = { line: line.number, column: column ? Number(column) : undefined, what }
  const { code, expected, received, hint } = fault
  faults.add(code, place, expected, received, hint)
}
