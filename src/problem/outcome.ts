/** What is asked of a fitness and what comes of it: a score, or what went wrong. */
import { UsageError } from '../errors.ts'
import { type EvaluationFault, worstScore } from '../fitness/failure.ts'
import type { Objectives, Score } from '../fitness.ts'
import type { Netlist } from '../netlist.ts'
import type { EvaluationContext } from '../problem.ts'
import { describeWanted } from './score.ts'

/** A machine to be scored. */
export interface EvaluationRequest {
  readonly netlist: Netlist
  /** The seed of this evaluation, an integer in [0, 2³²). */
  readonly seed: number
}

/** What came of a request. */
export type Outcome = { readonly score: Score } | { readonly fault: EvaluationFault }

/** The requests of a batch: each machine has a seed of its own. */
export const requestAll = (
  batch: readonly Netlist[],
  { rng }: EvaluationContext,
): EvaluationRequest[] => batch.map((netlist, slot) => ({ netlist, seed: rng.split(slot).next() }))

/**
 * The scores of outcomes; a failure scores worst where somebody hears of it. Throws a `UsageError` for
 * the first failure where nobody does.
 */
export function scoreAll(
  outcomes: readonly Outcome[],
  requests: readonly EvaluationRequest[],
  objectives: Objectives,
  { generation, onFailure }: EvaluationContext,
): Score[] {
  return outcomes.map((outcome, slot) => {
    if ('score' in outcome) return outcome.score
    const { seed } = requests[slot]!
    if (!onFailure) throw describeFailure(outcome.fault, Object.keys(objectives))
    onFailure({ ...outcome.fault, generation, slot, seed })
    return worstScore(objectives)
  })
}

/** A failure as the fault of a task, for a run that ends with it. */
export function describeFailure(
  { kind, text, place }: EvaluationFault,
  names: readonly string[],
  count?: string,
): UsageError {
  const received = kind === 'bad-value' ? text.replace(/^expected .*?, received /s, '') : text
  return new UsageError(kind === 'threw' ? 'task/fitness-threw' : `task/${kind}`, {
    where: place === undefined ? 'fitness' : `fitness, ${place}`,
    expected: describeWanted(names),
    received: `${kind === 'threw' ? `an exception, ${received}` : received}${count ? `; ${count}` : ''}`,
    hint: hints[kind],
  })
}

const hints: Readonly<Partial<Record<EvaluationFault['kind'], string>>> = {
  timeout: 'A task may allow more: limits: { timeoutMs }, or --timeout.',
  'out-of-memory': 'A task may allow more: limits: { memoryMb }.',
  'no-reply': 'Its promise is never settled, or its process ended as if all were well.',
  contaminated: 'Evaluations share a process: leave globals and built-in objects as they are.',
}
