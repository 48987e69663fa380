/** Stands in the place of `threads.ts` in bundles for browsers, where there are no threads of Node. */
import type { ExecutorKind } from '../executor.ts'
import { inlineExecutor } from './inline.ts'

export const threadsExecutor: ExecutorKind = {
  ...inlineExecutor,
  name: 'threads',
  description: 'not in this browser',
  canTake: () => false,
}

export const coreCount = async (): Promise<number> => 1
