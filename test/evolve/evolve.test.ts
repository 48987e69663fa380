import { describe, expect, it } from 'vitest'
import { type EvolveEvent, evolve } from '../../src/evolve.ts'
import { createBuilder } from '../../src/netlist/build.ts'
import { fromNetlist } from '../../src/problem/match.ts'
import { truthTable } from '../../src/problem/table.ts'
import { defineTask, machine } from '../../src/task/define.ts'

const mux = defineTask({
  name: 'mux',
  genome: machine({ inputs: ['select', 'a', 'b'], outputs: ['y'], gates: 20 }),
  problem: truthTable(([select, a, b]) => [select ? a! : b!]),
  budget: { evaluations: 50_000, stall: 5000 },
})

describe('evolve', () => {
  it('is awaited for a pruned and verified champion', async () => {
    const { champion, verdict, isSolved } = await evolve(mux)
    expect(isSolved).toBe(true)
    expect(verdict).toEqual({ verdict: 'equivalent', method: 'exhaustive', cases: 8 })
    expect(champion?.score).toEqual({ errors: 0, gates: 4, depth: 3 })
    expect(champion?.history.map(({ step }) => step)).toEqual(['evolve', 'prune', 'verify'])
  })

  it('is iterated for its events and awaited after them', async () => {
    const evolution = evolve(mux, { seed: 2 })
    const types: EvolveEvent['type'][] = []
    for await (const event of evolution) types.push(event.type)
    expect(types[0]).toBe('started')
    expect(types.slice(-3)).toEqual(['stopped', 'pruned', 'verified'])
    expect((await evolution).champion?.seed).toBe(2)
  })

  it('finds the same champion for the same seed', async () => {
    const [one, two] = [await evolve(mux, { seed: 4 }), await evolve(mux, { seed: 4 })]
    expect(one.champion).toEqual(two.champion)
  })

  it('returns the front of a search that has one, each machine pruned and with its own verdict', async () => {
    const options = { search: 'nsga2', budget: { evaluations: 5000 } }
    const { front = [], champion } = await evolve(mux, options)
    expect(front.map(({ champion }) => champion.score)).toContainEqual(champion?.score)
    expect(front.map(({ verdict }) => verdict?.verdict)).toEqual(
      front.map(({ champion }) => (champion.score.errors === 0 ? 'equivalent' : 'different')),
    )
    const table = front.map(({ champion }) => Object.values(champion.score))
    expect(table).toEqual([
      [0, 4, 3],
      [1, 3, 2],
      [2, 0, 0],
    ])
    const events = []
    for await (const event of evolve(mux, options)) if (event.type === 'front') events.push(event)
    expect(events.map(({ front }) => front.map(({ score }) => Object.values(score)))).toEqual([
      table,
    ])
    expect((await evolve(mux)).front).toBeUndefined()
  })

  it('brings the fronts of islands together', async () => {
    const options = { search: 'nsga2', islands: 3, budget: { evaluations: 6000 } }
    const { front = [], island } = await evolve(mux, options)
    // A tick is not more than the budget, and a generation of each island.
    expect(island.evaluations).toBeLessThanOrEqual(6000 + 3 * 100)
    expect(front[0]?.champion.score).toEqual({ errors: 0, gates: 4, depth: 3 })
    expect(new Set(front.map(({ champion }) => JSON.stringify(champion.score))).size).toBe(
      front.length,
    )
  })

  it('refuses a second reader of its events', async () => {
    const evolution = evolve(mux)
    await evolution
    await expect(evolution[Symbol.asyncIterator]().next()).rejects.toThrow('one reader')
  })

  it('fails the wait for its result when the loop over its events was left', async () => {
    const evolution = evolve(mux)
    for await (const _ of evolution) break
    await expect(evolution).rejects.toThrow('left early')
  })

  it('says nothing of equivalence where the task is a free fitness', async () => {
    const { verdict, champion } = await evolve(
      defineTask({
        name: 'ones',
        genome: machine({ inputs: 2, outputs: 1, gates: 6 }),
        fitness: (m) => m.step([1, 1])[0]! + m.step([0, 1])[0]!,
        target: 2,
        budget: { target: { fitness: 2 } },
      }),
    )
    expect(verdict).toBeUndefined()
    expect(champion?.score).toEqual({ fitness: 2 })
  })

  it('keeps gates that do nothing where the fitness likes them', async () => {
    const { champion } = await evolve(
      defineTask({
        genome: machine({ inputs: 2, outputs: 1, gates: 12 }),
        fitness: (m) => m.gates,
        budget: { evaluations: 2000 },
      }),
    )
    expect(champion?.score.fitness).toBeGreaterThan(2)
    expect(champion?.netlist.fanin.length).toBe(2 * champion!.score.fitness!)
  })

  it('fails for bad options, all of them told at once', async () => {
    const wrong = evolve(mux, { gates: 2.5, search: 'genetics', budget: { stall: 0 } })
    await expect(wrong).rejects.toThrow(/gates.*\n.*genetics.*\n.*Did you mean genetic.*\n.*stall/)
    await expect(evolve(mux, { seed: -1 })).rejects.toThrow('evolve/bad-seed')
    await expect(evolve(mux, { seeds: 3 } as object)).rejects.toThrow('Did you mean seed?')
  })

  it('gives up a fitness that does not come back after an interruption, and keeps what was there', async () => {
    const controller = new AbortController()
    let calls = 0
    const slow = defineTask({
      genome: machine({ inputs: 2, outputs: 1, gates: 6 }),
      fitness: (m) => (++calls <= 40 ? m.gates : new Promise<number>(() => controller.abort())),
    })
    const { reason, island, champion } = await evolve(slow, { signal: controller.signal })
    expect(reason).toBe('interrupted')
    expect(island.evaluations).toBeGreaterThan(0)
    expect(champion).toBeDefined()
  })

  it('does not call a circuit solved that differs from what it was sampled from', async () => {
    // A wide AND is 1 for one input in 2¹⁸: the samples do not show it.
    const build = createBuilder(18)
    let all = 1
    for (let i = 2; i <= 18; i++) all = build.and(all, i)
    const task = {
      genome: machine({ inputs: 18, outputs: 1 }),
      problem: fromNetlist(build.build([all])),
      budget: { evaluations: 20_000, stall: 1000 },
    }
    const { isSolved, verdict } = await evolve(task)
    expect([isSolved, verdict?.verdict]).toEqual([false, 'different'])
  })

  it('names the fault of a fitness that throws, with its own text', async () => {
    const broken = defineTask({
      genome: machine({ inputs: 2, outputs: 1 }),
      fitness: () => {
        throw new RangeError('no such lap')
      },
    })
    await expect(evolve(broken)).rejects.toThrow(/RangeError: no such lap.*task\/fitness-threw/)
  })

  it('refuses a value that is not a finite number', async () => {
    const broken = defineTask({
      genome: machine({ inputs: 2, outputs: 1 }),
      fitness: () => Number.NaN,
    })
    await expect(evolve(broken)).rejects.toThrow(/finite number.*NaN/)
  })

  it('takes a fitness that is slow to answer', async () => {
    const { champion } = await evolve(
      defineTask({
        genome: machine({ inputs: 1, outputs: 1, gates: 4 }),
        objectives: { wrong: 'min', gates: 'min' },
        async fitness(m) {
          await Promise.resolve()
          return { wrong: m.step([1])[0]! + (1 - m.step([0])[0]!), gates: m.gates }
        },
        target: { wrong: 0 },
        budget: { evaluations: 2000, stall: 200 },
      }),
    )
    expect(champion?.score).toEqual({ wrong: 0, gates: 1 })
  })
})
