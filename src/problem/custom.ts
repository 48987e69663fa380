/**
 * Any fitness: a function over a machine that it can drive, or whatever else fills the slot.
 *
 * The problem says what is to be scored and how that counts. Functions are called here; a run puts
 * something in their place that has the fitness computed apart (`evaluator`).
 */
import { UsageError } from '../errors.ts'
import type { Objectives, Target } from '../fitness.ts'
import type { Netlist } from '../netlist.ts'
import type { EvaluationContext, Problem, ProblemSource } from '../problem.ts'
import { type Caller, createCaller } from './call.ts'
import type { EvaluationForm } from './form.ts'
import {
  type EvaluationRequest,
  type Outcome,
  requestAll,
  scoreAll,
  scoreCases,
} from './outcome.ts'
import { type FitnessFunction, type FitnessSlot, isCallable } from './slot.ts'

/** The problem of a fitness with named objectives. */
export function fromFitness(
  fitness: FitnessFunction | FitnessSlot,
  objectives: Objectives,
  target?: Target,
): ProblemSource {
  const slot: FitnessSlot = typeof fitness === 'function' ? { kind: 'function', fitness } : fitness
  return {
    name: 'fitness',
    build({ ports }) {
      const form = { ports, names: Object.keys(objectives), isMeeting: false }
      const evaluateBy = (call: Caller, hears: boolean) =>
        createEvaluates(call, form, objectives, hears)
      return {
        problem: {
          name: 'fitness',
          objectives,
          target,
          // A person is not asked twice to see whether they change their mind.
          mayBeNoisy: slot.kind !== 'human',
          custom: { slot, form, evaluateBy: (call) => evaluateBy(call, true) },
          ...evaluateBy(callerHere(slot, form), false),
        },
      }
    },
  }
}

/** Calls a slot in this thread, where it holds a function; else it throws a `UsageError` when it is called. */
export function callerHere(slot: FitnessSlot, form: EvaluationForm): Caller {
  if (isCallable(slot)) return createCaller(slot, form)
  return () => {
    throw new UsageError('task/not-here', {
      where: form.isMeeting ? 'interact' : 'fitness',
      expected: 'a function, for a problem that is evaluated by itself',
      received: `one by ${slot.kind}`,
      hint: 'evolve() and run() know how to ask it.',
    })
  }
}

/** The context in which failures score worst where nobody hears of them, rather than throw. */
export const hearing = (context: EvaluationContext): EvaluationContext =>
  context.onFailure ? context : { ...context, onFailure: () => {} }

function createEvaluates(
  call: Caller,
  form: EvaluationForm,
  objectives: Objectives,
  hears: boolean,
): Required<Pick<Problem<Netlist>, 'evaluate' | 'evaluateCases'>> {
  type Read<T> = (
    outcomes: readonly Outcome[],
    requests: readonly EvaluationRequest[],
    objectives: Objectives,
    form: EvaluationForm,
    context: EvaluationContext,
  ) => T[]
  const evaluate =
    <T>(read: Read<T>) =>
    (batch: readonly Netlist[], given: EvaluationContext): T[] | Promise<T[]> => {
      const context = hears ? hearing(given) : given
      const requests = requestAll(batch, context)
      const outcomes = call(requests, { signal: context.signal })
      return outcomes instanceof Promise
        ? outcomes.then((all) => read(all, requests, objectives, form, context))
        : read(outcomes, requests, objectives, form, context)
    }
  return { evaluate: evaluate(scoreAll), evaluateCases: evaluate(scoreCases) }
}
