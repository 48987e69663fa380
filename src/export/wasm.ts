/**
 * Emits a WebAssembly module that needs nothing: it exports its `memory`, functions, and where things
 * lie as constants. Names, classes and provenance stand as JSON in its custom section `nandertal`.
 *
 *   step()                    one case, one tick: reads the bytes at `inputs`, writes those at `outputs`
 *   reset()                   sets the latches, bytes at `latches`, to 0
 *   simulate(ticks, blocks)   128 × blocks cases from reset, each a bit of a vector; from `cases` on lie
 *                             [ticks × inputs × blocks] and, written, [ticks × outputs × blocks] vectors
 *   encode()                  where there is an encoder: reads doubles at `row`, one a column, writes
 *                             the bytes at `inputs`; NaN is missing, and a category is its index
 *   decode()                  where there are classes: the index of the class of the bytes at `outputs`
 *   classify()                with both: reset, encode, step, decode
 *
 * The layout of `simulate` is that of the kernel with four words a vector. Whoever calls it grows the
 * memory first.
 *
 * Signals are locals. A local is used again when nobody reads its signal any more, so that a module
 * of many gates needs no more locals than signals live at the same time.
 */
import { UsageError } from '../errors.ts'
import type { Exporter, Provenance } from '../export.ts'
import type { Decoder, Encoder } from '../netlist/encoder.ts'
import type { Ports } from '../netlist/ports.ts'
import { firstGate, gateCount, type Netlist, signalCount } from '../netlist.ts'
import { checkCoding } from './coding.ts'
import { safeLine, titleOf } from './names.ts'
import { type Code, encodeModule, op, type, type WasmFunction } from './wasm/encode.ts'
import { assignLocals } from './wasm/locals.ts'

/** The most gates, and the most signals live at once: engines refuse functions with more. */
export const wasmGatesMax = 2 ** 18
export const wasmLocalsMax = 49_000

const pageBytes = 2 ** 16

export const wasmExporter: Exporter = {
  name: 'wasm',
  extension: '.wasm',
  description: 'a WebAssembly module, one case or 128 at once',
  emit(netlist, ports, provenance) {
    checkCoding(netlist, ports)
    if (gateCount(netlist) > wasmGatesMax) {
      throw tooLarge(`at most ${wasmGatesMax} gates`, `${gateCount(netlist)}`)
    }
    const layout = layOutMemory(netlist, ports)
    const { locals, local } = assignLocals(netlist)
    if (locals > wasmLocalsMax) {
      throw tooLarge(`at most ${wasmLocalsMax} signals live at once`, `${locals}`)
    }
    const functions = [
      stepFunction(netlist, layout, local, locals),
      resetFunction(netlist, layout),
      simulateFunction(netlist, layout, local, locals),
    ]
    const { encoder, decoder } = ports
    if (encoder) functions.push(encodeFunction(encoder, layout))
    if (decoder) functions.push(decodeFunction(decoder, layout))
    if (encoder && decoder) functions.push(classifyFunction(functions))
    return encodeModule({
      functions,
      pages: Math.ceil(layout.cases / pageBytes) || 1,
      constants: { ...layout },
      custom: { nandertal: describe(netlist, ports, provenance) },
    })
  },
}

const tooLarge = (expected: string, received: string) =>
  new UsageError('export/too-large', { where: 'the machine as one function', expected, received })

/** Addresses of the bytes and doubles of one case, and of the vectors of many. */
type Layout = Readonly<Record<'row' | 'inputs' | 'outputs' | 'latches' | 'cases', number>>

function layOutMemory({ inputs, outputs, latches }: Netlist, { encoder }: Ports): Layout {
  const row = 16
  const inputsAt = row + 8 * (encoder?.columns.length ?? 0)
  const outputsAt = inputsAt + inputs
  const latchesAt = outputsAt + outputs.length
  const cases = Math.ceil((latchesAt + latches.length) / 16) * 16
  return { row, inputs: inputsAt, outputs: outputsAt, latches: latchesAt, cases }
}

function describe(netlist: Netlist, ports: Ports, provenance?: Provenance): string {
  const { encoder, decoder } = ports
  return JSON.stringify({
    title: safeLine(titleOf(provenance)),
    provenance: (provenance?.lines ?? []).map(safeLine),
    inputs: ports.inputs,
    outputs: ports.outputs,
    latches: netlist.latches.length,
    gates: gateCount(netlist),
    ...(encoder && { columns: encoder.columns }),
    ...(decoder && { classes: decoder.classes }),
  })
}

/** How values of one form are read, combined and written by `tickCode`. */
interface Form {
  readonly zero: Code
  readonly invert: Code
  readonly and: Code
  local(signal: number): number
  input(i: number): Code
  latch(l: number): Code
  setLatch(l: number, value: Code): Code
  setOutput(o: number, value: Code): Code
}

/** One tick: gates in order, outputs are shown, and only then the latches move on. */
function tickCode(netlist: Netlist, form: Form): Code {
  const { inputs, latches, outputs, fanin } = netlist
  const own = (signal: number): number => form.local(signal)
  const value = (signal: number): Code => (signal === 0 ? form.zero : op.get(own(signal)))
  const code: Code[] = []
  for (let i = 0; i < inputs; i++) code.push(form.input(i), op.set(own(1 + i)))
  for (let l = 0; l < latches.length; l++) code.push(form.latch(l), op.set(own(1 + inputs + l)))
  let at = 0
  for (let signal = firstGate(netlist); signal < signalCount(netlist); signal++) {
    const [a, b] = [fanin[at++]!, fanin[at++]!]
    const read = a === b ? value(a) : [value(a), value(b), form.and]
    code.push(read, form.invert, op.set(own(signal)))
  }
  for (const [o, signal] of outputs.entries()) code.push(form.setOutput(o, value(signal)))
  for (const [l, signal] of latches.entries()) code.push(form.setLatch(l, value(signal)))
  return code
}

