/**
 * From a task to a champion: run, prune, verify, one stream of events.
 *
 * An evolution can be iterated for its events, awaited for its result, or both. With a folder it can
 * be interrupted at any moment and gone on with: the champion is the same, byte for byte.
 */
import { type Champion, type ChampionStep, type ChampionTask, writeChampion } from './champion.ts'
import { assert, checkKeys, createFaultList, quote } from './errors.ts'
import { type Contained, openContained } from './evaluator/open.ts'
import { nameScore, type Score } from './fitness.ts'
import type { Island } from './island.ts'
import { sizeOf } from './netlist/size.ts'
import { gateCount, type Netlist } from './netlist.ts'
import { type PruneStep, pruneQuickly, type QuickPruning } from './prune.ts'
import { createRng } from './random.ts'
import type { RunFolder } from './run/folder.ts'
import { whileLocked } from './run/lock.ts'
import { type RunEvent, type RunOptions, type RunResult, runContained } from './run.ts'
import { describeSpec } from './spec/text.ts'
import { createStream, type Stream } from './stream.ts'
import {
  createTask,
  type Task,
  type TaskDefinition,
  type TaskOptions,
  type TaskSource,
} from './task.ts'
import { type Verdict, verify } from './verify.ts'
import { version } from './version.ts'

export type EvolveEvent =
  | RunEvent
  | {
      readonly type: 'pruned'
      readonly gatesBefore: number
      readonly gates: number
      readonly steps: readonly PruneStep[]
    }
  | { readonly type: 'verified'; readonly verdict: Verdict }

export interface EvolveOptions extends Omit<RunOptions, 'store'>, TaskOptions {
  /** A folder that keeps the run; left out, nothing is written. */
  readonly folder?: RunFolder
}

export interface EvolveResult extends RunResult {
  /**
   * Pruned and verified; after an interruption the best so far as it is, and undefined when nothing
   * had been evaluated.
   */
  readonly champion: Champion | undefined
  /** What was proved or tested; undefined where the task has no specification. */
  readonly verdict: Verdict | undefined
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
  const contained = await openContained(task, options)
  try {
    return yield* evolveContained(contained, options)
  } finally {
    await contained.close()
  }
}

async function* evolveContained(
  contained: Contained,
  options: EvolveOptions,
): AsyncGenerator<EvolveEvent, EvolveResult> {
  const { task } = contained
  const { folder } = options
  const result = yield* runContained(contained, { ...options, store: folder })
  const { best, island, reason } = result
  if (!best) return { ...result, champion: undefined, verdict: undefined }
  // An interrupted run hands its caller the best so far as it is, at once, and is not over: its
  // folder keeps a checkpoint and no champion that could be taken for its last word.
  if (reason === 'interrupted') {
    return { ...result, champion: describeChampion(task, island, best, folder), verdict: undefined }
  }

  const pruning = await pruneChampion(task, island.seed, best)
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

  const evolved = describeChampion(task, island, best, folder)
  const champion: Champion = {
    ...evolved,
    ...trimmed(task, netlist),
    score: nameScore(task.order.names, pruning.score),
    measures: task.measure?.(netlist),
    history: [
      ...evolved.history,
      { ...stepOf('prune', netlist), verdict: pruning.verdict },
      ...(verdict ? [{ ...stepOf('verify', netlist), verdict }] : []),
    ],
  }
  await folder?.write('champion.json', writeChampion(champion))
  // Cases that were sampled can all be right on a machine that is wrong elsewhere.
  const isSolved = result.isSolved && verdict?.verdict !== 'different'
  return { ...result, isSolved, champion, verdict }
}

/** The best machine of a run as it was found, neither pruned nor verified. */
function describeChampion(
  task: Task,
  island: Island,
  best: Best,
  folder: RunFolder | undefined,
): Champion {
  const from = folder?.frozen.from
  const fork = from ? `, from generation ${from.generation} of run ${from.run}` : ''
  return {
    format: 'nandertal-champion',
    version: 1,
    name: task.name,
    ...trimmed(task, best.netlist),
    objectives: task.problem.objectives,
    score: nameScore(task.order.names, best.score),
    measures: task.measure?.(best.netlist),
    spec: task.spec && describeSpec(task.spec),
    task: { name: task.name, digest: task.digest, source: describeSource(task.source) },
    seed: island.seed,
    engine: version,
    evaluations: island.evaluations,
    generations: island.generation,
    history: [
      {
        ...stepOf('evolve', best.netlist),
        detail: `${task.search.name}, seed ${island.seed}${fork}`,
      },
    ],
  }
}

const trimmed = (task: Task, netlist: Netlist): Pick<Champion, 'netlist' | 'ports'> =>
  task.trim?.(netlist) ?? { netlist, ports: task.ports }

interface Best {
  readonly netlist: Netlist
  readonly score: Score
}

/**
 * Prunes the best machine and scores it again. A free fitness can like gates that do nothing; where
 * it likes the pruned machine less, the best one stays as it is.
 */
async function pruneChampion(task: Task, seed: number, best: Best): Promise<QuickPruning & Best> {
  const pruning = pruneQuickly(best.netlist)
  if (pruning.steps.length === 0) return { ...pruning, ...best }
  const context = { generation: 0, rng: createRng(seed).split('champion') }
  const [score] = await task.problem.evaluate([pruning.netlist], context)
  assert(score, 'one score for one machine')
  if (task.order.compare(score, best.score) >= 0) return { ...pruning, score }
  return { ...pruneQuickly(best.netlist, { passes: [] }), ...best }
}

const stepOf = (step: ChampionStep['step'], netlist: Netlist): ChampionStep => ({
  step,
  ...sizeOf(netlist),
})

function describeSource(source: TaskSource): ChampionTask['source'] {
  switch (source.kind) {
    case 'text':
      return fileName(source.file)
    case 'module':
      return fileName(source.path)
    case 'builtin':
      return 'built-in'
    case 'code':
      return 'code'
    default:
      return source satisfies never
  }
}

const fileName = (path: string) => path.split(/[\\/]/).at(-1) ?? path
