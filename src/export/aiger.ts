/**
 * Emits AIGER. The numbering of signals is that of its variables: input, latch or gate s is variable
 * s, and a NAND is the complement of an AND, so the literal of a gate is 2s + 1.
 */
import type { Exporter, Provenance } from '../export.ts'
import type { Ports } from '../netlist/ports.ts'
import { firstGate, gateCount, type Netlist, signalCount } from '../netlist.ts'
import { commentHeader, createNamer, safeLine } from './names.ts'

export const aagExporter: Exporter = {
  name: 'aag',
  extension: '.aag',
  description: 'AIGER in ASCII',
  emit(netlist, ports, provenance) {
    const { inputs, latches } = netlist
    const literal = literals(netlist)
    const lines = [header('aag', netlist)]
    for (let i = 0; i < inputs; i++) lines.push(`${2 * (1 + i)}`)
    latches.forEach((next, l) => {
      lines.push(`${2 * (1 + inputs + l)} ${literal(next)}`)
    })
    for (const signal of netlist.outputs) lines.push(`${literal(signal)}`)
    eachAnd(netlist, (own, larger, smaller) => {
      lines.push(`${own} ${larger} ${smaller}`)
    })
    return `${lines.join('\n')}\n${symbols(ports)}${comment(provenance)}`
  },
}

export const aigExporter: Exporter = {
  name: 'aig',
  extension: '.aig',
  description: 'AIGER in binary',
  emit(netlist, ports, provenance) {
    const literal = literals(netlist)
    const lines = [header('aig', netlist)]
    for (const signal of netlist.latches) lines.push(`${literal(signal)}`)
    for (const signal of netlist.outputs) lines.push(`${literal(signal)}`)
    const gates: number[] = []
    eachAnd(netlist, (own, larger, smaller) => {
      pushDelta(gates, own - larger)
      pushDelta(gates, larger - smaller)
    })
    const encoder = new TextEncoder()
    return joinBytes([
      encoder.encode(`${lines.join('\n')}\n`),
      Uint8Array.from(gates),
      encoder.encode(symbols(ports) + comment(provenance)),
    ])
  },
}

/** Maximum variable, inputs, latches, outputs, AND gates. */
function header(form: string, netlist: Netlist): string {
  const { inputs, latches, outputs } = netlist
  const counts = [signalCount(netlist) - 1, inputs, latches.length, outputs.length]
  return `${form} ${counts.join(' ')} ${gateCount(netlist)}`
}

function literals(netlist: Netlist): (signal: number) => number {
  const first = firstGate(netlist)
  return (signal) => 2 * signal + (signal >= first ? 1 : 0)
}

/** Visits the ANDs in order: own literal, the larger fan-in, the smaller one. */
function eachAnd(
  netlist: Netlist,
  visit: (own: number, larger: number, smaller: number) => void,
): void {
  const literal = literals(netlist)
  const first = firstGate(netlist)
  for (let g = 0; g < gateCount(netlist); g++) {
    const a = literal(netlist.fanin[2 * g]!)
    const b = literal(netlist.fanin[2 * g + 1]!)
    visit(2 * (first + g), Math.max(a, b), Math.min(a, b))
  }
}

/** Seven bits a byte, lowest first, the highest bit set where more bytes follow. */
function pushDelta(bytes: number[], delta: number): void {
  let rest = delta
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80)
  bytes.push(rest)
}

function symbols(ports: Ports): string {
  const clean = (wanted: string) => safeLine(wanted) || 'x'
  const lines = (kind: string, names: readonly string[]) => {
    const namer = createNamer(clean)
    return names.map((name, index) => `${kind}${index} ${namer.name(name)}\n`).join('')
  }
  return lines('i', ports.inputs) + lines('o', ports.outputs)
}

const comment = (provenance?: Provenance): string =>
  provenance ? `c\n${commentHeader('', provenance)}` : ''

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
