/** One case at a time, tick by tick: what a counterexample is confirmed with. */
import { getLane } from '../bits.ts'
import { plainKernel } from '../kernel/plain.ts'
import { simulate } from '../kernel.ts'
import type { Netlist } from '../netlist.ts'
import type { AutomatonSpec, Spec } from '../spec.ts'

/** The outputs of the last tick, on the plain kernel. */
export function replay(netlist: Netlist, inputs: readonly (readonly number[])[]): number[] {
  const ticks = inputs.length
  const stimulus = {
    inputs: netlist.inputs,
    ticks,
    cases: 1,
    words: 1,
    bits: Uint32Array.from(inputs.flat()),
  }
  const response = simulate(netlist, stimulus, plainKernel)
  const outputs = netlist.outputs.length
  return Array.from(response.subarray((ticks - 1) * outputs), (word) => word & 1)
}

/** What a spec wants of an output at the last tick; undefined where it does not matter. */
export function wantedAt(
  spec: Spec,
  inputs: readonly (readonly number[])[],
  output: number,
): number | undefined {
  const letter = letterOf(inputs.at(-1)!)
  switch (spec.kind) {
    case 'table': {
      const offset = (output * spec.wanted.length) / spec.outputs
      return getLane(spec.care, letter, offset) ? getLane(spec.wanted, letter, offset) : undefined
    }
    case 'automaton': {
      const at = followLetters(spec, inputs) * spec.letters.length + spec.letters.indexOf(letter)
      return (spec.care[at]! >>> output) & 1 ? (spec.wanted[at]! >>> output) & 1 : undefined
    }
    case 'machine':
      return replay(spec.netlist, inputs)[output]
    case 'cases':
      return undefined
    default:
      return spec satisfies never
  }
}

/** The input word whose bit i is bit i of a list. */
const letterOf = (bits: readonly number[]): number =>
  bits.reduce((word, bit, i) => word + bit * 2 ** i, 0)

/** The state in which the last letter finds the automaton. */
function followLetters(spec: AutomatonSpec, inputs: readonly (readonly number[])[]): number {
  let state = 0
  for (const bits of inputs.slice(0, -1)) {
    state = spec.next[state * spec.letters.length + spec.letters.indexOf(letterOf(bits))]!
  }
  return state
}
