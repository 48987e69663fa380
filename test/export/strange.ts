/**
 * Random recurrent machines as exporters fear them: without inputs, without gates, inverters (both
 * fan-ins the same signal), constants on ports and latches, outputs that are inputs or latches, several
 * outputs of one signal, ports with the names of keywords.
 */
import { checkNetlist } from '../../src/netlist/check.ts'
import type { Ports } from '../../src/netlist/ports.ts'
import { firstGate, type Netlist, signalCount } from '../../src/netlist.ts'
import { createRng, type Rng } from '../../src/random.ts'
import { randomStimulus } from '../arbitrary.ts'
import { hostileNames } from './hostile.ts'

export interface Strange {
  /** The name of its module or functions: `m` and a number. */
  readonly title: string
  readonly netlist: Netlist
  readonly ports: Ports
  /** [ticks][inputs] */
  readonly inputs: readonly (readonly number[])[]
}

export const ticks = 64

const keywords = [
  ...['module', 'always', 'logic', 'int', 'double', 'register', 'restrict', 'linux', 'while'],
  ...['new', 'delete', 'class', 'yield', 'CHIP', 'PARTS', 'IN', 'OUT', 'BUILTIN', 'CLOCKED'],
  ...['true', 'false', 'state', 'inputs', 'outputs', 'next_state', 'a', 'out', 'in', 'clk', 'rst'],
  ...hostileNames,
]

/** @param latchesMin 1 makes all of them recurrent */
export function strangeMachines(count: number, label: string, latchesMin = 1): Strange[] {
  return Array.from({ length: count }, (_, index) => {
    const rng = createRng(index).split('strange', label)
    const netlist = strangeNetlist(rng, latchesMin)
    const { bits } = randomStimulus(netlist.inputs, ticks, 1, rng.below(1e6))
    const inputs = Array.from({ length: ticks }, (_, t) =>
      Array.from({ length: netlist.inputs }, (_, i) => bits[t * netlist.inputs + i]! & 1),
    )
    return { title: `m${index}`, netlist, ports: strangePorts(netlist, rng), inputs }
  })
}

function strangeNetlist(rng: Rng, latchesMin: number): Netlist {
  const one = (outOf: number) => rng.below(outOf) === 0
  const blank: Netlist = {
    inputs: one(6) ? 0 : 1 + rng.below(5),
    latches: new Uint32Array(latchesMin + rng.below(5)),
    fanin: new Uint32Array(one(12) ? 0 : 2 * (1 + rng.below(40))),
    outputs: new Uint32Array(1 + rng.below(4)),
  }
  const first = firstGate(blank)
  const any = () => (one(10) ? 0 : one(5) ? rng.below(first) : rng.below(signalCount(blank)))
  const fanin = blank.fanin.map((_, at) => rng.below(first + (at >> 1)))
  for (let at = 0; at < fanin.length; at += 2) if (one(4)) fanin[at + 1] = fanin[at]!
  const outputs = blank.outputs.map(any)
  if (outputs.length > 1 && one(3)) outputs[1] = outputs[0]!
  return checkNetlist({ ...blank, latches: blank.latches.map(any), fanin, outputs })
}

function strangePorts(netlist: Netlist, rng: Rng): Ports {
  const from = rng.below(keywords.length)
  const name = (index: number) => keywords[(from + index) % keywords.length]!
  return {
    inputs: Array.from({ length: netlist.inputs }, (_, i) => name(i)),
    outputs: Array.from(netlist.outputs, (_, o) => name(netlist.inputs + o)),
  }
}
