/**
 * What a task gives to all methods alike: bits to learn from, bits that are held out, and sequences
 * that are longer than those to learn from.
 */
import type { Material } from '../compare.ts'
import { UsageError } from '../errors.ts'
import { casesFromAutomaton, fromAutomaton } from '../problem/sequence.ts'
import type { AutomatonSpec, CasesSpec } from '../spec.ts'
import { createTask, type Task } from '../task.ts'

/** Ticks of the sequences to learn from; each tick has a label, so all lengths up to it are learned. */
export const trainTicks = 40
const trainSequences = 128
/**
 * Ticks of longer sequences: from one more than was learned to the longest of Delétang et al. 2022,
 * "Neural Networks and the Chomsky Hierarchy".
 */
const longerTicks: readonly number[] = [41, 80, 160, 320, 500]
const longerSequences = 64

/**
 * The task as it is compared: sequences of a state machine are as long as `trainTicks` says, whatever
 * the task itself makes do with, for what is learned from short ones need not hold for long ones.
 */
export function comparedTask(task: Task): Task {
  const { spec } = task
  if (spec?.kind !== 'automaton') return task
  const problem = fromAutomaton(spec, { ticks: trainTicks, sequences: trainSequences })
  const source = { kind: 'code' } as const
  return createTask({ ...task.definition, name: task.name, problem }, task.options, source)
}

/** Throws a `UsageError` where a task has no cases to learn from. */
export function materialOf(task: Task): Material {
  const { packed } = task.problem
  if (!packed) {
    throw new UsageError('compare/no-cases', {
      where: task.name,
      expected: 'a table, sequences or rows: cases that every method can learn from',
      received: `a problem of the kind ${task.problem.name}`,
      hint: 'A fitness of your own has no slope that descent could follow.',
    })
  }
  const { spec, heldOut } = task
  return {
    name: task.name,
    train: packed.cases,
    ...(heldOut && { heldOut }),
    longer: spec?.kind === 'automaton' ? longerThanTrained(spec, packed.cases) : [],
    isBalanced: packed.weights !== undefined,
    ...(task.ports.encoder && { encoderBits: task.ports.inputs.length }),
    ...(spec && { spec }),
  }
}

function longerThanTrained(spec: AutomatonSpec, train: CasesSpec): CasesSpec[] {
  const { ticks } = train.stimulus
  return longerTicks
    .filter((longer) => longer > ticks)
    .map((longer) => casesFromAutomaton(spec, { ticks: longer, sequences: longerSequences }))
}
