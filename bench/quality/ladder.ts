/**
 * How surely do the tasks of the ladder end in a proved machine, and how small is it, over seeds 1
 * to 10 with default options?
 */
import { depth, evolve, gateCount, type Verdict } from 'nandertal'
import { builtinTasks } from 'nandertal/tasks'
import { median, thousands, writeRecord } from '../record.ts'

interface Rung {
  readonly task: string
  /** Seeds of ten that must be solved and proved. */
  readonly solved: number
  /** The fewest NANDs known, and how many seeds must reach them. */
  readonly best: number
  readonly smallest?: number
}

const rungs: readonly Rung[] = [
  { task: 'full-adder', solved: 10, best: 9, smallest: 8 },
  { task: 'multiplier-2', solved: 10, best: 13 },
  { task: 'adder-3', solved: 10, best: 23 },
  { task: 'parity-stream', solved: 10, best: 4 },
  { task: 'even-pairs', solved: 10, best: 6 },
  { task: 'serial-adder', solved: 9, best: 9 },
]

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

interface Run {
  readonly task: string
  readonly seed: number
  readonly isSolved: boolean
  readonly solvedAt: number | null
  readonly evaluations: number
  readonly gates: number
  readonly depth: number
  readonly latches: number
  readonly verdict: string
  /** Reachable state pairs and letters, or cases, that the proof looked at. */
  readonly proof: string
}

async function runSeed(task: string, seed: number): Promise<Run> {
  const definition = await builtinTasks[task]!.load()
  const { isSolved, island, champion, verdict } = await evolve(definition, { seed })
  const { netlist } = champion!
  return {
    task,
    seed,
    isSolved,
    solvedAt: island.solvedAt,
    evaluations: island.evaluations,
    gates: gateCount(netlist),
    depth: depth(netlist),
    latches: netlist.latches.length,
    verdict: verdict!.verdict,
    proof: describeProof(verdict),
  }
}

function describeProof(verdict: Verdict | undefined): string {
  if (verdict?.verdict !== 'equivalent') return 'none'
  switch (verdict.method) {
    case 'exhaustive':
      return `${verdict.cases} cases`
    case 'product':
      return `${verdict.states} state pairs × ${verdict.letters} letters`
    default:
      return `${verdict.clauses} derived clauses`
  }
}

function sumUp({ task, solved, best, smallest }: Rung, runs: readonly Run[]) {
  const proved = runs.filter(({ isSolved, verdict }) => isSolved && verdict === 'equivalent')
  const gates = proved.map((run) => run.gates)
  const reached = gates.filter((n) => n <= best).length
  const isReached = proved.length >= solved && reached >= (smallest ?? 0)
  const goal = `proved ${solved}${smallest ? `, ${best} gates ${smallest}` : ''}`
  return [
    task,
    `${proved.length} of ${runs.length}`,
    `${Math.min(...gates)} / ${median(gates)} / ${Math.max(...gates)}`,
    `${best}: ${reached} of ${runs.length}`,
    thousands(median(proved.map(({ solvedAt }) => solvedAt!))),
    proved[0]?.latches ? 'every length' : 'every row',
    `${goal}: ${isReached ? 'yes' : 'NO'}`,
  ]
}

const runs: Run[] = []
const rows = []
for (const rung of rungs) {
  for (const seed of seeds) {
    const run = await runSeed(rung.task, seed)
    console.log(`${run.task} seed ${seed}: ${run.verdict}, ${run.gates} gates`)
    runs.push(run)
  }
  rows.push(
    sumUp(
      rung,
      runs.filter(({ task }) => task === rung.task),
    ),
  )
}

writeRecord('quality/ladder.json', {
  title: 'The ladder',
  question:
    'How surely do the tasks of the ladder end in a proved machine, and how small is it, over seeds 1 to 10 with default options?',
  command: 'npm run build && npm run bench:ladder',
  columns: [
    'task',
    'solved and proved',
    'gates: least / median / most',
    'seeds at the fewest gates known',
    'evaluations to solve, median',
    'proof covers',
    'goal, seeds of 10',
  ],
  rows,
  notes: [
    'Gates are counted after pruning. Machines with latches are proved against their reference machine by product search over all reachable pairs of states, which covers inputs of every length.',
  ],
  runs,
})
