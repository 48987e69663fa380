/**
 * Runs generations of an earlier run once more and compares: every improvement that its journal tells
 * of, the digest of the state at every milestone, and every island that was kept.
 *
 * The same is the answer that a sound run gives on every computer; another one means that a file, the
 * fitness or the engine is not what it was.
 */
import { UsageError } from '../errors.ts'
import { type Contained, type ContainOptions, whileContained } from '../evaluator/open.ts'
import type { Executor } from '../executor.ts'
import { memberTask } from '../island/rules.ts'
import type { Improvement, Island } from '../island.ts'
import { digestIsland } from '../run/checkpoint.ts'
import { type FrozenTask, openRunFolder, readRunHistory } from '../run/folder.ts'
import { linesOf } from '../run/journal.ts'
import { openQuestions } from '../run/questions.ts'
import type { JournalEntry } from '../run/store.ts'
import { describeImprovement, type RunEvent } from '../run.ts'
import { createStream, type Stream } from '../stream.ts'
import { createEngineFor } from '../world.ts'
import { findState } from './fork.ts'
import { type ReopenOptions, reopenTask } from './reopen.ts'

export interface ReplayOptions extends ReopenOptions, Omit<ContainOptions, 'now' | 'questions'> {
  /** The generation to begin with; default: the first. What comes before it may be run as well. */
  readonly from?: number
  /** The generation to end before; default: that of the last checkpoint. */
  readonly to?: number
  /** Where islands advance; default: in this thread. */
  readonly executor?: Executor
  /** Ends it where it is; the verdict is unknown then. */
  readonly signal?: AbortSignal
}

/** A state that was come to again and is the same. */
export interface ReplayEvent {
  readonly type: 'replayed'
  readonly generation: number
  readonly evaluations: number
  /** Improvements that were the same so far. */
  readonly improvements: number
  /** States that were the same so far. */
  readonly states: number
}

/** Where a run and its replay part. */
export interface ReplayDifference {
  readonly what: 'improvement' | 'state'
  readonly generation: number
  /** What the run has kept: an entry of its journal as JSON, or a digest. */
  readonly expected: string
  readonly received: string
}

export interface ReplayResult {
  readonly verdict: 'same' | 'different' | 'unknown'
  /** The generations that were run: from, up to but without to. */
  readonly from: number
  readonly to: number
  readonly improvements: number
  readonly states: number
  /** Lines of the journal that can no longer be read, and so could not be compared. */
  readonly damaged: number
  readonly difference?: ReplayDifference
}

/** A replay that can be iterated for its events and awaited for its result. */
export type Replaying = Stream<ReplayEvent, ReplayResult>

/** Replays the run of a folder; changes nothing in it. */
export function replay(path: string, options: ReplayOptions = {}): Replaying {
  return createStream('replay()', () => replayEvents(path, options))
}

async function* replayEvents(
  path: string,
  options: ReplayOptions,
): AsyncGenerator<ReplayEvent, ReplayResult> {
  const { frozen } = (await openRunFolder(path)).folder
  const task = await reopenTask(path, frozen, options)
  const containing = { ...options, questions: openQuestions(path) }
  return yield* whileContained(task, containing, (contained) =>
    replayContained(path, frozen, contained, options),
  )
}

