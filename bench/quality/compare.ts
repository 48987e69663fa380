/**
 * What do evolution, chance, enumeration and gradient descent come to on the same cases in the same
 * time, and who is better, as far as the seeds allow to say so?
 *
 * `--seeds 5 --seconds 10 --tasks even-pairs,…`; five seeds of ten seconds take twenty minutes or about.
 */
import { parseArgs } from 'node:util'
import { type Comparison, compare, createTask, describeComparison } from 'nandertal'
import { builtinTasks } from 'nandertal/tasks'
import { writeRecord } from '../record.ts'

const { values } = parseArgs({
  options: {
    tasks: {
      type: 'string',
      default: 'parity-stream,even-pairs,copy,serial-adder,cycle-navigation,majority-5',
    },
    seeds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '10' },
  },
})
const [seeds, seconds] = [Number(values.seeds), Number(values.seconds)]

async function compareTask(name: string): Promise<Comparison> {
  const task = createTask(await builtinTasks[name]!.load())
  const comparing = compare(task, { seeds, budgetMs: 1000 * seconds })
  for await (const event of comparing) {
    if (event.type !== 'trial') continue
    const { method, seed, figures, exactness } = event.trial
    console.log(name, method, seed, figures.train, figures.longer?.at(-1)?.accuracy, exactness)
  }
  return comparing
}

/** A row for each method, with the columns that readers look for first. */
function sumUp(comparison: Comparison) {
  const { head, rows } = describeComparison(comparison)
  const cell = (row: readonly string[], label: string) => row[head.indexOf(label)] ?? '–'
  return rows.map((row) => [
    comparison.task,
    cell(row, 'method'),
    cell(row, 'train'),
    cell(row, 'train, soft'),
    cell(row, '41 ticks'),
    cell(row, '500 ticks'),
    cell(row, 'exact'),
    cell(row, 'NANDs, pruned'),
    cell(row, 'parameters'),
    cell(row, 'time'),
    cell(row, 'one case'),
  ])
}

const comparisons: Comparison[] = []
for (const name of values.tasks.split(',')) comparisons.push(await compareTask(name))

writeRecord('quality/compare.json', {
  title: 'Evolution beside other methods',
  question:
    'What do evolution, chance, enumeration and gradient descent come to on the same cases in the same time?',
  command: `npm run build && npm run bench:compare -- --tasks ${values.tasks} --seeds ${seeds} --seconds ${seconds}`,
  columns: [
    ...['task', 'method', 'train', 'train, soft', '41 ticks', '500 ticks', 'exact'],
    ...['NANDs, pruned', 'parameters', 'time', 'one case'],
  ],
  rows: comparisons.flatMap(sumUp),
  notes: [
    `Medians over ${seeds} seeds of at most ${seconds} s each, with 95 % bootstrap intervals where seeds differ.`,
    'Sequences have 40 ticks with a label at each to learn from; 41 and 500 ticks are tried after.',
    ...comparisons.map(
      (comparison) => `${comparison.task}: ${describeComparison(comparison).verdict}`,
    ),
  ],
  runs: comparisons.flatMap(({ task, trials }) =>
    trials.map(({ curve: _, champion: __, ...trial }) => ({ task, ...trial })),
  ),
})
