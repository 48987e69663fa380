/**
 * What is wanted of a machine: the specification that evolution works towards and that proofs are
 * held against. Where a spec does not care, any behaviour is right.
 */
import type { Stimulus } from './kernel.ts'
import type { Netlist } from './netlist.ts'

/** Every row of a truth table. Row r gives input i the bit i of r. */
export interface TableSpec {
  readonly kind: 'table'
  /** In [0, 24]. */
  readonly inputs: number
  readonly outputs: number
  /** [outputs × words], words = ⌈2^inputs / 32⌉; lane = row. */
  readonly wanted: Uint32Array
  /** [outputs × words] 1 where it matters. */
  readonly care: Uint32Array
}

/**
 * A Mealy machine over a list of letters: the input words that may come. State 0 is the reset state.
 * Inputs outside the list never come, so what a machine does with them does not matter.
 */
export interface AutomatonSpec {
  readonly kind: 'automaton'
  /** In [0, 32]. */
  readonly inputs: number
  /** In [1, 32]. */
  readonly outputs: number
  readonly states: number
  /** [letters] input words; bit i is input i. */
  readonly letters: Uint32Array
  /** [states × letters] the state that follows. */
  readonly next: Uint32Array
  /** [states × letters] output words; bit o is output o. */
  readonly wanted: Uint32Array
  /** [states × letters] 1 where an output bit matters. */
  readonly care: Uint32Array
}

/** Behave as this machine does, for all inputs and all lengths. */
export interface MachineSpec {
  readonly kind: 'machine'
  readonly netlist: Netlist
}

/** Chosen cases only: traces, rows of data, samples. Agreement with them is a test, not a proof. */
export interface CasesSpec {
  readonly kind: 'cases'
  readonly stimulus: Stimulus
  readonly outputs: number
  /** [ticks × outputs × words] */
  readonly wanted: Uint32Array
  /** [ticks × outputs × words] 1 where it matters; 0 in lanes beyond the cases. */
  readonly care: Uint32Array
}

export type Spec = TableSpec | AutomatonSpec | MachineSpec | CasesSpec

/** The most inputs of a truth table. */
export const tableInputsMax = 24
