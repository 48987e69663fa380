/** Machines and scores as the JSON that programs and servers of others see. */
import { writeNetlistJson } from '../netlist/text.ts'
import type { Netlist } from '../netlist.ts'
import { type EvaluationForm, readReply } from '../problem/form.ts'
import type { EvaluationRequest, Outcome } from '../problem/outcome.ts'

/**
 * A machine as plain data. Signals are numbered: 0 is the constant 0, then inputs, latches, gates; a gate
 * is the NAND of the two signals that it lists, a latch takes its signal at the next tick and begins as 0.
 */
export interface MachineText {
  readonly latches: readonly number[]
  readonly gates: readonly (readonly [number, number])[]
  /** The signal that each output shows. */
  readonly shown: readonly number[]
}

/** What is asked: a machine, or two that meet. */
export type RequestText = {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly seed: number
} & (MachineText | { readonly machines: readonly [MachineText, MachineText] })

export function describeRequest(
  { netlist, opponent, seed }: EvaluationRequest,
  { ports: { inputs, outputs } }: EvaluationForm,
): RequestText {
  const machine = describeMachine(netlist)
  if (!opponent) return { inputs, outputs, ...machine, seed }
  return { inputs, outputs, machines: [machine, describeMachine(opponent)], seed }
}

function describeMachine(netlist: Netlist): MachineText {
  const { latches, gates, outputs: shown } = writeNetlistJson(netlist)
  return { latches, gates, shown }
}

/** Reads an answer, or `{ "error": "why" }`. */
export function readAnswer(text: string, form: EvaluationForm): Outcome {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const received = text.length > shownMax ? `${text.slice(0, shownMax)}…` : text
    return { fault: { kind: 'bad-value', text: `expected JSON, received ${received}` } }
  }
  const { error } = (value ?? {}) as { error?: unknown }
  if (error !== undefined) return { fault: { kind: 'threw', text: String(error).slice(0, 2000) } }
  return readReply(value, form)
}

const shownMax = 80
