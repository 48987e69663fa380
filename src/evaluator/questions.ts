/** What a person is asked, and where it is kept: questions and answers outlive the process that asks. */
import type { Objectives } from '../fitness.ts'
import type { EvaluationRequest } from '../problem/outcome.ts'

/** A machine to be judged, or two to be compared. */
export interface AskedMachine extends EvaluationRequest {
  /** Names the question: the same whenever the same machine is asked about again. */
  readonly id: string
}

/** What is asked now: machines that are judged, or pairs that are compared. */
export interface Inquiry {
  readonly question: string
  readonly objectives: Objectives
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly machines: readonly AskedMachine[]
}

/** Which of two is better. */
export const preferences = ['a', 'b', 'same'] as const
export type Preference = (typeof preferences)[number]

export const isPreference = (value: unknown): value is Preference =>
  (preferences as readonly unknown[]).includes(value)

/** A number for a single objective, or all of them by name; of two machines, which is better. */
export type AnswerValue = number | Readonly<Record<string, number>> | Preference

export interface Questions {
  /** Replaces what is asked; it lasts when this returns. */
  ask(inquiry: Inquiry): Promise<void>
  /** The answers to some questions, as far as they are there. */
  answers(ids: readonly string[]): Promise<ReadonlyMap<string, AnswerValue>>
}
