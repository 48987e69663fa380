import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEngine } from '../../src/island/engine.ts'
import { truthTable } from '../../src/problem/table.ts'
import { createRng } from '../../src/random.ts'
import type { GenerationalState } from '../../src/search/generational.ts'
import { createLexicaseSelection } from '../../src/search/lexicase.ts'
import { defineTask, machine } from '../../src/task/define.ts'
import { createTask } from '../../src/task.ts'
import { faultsOf, faultsOfAsync } from '../faults.ts'

/** How likely each individual is chosen: over all orders of the cases, and fairly among those left. */
function chancesByHand(values: readonly number[][], sign: number, epsilons: readonly number[]) {
  const chances = values.map(() => 0)
  const orders = permutations(values[0]!.map((_, c) => c))
  for (const order of orders) {
    let pool = values.map((_, i) => i)
    for (const c of order) {
      const best = Math.max(...pool.map((i) => sign * values[i]![c]!))
      pool = pool.filter((i) => sign * values[i]![c]! >= best - epsilons[c]!)
    }
    for (const i of pool) chances[i]! += 1 / pool.length / orders.length
  }
  return chances
}

const permutations = (list: readonly number[]): number[][] =>
  list.length === 0
    ? [[]]
    : list.flatMap((x) => permutations(list.filter((y) => y !== x)).map((rest) => [x, ...rest]))

function medianByHand(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!]
  return (low + high) / 2
}

const deviations = (values: readonly number[][]): number[] =>
  values[0]!.map((_, c) => {
    const column = values.map((each) => each[c]!)
    const middle = medianByHand(column)
    return medianByHand(column.map((value) => Math.abs(value - middle)))
  })

const tables = fc
  .record({ cases: fc.integer({ min: 1, max: 4 }), individuals: fc.integer({ min: 1, max: 6 }) })
  .chain(({ cases, individuals }) => {
    const row = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: cases, maxLength: cases })
    return fc.array(row, { minLength: individuals, maxLength: individuals })
  })

describe.each([
  ['lexicase', false, -1],
  ['lexicase of what is larger-is-better', false, 1],
  ['ε-lexicase', true, -1],
] as const)('%s selection', (_, isEpsilon, sign) => {
  it('chooses as often as the definition does', () => {
    fc.assert(
      fc.property(tables, fc.nat(), (values, seed) => {
        const epsilons = isEpsilon ? deviations(values) : values[0]!.map(() => 0)
        const chances = chancesByHand(values, sign, epsilons)
        const select = createLexicaseSelection(
          values.map((row) => Float64Array.from(row)),
          sign,
          isEpsilon,
        )
        const draws = 2000
        const counts = values.map(() => 0)
        const rng = createRng(seed)
        for (let k = 0; k < draws; k++) counts[select(rng.split(k))]!++
        chances.forEach((chance, i) => {
          if (chance === 0) expect(counts[i]).toBe(0)
          const spread = Math.sqrt(draws * chance * (1 - chance))
          expect(Math.abs(counts[i]! - draws * chance)).toBeLessThanOrEqual(6 * spread + 1)
        })
      }),
      { numRuns: 25, seed: 7 },
    )
  })

  it('never chooses what has no cases because it failed, and ends where all of them did', () => {
    const [failed, other] = [Float64Array.of(), Float64Array.of(1, 2, 3)]
    const rng = createRng(1)
    const select = createLexicaseSelection([failed, other, failed], sign, isEpsilon)
    for (let k = 0; k < 20; k++) expect(select(rng.split(k))).toBe(1)
    const any = createLexicaseSelection([failed, failed], sign, isEpsilon)
    expect([0, 1]).toContain(any(rng))
  })

  it('never chooses what failed, where anybody did not', () => {
    const worst = sign === 1 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
    const values = [
      [worst, worst],
      [1, 2],
      [worst, worst],
      [2, 1],
    ].map((row) => Float64Array.from(row))
    const select = createLexicaseSelection(values, sign, isEpsilon)
    const rng = createRng(1)
    for (let k = 0; k < 100; k++) expect([1, 3]).toContain(select(rng.split(k)))
  })
})

