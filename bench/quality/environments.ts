/**
 * How often and after how many evaluations does evolution solve each environment, how well does what it
 * finds do from starts that it has not seen, and of how many gates and comparators is it?
 */
import { createTask, evolve } from 'nandertal'
import { builtinTasks } from 'nandertal/tasks'
import { median, thousands, writeRecord } from '../record.ts'

interface Load {
  readonly task: string
  readonly seeds: number
  readonly evaluations: number
}

/** A few minutes each; what is not solved within is recorded as it is. */
const loads: readonly Load[] = [
  { task: 'maze', seeds: 5, evaluations: 20_000 },
  { task: 'acrobot', seeds: 5, evaluations: 2000 },
  { task: 'mountain-car', seeds: 5, evaluations: 30_000 },
  { task: 'cart-pole', seeds: 5, evaluations: 30_000 },
  { task: 'double-pole', seeds: 2, evaluations: 40_000 },
  { task: 'double-pole-hidden', seeds: 2, evaluations: 40_000 },
]

interface Run {
  readonly task: string
  readonly seed: number
  readonly solvedAt: number | null
  readonly evaluations: number
  readonly score: Readonly<Record<string, number>>
  readonly measures: Readonly<Record<string, number>>
  /** Of this process, on one core. */
  readonly seconds: number
}

async function runSeed({ task, evaluations }: Load, seed: number): Promise<Run> {
  const definition = await builtinTasks[task]!.load()
  const budget = { evaluations, stall: evaluations }
  const startedAt = process.cpuUsage()
  const { champion, island } = await evolve(createTask(definition, { budget }), { seed })
  const { user, system } = process.cpuUsage(startedAt)
  const { score, measures = {} } = champion!
  const seconds = Number(((user + system) / 1e6).toFixed(1))
  const { solvedAt } = island
  console.log(`${task} seed ${seed}: solved at ${solvedAt ?? 'no time'}`, score, measures)
  return { task, seed, solvedAt, evaluations: island.evaluations, score, measures, seconds }
}

const short = (value: number) => `${Number(value.toFixed(2))}`
const spread = (values: readonly number[]) =>
  `${short(median(values))} (${short(Math.min(...values))} to ${short(Math.max(...values))})`

async function sumUp({ task, evaluations }: Load, mine: readonly Run[]) {
  const { problem } = createTask(await builtinTasks[task]!.load())
  const solved = mine.filter(({ solvedAt }) => solvedAt !== null)
  // Sizes of machines that do not do what is wanted say nothing.
  const sizes = (name: string) =>
    solved.length > 0 ? spread(solved.map(({ score }) => score[name]!)) : '–'
  return [
    task,
    problem.target!.return!,
    `${solved.length} of ${mine.length}`,
    solved.length > 0 ? thousands(median(solved.map(({ solvedAt }) => solvedAt!))) : '–',
    thousands(evaluations),
    spread(mine.map(({ score }) => score.return!)),
    spread(mine.map(({ measures }) => measures.unseenReturn!)),
    short(Math.min(...mine.map(({ measures }) => measures.unseenWorst!))),
    sizes('gates'),
    `${sizes('comparators')} of ${mine[0]!.measures.encoderBits}`,
    short(median(mine.map(({ seconds }) => seconds))),
  ]
}

const runs: Run[] = []
const rows = []
for (const load of loads) {
  const mine: Run[] = []
  for (let seed = 1; seed <= load.seeds; seed++) mine.push(await runSeed(load, seed))
  runs.push(...mine)
  rows.push(await sumUp(load, mine))
}

writeRecord('quality/environments.json', {
  title: 'Environments',
  question:
    'How often and after how many evaluations does evolution solve each environment, how well does what it finds do from starts that it has not seen, and of how many gates and comparators is it?',
  command: 'npm run build && npm run bench:environments',
  columns: [
    'task',
    'goal',
    'solved',
    'evaluations until then, median',
    'evaluations in all',
    'return',
    'return, 100 unseen starts',
    'worst episode of all',
    'gates of the solved',
    'comparators of the solved, of bits offered',
    'seconds of one core, median',
  ],
  rows,
  notes: [
    'Median (least to most) over seeds; solved means that the mean return over the starts that score reaches the goal. A comparator tells an observation from a constant and stands before the gates; it is not counted as a gate.',
    'examples/cart-pole holds a pole up for 500 steps from each of 10,000 starts that it has not seen, with 4 gates and 3 comparators of 44 that were offered; an evolved spiking network for the same task is reported with 10 neurons and 7 synapses.',
  ],
  runs,
})
