/**
 * Draws the schematic as SVG: NANDs as the usual D with a bubble, inverters as triangles, latches as
 * boxes, wires at right angles with dots where they part. It follows the reader's light or dark.
 */
import { UsageError } from '../errors.ts'
import type { Exporter, Provenance } from '../export.ts'
import type { Ports } from '../netlist/ports.ts'
import { firstGate, gateCount, type Netlist } from '../netlist.ts'
import { type Layout, layOut, type Point, type Wire } from './layout.ts'
import { safeLine, titleOf } from './names.ts'
import {
  constantSymbol,
  type Glyph,
  gateSymbol,
  inputSymbol,
  latchSymbol,
  outputSymbol,
} from './symbols.ts'

/** The most gates and latches of a drawing: more are neither laid out soon nor read by anyone. */
export const drawnMax = 1000

export const svgExporter: Exporter = {
  name: 'svg',
  extension: '.svg',
  description: `a schematic, up to ${drawnMax} gates`,
  async emit(netlist, ports, provenance) {
    checkSize(netlist)
    const { symbols, wires } = buildSchematic(netlist, ports)
    return draw(symbols, await layOut(symbols, wires), provenance)
  },
}

function checkSize(netlist: Netlist): void {
  const size = gateCount(netlist) + netlist.latches.length + netlist.inputs + netlist.outputs.length
  if (size <= drawnMax) return
  throw new UsageError('export/too-large', {
    where: 'the machine to draw',
    expected: `at most ${drawnMax} gates, latches and ports`,
    received: `${size}`,
    hint: 'Draw a larger one with --to dot and Graphviz.',
  })
}

interface Schematic {
  readonly symbols: readonly Glyph[]
  readonly wires: readonly Wire[]
}

/** Turns signals into symbols and what reads them into wires. */
function buildSchematic(netlist: Netlist, ports: Ports): Schematic {
  const symbols: Glyph[] = ports.inputs.map((name, i) => inputSymbol(`s${1 + i}`, name))
  const wires: Wire[] = []
  let constants = 0
  const connect = (signal: number, to: string) => {
    // Each reader of the constant has its own, or its wires would cross the whole drawing.
    const from = signal === 0 ? `zero${constants++}` : `s${signal}`
    if (signal === 0) symbols.push(constantSymbol(from))
    wires.push({ from: `${from}.out`, to })
  }
  netlist.latches.forEach((next, l) => {
    const id = `s${1 + netlist.inputs + l}`
    symbols.push(latchSymbol(id, `l${l}`))
    connect(next, `${id}.in0`)
  })
  const first = firstGate(netlist)
  for (let g = 0; g < gateCount(netlist); g++) {
    const [a, b] = [netlist.fanin[2 * g]!, netlist.fanin[2 * g + 1]!]
    symbols.push(gateSymbol(`s${first + g}`, a === b))
    connect(a, `s${first + g}.in0`)
    if (a !== b) connect(b, `s${first + g}.in1`)
  }
  netlist.outputs.forEach((signal, o) => {
    symbols.push(outputSymbol(`o${o}`, ports.outputs[o]!))
    connect(signal, `o${o}.in0`)
  })
  return { symbols, wires }
}

const light = {
  ink: '#1f2328',
  paper: '#ffffff',
  fill: '#f3f5f7',
  wire: '#57606a',
  port: '#0b63c4',
  latch: '#8a4b00',
}
const dark: typeof light = {
  ink: '#e6edf3',
  paper: '#0d1117',
  fill: '#1b222b',
  wire: '#8b98a5',
  port: '#6cb2ff',
  latch: '#f0a860',
}

/** Colours as plain properties: viewers without CSS variables would paint everything black. */
const paint = ({ ink, paper, fill, wire, port, latch }: typeof light) => `
  .paper { fill: ${paper} }
  .gate { fill: ${fill}; stroke: ${ink} }
  .latch { fill: ${fill}; stroke: ${latch} }
  .port { fill: ${paper}; stroke: ${port} }
  .wire { fill: none; stroke: ${wire} }
  .wire:hover { stroke: ${port} }
  .dot { fill: ${wire} }
  text { fill: ${ink} }`

const style = `
  .gate, .latch, .port { stroke-width: 1.4; stroke-linejoin: round }
  .wire { stroke-width: 1.2; stroke-linejoin: round }
  .wire:hover { stroke-width: 2.4 }
  text { stroke: none; font: 12px ui-monospace, Menlo, Consolas, monospace; text-anchor: middle }${paint(light)}
  @media (prefers-color-scheme: dark) {${paint(dark)}
  }
`

function draw(symbols: readonly Glyph[], layout: Layout, provenance?: Provenance): string {
  const { width, height } = layout
  const size = `width="${round(width)}" height="${round(height)}"`
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${round(width)} ${round(height)}" role="img">`,
    `<title>${escapeXml(titleOf(provenance))}</title>`,
    `<desc>${escapeXml((provenance?.lines ?? []).join('; '))}</desc>`,
    `<style>${style}</style>`,
    `<rect class="paper" ${size}/>`,
    ...layout.wires.map((points) => `<path class="wire" d="${polyline(points)}"/>`),
    ...layout.junctions.map(
      ({ x, y }) => `<circle class="dot" cx="${round(x)}" cy="${round(y)}" r="2.4"/>`,
    ),
    ...symbols.map((symbol, index) => drawSymbol(symbol, layout.boxes[index]!)),
    '</svg>',
  ]
  return `${lines.join('\n')}\n`
}

const round = (value: number): string => `${Math.round(value * 100) / 100}`

const polyline = (points: readonly Point[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join(' ')

function drawSymbol({ shape, text, title, kind }: Glyph, { x, y }: Point): string {
  const label =
    text && `<text x="${text.x}" y="${text.y}" dy="0.35em">${escapeXml(text.content)}</text>`
  const parts = [`<title>${escapeXml(title)}</title>`, shape, label ?? '']
  return `<g class="${kind}" transform="translate(${round(x)} ${round(y)})">${parts.join('')}</g>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Text for XML: one safe line, its marks escaped, the two characters that XML forbids left out. */
const escapeXml = (text: string): string =>
  safeLine(text)
    .replace(/[\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (mark) => entities[mark]!)
