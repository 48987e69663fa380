/**
 * A task whose fitness is computed by an evaluator: failures are counted and score worst, and a fitness
 * that nearly always fails ends the run soon.
 */
import type { Evaluator } from '../evaluator.ts'
import type { EvaluationFault } from '../fitness/failure.ts'
import { measuresOf } from '../fitness/ranking.ts'
import type { Netlist } from '../netlist.ts'
import type { Caller, CallOptions } from '../problem/call.ts'
import { withSizes } from '../problem/measured.ts'
import { describeFailure, type EvaluationRequest, type Outcome } from '../problem/outcome.ts'
import type { CustomFitness } from '../problem.ts'
import type { Task } from '../task.ts'

/** A task with an evaluator in the place of its fitness. */
export function containTask(
  task: Task,
  custom: CustomFitness<Netlist>,
  evaluator: Evaluator,
  onReport?: CallOptions['onReport'],
): Task {
  const { problem, limits } = task
  const { form } = custom
  const policyOf = ({ kind }: EvaluationFault) => limits.onFailure?.[kind] ?? 'worst'
  let evaluations = 0
  let failures = 0
  let first: EvaluationFault | undefined

  /** Counts an outcome, and throws where the task is not worth going on with. */
  function judge(outcome: Outcome): void {
    evaluations++
    if ('score' in outcome) return
    const { fault } = outcome
    failures++
    first ??= fault
    if (policyOf(fault) === 'stop') throw describeFailure(fault, form)
    if (!isBroken(evaluations, failures, first)) return
    throw describeFailure(first, form, `${failures} of the first ${evaluations} evaluations failed`)
  }

  /**
   * Judges outcomes in the order of their machines, whoever is done first: so every run ends alike. The
   * first time, what is asked once more is not judged yet.
   */
  function judgeInOrder(isFirstTime: boolean) {
    const waiting: Outcome[] = []
    let next = 0
    return (slot: number, outcome: Outcome) => {
      if (slot === next && waiting.length === 0 && 'score' in outcome) {
        next++
        evaluations++
        return
      }
      waiting[slot] = outcome
      for (let known = waiting[next]; known; known = waiting[++next]) {
        if (!(isFirstTime && needsRetry(known))) judge(known)
      }
    }
  }

  const needsRetry = (outcome: Outcome): boolean =>
    'fault' in outcome && policyOf(outcome.fault) === 'retry'

  async function retry(
    outcomes: readonly Outcome[],
    requests: readonly EvaluationRequest[],
    signal: AbortSignal | undefined,
  ): Promise<readonly Outcome[]> {
    const again = requests.filter((_, at) => needsRetry(outcomes[at]!))
    const answers = [
      ...(await evaluator.evaluate(again, { signal, onOutcome: judgeInOrder(false) })),
    ]
    return outcomes.map((outcome) => (needsRetry(outcome) ? answers.shift()! : outcome))
  }

  const call: Caller = (requests, { signal }) => {
    const answered = evaluator.evaluate(requests, {
      signal,
      onReport,
      onOutcome: judgeInOrder(true),
    })
    if (!(answered instanceof Promise) && !answered.some(needsRetry)) return answered
    return Promise.resolve(answered).then((outcomes) =>
      outcomes.some(needsRetry) ? retry(outcomes, requests, signal) : outcomes,
    )
  }

  const contained = { ...problem, custom: undefined, ...custom.evaluateBy(call) }
  return {
    ...task,
    problem: withSizes(contained, measuresOf(form.names, task.ranking?.constraints)),
  }
}

/** Whether the first evaluations say that a task is broken: all of some fail, or more than half of many. */
function isBroken(evaluations: number, failures: number, { kind }: EvaluationFault): boolean {
  // Waiting for what hangs costs more than looking at what throws.
  if (failures === evaluations) return failures >= (kind === 'timeout' ? 2 : 5)
  return evaluations >= judgedFrom && evaluations <= judgedTo && failures > evaluations / 2
}

const judgedFrom = 20
const judgedTo = 100
