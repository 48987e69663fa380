/**
 * The circuits that are pruned: what each must do, and how a hardware engineer would write it.
 *
 * A circuit of at most 16 inputs is a truth table. A wider one is a machine built in the plainest way,
 * ripple by ripple. Verilog, where there is some, says the same in the words of a user; yosys reads
 * it. Bit 0 is the lowest.
 */
import {
  type Builder,
  createBuilder,
  type MachineSpec,
  type TableSpec,
  tableFromFunction,
  type WantedBit,
} from 'nandertal'
import { hackAlu } from './hack-alu.ts'

export interface Circuit {
  readonly name: string
  readonly spec: TableSpec | MachineSpec
  /** A module `top` with inputs `x` and outputs `y`; without it, synthesis starts from the sum of products. */
  readonly verilog?: string
}

type Wanted = (bits: (0 | 1)[]) => readonly WantedBit[]

function table(
  name: string,
  inputs: number,
  outputs: number,
  wanted: Wanted,
  body?: string,
): Circuit {
  const spec = tableFromFunction(inputs, outputs, wanted)
  return { name, spec, verilog: body && moduleText(inputs, outputs, body) }
}

/** A module whose input `x` has all inputs and whose output `y` all outputs. */
const moduleText = (inputs: number, outputs: number, body: string): string =>
  `module top(input [${inputs - 1}:0] x, output [${outputs - 1}:0] y);\n${body}\nendmodule\n`

/** The number that some bits stand for, from bit `from` on. */
const read = (bits: readonly number[], from: number, width: number): number =>
  bits.slice(from, from + width).reduce((sum, bit, i) => sum + bit * 2 ** i, 0)

const write = (value: number, width: number): number[] =>
  Array.from({ length: width }, (_, i) => Math.floor(value / 2 ** i) % 2)

const operands = (width: number, wide: number): string =>
  `wire [${wide - 1}:0] a = x[${width - 1}:0]; wire [${wide - 1}:0] b = x[${2 * width - 1}:${width}];`

/** a + b + carry in, with carry out. */
const adder = (width: number): Circuit =>
  table(
    `adder ${width}, carries`,
    2 * width + 1,
    width + 1,
    (bits) => write(read(bits, 0, width) + read(bits, width, width) + bits[2 * width]!, width + 1),
    `${operands(width, width + 1)} assign y = a + b + x[${2 * width}];`,
  )

/** a + b without carry in, with carry out or, modulo 2^width, without. */
const sum = (width: number, outputs: number, name: string): Circuit =>
  table(
    name,
    2 * width,
    outputs,
    (bits) => write(read(bits, 0, width) + read(bits, width, width), outputs),
    `${operands(width, outputs)} assign y = a + b;`,
  )

const multiplier = (width: number): Circuit =>
  table(
    `multiplier ${width}×${width}`,
    2 * width,
    2 * width,
    (bits) => write(read(bits, 0, width) * read(bits, width, width), 2 * width),
    `${operands(width, 2 * width)} assign y = a * b;`,
  )

const increment = (width: number): Circuit =>
  table(
    `increment ${width}`,
    width,
    width,
    (bits) => write(read(bits, 0, width) + 1, width),
    `assign y = x + 1;`,
  )

const comparator = (width: number): Circuit =>
  table(
    `comparator ${width}`,
    2 * width,
    3,
    (bits) => {
      const [a, b] = [read(bits, 0, width), read(bits, width, width)]
      return [a < b, a === b, a > b]
    },
    `${operands(width, width)} assign y = {a > b, a == b, a < b};`,
  )

const parity = (width: number, name: string): Circuit =>
  table(
    name,
    width,
    1,
    (bits) => [bits.reduce<number>((odd, bit) => odd ^ bit, 0)],
    'assign y = ^x;',
  )

/** A bit of data, x[0], sent to the output that the other inputs name. */
const demux = (selects: number): Circuit =>
  table(
    `demux 1 to ${2 ** selects}`,
    1 + selects,
    2 ** selects,
    (bits) => write(bits[0]! * 2 ** read(bits, 1, selects), 2 ** selects),
    `assign y = {${2 ** selects - 1}'b0, x[0]} << x[${selects}:1];`,
  )

const mux4: Wanted = (bits) => [bits[bits[4]! + 2 * bits[5]!]!]

