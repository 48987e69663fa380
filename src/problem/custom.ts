/**
 * Any fitness: a function over a machine that it can drive, or whatever else fills the slot.
 *
 * The problem says what is to be scored and how that counts. Functions are called here; a run puts an
 * `evaluate` of its own in the place of this one, which has the fitness computed apart (`evaluator`).
 */
import { UsageError } from '../errors.ts'
import type { Objectives, Target } from '../fitness.ts'
import type { Netlist } from '../netlist.ts'
import type { EvaluationContext, MachineShape, Problem, ProblemSource } from '../problem.ts'
import { type Caller, createCaller } from './call.ts'
import {
  type EvaluationRequest,
  type Outcome,
  requestAll,
  scoreAll,
  scoreCases,
} from './outcome.ts'
import type { FitnessFunction, FitnessSlot } from './slot.ts'

/** The problem of a fitness with named objectives. */
export function fromFitness(
  fitness: FitnessFunction | FitnessSlot,
  objectives: Objectives,
  target?: Target,
): ProblemSource {
  const slot: FitnessSlot = typeof fitness === 'function' ? { kind: 'function', fitness } : fitness
  return {
    name: 'fitness',
    build: (shape) => ({
      problem: {
        name: 'fitness',
        objectives,
        target,
        slot,
        // A person is not asked twice to see whether they change their mind.
        mayBeNoisy: slot.kind !== 'human',
        ...createEvaluates(slot, objectives, shape),
      },
    }),
  }
}

type Evaluates = Required<Pick<Problem<Netlist>, 'evaluate' | 'evaluateCases'>>

function createEvaluates(
  slot: FitnessSlot,
  objectives: Objectives,
  { ports }: MachineShape,
): Evaluates {
  if (slot.kind !== 'function' && slot.kind !== 'batch') {
    const refuse = () => {
      throw new UsageError('task/not-here', {
        where: 'fitness',
        expected: 'a function, for a problem that is evaluated by itself',
        received: `one by ${slot.kind}`,
        hint: 'evolve() and run() know how to ask it.',
      })
    }
    return { evaluate: refuse, evaluateCases: refuse }
  }
  return evaluateBy(createCaller(slot, Object.keys(objectives), ports), objectives)
}

/**
 * What a problem evaluates by, where something answers requests.
 *
 * @param hears whether failures score worst where nobody hears of them; else they throw there
 */
export function evaluateBy(call: Caller, objectives: Objectives, hears = false): Evaluates {
  type Read<T> = (
    outcomes: readonly Outcome[],
    requests: readonly EvaluationRequest[],
    objectives: Objectives,
    context: EvaluationContext,
  ) => T[]
  const evaluate =
    <T>(read: Read<T>) =>
    (batch: readonly Netlist[], given: EvaluationContext): T[] | Promise<T[]> => {
      const context = hears && !given.onFailure ? { ...given, onFailure: () => {} } : given
      const requests = requestAll(batch, context)
      const outcomes = call(requests, { signal: context.signal })
      return outcomes instanceof Promise
        ? outcomes.then((all) => read(all, requests, objectives, context))
        : read(outcomes, requests, objectives, context)
    }
  return { evaluate: evaluate(scoreAll), evaluateCases: evaluate(scoreCases) }
}
