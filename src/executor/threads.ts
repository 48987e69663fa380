/**
 * Islands in threads, on all cores, for what the fused engine can take.
 *
 * Every thread has an engine of its own. The cases lie in memory that all threads share; an island goes
 * to the next idle thread and comes back once an advance, and nothing is copied in between.
 *
 * A task of code stays in the thread of its caller: a fitness function cannot be sent to another.
 */
import { assert } from '../errors.ts'
import type { ExecutorKind } from '../executor.ts'
import { describeFused, type FusedTask, isFusable } from '../island/fused.ts'
import { memberTask } from '../island/rules.ts'
import type { Advance } from '../island.ts'
import type { Packed } from '../problem.ts'
import type { ThreadRequest } from './threads/worker.ts'

export const threadsExecutor: ExecutorKind = {
  name: 'threads',
  description: 'islands on all cores, for truth tables, sequences and data sets',
  canTake: isFusable,

  async create(task, { threads } = {}) {
    assert(isFusable(task), 'a task that threads cannot take')
    // Loaded when it is called: there are no threads of this kind in a browser.
    const { Tinypool } = await import('tinypool')
    const count = threads ?? (await coreCount())
    const pool = new Tinypool({
      filename: new URL('./threads/worker.js', import.meta.url).href,
      minThreads: count,
      maxThreads: count,
      workerData: shareCases(describeFused(memberTask(task))),
    })
    return {
      name: threadsExecutor.name,
      advance: (islands, evaluations) =>
        Promise.all(
          islands.map((island): Promise<Advance> => {
            const request: ThreadRequest = { island, evaluations }
            return pool.run(request)
          }),
        ),
      close: () => pool.destroy(),
    }
  },
}

/** Cores that this process may use; 1 where that cannot be known. */
export async function coreCount(): Promise<number> {
  return import('node:os').then(({ availableParallelism }) => availableParallelism()).catch(() => 1)
}

/** The same task with its cases in shared memory, so that a thread gets them without a copy. */
function shareCases(task: FusedTask): FusedTask {
  const { cases, weights } = task.packed
  const { stimulus, wanted, care } = cases
  const packed: Packed = {
    ...task.packed,
    ...(weights && { weights: share(weights) }),
    cases: {
      ...cases,
      stimulus: { ...stimulus, bits: share(stimulus.bits) },
      wanted: share(wanted),
      care: share(care),
    },
  }
  return { ...task, packed }
}

function share(words: Uint32Array): Uint32Array {
  const shared = new Uint32Array(new SharedArrayBuffer(words.byteLength))
  shared.set(words)
  return shared
}
