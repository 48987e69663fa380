/** What all specs have in common: a number of inputs and a number of outputs. */
import { lowLanes } from '../bits.ts'
import type { Spec } from '../spec.ts'

/** Number of inputs that a machine needs to be held against this spec. */
export function specInputs(spec: Spec): number {
  if (spec.kind === 'machine') return spec.netlist.inputs
  return spec.kind === 'cases' ? spec.stimulus.inputs : spec.inputs
}

/** Number of outputs that a machine needs to be held against this spec. */
export const specOutputs = (spec: Spec): number =>
  spec.kind === 'machine' ? spec.netlist.outputs.length : spec.outputs

/**
 * What a spec speaks about: rows of a table, transitions of an automaton, cases; undefined for a
 * machine, which speaks about inputs of every length.
 */
export function specCases(spec: Spec): number | undefined {
  switch (spec.kind) {
    case 'table':
      return 2 ** spec.inputs
    case 'automaton':
      return spec.states * spec.letters.length
    case 'cases':
      return spec.stimulus.cases
    case 'machine':
      return undefined
    default:
      return spec satisfies never
  }
}

/** The lanes of word w that are cases, as a word with 1 for each. */
export const caseLanes = (cases: number, w: number): number =>
  lowLanes(Math.max(0, Math.min(32, cases - 32 * w)))
