/**
 * How many evaluations a second does each built-in task of a ladder make, from a random start?
 *
 * Every seed spends the same evaluations on one thread, with the options that a task has by default,
 * and goes on whether or not it is solved.
 */
import { createEngineFor, type Engine } from '../../index.ts'
import type { Part } from '../bench.ts'
import { rate, table, whole } from '../format.ts'
import { createEndlessTask } from './endless.ts'
import { type Spread, spreadOf } from './spread.ts'

/** From easy to hard, without memory and with it. */
const names = [
  'full-adder',
  'multiplier-2',
  'parity-5',
  'multiplier-3',
  'adder-4',
  'multiplier-4',
  'hack-alu-2',
  'cycle-navigation',
]

/** Evaluations of a seed: a tenth of a second, or about. */
const seedEvaluations = 200_000
/** Milliseconds after which a seed is left where it is. */
const seedMsMax = 1000
/** Evaluations between two looks at the clock. */
const chunk = 10_000

interface Row {
  readonly task: string
  readonly engine: string
  /** Gates and latches of a genotype. */
  readonly gates: number
  readonly latches: number
  /** Of all seeds. */
  readonly evaluations: number
  readonly perSecond: Spread
}

export const ladderPart: Part = {
  name: 'ladder',
  title: 'Ladder: evaluations a second, one thread',

  async measure({ seeds, now, say }) {
    const rows: Row[] = []
    for (const name of names) {
      say(`ladder: ${name}`)
      rows.push(await measureTask(name, seeds, now))
    }
    const slowest = rows.reduce((least, next) =>
      next.perSecond.median < least.perSecond.median ? next : least,
    )
    return {
      result: { seeds, rows },
      text: table([head, ...rows.map(cells)]),
      line: `at least ${rate(slowest.perSecond.median)} evaluations a second (${slowest.task})`,
    }
  },
}

async function measureTask(name: string, seeds: number, now: () => number): Promise<Row> {
  const task = await createEndlessTask(name)
  const engine = await createEngineFor(task)
  // Warms up.
  await measureSeed(engine, 0, now)
  let evaluations = 0
  const rates: number[] = []
  for (let seed = 1; seed <= seeds; seed++) {
    const sample = await measureSeed(engine, seed, now)
    evaluations += sample.evaluations
    rates.push(sample.perSecond)
  }
  const { gates, latches } = task
  return {
    task: name,
    engine: engine.name,
    gates,
    latches,
    evaluations,
    perSecond: spreadOf(rates),
  }
}

async function measureSeed(engine: Engine, seed: number, now: () => number) {
  let island = engine.create(seed)
  const startedAt = now()
  let elapsed = 0
  while (island.evaluations < seedEvaluations && elapsed < seedMsMax) {
    island = (await engine.advance(island, chunk)).island
    elapsed = now() - startedAt
  }
  return { evaluations: island.evaluations, perSecond: (1000 * island.evaluations) / elapsed }
}

const head = ['task', 'engine', 'gates', 'latches', 'median', 'quartiles']

const cells = ({ task, engine, gates, latches, perSecond }: Row): string[] => [
  task,
  engine,
  whole(gates),
  whole(latches),
  rate(perSecond.median),
  `${rate(perSecond.q1)} to ${rate(perSecond.q3)}`,
]
