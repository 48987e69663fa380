/**
 * How many more evaluations do two islands make in two threads than in one?
 *
 * `nandertal bench` measures; this is the record of it.
 */
import { runBench, thousands, writeRecord } from '../record.ts'

interface Spread {
  readonly min: number
  readonly q1: number
  readonly median: number
  readonly q3: number
  readonly max: number
}

/** What `nandertal bench --json` says of threads. */
interface Threads {
  readonly task: string
  readonly islands: number
  readonly threads: number
  readonly one: Spread
  readonly many: Spread
  readonly ratio: Spread
}

const goal = 1.8
const measured = Array.from({ length: 3 }, () => runBench(['threads']).threads as Threads)

const between = ({ median, q1, q3 }: Spread, write: (value: number) => string) =>
  `${write(median)} (${write(q1)} to ${write(q3)})`
const rows = measured.map(({ task, islands, threads, one, many, ratio }) => [
  `${task}, ${islands} islands`,
  threads,
  between(one, thousands),
  between(many, thousands),
  between(ratio, (value) => value.toFixed(2)),
  `at least ${goal}: ${ratio.median >= goal ? 'yes' : 'NO'}`,
])
for (const row of rows) console.log(row.join(' | '))

writeRecord('speed/threads.json', {
  title: 'Threads',
  question: 'How many more evaluations do two islands make in two threads than in one?',
  command: 'npm run build && npm run bench:threads',
  columns: [
    'world',
    'threads',
    'one thread, evaluations a second',
    'threads, evaluations a second',
    'ratio',
    'goal',
  ],
  rows,
  notes: [
    'Medians with quartiles of 7 turns, one thread and two threads in each: `nandertal bench --only threads`, three times.',
  ],
  runs: measured,
})
