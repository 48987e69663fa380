/**
 * Where a user's fitness is computed: in this thread, in processes or threads of its own, by a program in
 * another language, by a server, by a person.
 *
 * Whatever happens there, an evaluator answers: with a score for each machine, or with what went wrong.
 */
import type { CallOptions } from './problem/call.ts'
import type { EvaluationRequest, Outcome } from './problem/outcome.ts'

export interface Evaluator {
  readonly name: string
  /** Scores machines; the outcomes are in their order, whoever was done first. */
  evaluate(
    requests: readonly EvaluationRequest[],
    options: CallOptions,
  ): readonly Outcome[] | Promise<readonly Outcome[]>
  /** What would make evaluations faster, once that is known. */
  advice?(): string | undefined
  /** Lets go of processes and threads. */
  close(): Promise<void>
}

/** Where functions of a user's run: in processes, in threads, or in the thread of the caller. */
export const isolations = ['process', 'thread', 'none'] as const
export type Isolation = (typeof isolations)[number]
