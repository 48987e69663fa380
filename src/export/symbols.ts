/** What gates, latches and ports look like: their shapes, and where wires end at them. */
import type { Box, BoxPort } from './layout.ts'

export interface Glyph extends Box {
  readonly kind: 'gate' | 'latch' | 'port'
  /** SVG, drawn from the upper left corner of the box. */
  readonly shape: string
  readonly title: string
  readonly text?: { readonly x: number; readonly y: number; readonly content: string }
}

const bubbleRadius = 3.2

function port(box: string, name: string, x: number, y: number): BoxPort {
  return { id: `${box}.${name}`, x, y, side: name === 'out' ? 'right' : 'left' }
}

const bubble = (x: number, y: number): string =>
  `<circle cx="${x + bubbleRadius}" cy="${y}" r="${bubbleRadius}"/>`

/** A D with a bubble, or for an inverter a triangle with one. */
export function gateSymbol(id: string, isInverter: boolean): Glyph {
  const [body, height, path] = isInverter
    ? [20, 20, 'M0 0 L20 10 L0 20 Z']
    : [30, 28, 'M0 0 H16 A14 14 0 0 1 16 28 H0 Z']
  const width = body + 2 * bubbleRadius
  const inputs = isInverter
    ? [port(id, 'in0', 0, height / 2)]
    : [port(id, 'in0', 0, 7), port(id, 'in1', 0, 21)]
  return {
    id,
    kind: 'gate',
    width,
    height,
    ports: [...inputs, port(id, 'out', width, height / 2)],
    shape: `<path d="${path}"/>${bubble(body, height / 2)}`,
    title: `${isInverter ? 'inverter' : 'NAND'} ${id.slice(1)}`,
  }
}

/** A box with the mark of a clock. */
export function latchSymbol(id: string, name: string): Glyph {
  return {
    id,
    kind: 'latch',
    width: 40,
    height: 40,
    ports: [port(id, 'in0', 0, 14), port(id, 'out', 40, 14)],
    shape: '<rect width="40" height="40" rx="2"/><path d="M0 27 L7 31.5 L0 36"/>',
    title: `latch ${name}`,
    text: { x: 20, y: 14, content: name },
  }
}

const portTextMax = 24
const portHeight = 22
const characterWidth = 7.3
const tip = 9

function portText(name: string): { width: number; content: string } {
  const content = name.length > portTextMax ? `${name.slice(0, portTextMax - 1)}…` : name
  return { width: Math.max(22, Math.ceil([...content].length * characterWidth + 14)), content }
}

/** A label that points into the drawing. */
export function inputSymbol(id: string, name: string): Glyph {
  const { width, content } = portText(name)
  const [right, middle] = [width + tip, portHeight / 2]
  return {
    id,
    kind: 'port',
    column: 'first',
    width: right,
    height: portHeight,
    ports: [port(id, 'out', right, middle)],
    shape: `<path d="M0 0 H${width} L${right} ${middle} L${width} ${portHeight} H0 Z"/>`,
    title: `input ${name}`,
    text: { x: width / 2, y: middle, content },
  }
}

/** A label that points out of the drawing. */
export function outputSymbol(id: string, name: string): Glyph {
  const { width, content } = portText(name)
  const [right, middle] = [width + tip, portHeight / 2]
  return {
    id,
    kind: 'port',
    column: 'last',
    width: right,
    height: portHeight,
    ports: [port(id, 'in0', 0, middle)],
    shape: `<path d="M0 0 H${width} L${right} ${middle} L${width} ${portHeight} H0 Z"/>`,
    title: `output ${name}`,
    text: { x: width / 2, y: middle, content },
  }
}

export function constantSymbol(id: string): Glyph {
  return {
    id,
    kind: 'port',
    width: 16,
    height: 18,
    ports: [port(id, 'out', 16, 9)],
    shape: '',
    title: 'constant 0',
    text: { x: 8, y: 9, content: '0' },
  }
}
