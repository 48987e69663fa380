/** Netlists in Verilog: what yosys writes, what we write, and what is refused. */
import { describe, expect, it } from 'vitest'
import { isUsageError } from '../../src/errors.ts'
import { importFile } from '../../src/import.ts'
import { gateCount, type Netlist } from '../../src/netlist.ts'
import { tableFromFunction } from '../../src/spec/table.ts'
import { verify } from '../../src/verify.ts'
import { readNotation } from '../netlist/notation.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function read(text: string) {
  const imported = importFile(bytes(text), 'machine.v')
  if (imported.kind !== 'netlist') throw new Error('a machine was expected')
  return imported
}

function faultsOf(text: string): string[] {
  try {
    read(text)
  } catch (error) {
    if (!isUsageError(error)) throw error
    return error.faults.map(({ where, code }) => `${where} ${code}`)
  }
  throw new Error('the file was accepted')
}

/** A module of inputs `a b c d` and `[3:0] v`, and an output of some bits. */
const moduleOf = (body: string, width = 1) =>
  `module m(input a, b, c, d, input [3:0] v, output [${width - 1}:0] y); ${body} endmodule`

type Wanted = (a: number, b: number, c: number, d: number, v: number) => number

function expectShows(body: string, width: number, wanted: Wanted): void {
  const table = tableFromFunction(8, width, ([a, b, c, d, ...v]) => {
    const value = v.reduce<number>((sum, bit, i) => sum + (bit << i), 0)
    const shown = wanted(a!, b!, c!, d!, value)
    return Array.from({ length: width }, (_, i) => (shown >> i) & 1)
  })
  expect(verify(read(moduleOf(body, width)).netlist, table)).toMatchObject({
    verdict: 'equivalent',
  })
}

const expectSame = (netlist: Netlist, notation: string) =>
  expect(verify(netlist, { kind: 'machine', netlist: readNotation(notation) })).toMatchObject({
    verdict: 'equivalent',
  })

describe('expressions', () => {
  it.each<[string, number, Wanted]>([
    ['assign y = ~(a & b);', 1, (a, b) => 1 - (a & b)],
    ['assign y = a & b | c ^ d;', 1, (a, b, c, d) => (a & b) | (c ^ d)],
    ['assign y = a ~^ b;', 1, (a, b) => 1 - (a ^ b)],
    ['assign y = a ? b : c ? d : a;', 1, (a, b, c, d) => (a ? b : c ? d : a)],
    ['assign y = v[2];', 1, (_a, _b, _c, _d, v) => (v >> 2) & 1],
    ['assign y = v[3:1];', 3, (_a, _b, _c, _d, v) => v >> 1],
    ['assign y = ~a;', 3, (a) => 7 & ~a],
    ["assign y = {a, v[1:0], 1'b1};", 4, (a, _b, _c, _d, v) => (a << 3) | ((v & 3) << 1) | 1],
    ['assign y = {2{a, b}};', 4, (a, b) => 5 * (2 * a + b)],
    [
      'assign y = &v | ^v;',
      1,
      (_a, _b, _c, _d, v) => (v === 15 ? 1 : [0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0][v]!),
    ],
    ['assign y = !v && a || ~|v;', 1, (_a, _b, _c, _d, v) => (v === 0 ? 1 : 0)],
    ["assign y = v == 4'd9;", 1, (_a, _b, _c, _d, v) => (v === 9 ? 1 : 0)],
    ["assign y = v != 4'h3;", 1, (_a, _b, _c, _d, v) => (v === 3 ? 0 : 1)],
    ["assign y = 4'b1x01 & v;", 4, (_a, _b, _c, _d, v) => v & 9],
    ['assign {y[0], y[1]} = {a, b};', 2, (a, b) => a + 2 * b],
    ['wire [0:3] w = v; assign y = {w[0], w[1:3]};', 4, (_a, _b, _c, _d, v) => v],
    ['wire t; assign t = a | b, y = ~t;', 1, (a, b) => 1 - (a | b)],
    ['wire \\t[0] ; assign \\t[0]  = a; assign y = \\t[0] & b;', 1, (a, b) => a & b],
    ['nand (t, a, b, c); not n(y, t);', 1, (a, b, c) => a & b & c],
    [
      'nand g1(t, a, b); nor g2(u, t, c); xnor(y, u, d);',
      1,
      (a, b, c, d) => 1 - ((1 - ((1 - (a & b)) | c)) ^ d),
    ],
    ['\\$_AOI3_ g(.A(a), .B(b), .C(c), .Y(y));', 1, (a, b, c) => 1 - ((a & b) | c)],
    ['\\$_MUX_ g (.A(a), .B(b), .S(c), .Y(y[0]));', 1, (a, b, c) => (c ? b : a)],
    [
      '(* src = "a.v:1" *) wire t; /* t; */ assign t = a; // no\n`line 1\nassign y = t;',
      1,
      (a) => a,
    ],
  ])('%s', (body, width, wanted) => {
    expectShows(body, width, wanted)
  })
})

