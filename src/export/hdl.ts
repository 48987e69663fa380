/**
 * Emits a chip in the hardware description language of nand2tetris: a built-in `Nand` a gate, a `DFF` a latch.
 *
 * An output pin cannot be read inside the chip, so a part shows its value both on an inner pin and on
 * the outputs. Where an output is an input or a constant no part does, and Nands are added: two in a
 * row for an input, one of constants for a 0. The simulator starts every DFF at 0.
 *
 * Source: Nisan & Schocken 2021, "The Elements of Computing Systems", second edition, appendix 2.
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

/** Words with a meaning of their own, and built-in chips, which a chip of that name would replace. */
const hdlWords = `
CHIP IN OUT PARTS BUILTIN CLOCKED true false Nand DFF
`
  .trim()
  .split(/\s+/)

export const hdlExporter: Exporter = {
  name: 'hdl',
  extension: '.hdl',
  description: 'a chip of nand2tetris, of Nand and DFF',
  emit(netlist, ports, provenance) {
    const chip = createNamer(cleanName, hdlWords).name(titleOf(provenance))
    const namer = createNamer(cleanName, hdlWords)
    const names = nameSignals(netlist, ports, namer, 'false')
    const shows = outputsBySignal(netlist, names.outputs)
    const lines = [
      `CHIP ${chip} {`,
      ...pinLines('IN', names.inputs, ports.inputs),
      ...pinLines('OUT', names.outputs, ports.outputs),
      '  PARTS:',
      ...latchLines(netlist, names.signals, shows),
      ...gateLines(netlist, names.signals, shows),
      ...bufferLines(netlist, names.signals, shows, namer.name),
      '}',
    ]
    return `${commentHeader('// |', provenance)}${lines.join('\n')}\n`
  },
}

/** Names begin with a letter. */
const cleanName = (wanted: string): string => cleanIdentifier(wanted).replace(/^_/, 'x_')

/** A pin a line; one whose name had to be changed says what it was called. */
function pinLines(word: string, names: readonly string[], originals: readonly string[]): string[] {
  if (names.length === 0) return []
  const pins = names.map((name, index) => {
    const original = originals[index]!
    const end = index < names.length - 1 ? ',' : ';'
    return `    ${name}${end}${original === name ? '' : ` // | ${safeLine(original)}`}`
  })
  return [`  ${word}`, ...pins]
}

/** The output pins that show each signal. */
function outputsBySignal({ outputs }: Netlist, names: readonly string[]): Map<number, string[]> {
  const shows = new Map<number, string[]>()
  outputs.forEach((signal, o) => {
    const pins = shows.get(signal) ?? []
    shows.set(signal, pins)
    pins.push(names[o]!)
  })
  return shows
}

type Shows = ReadonlyMap<number, readonly string[]>

const part = (chip: string, taken: string, pins: readonly string[]): string =>
  `  ${chip}(${[taken, ...pins.map((pin) => `out=${pin}`)].join(', ')});`

function latchLines(netlist: Netlist, signals: readonly string[], shows: Shows): string[] {
  return Array.from(netlist.latches, (next, l) => {
    const own = 1 + netlist.inputs + l
    return part('DFF', `in=${signals[next]}`, [signals[own]!, ...(shows.get(own) ?? [])])
  })
}

function gateLines(netlist: Netlist, signals: readonly string[], shows: Shows): string[] {
  const lines: string[] = []
  let at = 0
  for (let own = firstGate(netlist); own < signalCount(netlist); own++) {
    const [a, b] = [signals[netlist.fanin[at++]!], signals[netlist.fanin[at++]!]]
    lines.push(part('Nand', `a=${a}, b=${b}`, [signals[own]!, ...(shows.get(own) ?? [])]))
  }
  return lines
}

function bufferLines(
  netlist: Netlist,
  signals: readonly string[],
  shows: Shows,
  newName: (wanted: string) => string,
): string[] {
  const lines: string[] = []
  for (let signal = 0; signal <= netlist.inputs; signal++) {
    const pins = shows.get(signal)
    if (!pins) continue
    if (signal === 0) lines.push(part('Nand', 'a=true, b=true', pins))
    else {
      const inverse = newName(`not_${signals[signal]}`)
      lines.push(part('Nand', `a=${signals[signal]}, b=${signals[signal]}`, [inverse]))
      lines.push(part('Nand', `a=${inverse}, b=${inverse}`, pins))
    }
  }
  return lines
}
