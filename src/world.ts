/**
 * Many islands as one: all advance for a tick, then the best of them is the world's.
 *
 * A world has the form of an island, whose inhabitants are islands and whose generation is a tick. So
 * whatever runs, saves and shows an island does so for a world. A tick is a number of evaluations, never
 * a time, and islands do not see each other within it: the same world comes out of every executor.
 *
 * Source of islands: Cohoon, Hegde, Martin & Richards 1987, "Punctuated equilibria".
 */
import { inlineExecutor } from './executor/inline.ts'
import type { Executor } from './executor.ts'
import { addCounts, type Failure } from './fitness/failure.ts'
import { selectFront } from './fitness/pareto.ts'
import { createEngine } from './island/engine.ts'
import { memberTask, stopReason } from './island/rules.ts'
import type { Engine, Improvement, Island } from './island.ts'
import { better, type Individual } from './search.ts'
import type { Task } from './task.ts'

/** What a world keeps in the place of a search's state. */
interface WorldState {
  readonly islands: readonly Island[]
}

/** The engine of a task: of its one island, or of its world. */
export async function createEngineFor(task: Task, executor?: Executor): Promise<Engine> {
  if (task.islands === 1) return createEngine(task)
  return createWorldEngine(task, executor ?? (await inlineExecutor.create(task)))
}

/** What the islands of a world simulate in a tick, about: gates of genotypes × words of 32 lanes. */
const tickWork = 2 ** 32
/** The fewest and the most evaluations of an island in a tick. */
const tickMin = 256
const tickMax = 2 ** 18

/**
 * Evaluations of an island in a tick: by the size of the task and its budget, so that every machine
 * agrees. The first tick does not go beyond the budget, as far as islands can be told apart in it.
 */
function tickOf({ gates, problem, budget, islands }: Task): number {
  const share = Math.ceil(budget.evaluations / islands)
  if (!problem.packed) return Math.min(share, tickMin)
  const { words, ticks } = problem.packed.cases.stimulus
  const size = Math.ceil(tickWork / (words * ticks * (1 + gates)))
  return Math.min(share, Math.max(tickMin, Math.min(tickMax, size)))
}

/** The engine of a task's world: what it calls an island is all of them. */
export function createWorldEngine(task: Task, executor: Executor): Engine {
  const { order, budget } = task
  const tick = tickOf(task)
  const member = createEngine(memberTask(task))

  const best = (world: Island): Individual<unknown> | undefined =>
    (world.state as WorldState).islands
      .map(member.best)
      .reduce((fittest, next) => (next ? better(order, fittest, next) : fittest), undefined)

  return {
    name: 'world',

    create(seed) {
      const islands = Array.from({ length: task.islands }, (_, index) => member.create(seed, index))
      const state: WorldState = { islands }
      const start = { index: 0, seed, generation: 0, evaluations: 0, improvedAt: 0 }
      return { ...start, solvedAt: null, state, stopped: null }
    },

    async advance(start, evaluations, signal) {
      const until = start.evaluations + evaluations
      const improvements: Improvement[] = []
      const failures: Failure[] = []
      let world = start
      while (world.evaluations < until && !world.stopped && !signal?.aborted) {
        const tick = await advanceTick(world, signal)
        // An interrupted tick is as good as none: it will be the same again.
        if (!tick) break
        // A world's generation is a tick.
        const { generation } = world
        failures.push(...tick.failures.map((failure) => ({ ...failure, generation })))
        world = closeTick(world, tick.islands, improvements)
      }
      return { island: world, improvements, ...(failures.length > 0 && { failures }) }
    },

    best,

    ...(member.front && {
      front: (world) =>
        selectFront(
          order,
          (world.state as WorldState).islands.flatMap((island) => member.front?.(island) ?? []),
        ),
    }),
  }

  /** The islands at the end of the tick; undefined when it was interrupted. */
  async function advanceTick(world: Island, signal?: AbortSignal) {
    const { islands } = world.state as WorldState
    const moving = islands.filter(({ stopped }) => !stopped)
    const advances = await executor.advance(moving, tick, signal)
    const advanced = new Map(advances.map(({ island }) => [island.index, island]))
    const isWhole = moving.every((before) => {
      const after = advanced.get(before.index)
      return after && (after.stopped || after.evaluations >= before.evaluations + tick)
    })
    if (!isWhole) return undefined
    return {
      islands: islands.map((island) => advanced.get(island.index) ?? island),
      failures: advances.flatMap((advance) => advance.failures ?? []),
    }
  }

  function closeTick(world: Island, islands: readonly Island[], improvements: Improvement[]) {
    const before = best(world)
    const evaluations = islands.reduce((sum, island) => sum + island.evaluations, 0)
    const generation = world.generation
    const state: WorldState = { islands }
    const failures = addCounts(islands.map((island) => island.failures))
    let closed: Island = { ...world, generation: generation + 1, evaluations, state }
    if (failures) closed = { ...closed, failures }
    const found = islands.find((island) => island.noise)?.noise
    // A world's generation is a tick.
    const noise = world.noise ?? (found && { ...found, generation, evaluations })
    if (noise) closed = { ...closed, noise }
    const sigma = meanDeviation(islands.flatMap((island) => (island.sigma ? [island.sigma] : [])))
    if (sigma) closed = { ...closed, sigma }
    const fittest = best(closed)
    if (!fittest) return closed
    if (!before || order.compare(fittest.score, before.score) > 0) {
      const isSolved = order.isSolved(fittest.score)
      improvements.push({ generation, evaluations, score: fittest.score, isSolved })
      const solvedAt = closed.solvedAt ?? (isSolved ? evaluations : null)
      closed = { ...closed, improvedAt: evaluations, solvedAt }
    }
    const isExhausted = islands.every(({ stopped }) => stopped === 'exhausted')
    const stopped = stopReason(budget, order, closed, fittest.score)
    return { ...closed, stopped: stopped ?? (isExhausted ? 'exhausted' : null) }
  }
}

/** The same island with another seed, from which all chance follows that is still to come. */
export function reseed(island: Island, seed: number): Island {
  const { islands } = (island.state ?? {}) as Partial<WorldState>
  if (!islands) return { ...island, seed }
  const state: WorldState = { islands: islands.map((member) => ({ ...member, seed })) }
  return { ...island, seed, state }
}

/** The root of the mean of squared deviations, each [values]; undefined of none. */
function meanDeviation(all: readonly (readonly number[])[]): number[] | undefined {
  return all[0]?.map((_, i) =>
    Math.sqrt(all.reduce((sum, each) => sum + each[i]! * each[i]!, 0) / all.length),
  )
}
