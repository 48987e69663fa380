/** What is asked of a fitness and what comes of it: a score, or what went wrong. */
import { UsageError } from '../errors.ts'
import { type EvaluationFault, worstScore } from '../fitness/failure.ts'
import type { Objectives, Score } from '../fitness.ts'
import type { Netlist } from '../netlist.ts'
import { type CaseScore, casesMax, type EvaluationContext } from '../problem.ts'
import { describeWanted, type EvaluationForm } from './form.ts'

/** A machine to be scored, by itself or for what it does when it meets another one. */
export interface EvaluationRequest {
  readonly netlist: Netlist
  readonly opponent?: Netlist
  /** The seed of this evaluation, an integer in [0, 2³²). */
  readonly seed: number
}

/** What came of a request. */
export type Outcome =
  /** Of a meeting: the payoff of the first machine, or of both. With values by case, where there are some. */
  | { readonly score: Score; readonly cases?: readonly number[] }
  | { readonly fault: EvaluationFault }

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
  form: EvaluationForm,
  { generation, onFailure }: EvaluationContext,
): Score[] {
  return outcomes.map((outcome, slot) => {
    if ('score' in outcome) return outcome.score
    const { seed } = requests[slot]!
    if (!onFailure) throw describeFailure(outcome.fault, form)
    onFailure({ ...outcome.fault, generation, slot, seed })
    return worstScore(objectives)
  })
}

/**
 * The scores of outcomes with their values by case; what failed is worst in each. Throws a `UsageError`
 * where a fitness that did not fail told no cases.
 */
export function scoreCases(
  outcomes: readonly Outcome[],
  requests: readonly EvaluationRequest[],
  objectives: Objectives,
  form: EvaluationForm,
  context: EvaluationContext,
): CaseScore[] {
  const scores = scoreAll(outcomes, requests, objectives, form, context)
  const known = outcomes.find((outcome) => 'score' in outcome)
  const count = known && 'score' in known ? (known.cases?.length ?? 0) : 1
  return outcomes.map((outcome, i) => {
    const score = scores[i]!
    if ('fault' in outcome) return { score, cases: new Float64Array(count).fill(score[0]!) }
    if (outcome.cases) return { score, cases: Float64Array.from(outcome.cases) }
    throw new UsageError('task/no-cases', {
      where: 'fitness',
      expected: `cases: 1 to ${casesMax} finite numbers beside the objectives, for a search by cases`,
      received: 'none, or other values',
    })
  })
}

/** A failure as the fault of a task, for a run that ends with it. */
export function describeFailure(
  { kind, text, place }: EvaluationFault,
  form: EvaluationForm,
  count?: string,
): UsageError {
  const what = form.isMeeting ? 'interact' : 'fitness'
  const received = kind === 'bad-value' ? text.replace(/^expected .*?, received /s, '') : text
  return new UsageError(kind === 'threw' ? `task/${what}-threw` : `task/${kind}`, {
    where: place === undefined ? what : `${what}, ${place}`,
    expected: describeWanted(form),
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
