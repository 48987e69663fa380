/**
 * How many evaluations does (1+λ) need to the first machine without errors, when one of its settings
 * is changed, over seeds 1 to 10?
 */
import { createEngine, createTask } from 'nandertal'
import { builtinTasks } from 'nandertal/tasks'
import { median, thousands, writeRecord } from '../record.ts'

const tasks = [
  'full-adder',
  'multiplier-2',
  'parity-5',
  'adder-3',
  'multiplier-3',
  'serial-adder',
  'sequence-detector',
]
const usual = { gates: 200, lambda: 4, patience: 10_000 }
const changes: Partial<typeof usual>[] = [
  {},
  { gates: 60 },
  { gates: 100 },
  { gates: 400 },
  { lambda: 1 },
  { lambda: 2 },
  { lambda: 8 },
  { patience: 0 },
  { patience: 50_000 },
]
const seeds = 10
const evaluationsMax = 20_000_000

const describe = (change: Partial<typeof usual>) =>
  Object.entries(change)
    .map(([name, value]) => `${name} ${thousands(value)}`)
    .join(', ') || 'as usual'

/** Evaluations to the first machine without errors; more than the budget where there was none. */
async function solve(task: string, change: Partial<typeof usual>, seed: number): Promise<number> {
  const { gates, lambda, patience } = { ...usual, ...change }
  const budget = { evaluations: evaluationsMax, stall: evaluationsMax, target: { errors: 0 } }
  const search = { name: 'one-plus-lambda', lambda, patience }
  const engine = createEngine(
    createTask(await builtinTasks[task]!.load(), { gates, search, budget }),
  )
  const { island } = await engine.advance(engine.create(seed), evaluationsMax)
  return island.solvedAt ?? Number.POSITIVE_INFINITY
}

const runs: object[] = []
const rows: string[][] = []
for (const change of changes) {
  const row = [describe(change)]
  for (const task of tasks) {
    const spent: number[] = []
    for (let seed = 1; seed <= seeds; seed++) spent.push(await solve(task, change, seed))
    const solved = spent.filter(Number.isFinite)
    const middle = median(spent)
    const text = Number.isFinite(middle) ? thousands(middle) : 'unsolved'
    row.push(solved.length === seeds ? text : `${text} (${solved.length} of ${seeds})`)
    runs.push({
      task,
      ...usual,
      ...change,
      solvedAt: spent.map((n) => (n === Infinity ? null : n)),
    })
  }
  rows.push(row)
  console.log(row.join(' | '))
}

writeRecord('quality/search.json', {
  title: 'Settings of the search',
  question:
    'How many evaluations does (1+λ) need to the first machine without errors, when one of its settings is changed?',
  command: 'npm run build && npm run bench:search',
  columns: ['setting', ...tasks],
  rows,
  notes: [
    `Medians over seeds 1 to ${seeds}, all solved but where a cell says otherwise; at most ${thousands(evaluationsMax)} evaluations. As usual: ${describe(usual)}. Patience 0 never starts afresh.`,
  ],
  runs,
})
