/** What a machine does, the slow and obvious way: one case, one gate, one bit after the other. */
import { getLane } from '../../src/bits.ts'
import type { Stimulus } from '../../src/kernel.ts'
import type { Netlist } from '../../src/netlist.ts'

/** The outputs of one case, [ticks][outputs]. */
export function runCase(netlist: Netlist, inputs: readonly (readonly number[])[]): number[][] {
  let state: number[] = Array.from(netlist.latches, () => 0)
  return inputs.map((bits) => {
    const values = [0, ...bits, ...state]
    for (let i = 0; i < netlist.fanin.length; i += 2) {
      const bothOne = values[netlist.fanin[i]!] === 1 && values[netlist.fanin[i + 1]!] === 1
      values.push(bothOne ? 0 : 1)
    }
    state = Array.from(netlist.latches, (signal) => values[signal]!)
    return Array.from(netlist.outputs, (signal) => values[signal]!)
  })
}

/** The inputs of one case of a stimulus, [ticks][inputs]. */
export const caseInputs = (stimulus: Stimulus, caseIndex: number): number[][] =>
  Array.from({ length: stimulus.ticks }, (_, t) =>
    Array.from({ length: stimulus.inputs }, (_, i) =>
      getLane(stimulus.bits, caseIndex, (t * stimulus.inputs + i) * stimulus.words),
    ),
  )

/** The bits of a number, lowest first. */
export const bitsOf = (value: number, length: number): number[] =>
  Array.from({ length }, (_, i) => Math.floor(value / 2 ** i) % 2)

/** All rows of a machine's truth table, [rows][outputs]. */
export const allRows = (netlist: Netlist): number[][] =>
  Array.from(
    { length: 2 ** netlist.inputs },
    (_, row) => runCase(netlist, [bitsOf(row, netlist.inputs)])[0]!,
  )