describe('registers', () => {
  it('are latches, and their clock is no input', () => {
    const { netlist, ports, name } = read(
      'module m(clk, d, q); input clk, d; output q; reg q; always @(posedge clk) q <= d; endmodule',
    )
    expect(name).toBe('m')
    expect(ports).toEqual({ inputs: ['d'], outputs: ['q'] })
    expectSame(netlist, 'inputs d\nlatches q\nq takes d\ny = q')
  })

  it('keep their value where nothing is said, and the last word counts', () => {
    const { netlist } = read(`module m(input clk, e, d, output reg q);
      always @(posedge clk) begin
        q <= ~d;
        q <= d;
        if (!e) begin q <= q; end
      end
    endmodule`)
    expectSame(
      netlist,
      `inputs e d
      latches q
      g0 = NOT e
      g1 = e NAND d
      g2 = g0 NAND q
      g3 = g1 NAND g2
      q takes g3
      y = q`,
    )
  })

  it.each([
    ["reg q = 1'h1;", 'a declaration'],
    ["reg q; initial q = 1'b1;", 'an initial statement'],
    ["reg q; initial begin q = 1'b1; end", 'an initial block'],
  ])('start at 1 by %s', (declaration) => {
    const { netlist } = read(
      `module m(input clk, d, output y); ${declaration} assign y = q;
      always @(posedge clk) q <= d; endmodule`,
    )
    expectSame(netlist, 'inputs d\nlatches q\ng0 = NOT d\nq takes g0\ng1 = NOT q\ny = g1')
  })

  it('lose a reset that only sets them to their start, to 1 as well', () => {
    const { netlist, ports } = read(`module m(input clk, rst, d, output reg [1:0] q);
      always @(posedge clk) if (rst) q[0] <= 1'h0; else q[0] <= d;
      always @(posedge clk) if (rst) q[1] <= 1'h1; else q[1] <= q[0];
    endmodule`)
    expect(ports.inputs).toEqual(['d'])
    expectSame(
      netlist,
      `inputs d
      latches p q
      g0 = NOT p
      g1 = NOT q
      p takes d
      q takes g0
      y0 = p
      y1 = g1`,
    )
  })

  it.each([
    ['that something else reads', 'if (rst) q <= 0; else q <= d;', 'd & rst'],
    ['that sets another value than the start', "if (rst) q <= 1'h1; else q <= d;", 'd'],
  ])('keep a reset %s', (_, statement, shown) => {
    const { ports } = read(`module m(input clk, rst, d, output y, output z);
      reg q = 0; assign y = q; assign z = ${shown};
      always @(posedge clk) ${statement} endmodule`)
    expect(ports.inputs).toEqual(['rst', 'd'])
  })

  it('come as cells too', () => {
    const { netlist, ports } = read(`module m(clk, d, e, q); input clk, d, e; output q; wire n;
      \\$_NAND_ g(.A(d), .B(e), .Y(n)); \\$_DFF_P_ r(.C(clk), .D(n), .Q(q)); endmodule`)
    expect(ports.inputs).toEqual(['d', 'e'])
    expectSame(netlist, 'inputs d e\nlatches q\ng0 = d NAND e\nq takes g0\ny = q')
  })
})

