/** What `evolve` and `resume` do once they are called. */
import {
  type Budget,
  createExecutor,
  createRunFolder,
  type EvolveResult,
  type Executor,
  evolve,
  findLastRun,
  foldTasks,
  fork,
  gateCount,
  type Isolation,
  openRunFolder,
  resume,
  summarizeMeasures,
  type Task,
  UsageError,
} from '../index.ts'
import { type Answer, type Common, flagName } from './command.ts'
import type { Effects } from './effects.ts'
import {
  answerEnding,
  answerInterruption,
  type Interruption,
  programName,
  shortPath,
  watchRun,
} from './evolving.ts'
import { percent, plural, printable, shellLine } from './format.ts'
import { checkOut, expectFront } from './front.ts'
import { describeFolds } from './report.ts'
import { findTask, readRequest, rebuildTask, type TaskGiven } from './tasks.ts'

interface BudgetGiven {
  readonly evaluations?: number
  readonly stall?: number
  readonly time?: number
}

/** How a run goes on, which says nothing about what comes of it. */
interface PaceGiven {
  readonly isolate?: Isolation
  readonly workers?: number
  readonly threads?: number
  /** Milliseconds. */
  readonly checkpoint?: number
}

interface EvolveGiven extends Common, BudgetGiven, PaceGiven, TaskGiven {
  readonly file: string
  readonly seed: number
  readonly runs: string
  readonly out?: string
  readonly folds?: number
}

/** Evolves the task of a file; with folds, first once for each part that is held out. */
export async function evolveFile(given: EvolveGiven, effects: Effects): Promise<Answer> {
  const { file, seed, runs, out, folds: k, isolate, workers } = given
  const isFolder = out !== undefined && (await checkOut(out, effects))
  const task = await findTask(file, readRequest(given, readBudget(given)), effects)
  if (isFolder) expectFront(task.search)
  const folds = k === undefined ? undefined : await evolveFolds(foldTasks(task, k), given, effects)
  if (folds && 'signal' in folds) {
    return answerInterruption(folds, task, seed, undefined, [], effects)
  }
  const folder = await createRunFolder(runs, task, seed)
  sayWhomToAsk(task, folder.path, given, effects)
  const { now } = effects
  const checkpointMs = given.checkpoint
  const result = await withExecutor(task, given, (executor) =>
    watchRun(
      (signal) =>
        evolve(task, {
          ...{ seed, folder, executor, signal, now, checkpointMs },
          ...{ isolate, workers },
        }),
      given,
      effects,
    ),
  )
  if ('signal' in result) {
    const options = sayAgain({ out })
    return answerInterruption(result, task, seed, shortPath(folder.path), options, effects)
  }
  return answerEnding({ task, result, folder, out, folds }, given, effects)
}

/** Says how to answer a run that waits for a person. */
function sayWhomToAsk(
  { problem }: Task,
  path: string,
  { quiet }: { readonly quiet: boolean },
  { stderr, env }: Effects,
): void {
  if (problem.custom?.slot.kind !== 'human' || quiet) return
  const line = `${programName(env)} ${shellLine(['ask', shortPath(path)])}`
  stderr.write(`waits for answers: ${printable(line)}\n`)
}

/** Hands an executor for the islands of a task to what runs it, and lets go of it in the end. */
export async function withExecutor<T>(
  task: Task,
  { threads }: { readonly threads?: number },
  use: (executor: Executor | undefined) => Promise<T>,
): Promise<T> {
  if (task.islands === 1 || task.problem.custom) return use(undefined)
  const executor = await createExecutor(task, { threads })
  try {
    return await use(executor)
  } finally {
    await executor.close()
  }
}

/** The options that a run does not keep, for the command that goes on with it. */
function sayAgain({ evaluations, stall, time, out }: BudgetGiven & { readonly out?: string }) {
  const options = { evaluations, stall, time: time && `${time}ms`, out }
  return Object.entries(options).flatMap(([key, value]) =>
    value === undefined ? [] : [flagName(key), value],
  )
}

/** Only what was given: what is left out must not hide the task's own. */
function readBudget({ evaluations, stall, time }: BudgetGiven): Partial<Budget> | undefined {
  const given = Object.entries({ evaluations, stall, timeMs: time })
  const budget = Object.fromEntries(given.filter(([, value]) => value !== undefined))
  return Object.keys(budget).length > 0 ? budget : undefined
}

