/**
 * The next-state and output logic of state machines in KISS2, with binary codes: states are numbered
 * in the order in which they first stand as present states, the reset state first where one is named.
 *
 * A transition that no line speaks of, an output `-` and a code that no state has do not matter. The
 * files of the IWLS93 set are not part of the project: `IWLS93_DIR` says where they are.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TableSpec, tableFromFunction, type WantedBit } from 'nandertal'
import type { Circuit } from './circuits.ts'

/** The small machines of the set, the easy ones first. */
const names = ['lion', 'mc', 'dk27', 'bbtas', 's27', 'dk15', 'dk17', 'beecount', 'dk14', 'bbara']

interface Transition {
  readonly inputs: string
  readonly from: string
  readonly to: string
  readonly outputs: string
}

/** The machines that are there. */
export function kissCircuits(folder = process.env.IWLS93_DIR): Circuit[] {
  if (!folder) return []
  return names.flatMap((name) => {
    const file = join(folder, `${name}.kiss2`)
    return existsSync(file) ? [{ name, spec: kissTable(readFileSync(file, 'utf8')) }] : []
  })
}

/** The truth table of a machine: its inputs, then its state; its outputs, then the state that follows. */
export function kissTable(text: string): TableSpec {
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/))
  const reset = lines.find(([word]) => word === '.r')?.[1]
  const transitions = lines
    .filter((words) => words.length === 4 && !words[0]!.startsWith('.'))
    .map(([inputs, from, to, outputs]) => ({ inputs, from, to, outputs }) as Transition)
  const states = [...new Set([...(reset ? [reset] : []), ...transitions.map(({ from }) => from)])]
  const { inputs, outputs } = transitions[0]!
  const codeBits = Math.ceil(Math.log2(states.length))
  const nothing = new Array<null>(outputs.length + codeBits).fill(null)
  return tableFromFunction(inputs.length + codeBits, outputs.length + codeBits, (bits) => {
    const state = bits.slice(inputs.length).reduce<number>((code, bit, i) => code + (bit << i), 0)
    const found = transitions.find(
      (transition) =>
        transition.from === states[state] &&
        [...transition.inputs].every((wanted, i) => wanted === '-' || Number(wanted) === bits[i]),
    )
    if (!found) return nothing
    const shown = [...found.outputs].map((bit): WantedBit => (bit === '-' ? null : Number(bit)))
    const next = states.indexOf(found.to)
    const code = Array.from(
      { length: codeBits },
      (_, i): WantedBit => (next === -1 ? null : (next >> i) & 1),
    )
    return [...shown, ...code]
  })
}
