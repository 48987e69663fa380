/** Noise is named, not believed. */
import { parse, stringify } from 'devalue'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readChampion, writeChampion } from '../../src/champion.ts'
import { type EvolveEvent, evolve } from '../../src/evolve.ts'
import { createEngine } from '../../src/island/engine.ts'
import { createMachine, type Machine } from '../../src/kernel/machine.ts'
import { truthTable } from '../../src/problem/table.ts'
import { createRng } from '../../src/random.ts'
import type { OnePlusLambdaState } from '../../src/search/one-plus-lambda.ts'
import type { Individual } from '../../src/search.ts'
import { defineTask, machine } from '../../src/task/define.ts'
import { createTask, type Noise, type TaskDefinition } from '../../src/task.ts'
import { faultsOf } from '../faults.ts'

const genome = machine({ inputs: ['a', 'b'], outputs: ['y'], gates: 20 })

/** Rows of xor that are right. */
function rightRows(m: Machine): number {
  const rows = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]
  return rows.filter(([a, b]) => m.step([a!, b!])[0] === (a! ^ b!)).length
}

/** Nearly normal with deviation 1: a sum of twelve (Irwin & Hall). */
function draw(seed: number): number {
  const rng = createRng(seed)
  return Array.from({ length: 12 }, () => rng.float()).reduce((a, b) => a + b, -6)
}

const noisyXor = (sigma: number, rest: Partial<TaskDefinition> & { target?: number } = {}) =>
  defineTask({
    name: 'noisy-xor',
    genome,
    fitness: (m, { seed }) => rightRows(m) + sigma * draw(seed),
    budget: { evaluations: 2000 },
    ...(rest as object),
  })

async function eventsOf(task: TaskDefinition, seed = 1) {
  const evolution = evolve(task, { seed })
  const events: EvolveEvent[] = []
  for await (const event of evolution) events.push(event)
  return { events, result: await evolution }
}

describe('a fitness that is not said to be noisy', () => {
  it.each([1e-12, 1e-9, 1e-6, 0.01, 0.5])(
    'is named within 100 evaluations at σ %d',
    async (sigma) => {
      for (let seed = 1; seed <= 5; seed++) {
        let calls = 0
        let callsWhenNamed = Number.POSITIVE_INFINITY
        const task = defineTask({
          genome,
          fitness: (m, context) => {
            calls++
            return rightRows(m) + sigma * draw(context.seed)
          },
          budget: { evaluations: 200 },
        })
        const noisy = []
        for await (const event of evolve(task, { seed })) {
          if (event.type !== 'noisy') continue
          callsWhenNamed = calls
          noisy.push(event)
        }
        expect(callsWhenNamed).toBeLessThanOrEqual(100)
        expect(noisy).toMatchObject([{ isRepeatable: true }])
        const ratio = noisy[0]!.sigma.fitness! / sigma
        expect(ratio).toBeGreaterThan(0.3)
        expect(ratio).toBeLessThan(3)
      }
    },
  )

  it('is never named where it has no noise', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { events } = await eventsOf(noisyXor(0), seed)
      expect(events.filter(({ type }) => type === 'noisy')).toEqual([])
    }
  })

  it('is told from one that differs at the same seed, which nobody can repeat', async () => {
    let calls = 0
    const fitness = (m: Machine) => rightRows(m) + (calls++ % 7) / 100
    const { events } = await eventsOf(defineTask({ genome, fitness, budget: { evaluations: 200 } }))
    expect(events.filter(({ type }) => type === 'noisy')).toMatchObject([{ isRepeatable: false }])
    expect(events.filter(({ type }) => type === 'failure')).toMatchObject([{ kind: 'noisy' }])
  })

  it('comes to the same champion as if nobody had looked', async () => {
    const task = createTask(noisyXor(0.5))
    const blind = { ...task, problem: { ...task.problem, mayBeNoisy: false } }
    const [seen, unseen] = [await evolve(task), await evolve(blind)]
    expect(seen.champion).toEqual(unseen.champion)
    expect(seen.island.noise?.isRepeatable).toBe(true)
    expect({ ...seen.island, noise: undefined }).toEqual({ ...unseen.island, noise: undefined })
  })
})

const resamplings: Noise['resample'][] = [1, 4, 'adaptive']
const searches = ['one-plus-lambda', 'genetic', 'nsga2', 'random']
const ways = searches.flatMap((search) =>
  resamplings.map((resample) => [search, resample] as const),
)

describe.each(ways)('a noisy task with %s, sampled %s', (search, resample) => {
  const isPopulation = search === 'nsga2' || search === 'genetic'
  const options: Record<string, number> = isPopulation ? { population: 10 } : {}
  const budget = { evaluations: 600 }
  const task = createTask(
    noisyXor(0.3, { noise: { resample }, search: { ...options, name: search }, budget }),
  )

  it('comes to the same population however it is sliced, written and read', async () => {
    const run = async (slices: readonly number[]) => {
      const engine = createEngine(task)
      let island = engine.create(5)
      for (const slice of [...slices, 1e9]) {
        island = parse(stringify((await engine.advance(island, slice)).island))
      }
      return stringify(island)
    }
    const whole = await run([])
    const slices = fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 5 })
    const isSame = fc.asyncProperty(slices, async (list) => {
      expect(await run(list)).toBe(whole)
    })
    await fc.assert(isSame, { numRuns: 3 })
  })

  it('keeps means over samples, which come near to what is true', async () => {
    const engine = createEngine(task)
    const { island } = await engine.advance(engine.create(2), 1e9)
    const best = engine.best(island)!
    const truth = rightRows(createMachine(task.genome.decode(best.genotype)))
    const count = best.samples?.count ?? 1
    expect(Math.abs(best.score[0]! - truth)).toBeLessThan((5 * 0.3) / Math.sqrt(count))
    expect(island.sigma?.[0]).toBeGreaterThan(0.1)
    expect(island.sigma?.[0]).toBeLessThan(0.9)
  })
})

