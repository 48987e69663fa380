/**
 * A dozen small evolutions, one for each way through the library, as digests of what came of them.
 *
 * It runs as it stands in every place that promises the same: it uses only the public API and what
 * every platform has, and is handed the one file that it reads. Each task states its gates and its
 * budget, so that a digest changes when evolution does and not when a default does.
 */
import {
  acrobot,
  automaton,
  buildTable,
  cartPole,
  dataSet,
  defineTask,
  doublePoleHidden,
  type Environment,
  type EvolveResult,
  evolve,
  fromEnvironment,
  type Machine,
  machine,
  prune,
  readTask,
  type Task,
  type TaskDefinition,
  tableFromFunction,
  traces,
  truthTable,
  writeChampion,
} from 'nandertal'
import { digest } from './digest.ts'

export interface Golden {
  /** SHA-256 of the champion's file, or of the machine. */
  readonly champion: string
  /** SHA-256 of the island at the end, every genotype and score that the search holds, or of the state of a pruning. */
  readonly island: string
}

interface Row {
  readonly seed: number
  readonly task: Task | TaskDefinition
}

/** Evolves every row; `iris` is the content of examples/iris.csv. */
export async function evolveGolden(iris: Uint8Array): Promise<Record<string, Golden>> {
  const golden: Record<string, Golden> = {}
  for (const [name, { seed, task }] of Object.entries(rows(iris))) {
    golden[name] = await digestResult(await evolve(task, { seed }))
  }
  golden.pruning = await digestPruning()
  return golden
}

/** A table pruned from several structures: the machine, and the state at the end. */
async function digestPruning(): Promise<Golden> {
  const table = tableFromFunction(4, 4, (bits) => {
    const [a, b] = [bits[0]! + 2 * bits[1]!, bits[2]! + 2 * bits[3]!]
    return [0, 1, 2, 3].map((place) => (((a * b) >> place) & 1) === 1)
  })
  const pruning = prune(buildTable(table), { effort: 0.5, seed: 7 })
  let state = ''
  for await (const event of pruning) if (event.type === 'round') state = event.save()
  const { netlist } = await pruning
  const { inputs, fanin, outputs } = netlist
  const champion = await digest(JSON.stringify([inputs, [...fanin], [...outputs]]))
  return { champion, island: await digest(state) }
}

const adder = {
  genome: machine({ inputs: ['a', 'b', 'carry'], outputs: ['sum', 'carryOut'], gates: 40 }),
  problem: truthTable(([a, b, c]) => [a! ^ b! ^ c!, (a! & b!) | (c! & (a! ^ b!))]),
}

