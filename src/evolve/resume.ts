/**
 * Goes on with an earlier run from its folder: the task is built again from its frozen form, held
 * against its digest, and the island continues from the last checkpoint.
 */

import { UsageError } from '../errors.ts'
import { type Evolution, type EvolveEvent, type EvolveResult, evolveEvents } from '../evolve.ts'
import { stopReason } from '../island/rules.ts'
import type { Island, StopReason } from '../island.ts'
import { openRunFolder } from '../run/folder.ts'
import { whileLocked } from '../run/lock.ts'
import type { RunOptions } from '../run.ts'
import { createStream } from '../stream.ts'
import type { Task } from '../task.ts'
import { createEngineFor } from '../world.ts'
import { type ReopenOptions, reopenTask } from './reopen.ts'

export interface ResumeOptions
  extends Omit<RunOptions, 'store' | 'island' | 'seed'>,
    ReopenOptions {
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
  const task = await reopenTask(path, frozen, options)
  if (frozen.from && !island) throw lostFork(path)
  for (const warning of warnings) options.onWarning?.(warning)
  await folder.rewind()
  const goingOn = island && { ...island, stopped: await decideAnew(task, island) }
  return yield* evolveEvents(task, { ...options, folder, island: goingOn, seed: frozen.seed })
}

const lostFork = (path: string): UsageError =>
  new UsageError('run/fork-lost', {
    where: path,
    expected: 'a fork with the checkpoint that it starts from',
    received: 'one without a checkpoint that is whole',
    hint: 'Fork the earlier run once more.',
  })

/** Whether the island is over under the budget of now, which may not be the one it ran with. */
async function decideAnew(task: Task, island: Island): Promise<StopReason | null> {
  if (island.stopped === 'exhausted') return 'exhausted'
  const best = (await createEngineFor(task)).best(island)
  return best ? stopReason(task.budget, task.order, island, best.score) : null
}