describe('lexicase selection', () => {
  it('likes specialists, whom a sum does not', () => {
    const values = [
      [0, 9, 9],
      [2, 2, 2],
      [9, 0, 9],
    ].map((row) => Float64Array.from(row))
    const select = createLexicaseSelection(values, -1, false)
    const rng = createRng(1)
    const counts = [0, 0, 0]
    for (let k = 0; k < 3000; k++) counts[select(rng.split(k))]!++
    for (const count of counts) expect(count).toBeGreaterThan(800)
  })
})

const genome = machine({ inputs: ['a', 'b', 'c'], outputs: ['y'], gates: 40 })
const search = 'lexicase'

describe('a task with lexicase', () => {
  const parity = defineTask({
    name: 'parity',
    genome,
    search,
    problem: truthTable(([a, b, c]) => [a! ^ b! ^ c!]),
    budget: { evaluations: 100_000, target: { errors: 0 } },
  })

  it('keeps how many bits are wrong in each row, and they add up to the errors', async () => {
    const engine = createEngine(createTask(parity))
    const { island } = await engine.advance(engine.create(1), 300)
    const { population } = island.state as GenerationalState<unknown>
    expect(population.length).toBe(100)
    for (const { cases, score } of population) {
      expect(cases?.length).toBe(8)
      expect(cases?.reduce((a, b) => a + b, 0)).toBe(score[0])
    }
  })

  it('solves it', async () => {
    const engine = createEngine(createTask(parity))
    const { island } = await engine.advance(engine.create(2), 1e9)
    expect(island.stopped).toBe('target')
  })

  it('takes the cases of a fitness, and keeps within constraints', async () => {
    const task = createTask(
      defineTask({
        genome,
        search,
        fitness(m) {
          const cases = Array.from({ length: 8 }, (_, row) => {
            const bits = [row & 1, (row >> 1) & 1, row >> 2]
            return m.step(bits)[0] === bits.reduce((x, y) => x ^ y) ? 1 : 0
          })
          return { fitness: cases.reduce((x: number, y) => x + y, 0), cases }
        },
        constraints: { gates: { max: 20 } },
        target: 8,
        budget: { evaluations: 100_000, target: { fitness: 8 } },
      }),
    )
    const engine = createEngine(task)
    const { island } = await engine.advance(engine.create(1), 1e9)
    expect(island.stopped).toBe('target')
    expect(engine.best(island)?.score[1]).toBeLessThanOrEqual(20)
  })

  it('is refused where there are no cases, and beside noise', async () => {
    const advance = (task: ReturnType<typeof defineTask>) => {
      const engine = createEngine(createTask(task))
      return engine.advance(engine.create(1), 1)
    }
    const without = defineTask({ genome, search, fitness: (m) => m.gates })
    expect(await faultsOfAsync(() => advance(without))).toEqual(['fitness task/no-cases'])
    const uneven = defineTask({
      name: 'u',
      genome,
      search,
      fitness: (m) => ({ fitness: 0, cases: Array.from({ length: 1 + (m.gates % 3) }, () => 0) }),
    })
    expect(await faultsOfAsync(() => advance(uneven))).toEqual(['u task/uneven-cases'])
    const race = defineTask({ name: 'r', genome, search, interact: () => 1 })
    expect(faultsOf(() => createTask(race))).toEqual(['r: search task/no-cases'])
    const noisy = defineTask({
      name: 'n',
      genome,
      search,
      fitness: () => 1,
      noise: { resample: 2 },
    })
    expect(faultsOf(() => createTask(noisy))).toEqual(['n: noise task/no-noise'])
    const large = defineTask({
      name: 'l',
      genome: machine({ inputs: 15, outputs: 1, gates: 9 }),
      search,
      problem: truthTable((bits) => [bits[0]!]),
    })
    expect(faultsOf(() => createTask(large))).toEqual(['l: search task/no-cases'])
  })
})
