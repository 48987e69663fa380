/**
 * Bugs that an exporter could have, planted into what it emitted. Each leaves a file that its world
 * still accepts, so that only a difference in behaviour can give it away.
 *
 * Swapped fan-ins are none: NAND is symmetric.
 */
import { onnx } from 'onnx-proto'
import type { Content } from './worlds.ts'

export interface Bug {
  readonly format: string
  readonly name: string
  /** The file with the bug in it; the same where there is no place for it. */
  plant(content: Content): Content
}

const text =
  (format: string) =>
  (name: string, from: string | RegExp, to: string | ((...parts: string[]) => string)): Bug => ({
    format,
    name,
    plant: (content) => (content as string).replace(from, to as string),
  })

const verilog = text('verilog')
const c = text('c')
const hdl = text('hdl')
const typescript = text('typescript')

const inTexts: readonly Bug[] = [
  verilog('an AND for a NAND', /= ~\(/, '= ('),
  verilog('a NOR for a NAND', /(= ~\(\w+) &/, '$1 |'),
  verilog('an inverter that does not invert', /= ~(\w+);/, '= $1;'),
  verilog(
    'a gate that reads the gate before it',
    /(wire (n\w+) = [^;]+;\n {2}wire \w+ = ~\()[^ ]+ &/,
    '$1$2 &',
  ),
  verilog('the last gate dropped', /(wire \w+) = [^;]+;(?![\s\S]*wire \w+ =)/, "$1 = 1'b0;"),
  verilog('no reset', /(begin\n) {6}\w+ <= 1'b0;\n/, '$1'),
  verilog('a reset to 1', /<= 1'b0;/, "<= 1'b1;"),
  verilog('latches that move on one after the other', /end else begin\n[\s\S]*?end/, (all) =>
    all.replaceAll('<=', '='),
  ),
  verilog('latches that move on at the other edge', 'posedge', 'negedge'),
  verilog(
    'outputs permuted',
    /output wire (\w+),([^\n]*\n) {2}output wire (\w+)/,
    'output wire $3,$2  output wire $1',
  ),
  verilog(
    'inputs permuted',
    /input wire (?!clk|rst)(\w+),([^\n]*\n) {2}input wire (\w+)/,
    'input wire $3,$2  input wire $1',
  ),
  verilog('a constant 1 for 0', /(assign \w+) = 1'b0/, "$1 = 1'b1"),
  c('words of 32 bits', /const unsigned long long (?=n\w+ =)/g, 'const unsigned '),
  c('a complement of all bits of a byte', /(const unsigned char \w+ =) 1 \^/, '$1 ~'),
  c(
    'outputs that show latches after they moved on',
    /(outputs\[0\] =) l(\d+);/,
    '$1 state->latch[$2];',
  ),
  c('a latch that is never kept', / {2}state->latch\[\d+\] = \w+;\n/, ''),
  c('inputs off by one', 'inputs[1]', 'inputs[0]'),
  c('a NAND of 64 cases that is an OR', /(long long n\w+ = )~\((\w+) & /, '$1($2 | '),
  hdl('a latch that reads another signal', /(DFF\(in=)\w+(, out=(\w+))/, '$1$3$2'),
  hdl('outputs permuted', /(OUT\n {4})(\w+)(,[^\n]*\n {4})(\w+)/, '$1$4$3$2'),
  hdl('a constant false for true', /a=true, b=true/, 'a=false, b=true'),
  typescript(
    'latches that move on one after the other',
    /;\[(\w+), ([^\]]+)\] = \[(\w+), ([^\]]+)\]/,
    ';$1 = $3; [$2] = [$4]',
  ),
  typescript(
    'latches that move on before outputs are read',
    /( +const answer[^\n]*\n)( +;[^\n]*\n)/,
    '$2$1',
  ),
]

/** Replaces the first of the places where these bytes are; −1 stands for any byte. */
function wasm(name: string, from: readonly number[], to: (found: Uint8Array) => number[]): Bug {
  return {
    format: 'wasm',
    name,
    plant(content) {
      const bytes = (content as Uint8Array).slice()
      const at = bytes.findIndex((_, start) =>
        from.every((byte, k) => byte === -1 || bytes[start + k] === byte),
      )
      if (at !== -1) bytes.set(to(bytes.subarray(at, at + from.length)), at)
      return bytes
    },
  }
}

const zeroVector = [0xfd, 12, ...new Array<number>(16).fill(0)]
const nop = 1

const inWasm: readonly Bug[] = [
  wasm('an OR for an AND, of one case', [0x71, 0x41, 1, 0x73], () => [0x72, 0x41, 1, 0x73]),
  wasm('an OR for an AND, of many cases', [0xfd, 78, 0xfd, 77], () => [0xfd, 80, 0xfd, 77]),
  wasm('a stride of half a vector', [0x41, 16, 0x6c, 0x21], () => [0x41, 8, 0x6c, 0x21]),
  // The zero of a latch at the start of a block, and not that of a constant.
  wasm('no reset between blocks', [...zeroVector, 0x21, -1, 0x41, 0, 0x21, 4], () => [
    ...new Array<number>(20).fill(nop),
    ...[0x41, 0, 0x21, 4],
  ]),
  wasm('a complement of two bits', [0x41, 1, 0x73], () => [0x41, 3, 0x73]),
]

/** Changes the graph of a tick, wherever it lies. */
function network(
  format: 'onnx' | 'onnx-sequence',
  name: string,
  change: (graph: onnx.IGraphProto, outer: onnx.IGraphProto) => void,
): Bug {
  return {
    format,
    name,
    plant(content) {
      const model = onnx.ModelProto.decode(content as Uint8Array)
      const outer = model.graph!
      const body = find(outer, 'Scan')?.attribute?.find((each) => each.name === 'body')
      change(body?.g ?? outer, outer)
      return new Uint8Array(onnx.ModelProto.encode(model).finish())
    },
  }
}

const find = (graph: onnx.IGraphProto, op: string) =>
  graph.node!.find(({ opType }) => opType === op)

/** Raises the last of a list of whole numbers by one, or lowers it where it would be too large. */
function shift(graph: onnx.IGraphProto, name: string, by: number): void {
  const tensor = graph.initializer!.find((each) => each.name === name)
  if (!tensor) return
  const bytes = tensor.rawData!.slice()
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const at = bytes.length - 8
  const value = view.getBigInt64(at, true)
  view.setBigInt64(at, value > 0n ? value - BigInt(by) : value + BigInt(by), true)
  tensor.rawData = bytes
}

const inNetworks: readonly Bug[] = [
  network('onnx', 'a neuron without its ReLU', (graph) => {
    const relu = find(graph, 'Relu')
    if (relu) relu.opType = 'Identity'
  }),
  network('onnx', 'a threshold of 1.5 for 1', (graph) => {
    const one = graph.initializer!.find(({ name }) => name === 'one')
    if (one) one.rawData = new Uint8Array(Float32Array.of(1.5).buffer)
  }),
  network('onnx', 'a gate that reads the row beside', (graph) => shift(graph, 'level1/a_rows', 1)),
  network('onnx', 'a state that stays as it is', (graph) => {
    const next = graph.node!.find(({ output }) => output![0] === 'next_state')
    if (!next) return
    Object.assign(next, { opType: 'Identity', input: ['state'], attribute: [] })
  }),
  network('onnx-sequence', 'a sequence read backwards', (_, outer) => {
    const attribute = { name: 'scan_input_directions', type: 7, ints: [1] }
    find(outer, 'Scan')!.attribute!.push(attribute)
  }),
  network('onnx-sequence', 'an output that shows the row beside', (graph) =>
    shift(graph, 'y/indices', 1),
  ),
]

export const bugs: readonly Bug[] = [...inTexts, ...inWasm, ...inNetworks]
