/**
 * A task whose fitness is computed by an evaluator: failures are counted and score worst, and a fitness
 * that nearly always fails ends the run soon.
 */
import type { Evaluator } from '../evaluator.ts'
import type { EvaluationFault } from '../fitness/failure.ts'
import type { Netlist } from '../netlist.ts'
import type { CallOptions } from '../problem/call.ts'
import {
  describeFailure,
  type EvaluationRequest,
  type Outcome,
  requestAll,
  scoreAll,
} from '../problem/outcome.ts'
import type { EvaluationContext, Problem } from '../problem.ts'
import type { Task } from '../task.ts'

/** The task with an evaluator in the place of its fitness. */
export function containTask(
  task: Task,
  evaluator: Evaluator,
  onReport?: CallOptions['onReport'],
): Task {
  const { problem, limits } = task
  const names = task.order.names
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
    if (policyOf(fault) === 'stop') throw describeFailure(fault, names)
    if (!isBroken(evaluations, failures, first)) return
    throw describeFailure(
      first,
      names,
      `${failures} of the first ${evaluations} evaluations failed`,
    )
  }

  /** Judges outcomes in the order of their machines, whoever is done first: so every run ends alike. */
  function judgeInOrder() {
    const waiting: Outcome[] = []
    let next = 0
    return (slot: number, outcome: Outcome) => {
      waiting[slot] = outcome
      for (let known = waiting[next]; known; known = waiting[++next]) judge(known)
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
    const answers = [...(await evaluator.evaluate(again, { signal }))]
    return outcomes.map((outcome) => (needsRetry(outcome) ? answers.shift()! : outcome))
  }

  const contained: Problem<Netlist> = {
    ...problem,
    slot: undefined,
    evaluate(batch: readonly Netlist[], context: EvaluationContext) {
      const requests = requestAll(batch, context)
      const conclude = (outcomes: readonly Outcome[]) => {
        return scoreAll(outcomes, requests, problem.objectives, {
          ...context,
          onFailure: context.onFailure ?? ignore,
        })
      }
      const answered = evaluator.evaluate(requests, {
        signal: context.signal,
        onReport,
        onOutcome: judgeInOrder(),
      })
      if (!(answered instanceof Promise) && !answered.some(needsRetry)) return conclude(answered)
      return Promise.resolve(answered).then(async (outcomes) =>
        conclude(
          outcomes.some(needsRetry) ? await retry(outcomes, requests, context.signal) : outcomes,
        ),
      )
    },
  }
  return { ...task, problem: contained }
}

/** Whether the first evaluations say that a task is broken: all of some fail, or more than half of many. */
function isBroken(evaluations: number, failures: number, { kind }: EvaluationFault): boolean {
  // Waiting for what hangs costs more than looking at what throws.
  if (failures === evaluations) return failures >= (kind === 'timeout' ? 2 : 5)
  return evaluations >= judgedFrom && evaluations <= judgedTo && failures > evaluations / 2
}

const judgedFrom = 20
const judgedTo = 100

const ignore = () => {}
