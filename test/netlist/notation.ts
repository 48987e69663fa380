/**
 * Netlists as people write them down, for cases in files:
 *
 *   inputs a b
 *   latches q0
 *   g0 = a NAND b
 *   g1 = NOT g0
 *   q0 takes g1
 *   y = g1
 *
 * `0` is the constant; `g = 1` is the gate that reads it twice.
 */
import { checkNetlist } from '../../src/netlist/check.ts'
import { defaultPorts } from '../../src/netlist/ports.ts'
import type { Netlist } from '../../src/netlist.ts'

export function readNotation(text: string): Netlist {
  const lines = text.split('\n').map((line) => line.trim())
  const used = lines.filter((line) => line !== '' && !line.startsWith('#'))
  const named = (label: string) =>
    used
      .find((line) => line.split(' ')[0] === label)
      ?.split(' ')
      .slice(1) ?? []
  const [inputs, latchNames] = [named('inputs'), named('latches')]
  const names = ['0', ...inputs, ...latchNames]
  const signal = (name: string) => {
    if (!names.includes(name)) throw new Error(`no signal ${name}`)
    return names.indexOf(name)
  }
  const fanin: number[] = []
  const latches: number[] = latchNames.map(() => 0)
  const outputs: number[] = []
  for (const line of used) {
    const gate = /^(\w+) = (?:(\w+) NAND (\w+)|NOT (\w+)|(1))$/.exec(line)
    const wire = /^(\w+) (=|takes) (\w+)$/.exec(line)
    if (gate) {
      const [, name, a, b, inverted] = gate
      fanin.push(signal(a ?? inverted ?? '0'), signal(b ?? inverted ?? '0'))
      names.push(name!)
    } else if (wire?.[2] === 'takes') {
      latches[latchNames.indexOf(wire[1]!)] = signal(wire[3]!)
    } else if (wire) {
      outputs.push(signal(wire[3]!))
    }
  }
  return checkNetlist({
    inputs: inputs.length,
    latches: Uint32Array.from(latches),
    fanin: Uint32Array.from(fanin),
    outputs: Uint32Array.from(outputs),
  })
}

export function writeNotation(netlist: Netlist): string {
  const { inputs, latches, fanin, outputs } = netlist
  const ports = defaultPorts(inputs, outputs.length)
  const first = 1 + inputs + latches.length
  const names = [
    '0',
    ...ports.inputs,
    ...Array.from(latches, (_, l) => `q${l}`),
    ...Array.from({ length: fanin.length / 2 }, (_, g) => `g${g}`),
  ]
  const gates = Array.from({ length: fanin.length / 2 }, (_, g) => {
    const [a, b] = [fanin[2 * g]!, fanin[2 * g + 1]!]
    if (a === b) return `${names[first + g]} = ${a === 0 ? '1' : `NOT ${names[a]}`}`
    return `${names[first + g]} = ${names[a]} NAND ${names[b]}`
  })
  const latchNames = names.slice(1 + inputs, first)
  return [
    ['inputs', ...ports.inputs].join(' '),
    ...(latches.length > 0 ? [['latches', ...latchNames].join(' ')] : []),
    ...gates,
    ...latchNames.map((name, l) => `${name} takes ${names[latches[l]!]}`),
    ...ports.outputs.map((name, o) => `${name} = ${names[outputs[o]!]}`),
  ].join('\n')
}
