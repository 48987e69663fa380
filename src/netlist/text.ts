/**
 * Netlists as JSON: a gate is the pair of signals that it reads, in the numbering of `netlist.ts`.
 *
 *   { "inputs": 2, "latches": [], "gates": [[1, 2], [3, 3]], "outputs": [4] }      y = a AND b
 */
import { firstGate, gateCount, type Netlist, signalCount, signalsMax } from '../netlist.ts'
import { checkNetlist } from './check.ts'

export interface NetlistJson {
  /** Number of inputs. */
  readonly inputs: number
  /** [latches] the signal that each latch takes. */
  readonly latches: readonly number[]
  /** [gates] the two signals that each gate reads. */
  readonly gates: readonly (readonly [number, number])[]
  /** [outputs] the signal that each output shows. */
  readonly outputs: readonly number[]
}

/** The netlist as plain data. */
export function writeNetlistJson(netlist: Netlist): NetlistJson {
  const { inputs, latches, fanin, outputs } = netlist
  return {
    inputs,
    latches: [...latches],
    gates: Array.from({ length: gateCount(netlist) }, (_, g) => [fanin[2 * g]!, fanin[2 * g + 1]!]),
    outputs: [...outputs],
  }
}

/** The netlist of plain data in which `findNetlistFaults` finds nothing. */
export const readNetlistJson = (json: NetlistJson): Netlist => checkNetlist(toNetlist(json))

const toNetlist = ({ inputs, latches, gates, outputs }: NetlistJson): Netlist => ({
  inputs,
  latches: Uint32Array.from(latches),
  fanin: Uint32Array.from(gates.flat()),
  outputs: Uint32Array.from(outputs),
})

export interface NetlistFault {
  readonly path: readonly (string | number)[]
  readonly expected: string
  readonly received: string
}

/** Every signal of the data (whole numbers, zero or more) that is out of range or out of order. */
export function findNetlistFaults(json: NetlistJson): NetlistFault[] {
  const netlist = toNetlist(json)
  const signals = signalCount(netlist)
  if (signals > signalsMax) {
    return [{ path: [], expected: `at most ${signalsMax} signals`, received: `${signals}` }]
  }
  const first = firstGate(netlist)
  const faults: NetlistFault[] = []
  json.gates.forEach((pair, g) => {
    pair.forEach((signal, side) => {
      if (signal < first + g) return
      const expected = `a signal below its gate, ${first + g}`
      faults.push({ path: ['gates', g, side], expected, received: `${signal}` })
    })
  })
  for (const field of ['latches', 'outputs'] as const) {
    json[field].forEach((signal, i) => {
      if (signal < signals) return
      const expected = `a signal below ${signals}`
      faults.push({ path: [field, i], expected, received: `${signal}` })
    })
  }
  return faults
}
