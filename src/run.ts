/**
 * The loop: an island advances until its budget ends, and everything that happens is an event.
 *
 * The terminal, the journal and a caller's own loop read the same stream. Clocks live here and decide
 * only when events are shown and where a run stops; what is found depends on the task and the seed.
 */

import { type Contained, whileContained } from './evaluator/open.ts'
import type { Isolation } from './evaluator.ts'
import type { Executor } from './executor.ts'
import type { Failure, FailureCounts } from './fitness/failure.ts'
import { nameScore, type Score } from './fitness.ts'
import type { Advance, Improvement, Island, NoiseFinding, StopReason } from './island.ts'
import type { Netlist } from './netlist.ts'
import { digestIsland } from './run/checkpoint.ts'
import type { RunStore } from './run/store.ts'
import type { Individual } from './search.ts'
import type { Task } from './task.ts'
import { createEngineFor } from './world.ts'

/** Why a run ended: its island stopped, the time was up, or the caller interrupted it. */
export type EndReason = StopReason | 'time' | 'interrupted'

export type RunEvent =
  | {
      readonly type: 'started'
      readonly task: string
      readonly digest: string
      readonly seed: number
      readonly search: string
      readonly islands: number
      readonly inputs: number
      readonly outputs: number
      readonly gates: number
      readonly latches: number
      /** Evaluations already spent, when this run goes on from a checkpoint. */
      readonly resumedAt: number
    }
  | {
      readonly type: 'improved'
      readonly generation: number
      readonly evaluations: number
      readonly score: Readonly<Record<string, number>>
      readonly isSolved: boolean
    }
  | {
      readonly type: 'progress'
      readonly generation: number
      readonly evaluations: number
      readonly evaluationsMax: number
      readonly perSecond: number
      readonly elapsedMs: number
      readonly score: Readonly<Record<string, number>> | null
      readonly isSolved: boolean
      /** Evaluations that failed, by kind; left out where none did. */
      readonly failures?: FailureCounts
      /** The standard deviation of one evaluation, of a task that is noisy. */
      readonly sigma?: Readonly<Record<string, number>>
    }
  | {
      /** The same machine scored differently, which the task does not speak of. */
      readonly type: 'noisy'
      readonly generation: number
      readonly evaluations: number
      /** The standard deviation of one evaluation. */
      readonly sigma: Readonly<Record<string, number>>
      /** Whether it does not at the same seed. */
      readonly isRepeatable: boolean
    }
  /** An evaluation failed and scores worst: the 1st, 2nd, 4th, 8th … of its kind. */
  | ({ readonly type: 'failure' } & Failure)
  /** Something about this run that its user may want to know. */
  | { readonly type: 'notice'; readonly text: string }
  /** How far a long evaluation is, and what it has come to. */
  | {
      readonly type: 'reported'
      readonly slot: number
      readonly step: number
      readonly value: number
    }
  | { readonly type: 'saved'; readonly generation: number; readonly evaluations: number }
  | {
      /** The first generation with so many evaluations behind it, by powers of two. */
      readonly type: 'milestone'
      readonly generation: number
      readonly evaluations: number
      /** SHA-256 of the island, whatever its budget was. */
      readonly state: string
    }
  | {
      readonly type: 'stopped'
      readonly reason: EndReason
      readonly generation: number
      readonly evaluations: number
      readonly isSolved: boolean
      readonly sigma?: Readonly<Record<string, number>>
    }

/** Events that depend on the task and the seed alone, and so belong into a journal. */
export function isReproducible(event: RunEvent): boolean {
  if (event.type === 'stopped') return event.reason !== 'time' && event.reason !== 'interrupted'
  // At which seeds a fitness that is not repeatable shows it is chance.
  if (event.type === 'noisy') return event.isRepeatable
  if (event.type === 'started') return event.resumedAt === 0
  return ['improved', 'failure', 'milestone'].includes(event.type)
}

