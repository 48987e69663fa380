/**
 * From a task to a champion: run, prune, verify, one stream of events.
 *
 * An evolution can be iterated for its events, awaited for its result, or both. With a folder it can
 * be interrupted at any moment and gone on with: the champion is the same, byte for byte.
 */
import { type Champion, writeChampion } from './champion.ts'
import { checkKeys, createFaultList, quote } from './errors.ts'
import { type Contained, whileContained } from './evaluator/open.ts'
import { describeBest, finishChampion, pruneBest } from './evolve/champion.ts'
import { describeFront, type FrontMachine, type FrontPoint, finishFront } from './evolve/front.ts'
import { gateCount } from './netlist.ts'
import type { PruneStep } from './prune.ts'
import type { RunFolder } from './run/folder.ts'
import { whileLocked } from './run/lock.ts'
import { openQuestions } from './run/questions.ts'
import { type RunEvent, type RunOptions, type RunResult, runContained } from './run.ts'
import { createStream, type Stream } from './stream.ts'
import { createTask, type Task, type TaskDefinition, type TaskOptions } from './task.ts'
import { type Verdict, verify } from './verify.ts'

export type EvolveEvent =
  | RunEvent
  | {
      readonly type: 'pruned'
      readonly gatesBefore: number
      readonly gates: number
      readonly steps: readonly PruneStep[]
    }
  | { readonly type: 'verified'; readonly verdict: Verdict }
  | { readonly type: 'front'; readonly front: readonly FrontPoint[] }

export interface EvolveOptions extends Omit<RunOptions, 'store'>, TaskOptions {
  /** A folder that keeps the run; left out, nothing is written. */
  readonly folder?: RunFolder
}

export interface EvolveResult extends Omit<RunResult, 'front'> {
  /**
   * Pruned and verified; after an interruption the best so far as it is, and undefined when nothing
   * had been evaluated.
   */
  readonly champion: Champion | undefined
  /** What was proved or tested; undefined where the task has no specification. */
  readonly verdict: Verdict | undefined
  /**
   * Machines of which none dominates another, each pruned and verified by itself, where the search
   * looks for such a front and was not interrupted; the best first in the order written.
   */
  readonly front?: readonly FrontMachine[]
}

/** A run that can be iterated for its events and awaited for its result. */
export type Evolution = Stream<EvolveEvent, EvolveResult>

/**
 * Evolves a machine for a task. Nothing happens before the first event is asked for or the result is
 * awaited.
 */
export function evolve(task: Task | TaskDefinition, options: EvolveOptions = {}): Evolution {
  return createStream('evolve()', () => {
    checkOptions(options)
    const built = buildTask(task, options)
    return whileLocked(options.folder?.path, () => evolveEvents(built, options))
  })
}

const runOptionNames = [
  'seed',
  'island',
  'executor',
  'signal',
  'progressMs',
  'checkpointMs',
  'now',
  'isolate',
  'workers',
] as const
const taskOptionNames = ['gates', 'latches', 'search', 'budget', 'islands', 'limits'] as const
const optionNames = [...runOptionNames, ...taskOptionNames, 'folder'] as const

function checkOptions(options: EvolveOptions): void {
  const faults = createFaultList('evolve()')
  checkKeys(options, optionNames, '', faults)
  const { seed = 1 } = options
  if (!Number.isSafeInteger(seed) || seed < 0) {
    faults.add('evolve/bad-seed', { what: 'seed' }, 'a whole number in [0, 2⁵³)', quote(seed))
  }
  faults.throwIfAny()
}

function buildTask(task: Task | TaskDefinition, options: EvolveOptions): Task {
  if (!('digest' in task)) return createTask(task, options)
  const { gates, latches, search, budget, islands, limits } = options
  if (taskOptionNames.every((name) => options[name] === undefined)) return task
  const merged: TaskOptions = {
    gates: gates ?? task.options.gates,
    latches: latches ?? task.options.latches,
    search: search ?? task.options.search,
    budget: { ...task.options.budget, ...budget },
    islands: islands ?? task.options.islands,
    limits: { ...task.options.limits, ...limits },
  }
  return createTask(task.definition, merged, task.source)
}

/** The events of a task's evolution; returns the result. */
export async function* evolveEvents(
  task: Task,
  options: EvolveOptions,
): AsyncGenerator<EvolveEvent, EvolveResult> {
  const { folder } = options
  const questions = folder && openQuestions(folder.path)
  return yield* whileContained(task, { ...options, questions }, (contained) =>
    evolveContained(contained, options),
  )
}

async function* evolveContained(
  contained: Contained,
  options: EvolveOptions,
): AsyncGenerator<EvolveEvent, EvolveResult> {
  const { task } = contained
  const { folder } = options
  const { front: found, ...result } = yield* runContained(contained, { ...options, store: folder })
  const { best, island, reason } = result
  if (!best) return { ...result, champion: undefined, verdict: undefined }
  // An interrupted run hands its caller the best so far as it is, at once, and is not over: its
  // folder keeps a checkpoint and no champion that could be taken for its last word.
  if (reason === 'interrupted') {
    return { ...result, champion: describeBest(task, island, best, folder), verdict: undefined }
  }

  const pruning = await pruneBest(task, island.seed, best)
  const { netlist } = pruning
  const pruned: EvolveEvent = {
    type: 'pruned',
    gatesBefore: gateCount(best.netlist),
    gates: gateCount(netlist),
    steps: pruning.steps,
  }
  await folder?.append(pruned)
  yield pruned

  const verdict = task.spec && verify(netlist, task.spec)
  if (verdict) {
    const verified: EvolveEvent = { type: 'verified', verdict }
    await folder?.append(verified)
    yield verified
  }

  const front = found && (await finishFront(task, island, found))
  if (front) {
    const shown: EvolveEvent = { type: 'front', front: describeFront(front) }
    await folder?.append(shown)
    yield shown
  }

  const champion = finishChampion(task, island, best, pruning, verdict, folder)
  await folder?.write('champion.json', writeChampion(champion))
  // Cases that were sampled can all be right on a machine that is wrong elsewhere.
  const isRefuted = verdict?.verdict === 'different'
  // And luck can look like a solution, until it is measured afresh.
  const isBelieved = !task.noise || task.order.isSolved(pruning.score)
  const isSolved = result.isSolved && isBelieved && !isRefuted
  return { ...result, isSolved, champion, verdict, ...(front && { front }) }
}
