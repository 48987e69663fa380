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
  gateCount,
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
  shortPath,
  watchRun,
} from './evolving.ts'
import { percent, plural, printable } from './format.ts'
import { checkOut, expectFront } from './front.ts'
import { describeFolds } from './report.ts'
import { findTask, readRequest, rebuildTask, type TaskGiven } from './tasks.ts'

interface BudgetGiven {
  readonly evaluations?: number
  readonly stall?: number
  readonly time?: number
}

interface EvolveGiven extends Common, BudgetGiven, TaskGiven {
  readonly threads?: number
  readonly file: string
  readonly seed: number
  readonly runs: string
  readonly out?: string
  readonly folds?: number
}

/** Evolves the task of a file; with folds, first once for each part that is held out. */
export async function evolveFile(given: EvolveGiven, effects: Effects): Promise<Answer> {
  const { file, seed, runs, out, folds: k } = given
  const isFolder = out !== undefined && (await checkOut(out, effects))
  const task = await findTask(file, readRequest(given, readBudget(given)), effects)
  if (isFolder) expectFront(task.search)
  const folds = k === undefined ? undefined : await evolveFolds(foldTasks(task, k), given, effects)
  if (folds && 'signal' in folds) {
    return answerInterruption(folds, task, seed, undefined, [], effects)
  }
  const folder = await createRunFolder(runs, task, seed)
  const { now } = effects
  const result = await withExecutor(task, given, (executor) =>
    watchRun((signal) => evolve(task, { seed, folder, executor, signal, now }), given, effects),
  )
  if ('signal' in result) {
    const options = sayAgain({ out })
    return answerInterruption(result, task, seed, shortPath(folder.path), options, effects)
  }
  return answerEnding({ task, result, folder, out, folds }, given, effects)
}

/** Hands an executor for the islands of a task to what runs it, and lets go of it in the end. */
export async function withExecutor<T>(
  task: Task,
  { threads }: { readonly threads?: number },
  use: (executor: Executor | undefined) => Promise<T>,
): Promise<T> {
  if (task.islands === 1) return use(undefined)
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

interface ResumeGiven extends Common, BudgetGiven {
  readonly threads?: number
  readonly folder?: string
  readonly runs: string
  readonly out?: string
}

/** Goes on with a run, the last one where none is named. */
export async function resumeRun(given: ResumeGiven, effects: Effects): Promise<Answer> {
  const { runs, out } = given
  // Faults of `--out` are told before the evolution, not after it.
  const isFolder = out !== undefined && (await checkOut(out, effects))
  const path = given.folder ?? (await findLastRun(runs))
  if (path === undefined) {
    throw new UsageError('cli/no-runs', {
      where: runs,
      expected: 'a folder with runs in it',
      received: 'none',
      hint: 'nandertal evolve full-adder makes one; --runs DIR says where they are.',
    })
  }
  const { folder } = await openRunFolder(path)
  const { frozen } = folder
  if (!given.folder && !given.quiet)
    effects.stderr.write(`goes on with ${printable(shortPath(path))}\n`)
  const task = await rebuildTask(frozen, effects)
  if (isFolder) expectFront(task.search)
  const budget = readBudget(given)
  const { now } = effects
  const onWarning = (warning: string) => effects.stderr.write(`${printable(warning)}\n`)
  const { definition } = task
  const result = await withExecutor(task, given, (executor) =>
    watchRun(
      (signal) => resume(path, { task: definition, budget, executor, signal, now, onWarning }),
      given,
      effects,
    ),
  )
  if ('signal' in result) {
    const options = sayAgain(given)
    return answerInterruption(result, task, frozen.seed, shortPath(path), options, effects)
  }
  return answerEnding({ task, result, folder, out }, given, effects)
}
