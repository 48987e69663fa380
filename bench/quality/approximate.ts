/**
 * How much smaller do an 8-bit multiplier and an 8-bit adder become for a bounded error, beside
 * leaving out their lowest columns, and beside published circuits?
 */
import {
  type ApproximatePoint,
  approximate,
  createBuilder,
  gateCount,
  measureError,
  type Netlist,
  prune,
  pruneQuickly,
} from 'nandertal'
import { writeRecord } from '../record.ts'

const bits = 8
const seed = 1
const mean = 'mean-absolute-error'
const worst = 'worst-absolute-error'

type Columns = number[][]

/** Adds what stands in each column until one bit is left, and shows so many columns. */
function sumColumns(columns: Columns, shown: number, builder: ReturnType<typeof createBuilder>) {
  const { nand, xor } = builder
  const outputs: number[] = []
  for (let c = 0; c < shown; c++) {
    const column = columns[c] ?? []
    while (column.length > 1) {
      const [a, b] = [column.shift()!, column.shift()!]
      const third = column.shift()
      const either = xor(a, b)
      columns[c + 1] ??= []
      if (third === undefined) {
        column.push(either)
        columns[c + 1]!.push(builder.and(a, b))
      } else {
        column.push(xor(either, third))
        columns[c + 1]!.push(nand(nand(a, b), nand(either, third)))
      }
    }
    outputs.push(column[0] ?? builder.zero)
  }
  return builder.build(outputs)
}

/** Full and half adders over all partial products; the lowest columns may be left out. */
function multiplier(leftOut = 0): Netlist {
  const builder = createBuilder(2 * bits)
  const columns: Columns = []
  for (let i = 0; i < bits; i++) {
    for (let j = 0; j < bits; j++) {
      if (i + j < leftOut) continue
      columns[i + j] ??= []
      columns[i + j]!.push(builder.and(builder.input(i), builder.input(bits + j)))
    }
  }
  return sumColumns(columns, 2 * bits, builder)
}

/** A ripple of full adders; the lowest columns may be left out. */
function adder(leftOut = 0): Netlist {
  const builder = createBuilder(2 * bits)
  const columns = Array.from({ length: bits }, (_, i) =>
    i < leftOut ? [] : [builder.input(i), builder.input(bits + i)],
  )
  return sumColumns(columns, bits + 1, builder)
}

interface Published {
  /** The part of the exact area that is left. */
  readonly part: number
  /** The part of the range, 2^16, that is wrong on average. */
  readonly error: number
}

/** EvoApproxLib, 8×8 multipliers: area 709.6 µm² exact; 508, 427 and 214 at these errors. */
const published: readonly Published[] = [
  { error: 0.00037, part: 508 / 709.6 },
  { error: 0.0018, part: 427 / 709.6 },
  { error: 0.0089, part: 214 / 709.6 },
]

interface Job {
  readonly name: string
  readonly build: (leftOut?: number) => Netlist
  readonly measure: string
  /** Parts of the range. */
  readonly bounds: readonly number[]
  readonly evaluations: number
  readonly published: readonly Published[]
}

const multiplierBounds = [0.00005, 0.0001, 0.0002, 0.00037, 0.0009, 0.0018, 0.0045, 0.0089]
const powersOfTwo = (from: number, to: number, range: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => 2 ** (from + i) / range)

const jobs: readonly Job[] = [
  {
    ...{ name: '8×8-bit multiplier', build: multiplier, measure: mean, published },
    ...{ bounds: multiplierBounds, evaluations: 200_000 },
  },
  {
    ...{ name: '8×8-bit multiplier', build: multiplier, measure: worst, published: [] },
    ...{ bounds: powersOfTwo(5, 12, 2 ** 16), evaluations: 100_000 },
  },
  {
    ...{ name: '8-bit adder', build: adder, measure: mean, published: [] },
    ...{ bounds: powersOfTwo(-1, 5, 2 ** 9), evaluations: 40_000 },
  },
  {
    ...{ name: '8-bit adder', build: adder, measure: worst, published: [] },
    ...{ bounds: powersOfTwo(0, 6, 2 ** 9), evaluations: 40_000 },
  },
]

interface Run {
  readonly machine: string
  readonly measure: string
  readonly bound: number
  readonly gates: number
  readonly exactGates: number
  readonly depth: number
  readonly meanError: number
  readonly worstError: number
  readonly range: number
  readonly rows: number
  readonly leftOutGates: number | null
  readonly published: number | null
}

