/** Emits a graph for Graphviz, inputs on the left: gates by number, latches as boxes. */
import type { Exporter } from '../export.ts'
import { firstGate, gateCount, type Netlist } from '../netlist.ts'
import { commentHeader, safeLine, titleOf } from './names.ts'

export const dotExporter: Exporter = {
  name: 'dot',
  extension: '.dot',
  description: 'a graph for Graphviz',
  emit(netlist, ports, provenance) {
    const lines = [
      `digraph ${quoted(titleOf(provenance))} {`,
      '  rankdir=LR',
      '  node [fontname="monospace", shape=circle, fixedsize=true, width=0.45]',
      ...portLines('i', ports.inputs, 'source'),
      ...portLines('o', ports.outputs, 'sink'),
      ...(reads(netlist, 0) ? ['  s0 [label="0", shape=plaintext]'] : []),
      ...Array.from(netlist.latches, (_, l) => {
        return `  s${1 + netlist.inputs + l} [label="l${l}", shape=box, width=0.6]`
      }),
      ...gateLines(netlist),
      ...Array.from(netlist.latches, (next, l) => {
        return `  ${node(netlist, next)} -> s${1 + netlist.inputs + l} [constraint=false]`
      }),
      ...Array.from(netlist.outputs, (signal, o) => `  ${node(netlist, signal)} -> o${o}`),
      '}',
    ]
    return `${commentHeader('// |', provenance)}${lines.join('\n')}\n`
  },
}

const quoted = (text: string): string => `"${safeLine(text).replace(/["\\]/g, '\\$&')}"`

function portLines(prefix: string, names: readonly string[], rank: string): string[] {
  if (names.length === 0) return []
  const nodes = names.map((name, index) => `    ${prefix}${index} [label=${quoted(name)}]`)
  const style = '    node [shape=plaintext, fixedsize=false]'
  return ['  {', `    rank=${rank}`, style, ...nodes, '  }']
}

const node = (netlist: Netlist, signal: number): string =>
  signal >= 1 && signal <= netlist.inputs ? `i${signal - 1}` : `s${signal}`

const reads = ({ fanin, latches, outputs }: Netlist, signal: number): boolean =>
  fanin.includes(signal) || latches.includes(signal) || outputs.includes(signal)

/** An inverter reads its signal once and is drawn as a triangle. */
function gateLines(netlist: Netlist): string[] {
  const first = firstGate(netlist)
  const lines: string[] = []
  for (let g = 0; g < gateCount(netlist); g++) {
    const [a, b] = [netlist.fanin[2 * g]!, netlist.fanin[2 * g + 1]!]
    const own = `s${first + g}`
    const shape = a === b ? 'invtriangle, orientation=90' : 'circle'
    lines.push(`  ${own} [label="${first + g}", shape=${shape}]`)
    lines.push(`  ${node(netlist, a)} -> ${own}`)
    if (a !== b) lines.push(`  ${node(netlist, b)} -> ${own}`)
  }
  return lines
}