/** Wolfram's number of the rule: bit n is the new cell of neighbourhood n, left highest. */
const rule = (number: number): Circuit =>
  table(`rule ${number}`, 3, 1, (bits) => [(number >> read(bits, 0, 3)) & 1])

const decimalSegments =
  '0111111 0000110 1011011 1001111 1100110 1101101 1111101 0000111 1111111 1101111'
const segments = `${decimalSegments} 1110111 1111100 0111001 1011110 1111001 1110001`.split(' ')

/** Segments a to g, a lowest, of a hexadecimal digit. */
const sevenSegments: Wanted = (bits) => write(Number.parseInt(segments[read(bits, 0, 4)]!, 2), 7)

const aluSlice: Wanted = ([a, b, carry, op0, op1]) => {
  const total = a! + b! + carry!
  const op = op0! + 2 * op1!
  return [[a! & b!, a! | b!, a! ^ b!, total & 1][op]!, op === 3 ? total >> 1 : null]
}

/**
 * Four operations on four bits: plus one, minus one, shift left, zero; x[0] is the higher bit of the
 * operation and x[5] the lowest of the number, as the task asks.
 *
 * Source: Tuxysta 2022, "Implement a very simple ALU using only NAND gates", Code Golf.
 */
const verySimpleAlu: Wanted = (bits) => {
  const value = read([...bits].reverse(), 0, 4)
  const results = [value + 1, value + 15, 2 * value, 0]
  return write(results[2 * bits[0]! + bits[1]!]! % 16, 4).reverse()
}

/** Eight operations on two numbers of four bits, with carry out: our own choice. */
const alu4: Wanted = (bits) => {
  const [a, b, op] = [read(bits, 0, 4), read(bits, 4, 4), read(bits, 8, 3)]
  const results = [a + b, a + 16 - b, a & b, a | b, a ^ b, 15 - a, 2 * a, a >> 1]
  return write(results[op]!, 5)
}
const alu4Text = `wire [4:0] a = x[3:0]; wire [4:0] b = x[7:4]; wire [2:0] op = x[10:8]; reg [4:0] r;
always @* case (op) 0: r = a + b; 1: r = a + 16 - b; 2: r = a & b; 3: r = a | b;
4: r = a ^ b; 5: r = 15 - a; 6: r = a << 1; default: r = a >> 1; endcase
assign y = r;`

/** x[3:0] counts from 0 to 9 while x[4] is 1; y[4] says that it wraps. Other states never come. */
const bcdCounter: Wanted = (bits) => {
  const [digit, counts] = [read(bits, 0, 4), bits[4]!]
  if (digit > 9) return [null, null, null, null, null]
  return [...write((digit + counts) % 10, 4), counts === 1 && digit === 9]
}

/** The same, where states that never come go to 0. */
const bcdCounterFull: Wanted = (bits) => bcdCounter(bits).map((bit) => bit ?? 0)

const lights = [4, 6, 1, 2]
/** The phase that follows, and the lights of this one: red, red with amber, green, amber. */
const trafficLight: Wanted = ([p0, p1, next]) => {
  const phase = p0! + 2 * p1!
  return [...write((phase + next!) % 4, 2), ...write(lights[phase]!, 3)]
}

/** The state is how many bits of 1011 were seen, 0 to 3; matches may overlap. */
const detector: Wanted = ([bit, s0, s1]) => {
  const state = s0! + 2 * s1!
  const next = [
    [0, 1],
    [2, 1],
    [0, 3],
    [2, 1],
  ][state]![bit!]!
  return [...write(next, 2), state === 3 && bit === 1]
}

const small: readonly Circuit[] = [
  table('xor', 2, 1, ([a, b]) => [a! ^ b!], 'assign y = x[0] ^ x[1];'),
  table('mux', 3, 1, ([a, b, s]) => [s ? b! : a!], 'assign y = x[2] ? x[1] : x[0];'),
  sum(1, 2, 'half adder'),
  { ...adder(1), name: 'full adder' },
  table('majority 3', 3, 1, (bits) => [read(bits, 0, 1) + bits[1]! + bits[2]! > 1]),
  parity(3, 'xor 3'),
  parity(5, 'parity 5'),
  rule(30),
  rule(110),
  demux(2),
  demux(3),
  table('mux 4 to 1', 6, 1, mux4, 'assign y = x[x[5:4]];'),
  increment(3),
  increment(4),
  comparator(2),
  comparator(3),
  comparator(4),
  comparator(8),
]

