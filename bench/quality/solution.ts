/**
 * How long does it take on two cores from a random start to the first machine without errors, over
 * seeds 1 to 10 with default options, with one island and with two?
 *
 * `nandertal bench` measures; this is the record of it for the tasks that have a goal.
 */
import { median, runBench, thousands, writeRecord } from '../record.ts'

/** Seconds that the median is meant to stay below, with every seed solved. */
const goals: Readonly<Record<string, number>> = {
  'multiplier-3': 0.5,
  'adder-4': 2,
  'parity-7': 2,
  'hack-alu-2': 20,
  'multiplier-4': 30,
}
const seeds = 10
/** A seed that takes longer counts as unsolved. */
const limit = '120s'

/** What `nandertal bench --json` says of a task. */
interface Row {
  readonly task: string
  readonly islands: number
  readonly solved: number
  readonly seeds: readonly {
    readonly seed: number
    readonly isSolved: boolean
    readonly evaluations: number
    readonly seconds: number
  }[]
}

const quantile = (sorted: readonly number[], part: number) =>
  sorted[Math.ceil(part * sorted.length) - 1] ?? Number.NaN
const seconds = (value: number) => value.toFixed(value < 1 ? 2 : 1)

function describeRow({ task, islands, solved, seeds: each }: Row): (string | number)[] {
  const orEndless = each.map((one) => (one.isSolved ? one.seconds : Number.POSITIVE_INFINITY))
  const times = orEndless.sort((a, b) => a - b)
  const parts = [0.25, 0.5, 0.75, 1].map((part) => seconds(quantile(times, part)))
  const isReached = solved === each.length && quantile(times, 0.5) < goals[task]!
  return [
    task,
    islands,
    `${solved} of ${each.length}`,
    parts.join(' / '),
    thousands(median(each.map(({ evaluations }) => evaluations))),
    `below ${goals[task]} s, all solved: ${isReached ? 'yes' : 'NO'}`,
  ]
}

const found: Row[] = []
for (const islands of [1, 2]) {
  for (const task of Object.keys(goals)) {
    const words = ['--tasks', task, '--seeds', `${seeds}`, '--time', limit]
    const answer = runBench(['solution', ...words, '--islands', `${islands}`])
    const [row] = (answer.solution as { rows: Row[] }).rows
    found.push(row!)
    console.log(describeRow(row!).join(' | '))
  }
}

writeRecord('quality/solution.json', {
  title: 'Time to solution',
  question:
    'How long does it take on two cores from a random start to the first machine without errors, over seeds 1 to 10 with default options, with one island and with two?',
  command: 'npm run build && npm run bench:solution',
  columns: [
    'task',
    'islands',
    'solved',
    'seconds: q1 / median / q3 / most',
    'evaluations, median',
    'goal of the median',
  ],
  rows: found.map(describeRow),
  notes: [
    `Wall-clock time of a run, without the start of the program: \`nandertal bench --only solution --tasks TASK --seeds ${seeds} --time ${limit} --islands N\`. One island uses one core, two use both.`,
  ],
  runs: found.flatMap(({ task, islands, seeds: each }) =>
    each.map((one) => ({ task, islands, ...one })),
  ),
})