export interface RunOptions {
  /** In [0, 2⁵³); default 1. */
  readonly seed?: number
  /** Where the run is kept; left out, nowhere. */
  readonly store?: RunStore
  /** An island to go on from instead of a new one. */
  readonly island?: Island
  /** Where the islands of a world advance; default: one after another, in this thread. */
  readonly executor?: Executor
  /** Ends the run after the generation at hand; what it has is kept. */
  readonly signal?: AbortSignal
  /** Where a fitness of the user's runs; default: in processes, where it can be loaded there. */
  readonly isolate?: Isolation
  /** Evaluations of a fitness of the user's that go on at the same time; default: as many as cores. */
  readonly workers?: number
  /** Milliseconds between progress events; default 250. */
  readonly progressMs?: number
  /** Milliseconds between checkpoints; default 5000. */
  readonly checkpointMs?: number
  /** Milliseconds on a clock that never goes back; default `performance.now`. */
  readonly now?: () => number
}

export interface ScoredMachine {
  readonly netlist: Netlist
  readonly score: Score
}

export interface RunResult {
  readonly island: Island
  readonly reason: EndReason
  readonly isSolved: boolean
  /** Undefined when the run ended before its first generation. */
  readonly best: ScoredMachine | undefined
  /** What no other machine dominates, where the search looks for such a front. */
  readonly front?: readonly ScoredMachine[]
  readonly elapsedMs: number
}

/** The evaluations at the first milestone; at each further one they are twice as many. */
const firstMilestone = 1024

function nextMilestone(evaluations: number): number {
  let milestone = firstMilestone
  while (milestone <= evaluations) milestone *= 2
  return milestone
}

/** How long the engine keeps the thread before events are handed out. */
const sliceMs = 40

/** Runs a task; returns its result after the last event. */
export async function* run(
  task: Task,
  options: RunOptions = {},
): AsyncGenerator<RunEvent, RunResult> {
  return yield* whileContained(task, options, (contained) => runContained(contained, options))
}

/** Runs a task whose fitness has an evaluator. */
export async function* runContained(
  { task, executor, advice, reports }: Contained,
  options: RunOptions,
): AsyncGenerator<RunEvent, RunResult> {
  const { store, signal, seed = 1, progressMs = 250, checkpointMs = 5000 } = options
  const now = options.now ?? (() => performance.now())
  const engine = await createEngineFor(task, executor)
  const names = task.order.names
  const startedAt = now()
  let island = options.island ?? engine.create(seed)
  let slice = 1
  let shownAt = startedAt
  let shownEvaluations = island.evaluations
  let savedAt = startedAt
  // An island that has not begun is not worth keeping.
  let savedGeneration = 0
  let advised: string | undefined

  async function record(event: RunEvent): Promise<RunEvent> {
    if (store && isReproducible(event)) await store.append(event)
    return event
  }

  async function save(): Promise<RunEvent> {
    await store?.checkpoint(island)
    savedAt = now()
    savedGeneration = island.generation
    return { type: 'saved', generation: island.generation, evaluations: island.evaluations }
  }

  async function markMilestone(): Promise<RunEvent> {
    const { generation, evaluations } = island
    const state = digestIsland(island)
    const event = await record({ type: 'milestone', generation, evaluations, state })
    await store?.keep?.(island)
    return event
  }

  function progress(): RunEvent {
    const best = engine.best(island)
    const elapsed = now() - shownAt
    const spent = island.evaluations - shownEvaluations
    shownAt = now()
    shownEvaluations = island.evaluations
    return {
      type: 'progress',
      generation: island.generation,
      evaluations: island.evaluations,
      evaluationsMax: task.budget.evaluations,
      perSecond: elapsed > 0 ? Math.round((1000 * spent) / elapsed) : 0,
      elapsedMs: Math.round(now() - startedAt),
      score: best ? nameScore(names, best.score) : null,
      isSolved: island.solvedAt !== null,
      ...(island.failures && { failures: island.failures }),
      ...describeSigma(),
    }
  }

  /** How noisy the task was found to be. */
  function describeSigma() {
    return island.sigma && { sigma: nameScore(names, island.sigma) }
  }

  const isTimeUp = () => now() - startedAt >= (task.budget.timeMs ?? Number.POSITIVE_INFINITY)

  yield await record({
    type: 'started',
    task: task.name,
    digest: task.digest,
    seed: island.seed,
    search: task.search.name,
    islands: task.islands,
    inputs: task.ports.inputs.length,
    outputs: task.ports.outputs.length,
    gates: task.gates,
    latches: task.latches,
    resumedAt: island.evaluations,
  })

  while (!island.stopped && !signal?.aborted && !isTimeUp()) {
    const sliceStartedAt = now()
    const milestone = nextMilestone(island.evaluations)
    const count = Math.min(slice, milestone - island.evaluations)
    const advanced = await unlessAbandoned(engine.advance(island, count, signal), signal)
    if (!advanced) break
    const events = describeAdvance(names, advanced, island.noise)
    island = advanced.island
    for (const event of events) yield await record(event)
    for (const report of reports()) yield { type: 'reported', ...report }
    const text = advice()
    if (text !== undefined && text !== advised) yield { type: 'notice', text }
    advised = text
    if (island.evaluations >= milestone) yield await markMilestone()
    // The slice follows the clock; the island does not notice, for it advances by generations.
    const took = Math.max(now() - sliceStartedAt, 0.01)
    slice = Math.max(1, Math.min(2 * slice + 64, Math.floor((count * sliceMs) / took)))
    if (now() - shownAt >= progressMs) yield progress()
    if (store && now() - savedAt >= checkpointMs) yield await save()
    await nextTurn()
  }

  const reason: EndReason = island.stopped ?? (signal?.aborted ? 'interrupted' : 'time')
  if (store && savedGeneration !== island.generation) yield await save()
  yield progress()
  const { generation, evaluations } = island
  const isSolved = island.solvedAt !== null
  const stopped = { reason, generation, evaluations, isSolved, ...describeSigma() }
  yield await record({ type: 'stopped', ...stopped })

  const best = engine.best(island)
  const decode = ({ genotype, score }: Individual<unknown>): ScoredMachine => ({
    netlist: task.genome.decode(genotype),
    score,
  })
  return {
    island,
    reason,
    isSolved,
    best: best && decode(best),
    ...(engine.front && { front: engine.front(island).map(decode) }),
    elapsedMs: now() - startedAt,
  }
}

