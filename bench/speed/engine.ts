/**
 * How many evaluations a second does the fused engine make, how many times faster is that than the
 * plain engine, and that than the same loop driving each machine case by case?
 */
import {
  createFusedEngine,
  createMachine,
  createPlainEngine,
  createTask,
  depth,
  type Engine,
  type Netlist,
  type Packed,
  type Problem,
  type ProblemSource,
  type Task,
} from 'nandertal'
import { builtinTasks } from 'nandertal/tasks'
import { median, thousands, writeRecord } from '../record.ts'

const tasks = ['full-adder', 'multiplier-3', 'adder-4', 'cycle-navigation']
/** Evaluations of one walk; all sides walk the same way, the faster ones more often a sample. */
const evaluations = 4000
const plainWalks = 8
const fusedWalks = 80
const samples = 9

/** The same problem without words: every case is stepped through, bit by bit. */
function naive(source: ProblemSource): ProblemSource {
  return {
    name: source.name,
    build(shape) {
      const built = source.build(shape)
      const { name, objectives, target, packed } = built.problem
      const cases = unpack(packed!)
      const evaluate: Problem<Netlist>['evaluate'] = (batch) =>
        batch.map((netlist) => [
          countErrors(netlist, cases),
          netlist.fanin.length / 2,
          depth(netlist),
        ])
      return { ...built, problem: { name, objectives, target, evaluate } }
    },
  }
}

interface Tick {
  readonly inputs: readonly number[]
  /** Null where it does not matter. */
  readonly wanted: readonly (number | null)[]
}

function unpack({ cases: { stimulus, outputs, wanted, care } }: Packed): Tick[][] {
  const { inputs, ticks, words } = stimulus
  const bit = (array: Uint32Array, place: number, lane: number) =>
    (array[place * words + (lane >> 5)]! >>> (lane & 31)) & 1
  const places = (t: number, count: number) =>
    Array.from({ length: count }, (_, i) => t * count + i)
  return Array.from({ length: stimulus.cases }, (_, lane) =>
    Array.from({ length: ticks }, (_, t) => ({
      inputs: places(t, inputs).map((place) => bit(stimulus.bits, place, lane)),
      wanted: places(t, outputs).map((place) =>
        bit(care, place, lane) ? bit(wanted, place, lane) : null,
      ),
    })),
  )
}

function countErrors(netlist: Netlist, cases: readonly (readonly Tick[])[]): number {
  const machine = createMachine(netlist)
  let errors = 0
  for (const ticks of cases) {
    machine.reset()
    for (const { inputs, wanted } of ticks) {
      const shown = machine.step(inputs)
      for (let o = 0; o < wanted.length; o++) {
        if (wanted[o] !== null && wanted[o] !== shown[o]) errors++
      }
    }
  }
  return errors
}

/** Evaluations a second over some walks from a seed; and the best score, as a check. */
async function measure(engine: Engine, seed: number, walks: number) {
  let score = ''
  let spent = 0
  const startedAt = performance.now()
  for (let walk = 0; walk < walks; walk++) {
    const { island } = await engine.advance(engine.create(seed), evaluations)
    spent += island.evaluations
    score = `${engine.best(island)?.score}`
  }
  return { rate: (1000 * spent) / (performance.now() - startedAt), score }
}

/** Budgets that no walk comes to the end of. */
const endless = (task: Task): Task => ({ ...task, budget: { evaluations: 1e15, stall: 1e15 } })

const between = (values: readonly number[], write: (value: number) => string) =>
  `${write(median(values))} (${write(Math.min(...values))} to ${write(Math.max(...values))})`
const times = (value: number) => value.toFixed(1)

const runs: object[] = []
const rows = []
for (const name of tasks) {
  const definition = await builtinTasks[name]!.load()
  const packed = endless(createTask(definition))
  const stepped = endless(createTask({ ...definition, problem: naive(definition.problem) }))
  const engines = [createFusedEngine(packed), createPlainEngine(packed), createPlainEngine(stepped)]
  const rates: { fused: number; plain: number; stepped: number }[] = []
  let isSame = true
  // The first sample of each warms up and is thrown away.
  for (let sample = 0; sample <= samples; sample++) {
    const fused = await measure(engines[0]!, sample + 1, fusedWalks)
    const plain = await measure(engines[1]!, sample + 1, plainWalks)
    const slow = await measure(engines[2]!, sample + 1, 1)
    isSame &&= fused.score === plain.score && plain.score === slow.score
    if (sample > 0) rates.push({ fused: fused.rate, plain: plain.rate, stepped: slow.rate })
  }
  rows.push([
    name,
    between(
      rates.map(({ fused }) => fused),
      thousands,
    ),
    between(
      rates.map(({ fused, plain }) => fused / plain),
      times,
    ),
    between(
      rates.map(({ plain, stepped }) => plain / stepped),
      times,
    ),
    isSame ? 'yes' : 'NO',
  ])
  for (const rate of rates) {
    const rounded = Object.entries(rate).map(([kind, value]) => [kind, Math.round(value)])
    runs.push({ task: name, ...Object.fromEntries(rounded) })
  }
  console.log(rows.at(-1)!.join(' | '))
}

writeRecord('speed/engine.json', {
  title: 'The engines',
  question:
    'How many evaluations a second does the fused engine make, how many times faster is that than the plain engine, and that than the same loop driving each machine case by case?',
  command: 'npm run build && npm run bench:speed',
  columns: [
    'task',
    'fused, evaluations a second',
    'fused / plain',
    'plain / case by case',
    'same best score',
  ],
  rows,
  notes: [
    `Medians, with least and most, of ${samples} samples from seeds 2 to ${samples + 1}: walks of ${evaluations} evaluations from a random start (fused ${fusedWalks}, plain ${plainWalks}, case by case 1), one thread, taken in turns on a machine shared with others: compare the ratios, not the rates.`,
  ],
  runs,
})