type Local = (signal: number) => number

function stepFunction(
  netlist: Netlist,
  layout: Layout,
  local: Local,
  locals: number,
): WasmFunction {
  const body = tickCode(netlist, {
    zero: op.i32(0),
    invert: [op.i32(1), op.exclusiveOr],
    and: op.and,
    local,
    input: (i) => [op.i32(0), op.loadByte(layout.inputs + i)],
    latch: (l) => [op.i32(0), op.loadByte(layout.latches + l)],
    setLatch: (l, value) => [op.i32(0), value, op.storeByte(layout.latches + l)],
    setOutput: (o, value) => [op.i32(0), value, op.storeByte(layout.outputs + o)],
  })
  return plainFunction('step', body, [[locals, type.i32]])
}

const plainFunction = (
  name: string,
  body: Code,
  locals: WasmFunction['locals'] = [],
  returns = false,
): WasmFunction => ({ name, parameters: 0, returns, locals, body })

const resetFunction = ({ latches }: Netlist, layout: Layout): WasmFunction =>
  plainFunction(
    'reset',
    Array.from(latches, (_, l) => [op.i32(0), op.i32(0), op.storeByte(layout.latches + l)]),
  )

/** Locals of `simulate` before those of signals. */
const [ticks, blocks, stride, block, tick, from, to] = [0, 1, 2, 3, 4, 5, 6]
const numbersOfSimulate = 5

/**
 * Runs block by block. Its state stays in locals: those of the latches come first, and their next
 * values wait in locals of their own until all are read.
 *
 *   for block of blocks: latches = 0; for tick of ticks: read at `from`, write at `to`, advance both
 */
function simulateFunction(
  netlist: Netlist,
  { cases }: Layout,
  local: Local,
  locals: number,
): WasmFunction {
  const { inputs, outputs, latches } = netlist
  const kept = 2 + numbersOfSimulate
  const next = kept + latches.length
  const signals = next + latches.length
  const advance = (pointer: number, by: Code): Code => [
    op.get(pointer),
    by,
    op.add,
    op.set(pointer),
  ]
  /** The end of a loop: one more, and again while there are more. */
  const count = (index: number, limit: number): Code => [
    advance(index, op.i32(1)),
    [op.get(index), op.get(limit), op.lessUnsigned, op.again],
  ]
  const once = tickCode(netlist, {
    zero: op.zeroVector,
    invert: op.notVector,
    and: op.andVector,
    local: (signal) => signals + local(signal),
    input: () => [op.get(from), op.loadVector(0), advance(from, op.get(stride))],
    latch: (l) => op.get(kept + l),
    setLatch: (l, value) => [value, op.set(next + l)],
    setOutput: (_, value) => [op.get(to), value, op.storeVector(0), advance(to, op.get(stride))],
  })
  const moveOn = Array.from(latches, (_, l) => [op.get(next + l), op.set(kept + l)])
  const start = (index: number): Code => [
    op.get(block),
    op.i32(16),
    op.multiply,
    op.add,
    op.set(index),
  ]
  const stimulusVectors = [op.get(ticks), op.i32(inputs), op.multiply, op.get(stride), op.multiply]
  const body = [
    [op.get(blocks), op.i32(16), op.multiply, op.set(stride)],
    // A loop runs its body at least once.
    whenZero(ticks, op.return),
    whenZero(blocks, op.return),
    op.loop([
      [op.i32(cases), start(from)],
      [op.i32(cases), stimulusVectors, op.add, start(to)],
      Array.from(latches, (_, l) => [op.zeroVector, op.set(kept + l)]),
      [op.i32(0), op.set(tick)],
      op.loop([once, moveOn, count(tick, ticks)]),
      count(block, blocks),
    ]),
  ]
  return {
    name: 'simulate',
    parameters: 2,
    returns: false,
    locals: [
      [numbersOfSimulate, type.i32],
      [2 * latches.length + locals, type.v128],
    ],
    body: outputs.length > 0 ? body : [],
  }
}

const whenZero = (local: number, body: Code): Code => [op.get(local), op.isZero, op.when(body)]

/** Nothing is above NaN or infinity. */
function encodeFunction({ columns }: Encoder, layout: Layout): WasmFunction {
  let i = 0
  const body = columns.flatMap((column, c) => {
    const value: Code = [op.i32(0), op.loadDouble(layout.row + 8 * c)]
    const conditions: Code[] =
      column.kind === 'number'
        ? column.thresholds.map((threshold) => [
            [value, op.f64(threshold), op.above],
            [value, op.f64(Number.POSITIVE_INFINITY), op.below],
            op.and,
          ])
        : column.categories.map((_, index) => [value, op.f64(index), op.equalDouble])
    return conditions.map((condition) => [op.i32(0), condition, op.storeByte(layout.inputs + i++)])
  })
  return plainFunction('encode', body)
}

/** The first output that is 1 says the class; the last class where none is. */
function decodeFunction({ classes }: Decoder, layout: Layout): WasmFunction {
  const last = classes.length - 1
  const body = Array.from({ length: last }, (_, o) => [
    [op.i32(0), op.loadByte(layout.outputs + o)],
    op.when([op.i32(o), op.return]),
  ])
  return plainFunction('decode', [body, op.i32(last)], [], true)
}

function classifyFunction(functions: readonly WasmFunction[]): WasmFunction {
  const calls = ['reset', 'encode', 'step', 'decode'].map((wanted) =>
    op.call(functions.findIndex(({ name }) => name === wanted)),
  )
  return plainFunction('classify', calls, [], true)
}