describe('a noisy task', () => {
  it('samples those that live on again, until luck is gone', async () => {
    const task = createTask(noisyXor(0.5, { noise: { resample: 1 } }))
    const engine = createEngine(task)
    const { island } = await engine.advance(engine.create(1), 1e9)
    const { best } = island.state as OnePlusLambdaState<unknown> & { best: Individual<unknown> }
    expect(best.samples?.count).toBeGreaterThan(20)
  })

  it('spends nothing on samples where there is no noise, when it adapts', async () => {
    const task = createTask(
      noisyXor(0, { noise: { resample: 'adaptive' }, budget: { evaluations: 300 } }),
    )
    const engine = createEngine(task)
    const { island } = await engine.advance(engine.create(1), 1e9)
    // Two for each of four young ones, one more for the parent and for the best.
    expect(island.evaluations / island.generation).toBeLessThanOrEqual(10)
    expect(island.sigma).toEqual([0])
  })

  it('finds more often what is right, when it adapts, than when it believes', async () => {
    const rightOnes = async (noise?: Noise) => {
      let right = 0
      for (let seed = 1; seed <= 8; seed++) {
        const task = noisyXor(2, { budget: { evaluations: 4000 }, ...(noise && { noise }) })
        const { champion } = await evolve(task, { seed })
        right += Number(rightRows(createMachine(champion!.netlist)) === 4)
      }
      return right
    }
    const adaptive = await rightOnes({ resample: 'adaptive' })
    expect(adaptive).toBeGreaterThanOrEqual(7)
    expect(adaptive).toBeGreaterThan((await rightOnes()) + 1)
  })

  it('scores its champion by a mean of fresh evaluations, with an interval that is mostly right', async () => {
    let inside = 0
    for (let seed = 1; seed <= 20; seed++) {
      const task = noisyXor(0.5, { noise: { resample: 2 }, budget: { evaluations: 200 } })
      const { champion } = await evolve(task, { seed })
      const { noise, score, netlist } = champion!
      const [low, high] = noise!.interval.fitness!
      const truth = rightRows(createMachine(netlist))
      inside += Number(low <= truth && truth <= high)
      expect(noise!.samples).toBeGreaterThanOrEqual(20)
      expect((low + high) / 2).toBeCloseTo(score.fitness!, 9)
      expect(noise!.sigma.fitness).toBeGreaterThan(0.25)
      expect(noise!.sigma.fitness).toBeLessThan(0.8)
    }
    expect(inside).toBeGreaterThanOrEqual(17)
  })

  it('writes that into the champion file, and reads it again', async () => {
    const { champion } = await evolve(noisyXor(0.5, { noise: { resample: 2 } }))
    expect(readChampion(writeChampion(champion!), 'c.json').noise).toEqual(champion!.noise)
  })

  it('has a champion with a score and a file where some of its fresh evaluations fail', async () => {
    const task = defineTask({
      genome,
      fitness: (m, { seed }) => {
        if (seed % 12 === 0) throw new RangeError('unlucky')
        return rightRows(m) + draw(seed) / 2
      },
      noise: { resample: 1 },
      budget: { evaluations: 300 },
    })
    let failed = 0
    for (let seed = 1; seed <= 5; seed++) {
      const champion = (await evolve(task, { seed })).champion!
      const { noise, score } = readChampion(writeChampion(champion), 'c.json')
      expect(score).toEqual(champion.score)
      expect(noise!.samples + (noise!.failed ?? 0)).toBe(30)
      failed += noise!.failed ?? 0
    }
    expect(failed).toBeGreaterThan(0)
  })

  it('tells σ while it runs', async () => {
    const { events } = await eventsOf(noisyXor(0.5, { noise: { resample: 4 } }))
    const stopped = events.find((event) => event.type === 'stopped')
    expect(stopped?.sigma?.fitness).toBeGreaterThan(0.2)
    expect(events.filter(({ type }) => type === 'noisy')).toEqual([])
  })

  it('is not solved by luck', async () => {
    // One evaluation in six or so is above 4.5, and none of the means is.
    const lucky = { target: 4.5, budget: { evaluations: 3000, target: { fitness: 4.5 } } }
    const believing = await evolve(noisyXor(0.5, lucky))
    expect([believing.reason, believing.isSolved]).toEqual(['target', true])
    const looking = await evolve(noisyXor(0.5, { ...lucky, noise: { resample: 1 } }))
    expect([looking.reason, looking.isSolved]).toEqual(['evaluations', false])
  })

  it('is refused where chance has no part, and with what is no number of samples', () => {
    const problem = truthTable(([a, b]) => [a! ^ b!])
    const task = (noise: unknown, rest: object) =>
      faultsOf(() => createTask(defineTask({ name: 't', genome, noise, ...rest } as never)))
    expect(task({ resample: 3 }, { problem })).toEqual(['t: noise task/no-noise'])
    expect(task({ resample: 0 }, { fitness: () => 1 })).toEqual(['t: noise task/bad-noise'])
    expect(task({ resample: 'adaptiv', times: 2 }, { fitness: () => 1 })).toEqual([
      't: noise.times task/unknown-field',
      't: noise task/bad-noise',
    ])
    expect(task(4, { fitness: () => 1 })).toEqual(['t: noise task/bad-noise'])
    expect(task({ resample: 3 }, { interact: () => 1 })).toEqual([
      'defineTask: noise task/two-problems',
    ])
  })
})
