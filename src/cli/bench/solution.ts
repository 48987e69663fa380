/**
 * How long does it take from a random start to the first machine without errors?
 *
 * A seed runs as `evolve` runs it, without pruning and without a folder. Engine and threads are warm
 * before the clock starts. A seed that is not solved in its time counts as slower than all that are.
 */
import { type Executor, run, type Task } from '../../index.ts'
import type { BenchSettings, Part } from '../bench.ts'
import type { Effects } from '../effects.ts'
import { plural, printable, table, whole } from '../format.ts'
import { withExecutor } from '../runs.ts'
import { findTask } from '../tasks.ts'
import { endlessBudget } from './endless.ts'
import { type Spread, spreadOf } from './spread.ts'

/** Milliseconds that a seed gets when nothing else is said. */
const timeMsDefault = 5000
/** What warms up the code: a generation of a world is more. */
const warmUpEvaluations = 20_000

interface TasksGiven {
  readonly tasks: readonly string[]
  readonly islands?: number
  readonly time?: number
}

/** Tasks that stop at the first machine without errors, or when the time is up. */
export async function loadTasks(given: TasksGiven, effects: Effects): Promise<readonly Task[]> {
  const { islands, time = timeMsDefault } = given
  const budget = { ...endlessBudget, target: { errors: 0 }, timeMs: time }
  const tasks: Task[] = []
  for (const name of given.tasks) tasks.push(await findTask(name, { islands, budget }, effects))
  return tasks
}

interface SeedResult {
  readonly seed: number
  readonly isSolved: boolean
  readonly evaluations: number
  readonly seconds: number
}

interface Row {
  readonly task: string
  readonly islands: number
  /** The time of a seed. */
  readonly limitSeconds: number
  readonly solved: number
  /** Over all seeds. */
  readonly seconds: Spread
  readonly evaluations: Spread
  readonly seeds: readonly SeedResult[]
}

export const solutionPart: Part = {
  name: 'solution',
  title: 'Solution: seconds to the first machine without errors',

  async measure(settings) {
    const rows: Row[] = []
    for (const task of settings.tasks) {
      settings.say(`solution: ${printable(task.name)}, ${plural(settings.seeds, 'seed')}`)
      rows.push(await measureTask(task, settings))
    }
    return {
      result: { rows },
      text: table([head, ...rows.map(cells)]),
      line: rows.map(describeInOneLine).join(', '),
    }
  },
}

async function measureTask(task: Task, { seeds, threads, now }: BenchSettings): Promise<Row> {
  const results = await withExecutor(task, { threads }, async (executor) => {
    const warmUp = { ...task, budget: { ...task.budget, evaluations: warmUpEvaluations } }
    await solve(warmUp, 0, executor, now)
    const list: SeedResult[] = []
    for (let seed = 1; seed <= seeds; seed++) list.push(await solve(task, seed, executor, now))
    return list
  })
  const solved = results.filter(({ isSolved }) => isSolved)
  const spread = (what: 'seconds' | 'evaluations', digits: number) =>
    spreadOf(
      results.map((each) => (each.isSolved ? each[what] : Number.POSITIVE_INFINITY)),
      digits,
    )
  return {
    task: task.name,
    islands: task.islands,
    limitSeconds: task.budget.timeMs! / 1000,
    solved: solved.length,
    seconds: spread('seconds', 4),
    evaluations: spread('evaluations', 0),
    seeds: results,
  }
}

async function solve(
  task: Task,
  seed: number,
  executor: Executor | undefined,
  now: () => number,
): Promise<SeedResult> {
  const events = run(task, { seed, executor, now })
  let event = await events.next()
  while (!event.done) event = await events.next()
  const { isSolved, island, elapsedMs } = event.value
  const seconds = Number((elapsedMs / 1000).toFixed(4))
  return { seed, isSolved, evaluations: island.evaluations, seconds }
}

const head = ['task', 'solved', 'q1', 'median', 'q3', 'max', 'evaluations, median']

const cells = ({ task, solved, seeds, seconds, evaluations, limitSeconds }: Row): string[] => {
  const text = (value: number) => describeSeconds(value, limitSeconds)
  return [
    printable(task),
    `${solved} of ${seeds.length}`,
    ...[seconds.q1, seconds.median, seconds.q3, seconds.max].map(text),
    Number.isFinite(evaluations.median) ? whole(evaluations.median) : 'not solved',
  ]
}

/** Two figures are what chance and a busy computer leave. */
const describeSeconds = (seconds: number, limit: number): string =>
  Number.isFinite(seconds) ? `${Number(seconds.toPrecision(2))}` : `over ${limit}`

const describeInOneLine = ({ task, solved, seeds, seconds, limitSeconds }: Row): string =>
  `${printable(task)} solved ${solved} of ${seeds.length}, median ` +
  `${describeSeconds(seconds.median, limitSeconds)} s`
