/**
 * Goes on with an earlier run from its folder: the task is built again from its frozen form, held
 * against its digest, and the island continues from the last checkpoint.
 */

import { UsageError } from '../errors.ts'
import { type Evolution, type EvolveEvent, type EvolveResult, evolveEvents } from '../evolve.ts'
import { stopReason } from '../island/rules.ts'
import type { Island, StopReason } from '../island.ts'
import { type FrozenTask, openRunFolder } from '../run/folder.ts'
import { whileLocked } from '../run/lock.ts'
import type { RunOptions } from '../run.ts'
import { createStream } from '../stream.ts'
import { type LoadContext, reloadTask } from '../task/load.ts'
import { type Budget, createTask, type Task, type TaskDefinition } from '../task.ts'
import { version } from '../version.ts'
import { createEngineFor } from '../world.ts'

export interface ResumeOptions extends Omit<RunOptions, 'store' | 'island' | 'seed'>, LoadContext {
  /** A budget other than the frozen one: to go further than the run did. */
  readonly budget?: Partial<Budget>
  /** The definition of a task that was defined inside a program. */
  readonly task?: TaskDefinition
  /** Told what was wrong with files that were passed over. */
  readonly onWarning?: (warning: string) => void
}

/** Goes on with the run of a folder; the champion is the one it would have found undisturbed. */
export function resume(path: string, options: ResumeOptions = {}): Evolution {
  return createStream('resume()', () => lockedEvents(path, options))
}

async function* lockedEvents(
  path: string,
  options: ResumeOptions,
): AsyncGenerator<EvolveEvent, EvolveResult> {
  // Only a run has a lock.
  await openRunFolder(path)
  return yield* whileLocked(path, () => resumeEvents(path, options))
}

async function* resumeEvents(
  path: string,
  options: ResumeOptions,
): AsyncGenerator<EvolveEvent, EvolveResult> {
  const { folder, island, warnings } = await openRunFolder(path)
  const { frozen } = folder
  checkVersion(path, frozen)
  const task = await rebuildTask(path, frozen, options)
  for (const warning of warnings) options.onWarning?.(warning)
  await folder.rewind()
  const goingOn = island && { ...island, stopped: await decideAnew(task, island) }
  return yield* evolveEvents(task, { ...options, folder, island: goingOn, seed: frozen.seed })
}

/** Whether the island is over under the budget of now, which may not be the one it ran with. */
async function decideAnew(task: Task, island: Island): Promise<StopReason | null> {
  if (island.stopped === 'exhausted') return 'exhausted'
  const best = (await createEngineFor(task)).best(island)
  return best ? stopReason(task.budget, task.order, island, best.score) : null
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

async function rebuildTask(
  path: string,
  frozen: FrozenTask,
  options: ResumeOptions,
): Promise<Task> {
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