const arithmetic: readonly Circuit[] = [
  ...[2, 3, 4, 5, 6, 7].map(adder),
  sum(4, 4, 'adder 4 mod 16'),
  sum(8, 9, 'adder 8, carry out'),
  ...[2, 3, 4, 5].map(multiplier),
]

const logic: readonly Circuit[] = [
  table('seven segments, hexadecimal', 4, 7, sevenSegments),
  table('ALU slice', 5, 2, aluSlice),
  table('very simple ALU', 6, 4, verySimpleAlu),
  table('ALU 4, eight operations', 11, 5, alu4, alu4Text),
  table('BCD counter, all states', 5, 5, bcdCounterFull),
  table('BCD counter, ten states', 5, 5, bcdCounter),
  table('traffic light', 3, 5, trafficLight),
  table('detector of 1011', 3, 3, detector),
]

/** A machine of more inputs than a table has, built bit by bit. */
function machine(
  name: string,
  inputs: number,
  outputs: number,
  build: (builder: Builder, x: readonly number[]) => readonly number[],
  body: string,
): Circuit {
  const builder = createBuilder(inputs)
  const shown = build(
    builder,
    Array.from({ length: inputs }, (_, i) => builder.input(i)),
  )
  const spec = { kind: 'machine', netlist: builder.build(shown) } as const
  return { name, spec, verilog: moduleText(inputs, outputs, body) }
}

/** The sum, lowest bit first, and the carry out. */
function ripple(builder: Builder, a: readonly number[], b: readonly number[], carryIn: number) {
  let carry = carryIn
  const bits = a.map((bit, i) => {
    const half = builder.xor(bit, b[i]!)
    const total = builder.xor(half, carry)
    carry = builder.or(builder.and(bit, b[i]!), builder.and(half, carry))
    return total
  })
  return { bits, carry }
}

const zeros = (count: number) => new Array<number>(count).fill(0)

const wide: readonly Circuit[] = [
  machine(
    'adder 8, carries',
    17,
    9,
    (builder, x) => {
      const { bits, carry } = ripple(builder, x.slice(0, 8), x.slice(8, 16), x[16]!)
      return [...bits, carry]
    },
    `${operands(8, 9)} assign y = a + b + x[16];`,
  ),
  machine(
    'increment 16',
    16,
    16,
    (builder, x) => ripple(builder, x, zeros(16), builder.one()).bits,
    'assign y = x + 1;',
  ),
  machine(
    'adder 16 mod 65536',
    32,
    16,
    (builder, x) => ripple(builder, x.slice(0, 16), x.slice(16), 0).bits,
    `${operands(16, 16)} assign y = a + b;`,
  ),
  machine(
    'subtract 16',
    32,
    16,
    (builder, x) =>
      ripple(builder, x.slice(0, 16), x.slice(16).map(builder.not), builder.one()).bits,
    `${operands(16, 16)} assign y = a - b;`,
  ),
  machine(
    'maximum 16',
    32,
    16,
    (builder, x) => {
      const [a, b] = [x.slice(0, 16), x.slice(16)]
      const { carry } = ripple(builder, a, b.map(builder.not), builder.one())
      return a.map((bit, i) => builder.mux(carry, bit, b[i]!))
    },
    `${operands(16, 16)} assign y = a > b ? a : b;`,
  ),
  machine('Hack ALU', 38, 18, hackAlu, hackAluText()),
]

/** x[15:0] is x, x[31:16] is y, then zx nx zy ny f no; y[15:0] is out, then zr ng. */
function hackAluText(): string {
  return `wire [15:0] a0 = x[32] ? 16'd0 : x[15:0]; wire [15:0] a = x[33] ? ~a0 : a0;
wire [15:0] b0 = x[34] ? 16'd0 : x[31:16]; wire [15:0] b = x[35] ? ~b0 : b0;
wire [15:0] f = x[36] ? a + b : a & b; wire [15:0] out = x[37] ? ~f : f;
assign y = {out[15], out == 16'd0, out};`
}

/** Every circuit, from easy to hard within its kind. */
export const circuits: readonly Circuit[] = [...small, ...arithmetic, ...logic, ...wide]
