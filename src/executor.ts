/**
 * Where islands advance: in this thread, in threads of their own.
 *
 * An island's advance is a function of its data, so it does not matter who computes it, nor how many do
 * at once: every executor answers the same.
 */
import { inlineExecutor } from './executor/inline.ts'
import { coreCount, threadsExecutor } from './executor/threads.ts'
import type { Advance, Island } from './island.ts'
import type { Task } from './task.ts'

export interface Executor {
  readonly name: string
  /**
   * Advances each island by at least so many evaluations, unless it stops or the signal aborts, and
   * answers in the order of the islands.
   */
  advance(
    islands: readonly Island[],
    evaluations: number,
    signal?: AbortSignal,
  ): Promise<readonly Advance[]>
  /** Lets go of threads. Nothing can advance afterwards. */
  close(): Promise<void>
}

export interface ExecutorOptions {
  /** Islands that advance at the same time, at least 1; default: as many as there are cores. */
  readonly threads?: number
}

/** A kind of executor: whether it can take a task, and how it is made for its islands. */
export interface ExecutorKind {
  readonly name: string
  readonly description: string
  canTake(task: Task): boolean
  create(task: Task, options?: ExecutorOptions): Promise<Executor>
}

/** Every executor there is; the contract suite runs over all of them. */
export const executors: readonly ExecutorKind[] = [inlineExecutor, threadsExecutor]

/** The executor of a task's islands: threads where there is something for them to do. */
export async function createExecutor(
  task: Task,
  { threads = task.islands }: ExecutorOptions = {},
): Promise<Executor> {
  const count = Math.min(threads, task.islands, await coreCount())
  const kind = count > 1 && threadsExecutor.canTake(task) ? threadsExecutor : inlineExecutor
  return kind.create(task, { threads: count })
}
