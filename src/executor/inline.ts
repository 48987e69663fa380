/** The executor to read: one island after another, in this thread. It takes every task. */
import type { ExecutorKind } from '../executor.ts'
import { createEngine } from '../island/engine.ts'
import { memberTask } from '../island/rules.ts'
import type { Advance } from '../island.ts'
import type { Task } from '../task.ts'

export const inlineExecutor: ExecutorKind = {
  name: 'inline',
  description: 'one island after another, in the thread of the caller',
  canTake: () => true,

  async create(task: Task) {
    const engine = createEngine(memberTask(task))
    return {
      name: inlineExecutor.name,
      async advance(islands, evaluations, signal) {
        const advances: Advance[] = []
        for (const island of islands) {
          advances.push(await engine.advance(island, evaluations, signal))
        }
        return advances
      },
      async close() {},
    }
  },
}
