/**
 * What does it cost (1+λ) to find the first machine without errors, when one of its settings is
 * changed, over some seeds?
 */
import { createEngine, createTask } from 'nandertal'
import { builtinTasks } from 'nandertal/tasks'
import { median, thousands, writeRecord } from '../record.ts'

/** Settings of a search; what is left out follows from the task. */
interface Settings {
  readonly gates?: number
  readonly lambda?: number
  readonly siblings?: 0 | 1
  readonly patience?: number
}

interface Family {
  readonly path: string
  readonly title: string
  /** Seeds of each task. */
  readonly tasks: Readonly<Record<string, number>>
  readonly changes: readonly Settings[]
  readonly evaluationsMax: number
}

const families: readonly Family[] = [
  {
    path: 'quality/search.json',
    title: 'Settings of the search: tables',
    tasks: {
      'multiplier-2': 10,
      'parity-5': 10,
      'adder-3': 10,
      'multiplier-3': 10,
      'parity-7': 10,
      'adder-4': 10,
      'hack-alu-2': 5,
      'multiplier-4': 5,
    },
    changes: [
      {},
      { siblings: 0, lambda: 4 },
      { siblings: 0, lambda: 4, patience: 10_000 },
      { siblings: 0, lambda: 1 },
      { lambda: 4 },
      { lambda: 8 },
      { lambda: 64 },
      { gates: 200 },
      { gates: 500 },
      { gates: 2000 },
      { patience: 10_000 },
      { patience: 0 },
    ],
    evaluationsMax: 60_000_000,
  },
  {
    path: 'quality/search-sequences.json',
    title: 'Settings of the search: sequences',
    tasks: { 'parity-stream': 10, 'serial-adder': 10, 'sequence-detector': 10 },
    changes: [
      {},
      { gates: 60 },
      { gates: 100 },
      { gates: 400 },
      { lambda: 1 },
      { lambda: 8 },
      { lambda: 16 },
      { siblings: 1 },
      { siblings: 1, lambda: 16 },
      { patience: 0 },
      { patience: 50_000 },
    ],
    evaluationsMax: 20_000_000,
  },
]

const describe = (change: Settings) =>
  Object.entries(change)
    .map(([name, value]) => `${name} ${thousands(value)}`)
    .join(', ') || 'as usual'

/** Evaluations and processor time to the first machine without errors; endless where there was none. */
async function solve(task: string, change: Settings, seed: number, evaluationsMax: number) {
  const { gates, ...settings } = change
  const budget = { evaluations: evaluationsMax, stall: evaluationsMax, target: { errors: 0 } }
  const search = { name: 'one-plus-lambda', ...settings }
  const engine = createEngine(
    createTask(await builtinTasks[task]!.load(), { gates, search, budget }),
  )
  const startedAt = process.cpuUsage()
  const { island } = await engine.advance(engine.create(seed), evaluationsMax)
  const { user, system } = process.cpuUsage(startedAt)
  if (island.solvedAt === null) return { evaluations: Infinity, seconds: Infinity }
  return { evaluations: island.solvedAt, seconds: (user + system) / 1e6 }
}

const seconds = (value: number) => (value < 1 ? value.toFixed(3) : value.toFixed(1))
const orNull = (values: readonly number[]) =>
  values.map((value) => (value === Infinity ? null : value))

for (const { path, title, tasks, changes, evaluationsMax } of families) {
  const runs: object[] = []
  const rows: string[][] = []
  for (const change of changes) {
    const row = [describe(change)]
    for (const [task, seeds] of Object.entries(tasks)) {
      const spent = []
      for (let seed = 1; seed <= seeds; seed++) {
        spent.push(await solve(task, change, seed, evaluationsMax))
      }
      const times = spent.map((one) => one.seconds)
      const counts = spent.map((one) => one.evaluations)
      const solved = times.filter(Number.isFinite).length
      const middle = median(times)
      const text = Number.isFinite(middle)
        ? `${seconds(middle)} s, ${thousands(median(counts) / 1000)} k`
        : 'unsolved'
      row.push(solved === seeds ? text : `${text} (${solved} of ${seeds})`)
      runs.push({ task, ...change, seconds: orNull(times), evaluations: orNull(counts) })
    }
    rows.push(row)
    console.log(row.join(' | '))
  }
  const seedsText = Object.entries(tasks)
    .filter(([, seeds]) => seeds < 10)
    .map(([task, seeds]) => `1 to ${seeds} for ${task}`)
  writeRecord(path, {
    title,
    question:
      'What does it cost (1+λ) to find the first machine without errors, in processor seconds and thousands of evaluations, when one of its settings is changed?',
    command: 'npm run build && npm run bench:search',
    columns: ['setting', ...Object.keys(tasks)],
    rows,
    notes: [
      `Medians over seeds 1 to 10${seedsText.map((text) => `, ${text}`).join('')}, all solved but where a cell says otherwise; at most ${thousands(evaluationsMax)} evaluations. As usual: what the task's size decides. Patience 0 never starts afresh.`,
    ],
    runs,
  })
}
