/** What every engine does alike: which stream an island draws from, and when it stops. */
import type { Order, Score } from '../fitness.ts'
import type { Island, StopReason } from '../island.ts'
import { createRng, type Rng } from '../random.ts'
import type { Budget, Task } from '../task.ts'

/** The stream of an island; generation t draws from `split(t)` of it. */
export const streamOf = (island: Pick<Island, 'seed' | 'index'>): Rng =>
  createRng(island.seed).split('island', island.index)

/** A task as the islands of its world have it: only the target ends them, the budget is the world's. */
export function memberTask(task: Task): Task {
  const { target } = task.budget
  const endless = { evaluations: Number.MAX_SAFE_INTEGER, stall: Number.MAX_SAFE_INTEGER }
  return { ...task, budget: { ...endless, ...(target && { target }) } }
}

/** Whether an island stops after a generation, and why. */
export function stopReason(
  budget: Budget,
  order: Order,
  island: Pick<Island, 'evaluations' | 'improvedAt' | 'solvedAt'>,
  best: Score,
): StopReason | null {
  if (budget.target && order.reaches(best, budget.target)) return 'target'
  const isStalled = island.evaluations - island.improvedAt >= budget.stall
  if (island.solvedAt !== null && isStalled) return 'stalled'
  return island.evaluations >= budget.evaluations ? 'evaluations' : null
}
