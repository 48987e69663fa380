/** How something apart is spoken to: which lines it is sent, and what its lines mean. */
import type { EvaluationFault } from '../fitness/failure.ts'
import type { EvaluationRequest, Outcome } from '../problem/outcome.ts'

/** What a line says. */
export type Message =
  /** It is there and can be asked; whether it is to be asked for a whole generation at once. */
  | { readonly type: 'ready'; readonly isWhole: boolean }
  /** It cannot be asked at all: the task is broken. */
  | { readonly type: 'broken'; readonly text: string; readonly code?: string }
  /** The outcome of one request of the batch at hand. */
  | { readonly type: 'outcome'; readonly at: number; readonly outcome: Outcome }
  | { readonly type: 'report'; readonly at: number; readonly step: number; readonly value: number }
  /** All of the batch are answered; what was changed that all code shares. */
  | { readonly type: 'done'; readonly changed?: string }
  /** It is about to be ended, and why. */
  | { readonly type: 'dying'; readonly fault: EvaluationFault }

export interface Dialect {
  /** The first line, where it has to be told something before it is ready. */
  readonly hello?: string
  /** Whether a `done` follows the last outcome of a batch. */
  readonly saysDone: boolean
  /** The most requests of one batch. */
  readonly batchMax: number
  ask(requests: readonly EvaluationRequest[]): string
  /** What a line means; undefined for what is not for us. */
  read(line: string): Message | undefined
}
