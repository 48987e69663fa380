/**
 * How well do evolved classifiers do on rows that they have not seen, and what do they cost, over
 * five folds of each data set with default options?
 */
import { readFileSync } from 'node:fs'
import { evolve, foldTasks, gateCount, readTask, summarizeMeasures } from 'nandertal'
import { median, thousands, writeRecord } from '../record.ts'

const dataSets = ['iris', 'wine', 'breast_cancer']
const folds = 5
const seed = 1
/** The most gates that a classifier may have. */
const gatesMax = 300

interface Run {
  readonly dataSet: string
  readonly fold: number
  readonly gates: number
  readonly evaluations: number
  readonly measures: Readonly<Record<string, number>>
}

async function runFolds(dataSet: string): Promise<Run[]> {
  const file = new URL(`../../examples/${dataSet}.csv`, import.meta.url)
  const task = readTask(`${dataSet}.csv`, readFileSync(file), { target: 'last' })
  const runs: Run[] = []
  for (const [part, fold] of foldTasks(task, folds).entries()) {
    const { champion, island } = await evolve(fold, { seed })
    const gates = gateCount(champion!.netlist)
    const measures = champion!.measures ?? {}
    console.log(`${dataSet} fold ${part + 1}: ${gates} gates`, measures.heldOutBalancedAccuracy)
    runs.push({ dataSet, fold: part + 1, gates, evaluations: island.evaluations, measures })
  }
  return runs
}

function sumUp(dataSet: string, runs: readonly Run[]) {
  const summary = summarizeMeasures(runs.map(({ measures }) => measures))
  const percent = (name: string) => {
    const { mean, deviation } = summary[name]!
    return `${(100 * mean).toFixed(1)} ± ${(100 * deviation).toFixed(1)}`
  }
  const gates = runs.map((run) => run.gates)
  return [
    dataSet,
    percent('heldOutBalancedAccuracy'),
    percent('heldOutAccuracy'),
    percent('trainBalancedAccuracy'),
    percent('majorityBalancedAccuracy'),
    gates.join(' '),
    `${median(runs.map(({ measures }) => measures.encoderBits!))}`,
    thousands(median(runs.map(({ evaluations }) => evaluations))),
    `at most ${gatesMax} gates: ${Math.max(...gates) <= gatesMax ? 'yes' : 'NO'}`,
  ]
}

const runs: Run[] = []
const rows = []
for (const dataSet of dataSets) {
  const mine = await runFolds(dataSet)
  runs.push(...mine)
  rows.push(sumUp(dataSet, mine))
}

writeRecord('quality/classifiers.json', {
  title: 'Classifiers',
  question:
    'How well do evolved classifiers do on rows that they have not seen, and what do they cost, over five folds of each data set with default options?',
  command: 'npm run build && npm run bench:classifiers',
  columns: [
    'data set',
    'held-out balanced accuracy, %',
    'held-out accuracy, %',
    'training balanced accuracy, %',
    'majority class, balanced, %',
    'gates, fold by fold',
    'encoder bits',
    'evaluations, median',
    'goal',
  ],
  rows,
  notes: [
    'Mean ± sample standard deviation over the folds, seed 1. Each fold fits its encoder to its own training rows; nothing is fitted to held-out rows. Encoder bits are the comparators before the gates and are not counted as gates.',
  ],
  runs,
})
