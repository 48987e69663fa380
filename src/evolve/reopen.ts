/** The task of an earlier run, built again from its frozen form and held against its digest. */
import { UsageError } from '../errors.ts'
import type { FrozenTask } from '../run/folder.ts'
import { type LoadContext, reloadTask } from '../task/load.ts'
import { type Budget, createTask, type Task, type TaskDefinition } from '../task.ts'
import { version } from '../version.ts'

export interface ReopenOptions extends LoadContext {
  /** A budget other than the frozen one. */
  readonly budget?: Partial<Budget>
  /** The definition of a task that was defined inside a program. */
  readonly task?: TaskDefinition
}

/** Builds the task of a run. Throws a `UsageError` where the version or the task is another one now. */
export async function reopenTask(
  path: string,
  frozen: FrozenTask,
  options: ReopenOptions,
): Promise<Task> {
  checkVersion(path, frozen)
  const taskOptions = {
    ...frozen.options,
    budget: { ...frozen.options.budget, ...options.budget },
  }
  const task = options.task
    ? createTask(options.task, taskOptions, frozen.source)
    : await reloadTask(frozen.source, taskOptions, options)
  if (task.digest === frozen.digest) return task
  throw new UsageError('run/task-changed', {
    where: path,
    expected: `the task it was started with, digest ${frozen.digest.slice(0, 12)}`,
    received: `a task with digest ${task.digest.slice(0, 12)}`,
    hint: 'The task has changed since: undo the change to go on, or evolve anew.',
  })
}

function checkVersion(path: string, frozen: FrozenTask): void {
  if (frozen.engine === version) return
  throw new UsageError('run/other-version', {
    where: path,
    expected: `a run of version ${version}`,
    received: `one of version ${frozen.engine}`,
    hint: `Its result depends on the version: go on with nandertal@${frozen.engine}, or evolve anew.`,
  })
}