describe('faults', () => {
  it('are told at once, each at its place', () => {
    const text = `module m(input clk, a, output reg q, output y);
  wire t, t2;
  assign t = a + 1;
  assign y = a;
  assign y = ~a;
  assign t2 = b;
  sub s(.a(a), .y(t));
  always @(posedge clk or negedge a) begin
    if (a) q <= 0;
  end
  always @(negedge clk) q <= a;
  assign t2 = a[3];
  wire [9999:0] w;
  \\$_NAND_ g(.A(a), .Y(t));
  assign = 5;
  integer i;
endmodule
`
    expect(faultsOf(text)).toEqual([
      'machine.v:3:16 import/unsupported',
      'machine.v:5:10 import/duplicate-signal',
      'machine.v:6:15 import/undefined-signal',
      'machine.v:7:3 import/unsupported',
      'machine.v:8:24 import/unsupported',
      'machine.v:11:12 import/unsupported',
      'machine.v:12:16 import/bad-syntax',
      'machine.v:13:17 import/too-large',
      'machine.v:14:3 import/bad-syntax',
      'machine.v:15:10 import/bad-syntax',
      'machine.v:16:3 import/unsupported',
    ])
  })

  it.each([
    ['wire t; assign y = t;', 'machine.v:1:65 import/undefined-signal'],
    ['wire t, u; assign t = ~u; assign u = t & a; assign y = t;', 'machine.v:1:65 import/loop'],
    ['wire t = y; assign y = t;', 'machine.v:1:56 import/loop'],
    ["assign y = 9'd5000;", undefined],
    ["assign y = 99999'd5;", 'machine.v:1:71 import/bad-syntax'],
    ["assign y = 8'sd5;", 'machine.v:1:71 import/unsupported'],
    ["assign y = 2'b12;", 'machine.v:1:71 import/bad-syntax'],
    ['assign y = {2000{v}};', 'machine.v:1:72 import/bad-syntax'],
    ['assign y = ', 'machine.v:1:72 import/bad-syntax'],
  ])('%s', (body, place) => {
    if (place === undefined) expect(() => read(moduleOf(body))).not.toThrow()
    else expect(faultsOf(moduleOf(body))).toEqual([place])
  })

  it.each([
    ['another module', `${moduleOf('assign y = a;')} module n; endmodule`],
    ['text behind the module', `${moduleOf('assign y = a;')} assign`],
    ['a module without an end', 'module m(input a, output y); assign y = a;'],
    ['parameters', 'module m #(parameter N = 1) (input a, output y); assign y = a; endmodule'],
    ['an inout', 'module m(inout a, output y); assign y = a; endmodule'],
    ['no outputs', 'module m(input a); endmodule'],
    ['a port without a direction', 'module m(a, y); output y; assign y = 0; endmodule'],
    ['a port twice', 'module m(input a, input a, output y); assign y = a; endmodule'],
    ['a comment without an end', `${moduleOf('assign y = a;')} /* `],
    [
      'a name that is too long',
      `module m(input ${'a'.repeat(65)}, output y); assign y = 0; endmodule`,
    ],
    [
      'two clocks',
      'module m(input c, d, output reg p, q); always @(posedge c) p <= d; always @(posedge d) q <= p; endmodule',
    ],
    [
      'a clock among gates',
      'module m(input c, output reg q); always @(posedge c) q <= ~c; endmodule',
    ],
    [
      'a clock that is made of gates',
      'module m(input c, d, output reg q); always @(posedge c & d) q <= d; endmodule',
    ],
  ])('refuses %s', (_, text) => {
    expect(faultsOf(text)).toHaveLength(1)
  })

  it.each([
    ['parentheses', `${'('.repeat(100_000)}a${')'.repeat(100_000)}`],
    ['inversions', `${'~'.repeat(100_000)}a`],
    ['choices', `${'a ? b : '.repeat(100_000)}a`],
    ['concatenations', `${'{'.repeat(100_000)}a${'}'.repeat(100_000)}`],
    ['operators', `a${' & a'.repeat(100_000)}`],
  ])('refuses %s beyond the limit of nesting without a stack overflow', (_, expression) => {
    expect(faultsOf(moduleOf(`assign y = ${expression};`))).toEqual([
      expect.stringContaining('import/too-deep'),
    ])
  })

  it('refuses blocks beyond the limit of nesting', () => {
    const text = moduleOf(`reg q; always @(posedge a) ${'begin '.repeat(100_000)} q <= a;`)
    expect(faultsOf(text)).toContainEqual(expect.stringContaining('import/too-deep'))
  })
})

describe('large netlists', () => {
  it('of 100 000 gates in a chain are read', () => {
    const gates = 100_000
    const lines = ['module m(a, b, y);', 'input a, b; output y;', 'wire n0 = ~(a & b);']
    for (let g = 1; g < gates; g++) lines.push(`wire n${g} = ~(n${g - 1} & ${g % 2 ? 'a' : 'b'});`)
    lines.push(`assign y = n${gates - 1};`, 'endmodule')
    expect(gateCount(read(lines.join('\n')).netlist)).toBe(gates)
  })
})