/** Evolves each fold in turn, without keeping the runs. */
async function evolveFolds(
  tasks: readonly Task[],
  given: EvolveGiven,
  effects: Effects,
): Promise<{ text: string; result: object } | Interruption> {
  const measures: Record<string, number>[] = []
  const lines: string[] = []
  for (const [part, task] of tasks.entries()) {
    const label = { fold: part + 1, folds: tasks.length }
    const { seed } = given
    const { now } = effects
    const result = await withExecutor(task, given, (executor) =>
      watchRun(
        (signal) => evolve(task, { seed, executor, signal, now }),
        { ...given, label },
        effects,
      ),
    )
    if ('signal' in result) return result
    const measured = measureFold(result)
    measures.push(measured)
    const line = describeFold(`fold ${part + 1} of ${tasks.length}`, measured)
    lines.push(line)
    if (given.json)
      effects.stdout.write(`${JSON.stringify({ type: 'fold', ...label, measures: measured })}\n`)
    else if (!given.quiet) effects.stderr.write(`${line}\n`)
  }
  const summary = summarizeMeasures(measures)
  return {
    text: `${lines.join('\n')}\n\n${describeFolds(tasks.length, summary)}`,
    result: { folds: tasks.length, foldMeasures: measures, foldSummary: summary },
  }
}

const measureFold = ({ champion }: EvolveResult): Record<string, number> => ({
  ...champion?.measures,
  gates: champion ? gateCount(champion.netlist) : 0,
})

const describeFold = (name: string, measures: Readonly<Record<string, number>>): string => {
  const { heldOutBalancedAccuracy = 0, heldOutAccuracy = 0, gates = 0 } = measures
  const balanced = `${percent(heldOutBalancedAccuracy)} balanced`
  const rest = `${percent(heldOutAccuracy)} accuracy, ${plural(gates, 'gate')}`
  return `  ${name.padEnd(12)}  held out ${balanced}, ${rest}`
}

interface ResumeGiven extends Common, BudgetGiven, PaceGiven {
  readonly folder?: string
  readonly runs: string
  readonly out?: string
}

/** The folder of a run, the last one where none is named, which is said. */
export async function chooseRun(
  folder: string | undefined,
  { runs, quiet }: { readonly runs: string; readonly quiet: boolean },
  verb: string,
  effects: Effects,
): Promise<string> {
  if (folder !== undefined) return folder
  const path = await findLastRun(runs)
  if (path === undefined) {
    throw new UsageError('cli/no-runs', {
      where: runs,
      expected: 'a folder with runs in it',
      received: 'none',
      hint: 'nandertal evolve full-adder makes one; --runs DIR says where they are.',
    })
  }
  if (!quiet) effects.stderr.write(`${verb} ${printable(shortPath(path))}\n`)
  return path
}

/** Goes on with a run, the last one where none is named. */
export async function resumeRun(given: ResumeGiven, effects: Effects): Promise<Answer> {
  // Faults of `--out` are told before the evolution, not after it.
  const isFolder = given.out !== undefined && (await checkOut(given.out, effects))
  const path = await chooseRun(given.folder, given, 'goes on with', effects)
  return goOn(path, given, isFolder, effects)
}

/** Goes on with a run; with a folder for `--out`, which only a front fills. */
async function goOn(
  path: string,
  given: ResumeGiven,
  isFolder: boolean,
  effects: Effects,
): Promise<Answer> {
  const { folder } = await openRunFolder(path)
  const { frozen } = folder
  const task = await rebuildTask(frozen, effects)
  if (isFolder) expectFront(task.search)
  sayWhomToAsk(task, path, given, effects)
  const budget = readBudget(given)
  const { now } = effects
  const onWarning = (warning: string) => effects.stderr.write(`${printable(warning)}\n`)
  const { definition } = task
  const result = await withExecutor(task, given, (executor) =>
    watchRun(
      (signal) =>
        resume(path, {
          ...{ task: definition, budget, executor, signal, now, onWarning },
          ...{ isolate: given.isolate, workers: given.workers },
          checkpointMs: given.checkpoint,
        }),
      given,
      effects,
    ),
  )
  if ('signal' in result) {
    const options = sayAgain(given)
    return answerInterruption(result, task, frozen.seed, shortPath(path), options, effects)
  }
  return answerEnding({ task, result, folder, out: given.out }, given, effects)
}

interface ForkGiven extends Omit<ResumeGiven, 'folder'> {
  readonly from?: string
  readonly generation?: number
  readonly seed?: number
}

/** Starts a run from a state of an earlier one. */
export async function forkRun(given: ForkGiven, effects: Effects): Promise<Answer> {
  const { generation, seed, runs, out } = given
  const isFolder = out !== undefined && (await checkOut(out, effects))
  const path = await chooseRun(given.from, given, 'starts from', effects)
  const task = await rebuildTask((await openRunFolder(path)).folder.frozen, effects)
  const { definition } = task
  const budget = readBudget(given)
  const folder = await withExecutor(task, given, (executor) =>
    fork(path, runs, { task: definition, generation, seed, budget, executor }),
  )
  const { from } = folder.frozen
  const place = printable(shortPath(folder.path))
  if (!given.quiet) effects.stderr.write(`forked at generation ${from?.generation} into ${place}\n`)
  const spent = { evaluations: undefined, stall: undefined }
  return goOn(folder.path, { ...given, ...spent }, isFolder, effects)
}