/** The gates of the smallest machine with its lowest columns left out that keeps a bound. */
function gatesLeftOut({ build, measure }: Job, exact: Netlist, bound: number): number | null {
  let gates: number | null = null
  for (let leftOut = 1; leftOut <= 2 * bits; leftOut++) {
    const netlist = build(leftOut)
    if (measureError(netlist, exact, { measure }).error > bound) break
    gates = gateCount(pruneQuickly(netlist).netlist)
  }
  return gates
}

async function runJob(job: Job): Promise<Run[]> {
  const exact = job.build()
  const { netlist: start } = await prune(exact)
  const range = 2 ** exact.outputs.length
  const { measure, evaluations } = job
  const bound = job.bounds.map((part) => part * range)
  const startedAt = performance.now()
  const { front } = await approximate(exact, { measure, bound, evaluations, seed, start })
  const seconds = (performance.now() - startedAt) / 1000
  console.log(`${job.name}, ${measure}: ${front.length} machines in ${seconds.toFixed(0)} s`)
  const exactGates = Math.min(...front.filter(({ error }) => error === 0).map(({ gates }) => gates))
  const runs: Run[] = []
  for (const [i, each] of [0, ...bound].entries()) {
    const point = smallestWithin(front, each)
    const anchor = job.published.find(({ error }) => error === job.bounds[i - 1])
    const [byMean, byWorst] = [mean, worst].map((other) =>
      measureError(point.netlist, exact, { measure: other }),
    )
    const run = {
      ...{ machine: job.name, measure, bound: each, gates: point.gates, exactGates },
      ...{ depth: point.depth, range, rows: byMean!.rows },
      meanError: byMean!.error,
      worstError: byWorst!.error,
      leftOutGates: gatesLeftOut(job, exact, each),
      published: anchor?.part ?? null,
    }
    console.log(describeRun(run).join(' | '))
    runs.push(run)
  }
  return runs
}

const smallestWithin = (front: readonly ApproximatePoint[], bound: number): ApproximatePoint =>
  front.filter(({ error }) => error <= bound).reduce((a, b) => (b.gates < a.gates ? b : a))

const share = (part: number): string => `${Number((100 * part).toPrecision(3))} %`

function describeRun(run: Run): (string | number)[] {
  const { machine, measure, bound, gates, exactGates, range, leftOutGates } = run
  const of = (error: number) => `${Number(error.toPrecision(5))} (${share(error / range)})`
  return [
    machine,
    bound === 0 ? 'no error' : `${measure === mean ? 'mean' : 'worst'} ≤ ${share(bound / range)}`,
    of(run.meanError),
    of(run.worstError),
    gates,
    share(gates / exactGates),
    run.depth,
    leftOutGates === null ? '–' : `${leftOutGates} (${share(leftOutGates / exactGates)})`,
    run.published === null ? '–' : share(run.published),
  ]
}

const runs: Run[] = []
for (const job of jobs) runs.push(...(await runJob(job)))

writeRecord('quality/approximate.json', {
  title: 'Approximate arithmetic',
  question:
    'How much smaller do an 8-bit multiplier and an 8-bit adder become for a bounded error, beside leaving out their lowest columns, and beside published circuits?',
  command: 'npm run build && npm run bench:approximate',
  columns: [
    'machine',
    'bound',
    'mean absolute error',
    'worst absolute error',
    'NANDs',
    'of exact',
    'depth',
    'lowest columns left out',
    'published, part of the exact area',
  ],
  rows: runs.map(describeRun),
  notes: [
    `Both errors of every machine are measured over all ${2 ** (2 * bits)} rows, by a way of their own: they are proved, not sampled. In brackets the part of the range, 2^16 and 2^9. Seed ${seed}; ${[...new Set(jobs.map((job) => `${job.name}, ${job.measure}: ${job.evaluations}`))].join('; ')} evaluations under each bound. The search starts from full and half adders over all partial products, pruned; the row without an error is the smallest exact machine that it met.`,
    'Lowest columns left out: the same adders without as many of the lowest columns as the bound allows, pruned: what a designer does by hand. Published: EvoApproxLib 8×8-bit multipliers at the same mean absolute error, area 709.6 µm² exact, 508 at 0.037 %, 427 at 0.18 %, 214 at 0.89 %. NANDs and µm² are different measures, so only parts of the exact one are compared, and only roughly: a library has cells for XOR and full adders, and the exact machines differ.',
  ],
  runs,
})
