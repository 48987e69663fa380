/**
 * How much faster do islands advance in threads of their own than in one?
 *
 * The same world goes the same way from the same start on both sides, which take turns; each ratio is
 * of one turn.
 */
import { createWorldEngine, type Executor, executors, type Island, type Task } from '../../index.ts'
import type { Part } from '../bench.ts'
import { plural, rate, table } from '../format.ts'
import { createEndlessTask } from './endless.ts'
import { type Spread, spreadOf } from './spread.ts'

/** A task that is not solved soon, so that the work stays alike. */
const taskName = 'multiplier-4'
const islandsDefault = 2
const turns = 7
/** Evaluations of an island in a turn: some ticks of its world. */
const turnEvaluations = 400_000

export const threadsPart: Part = {
  name: 'threads',
  title: 'Threads: evaluations a second of islands in one thread and in several',

  async measure({ threads = islandsDefault, now, say }) {
    say(`threads: ${plural(threads, 'island')} of ${taskName}`)
    const task = await createEndlessTask(taskName, threads)
    const rates = await measureTurns(task, threads, now)
    const ratio = spreadOf(
      rates.many.map((perSecond, turn) => perSecond / rates.one[turn]!),
      3,
    )
    const found = { one: spreadOf(rates.one), many: spreadOf(rates.many), ratio }
    return {
      result: { task: taskName, islands: threads, threads, ...found },
      text: describe(threads, found),
      line: `${plural(threads, 'thread')} ${ratio.median.toFixed(2)} times as fast as one`,
    }
  },
}

/** Evaluations a second of each turn. */
async function measureTurns(task: Task, threads: number, now: () => number) {
  const one = await createByName('inline', task, 1)
  const many = await createByName('threads', task, threads)
  const rates = { one: [] as number[], many: [] as number[] }
  const start = createWorldEngine(task, one).create(1)
  try {
    // The first turn warms up.
    for (let turn = -1; turn < turns; turn++) {
      const alone = await measureAdvance(task, one, start, now)
      const together = await measureAdvance(task, many, start, now)
      if (turn < 0) continue
      rates.one.push(alone)
      rates.many.push(together)
    }
  } finally {
    await many.close()
  }
  return rates
}

const createByName = (name: string, task: Task, threads: number): Promise<Executor> =>
  executors.find((kind) => kind.name === name)!.create(task, { threads })

async function measureAdvance(task: Task, executor: Executor, start: Island, now: () => number) {
  const engine = createWorldEngine(task, executor)
  const startedAt = now()
  const { island } = await engine.advance(start, task.islands * turnEvaluations)
  return (1000 * (island.evaluations - start.evaluations)) / (now() - startedAt)
}

function describe(
  threads: number,
  { one, many, ratio }: { one: Spread; many: Spread; ratio: Spread },
): string {
  const cells = (name: string, spread: Spread, text: (value: number) => string) => [
    name,
    text(spread.median),
    `${text(spread.q1)} to ${text(spread.q3)}`,
  ]
  return table([
    [`${taskName}, ${plural(threads, 'island')}`, 'median', 'quartiles'],
    cells('one thread', one, rate),
    cells(plural(threads, 'thread'), many, rate),
    cells('ratio', ratio, (value) => value.toFixed(2)),
  ])
}
