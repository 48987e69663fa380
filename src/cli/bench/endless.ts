/** Tasks for measuring: a budget that nobody spends, all else as it is. */
import { createTask, type Task } from '../../index.ts'
import { builtinTasks } from '../../tasks/index.ts'

/** Ends nothing: who measures decides when it is enough. */
export const endlessBudget = {
  evaluations: Number.MAX_SAFE_INTEGER,
  stall: Number.MAX_SAFE_INTEGER,
}

/** A built-in task that goes on for as long as it is advanced. */
export const createEndlessTask = async (name: string, islands = 1): Promise<Task> =>
  createTask(
    await builtinTasks[name]!.load(),
    { islands, budget: endlessBudget },
    { kind: 'builtin', name },
  )
