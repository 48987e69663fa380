/**
 * Any fitness: a function over a machine that it can drive, or whatever else fills the slot.
 *
 * The problem says what is to be scored and how that counts. Functions are called here; a run puts an
 * `evaluate` of its own in the place of this one, which has the fitness computed apart (`evaluator`).
 */
import { UsageError } from '../errors.ts'
import type { Objectives, Score, Target } from '../fitness.ts'
import type { Netlist } from '../netlist.ts'
import type { EvaluationContext, MachineShape, ProblemSource } from '../problem.ts'
import { createCaller } from './call.ts'
import { requestAll, scoreAll } from './outcome.ts'
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
        evaluate: createEvaluate(slot, objectives, shape),
      },
    }),
  }
}

function createEvaluate(slot: FitnessSlot, objectives: Objectives, { ports }: MachineShape) {
  if (slot.kind !== 'function' && slot.kind !== 'batch') {
    return () => {
      throw new UsageError('task/not-here', {
        where: 'fitness',
        expected: 'a function, for a problem that is evaluated by itself',
        received: `one by ${slot.kind}`,
        hint: 'evolve() and run() know how to ask it.',
      })
    }
  }
  const call = createCaller(slot, Object.keys(objectives), ports)
  return (batch: readonly Netlist[], context: EvaluationContext): Score[] | Promise<Score[]> => {
    const requests = requestAll(batch, context)
    const outcomes = call(requests, { signal: context.signal })
    return outcomes instanceof Promise
      ? outcomes.then((all) => scoreAll(all, requests, objectives, context))
      : scoreAll(outcomes, requests, objectives, context)
  }
}
