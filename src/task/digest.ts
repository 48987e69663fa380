/** Names everything that decides a task's result but the seed, so that a run is not gone on with by mistake. */
import { digest } from '../digest.ts'
import { isCallable } from '../problem/slot.ts'
import type { Task } from '../task.ts'

export function digestTask(
  task: Pick<
    Task,
    | 'name'
    | 'ports'
    | 'genome'
    | 'latches'
    | 'gates'
    | 'problem'
    | 'searchChoice'
    | 'source'
    | 'islands'
    | 'ranking'
    | 'noise'
  >,
): string {
  const { name, objectives, target, packed, custom } = task.problem
  const words = (array: Uint32Array | undefined) =>
    array ? digest(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)) : null
  const cases = packed && [
    packed.count,
    words(packed.weights),
    words(packed.cases.stimulus.bits),
    words(packed.cases.wanted),
    words(packed.cases.care),
    packed.cases.stimulus.ticks,
  ]
  // Code decides by what it says, not by where it lies.
  const source = cases ?? { ...task.source, path: null }
  const described = custom && !isCallable(custom.slot) ? [custom.slot] : []
  const problem = [name, objectives, target ?? null, source, ...described]
  const { ports, genome, latches, gates, searchChoice } = task
  const machine = [ports, genome.name, latches, gates]
  const world = task.islands > 1 ? [task.islands] : []
  const ranking = task.ranking || task.noise ? [task.ranking ?? null] : []
  const noise = task.noise ? [task.noise] : []
  const parts = [task.name, machine, searchChoice, problem, ...world, ...ranking, ...noise]
  return digest(JSON.stringify(parts))
}