/** In the order of a tour: the fused engine's problems, then the plain engine's, then searches. */
const rows = (iris: Uint8Array): Record<string, Row> => ({
  truthTable: {
    seed: 1,
    task: defineTask({ ...adder, budget: { evaluations: 40_000, stall: 10_000 } }),
  },
  dontCares: {
    seed: 2 ** 53 - 1,
    task: defineTask({
      genome: machine({ inputs: 4, outputs: 2, gates: 60 }),
      problem: truthTable((bits) => {
        const digit = bits.reduce<number>((sum, bit, i) => sum + bit * 2 ** i, 0)
        return digit > 9 ? [null, null] : [digit % 3 === 0, digit > 4]
      }),
      budget: { evaluations: 40_000, stall: 10_000 },
    }),
  },
  // 512 cases: more than the 128 that are one block of SIMD.
  manyBlocks: {
    seed: 3,
    task: defineTask({
      genome: machine({ inputs: 9, outputs: 1, gates: 120 }),
      problem: truthTable((bits) => [bits.reduce<number>((sum, bit) => sum + bit, 0) > 4]),
      budget: { evaluations: 20_000 },
    }),
  },
  latches: {
    seed: 4,
    task: defineTask({
      genome: machine({ inputs: ['enable'], outputs: ['q0', 'q1'], latches: 2, gates: 60 }),
      problem: automaton({
        reset: 0,
        step: (q, [enable]) => ({ state: (q + enable!) % 3, outputs: [q & 1, q >> 1] }),
      }),
      budget: { evaluations: 20_000, stall: 10_000 },
    }),
  },
  sequence: {
    seed: 5,
    task: defineTask({
      genome: machine({ inputs: 1, outputs: 1, latches: 3, gates: 80 }),
      problem: automaton(
        { reset: 0, step: (seen, [bit]) => stepDetector(seen, bit!) },
        { ticks: 9, sequences: 200, labels: 'last' },
      ),
      budget: { evaluations: 20_000 },
    }),
  },
  traces: {
    seed: 6,
    task: defineTask({
      genome: machine({ inputs: 1, outputs: 1, latches: 1, gates: 30 }),
      problem: traces([
        { inputs: [[0], [1], [1], [0]], outputs: [[0], [null], [0], [0]] },
        { inputs: [[1], [0], [1]], outputs: [[1], [1], [0]] },
      ]),
      budget: { evaluations: 10_000, stall: 5000 },
    }),
  },
  dataSet: {
    seed: 7,
    task: readTask('iris.csv', iris, { gates: 150, budget: { evaluations: 6000, stall: 3000 } }),
  },
  weights: {
    seed: 8,
    task: createWeighted(),
  },
  fitness: {
    seed: 9,
    task: defineTask({
      genome: machine({ inputs: 2, outputs: 1, latches: 1, gates: 40 }),
      fitness: (m, { seed }) => countTwins(m, seed) / 64,
      budget: { evaluations: 4000 },
    }),
  },
  objectives: {
    seed: 10,
    task: defineTask({
      genome: machine({ inputs: 2, outputs: 1, latches: 1, gates: 40 }),
      objectives: { missed: 'min', depth: 'min', gates: 'min' },
      fitness: async (m, { seed }) => {
        return { missed: 64 - countTwins(m, seed), depth: m.depth, gates: m.gates }
      },
      target: { missed: 0 },
      budget: { evaluations: 4000 },
    }),
  },
  genetic: {
    seed: 11,
    task: defineTask({
      ...adder,
      search: { name: 'genetic', population: 40, crossover: 0.7 },
      budget: { evaluations: 6000 },
    }),
  },
  random: {
    seed: 12,
    task: defineTask({ ...adder, search: 'random', budget: { evaluations: 3000 } }),
  },
  exhaustive: {
    seed: 13,
    task: defineTask({
      genome: machine({ inputs: 2, outputs: 1, gates: 2 }),
      problem: truthTable(([a, b]) => [a! & b!]),
      search: 'exhaustive',
      budget: { evaluations: 5000 },
    }),
  },
  // Sine and cosine of our own: thousands of steps of unstable systems, the same to the last bit.
  cartPole: { seed: 14, task: createControl(cartPole, 1200) },
  acrobot: { seed: 15, task: createControl(acrobot, 40) },
  doublePole: { seed: 16, task: createControl(doublePoleHidden, 1200) },
})

function createControl(environment: Environment, evaluations: number): TaskDefinition {
  const problem = fromEnvironment(environment, { episodes: 4, unseen: 10 })
  return defineTask({
    genome: { ...problem.shape, latches: 1, gates: 50 },
    problem,
    budget: { evaluations },
  })
}

/** How much of 101 was seen, and whether all of it was. */
function stepDetector(seen: number, bit: number) {
  const next = [bit ? 1 : 0, bit ? 1 : 2, bit ? 3 : 0, bit ? 1 : 2][seen]!
  return { state: next, outputs: [next === 3 ? 1 : 0] }
}

/** Classes of 40, 12 and 5 rows, which count alike, told from a number and a word. */
function createWeighted(): TaskDefinition {
  const rows = Array.from({ length: 57 }, (_, r) => {
    const species = r < 40 ? 'reed' : r < 52 ? 'moss' : 'fern'
    const size = ((r * 37) % 23) / 4 + (r < 40 ? 0 : 2.75)
    return [size, ['wet', 'dry', 'mild'][(r * r + (r >> 3)) % 3]!, species]
  })
  const data = dataSet({ columns: ['size', 'ground', 'species'], rows }, { bits: 5, blur: 0.3 })
  return defineTask({
    genome: { ...data.shape, gates: 90 },
    problem: data,
    budget: { evaluations: 6000, stall: 3000 },
  })
}

/** Of 64 ticks with inputs from a seed, those where the output is 1 iff a is as at the tick before. */
function countTwins(m: Machine, seed: number): number {
  let [right, before, state] = [0, 0, seed]
  m.reset()
  for (let tick = 0; tick < 64; tick++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const a = state >>> 31
    if (m.step([a, (state >>> 30) & 1])[0] === (a === before ? 1 : 0)) right++
    before = a
  }
  return right
}

async function digestResult({ champion, island }: EvolveResult): Promise<Golden> {
  return { champion: await digest(writeChampion(champion!)), island: await digest(plain(island)) }
}

/** Plain data as JSON, with what JSON lacks in words. */
const plain = (value: unknown): string =>
  JSON.stringify(value, (_, part) => {
    if (typeof part === 'bigint') return `${part}n`
    return ArrayBuffer.isView(part) ? Array.from(part as Uint32Array) : part
  })
