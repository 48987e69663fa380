/** A thread of `threads`: an engine that is made once and advances the islands that come. */
import { createFusedEngineOf, type FusedTask } from '../../island/fused.ts'
import type { Advance, Island } from '../../island.ts'

export interface ThreadRequest {
  readonly island: Island
  readonly evaluations: number
}

const { workerData } = await import('node:worker_threads')
// The pool puts what it was given behind its own data.
const task = workerData[1] as FusedTask
const engine = createFusedEngineOf(task)

export default ({ island, evaluations }: ThreadRequest): Promise<Advance> =>
  engine.advance(island, evaluations)
