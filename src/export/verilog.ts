/**
 * Emits synthesizable Verilog-2001: one module, one NAND a line. A machine with latches has a clock
 * `clk` and a synchronous reset `rst`, which sets every flip-flop to 0.
 */
import type { Exporter } from '../export.ts'
import { firstGate, type Netlist, signalCount } from '../netlist.ts'
import {
  cleanIdentifier,
  commentHeader,
  createNamer,
  nameSignals,
  safeLine,
  titleOf,
} from './names.ts'
import { verilogKeywords } from './verilog-keywords.ts'

export const verilogExporter: Exporter = {
  name: 'verilog',
  extension: '.v',
  description: 'synthesizable Verilog with synchronous reset',
  emit(netlist, ports, provenance) {
    const hasLatches = netlist.latches.length > 0
    const namer = createNamer(cleanIdentifier, verilogKeywords)
    // Modules have a name space of their own, so a port may be called as its module is.
    const moduleName = createNamer(cleanIdentifier, verilogKeywords).name(titleOf(provenance))
    const clocked = hasLatches ? ['clk', 'rst'].map(namer.name) : []
    const names = nameSignals(netlist, ports, namer, "1'b0")
    const declared = [
      ...clocked.map((name) => ({ text: `input wire ${name}`, original: name, name })),
      ...names.inputs.map((name, i) => ({
        text: `input wire ${name}`,
        original: ports.inputs[i]!,
        name,
      })),
      ...names.outputs.map((name, o) => ({
        text: `output wire ${name}`,
        original: ports.outputs[o]!,
        name,
      })),
    ]
    // A port whose name had to be changed says what it was called.
    const portLines = declared.map(({ text, original, name }, p) => {
      const comma = p < declared.length - 1 ? ',' : ''
      return `  ${text}${comma}${original === name ? '' : ` // | ${safeLine(original)}`}`
    })
    const lines = [
      `module ${moduleName} (`,
      ...portLines,
      ');',
      ...latchDeclarations(netlist, names.signals),
      ...gateLines(netlist, names.signals),
      ...latchLines(netlist, names.signals, clocked),
      ...names.outputs.map((name, o) => {
        return `  assign ${name} = ${names.signals[netlist.outputs[o]!]};`
      }),
      'endmodule',
    ]
    return `${commentHeader('// |', provenance)}${lines.join('\n')}\n`
  },
}

const latchDeclarations = (netlist: Netlist, signals: readonly string[]): string[] =>
  Array.from(netlist.latches, (_, l) => `  reg ${signals[1 + netlist.inputs + l]};`)

function gateLines(netlist: Netlist, signals: readonly string[]): string[] {
  const lines: string[] = []
  let at = 0
  for (let signal = firstGate(netlist); signal < signalCount(netlist); signal++) {
    const [a, b] = [netlist.fanin[at++]!, netlist.fanin[at++]!]
    const value = a === b ? `~${signals[a]}` : `~(${signals[a]} & ${signals[b]})`
    lines.push(`  wire ${signals[signal]} = ${value};`)
  }
  return lines
}

function latchLines(
  netlist: Netlist,
  signals: readonly string[],
  [clk, rst]: readonly string[],
): string[] {
  if (netlist.latches.length === 0) return []
  const own = (l: number) => signals[1 + netlist.inputs + l]
  const latches = [...netlist.latches]
  return [
    `  always @(posedge ${clk})`,
    `    if (${rst}) begin`,
    ...latches.map((_, l) => `      ${own(l)} <= 1'b0;`),
    '    end else begin',
    ...latches.map((next, l) => `      ${own(l)} <= ${signals[next]};`),
    '    end',
  ]
}