/** What happened on the way, generation by generation, however an advance was cut into slices. */
function describeAdvance(
  names: readonly string[],
  { island, improvements, failures = [] }: Advance,
  knownNoise: NoiseFinding | undefined,
): RunEvent[] {
  const improved = improvements.map((improvement) => describeImprovement(names, improvement))
  const failed = failures.map((failure): RunEvent => ({ type: 'failure', ...failure }))
  const { noise } = island
  const named = noise && !knownNoise ? [describeNoise(names, noise)] : []
  if (failed.length + named.length === 0) return improved
  const generationOf = (event: RunEvent) => ('generation' in event ? event.generation : 0)
  return [...failed, ...improved, ...named].sort((a, b) => generationOf(a) - generationOf(b))
}

/** The event of an improvement, as journals keep it. */
export function describeImprovement(names: readonly string[], improvement: Improvement): RunEvent {
  const { generation, evaluations, score, isSolved } = improvement
  return { type: 'improved', generation, evaluations, score: nameScore(names, score), isSolved }
}

const describeNoise = (names: readonly string[], noise: NoiseFinding): RunEvent => ({
  type: 'noisy',
  ...noise,
  sigma: nameScore(names, noise.sigma),
})

/** How long a generation may go on after an interruption before it is given up. */
const graceMs = 500

/** The result of an advance, or undefined when a slow fitness keeps it long after the signal. */
function unlessAbandoned<T>(advance: Promise<T>, signal?: AbortSignal): Promise<T | undefined> {
  if (!signal) return advance
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const onAbort = () => {
      timer = setTimeout(() => resolve(undefined), graceMs)
    }
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
    const end = () => {
      signal.removeEventListener('abort', onAbort)
      clearTimeout(timer)
    }
    advance.then(resolve, reject).finally(end)
  })
}

/** Lets signals, timers and input be served. */
const nextTurn = () => new Promise<void>((resolve) => setTimeout(resolve, 0))
