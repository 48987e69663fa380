/** Machines and scores as the JSON that programs and servers of others see. */
import type { Ports } from '../netlist/ports.ts'
import { writeNetlistJson } from '../netlist/text.ts'
import type { EvaluationRequest, Outcome } from '../problem/outcome.ts'
import { readCases, readScore } from '../problem/score.ts'

/**
 * A machine as plain data. Signals are numbered: 0 is the constant 0, then inputs, latches, gates; a gate
 * is the NAND of the two signals that it lists, a latch takes its signal at the next tick and begins as 0.
 */
export interface MachineText {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly latches: readonly number[]
  readonly gates: readonly (readonly [number, number])[]
  /** The signal that each output shows. */
  readonly shown: readonly number[]
  readonly seed: number
}

export function describeMachine({ netlist, seed }: EvaluationRequest, ports: Ports): MachineText {
  const { latches, gates, outputs: shown } = writeNetlistJson(netlist)
  const { inputs, outputs } = ports
  return { inputs, outputs, latches, gates, shown, seed }
}

/** Reads a score, or `{ "error": "why" }`. */
export function readAnswer(text: string, names: readonly string[]): Outcome {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const received = text.length > shownMax ? `${text.slice(0, shownMax)}…` : text
    return { fault: { kind: 'bad-value', text: `expected JSON, received ${received}` } }
  }
  const { error } = (value ?? {}) as { error?: unknown }
  if (error !== undefined) return { fault: { kind: 'threw', text: String(error).slice(0, 2000) } }
  const score = readScore(value, names)
  if ('kind' in score) return { fault: score }
  const cases = readCases(value, names)
  return cases ? { score, cases } : { score }
}

const shownMax = 80
