/**
 * Cells that a netlist may instantiate: the gates of Verilog itself, and the fine-grained cells into
 * which yosys maps (`simplemap`, `techmap`, `abc -g`), with the plain names of its examples beside them.
 */
import type { Graph } from './verilog-graph.ts'

/** A cell by the names of its pins. */
export interface Cell {
  readonly inputs: readonly string[]
  readonly output: string
  /** The output from the inputs, in their order. */
  build(graph: Graph, pins: readonly number[]): number
}

const cell = (
  inputs: string,
  build: (graph: Graph, ...pins: number[]) => number,
  output = 'Y',
): Cell => ({ inputs: [...inputs], output, build: (graph, pins) => build(graph, ...pins) })

const nand = cell('AB', (g, a, b) => g.not(g.and(a!, b!)))
const nor = cell('AB', (g, a, b) => g.not(g.or(a!, b!)))
const not = cell('A', (g, a) => g.not(a!))
const buf = cell('A', (_, a) => a!)
const and = cell('AB', (g, a, b) => g.and(a!, b!))
const or = cell('AB', (g, a, b) => g.or(a!, b!))
const xor = cell('AB', (g, a, b) => g.xor(a!, b!))
const xnor = cell('AB', (g, a, b) => g.not(g.xor(a!, b!)))

export const cells: ReadonlyMap<string, Cell> = new Map([
  ['$_BUF_', buf],
  ['$_NOT_', not],
  ['$_AND_', and],
  ['$_NAND_', nand],
  ['$_OR_', or],
  ['$_NOR_', nor],
  ['$_XOR_', xor],
  ['$_XNOR_', xnor],
  ['$_ANDNOT_', cell('AB', (g, a, b) => g.and(a!, g.not(b!)))],
  ['$_ORNOT_', cell('AB', (g, a, b) => g.or(a!, g.not(b!)))],
  ['$_MUX_', cell('ABS', (g, a, b, s) => g.mux(s!, b!, a!))],
  ['$_NMUX_', cell('ABS', (g, a, b, s) => g.not(g.mux(s!, b!, a!)))],
  ['$_AOI3_', cell('ABC', (g, a, b, c) => g.not(g.or(g.and(a!, b!), c!)))],
  ['$_OAI3_', cell('ABC', (g, a, b, c) => g.not(g.and(g.or(a!, b!), c!)))],
  ['$_AOI4_', cell('ABCD', (g, a, b, c, d) => g.not(g.or(g.and(a!, b!), g.and(c!, d!))))],
  ['$_OAI4_', cell('ABCD', (g, a, b, c, d) => g.not(g.and(g.or(a!, b!), g.or(c!, d!))))],
  ['BUF', buf],
  ['NOT', not],
  ['INV', not],
  ['AND', and],
  ['NAND', nand],
  ['NAND2', nand],
  ['OR', or],
  ['NOR', nor],
  ['XOR', xor],
  ['XNOR', xnor],
])

/** A register as a cell: its pins, and what it takes at a tick. */
export interface RegisterCell {
  readonly inputs: readonly string[]
  /** The next value from the pins, in their order; without it, pin D. */
  next?(graph: Graph, held: number, pins: readonly number[]): number
}

/** All with a rising clock C, a value D and an output Q. */
export const registerCells: ReadonlyMap<string, RegisterCell> = new Map<string, RegisterCell>([
  ['$_DFF_P_', { inputs: ['D'] }],
  ['DFF', { inputs: ['D'] }],
  ['$_DFFE_PP_', { inputs: ['D', 'E'], next: (g, q, [d, e]) => g.mux(e!, d!, q) }],
  ['$_DFFE_PN_', { inputs: ['D', 'E'], next: (g, q, [d, e]) => g.mux(e!, q, d!) }],
  ['$_SDFF_PP0_', { inputs: ['D', 'R'], next: (g, _, [d, r]) => g.and(d!, g.not(r!)) }],
  ['$_SDFF_PP1_', { inputs: ['D', 'R'], next: (g, _, [d, r]) => g.or(d!, r!) }],
  ['$_SDFF_PN0_', { inputs: ['D', 'R'], next: (g, _, [d, r]) => g.and(d!, r!) }],
  ['$_SDFF_PN1_', { inputs: ['D', 'R'], next: (g, _, [d, r]) => g.or(d!, g.not(r!)) }],
])

/** The gates of the language: the output stands first, then any number of inputs. */
export const languageGates: ReadonlyMap<string, (graph: Graph, pins: readonly number[]) => number> =
  new Map([
    ['and', (g, pins) => pins.reduce(g.and)],
    ['nand', (g, pins) => g.not(pins.reduce(g.and))],
    ['or', (g, pins) => pins.reduce(g.or)],
    ['nor', (g, pins) => g.not(pins.reduce(g.or))],
    ['xor', (g, pins) => pins.reduce(g.xor)],
    ['xnor', (g, pins) => g.not(pins.reduce(g.xor))],
    ['not', (g, [a]) => g.not(a!)],
    ['buf', (_, [a]) => a!],
  ])