async function* replayContained(
  path: string,
  frozen: FrozenTask,
  { task, executor }: Contained,
  options: ReplayOptions,
): AsyncGenerator<ReplayEvent, ReplayResult> {
  const { signal } = options
  const engine = await createEngineFor(memberTask(task), executor)
  const { entries, islands } = await readRunHistory(path)
  const from = options.from ?? frozen.from?.generation ?? 0
  const to = options.to ?? islands[0]?.generation ?? 0
  checkRange(path, from, to, islands[0]?.generation ?? 0)
  const start = await findState(path, frozen, engine, from)
  const points = collectPoints(entries, islands).filter(
    ({ generation }) => generation > start.generation && generation <= to,
  )
  const wanted = collectImprovements(entries, start.generation, to)
  const damaged = countDamaged(entries)
  const names = task.order.names
  let island = start
  let improvements = 0
  let states = 0

  const end = (verdict: ReplayResult['verdict'], difference?: ReplayDifference): ReplayResult => ({
    ...{ verdict, from: start.generation, to: island.generation, improvements, states, damaged },
    ...(difference && { difference }),
  })

  /** Compares what became better on the way to a state, and the state. */
  function compare(found: readonly Improvement[], point: Point): ReplayDifference | undefined {
    for (const improvement of found) {
      const { generation } = improvement
      const received = JSON.stringify(describeImprovement(names, improvement))
      const expected = wanted.get(generation)
      wanted.delete(generation)
      // A line that can no longer be read may have told of it.
      if (expected === undefined && damaged > 0) continue
      if (expected !== received) {
        return { what: 'improvement', generation, expected: expected ?? 'none', received }
      }
      improvements++
    }
    for (const [generation, expected] of wanted) {
      if (generation >= island.generation) break
      return { what: 'improvement', generation, expected, received: 'none' }
    }
    const { generation, state } = point
    const isThere = island.generation === generation
    const expected = state ?? `generation ${generation}`
    const received = isThere && state ? digestIsland(island) : `generation ${island.generation}`
    if (received !== expected) return { what: 'state', generation, expected, received }
    if (state) states++
    return undefined
  }

  for (const point of [...points, { generation: to } satisfies Point]) {
    const found: Improvement[] = []
    for (let slice = 1; leftTo(point, island) > 0 && !island.stopped; slice *= 2) {
      if (signal?.aborted) return end('unknown')
      const count = Math.min(slice, sliceMax, leftTo(point, island))
      const advanced = await engine.advance(island, count, signal)
      found.push(...advanced.improvements)
      island = advanced.island
      // Lets signals and timers be served.
      await new Promise((resolve) => setTimeout(resolve, 0))
    }
    const difference = compare(found, point)
    if (difference) return end('different', difference)
    const { generation, evaluations } = island
    if (point.state) yield { type: 'replayed', generation, evaluations, improvements, states }
  }
  return end('same')
}

/** The most evaluations between two looks at the signal. */
const sliceMax = 2 ** 16

function checkRange(path: string, from: number, to: number, last: number): void {
  const isWhole = Number.isSafeInteger(from) && Number.isSafeInteger(to)
  const isRight = isWhole && from >= 0 && from < to && to <= last
  if (isRight) return
  throw new UsageError('run/bad-range', {
    where: path,
    expected: `two of the ${last} generations that were saved, the first before the last`,
    received: `from ${from} to ${to}`,
  })
}

/** A state to be come to, and its digest where it is known. */
interface Point {
  readonly generation: number
  readonly evaluations?: number
  readonly state?: string
}

/** Evaluations that may be spent without going further than a state: a generation spends at least one. */
const leftTo = ({ generation, evaluations }: Point, island: Island): number =>
  evaluations === undefined ? generation - island.generation : evaluations - island.evaluations

/** What a journal and the islands that were kept say of states, by generation. */
function collectPoints(entries: readonly JournalEntry[], islands: readonly Island[]): Point[] {
  const milestones = (entries as RunEvent[]).flatMap((entry) =>
    entry.type === 'milestone' ? [entry] : [],
  )
  const kept = islands.map((island) => ({
    ...{ generation: island.generation, evaluations: island.evaluations },
    state: digestIsland(island),
  }))
  return [...milestones, ...kept].sort((a, b) => a.generation - b.generation)
}

/** Improvements of some generations, as JSON; a journal has at most one for each. */
function collectImprovements(entries: readonly JournalEntry[], from: number, to: number) {
  const found = new Map<number, string>()
  for (const entry of entries as RunEvent[]) {
    if (entry.type !== 'improved') continue
    if (entry.generation < from || entry.generation >= to) continue
    found.set(entry.generation, JSON.stringify(entry))
  }
  return found
}

const countDamaged = (entries: readonly JournalEntry[]): number =>
  entries.reduce((sum, entry) => sum + (entry.type === 'damaged' ? linesOf(entry) : 0), 0)
