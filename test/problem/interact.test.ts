import { describe, expect, it } from 'vitest'
import { createNandGenome } from '../../src/genome/nand.ts'
import type { Machine } from '../../src/kernel/machine.ts'
import { fromMeetings } from '../../src/problem/interact.ts'
import type { Meeting } from '../../src/problem/slot.ts'
import { createRng } from '../../src/random.ts'
import { defineTask, machine } from '../../src/task/define.ts'
import { createTask } from '../../src/task.ts'
import { faultsOf, faultsOfAsync } from '../faults.ts'

const genome = machine({ inputs: 1, outputs: 1, gates: 40 })
const nand = createNandGenome({ inputs: 1, outputs: 1, latches: 0, gates: 40 })
const draw = createRng(5).split('machines')
const machines = Array.from({ length: 7 }, (_, i) => nand.decode(nand.random(draw.split(i))))

/** Each machine is known by its place. */
const placeOf = ({ netlist }: Machine) => machines.indexOf(netlist)

async function evaluate(meeting: Meeting, options = {}, batch = machines, seed = 1) {
  const { problem } = fromMeetings(meeting, options).build(genome)
  const scores = await problem.evaluate(batch, { generation: 0, rng: createRng(seed) })
  return scores.map((score) => score[0])
}

describe('a competition', () => {
  it('scores the mean over everybody where each meets all others', async () => {
    const means = machines.map((_, a) => {
      const others = machines.map((_, b) => 10 * a + b).filter((_, b) => b !== a)
      return others.reduce((sum, payoff) => sum + payoff, 0) / others.length
    })
    const meeting: Meeting = (a, b) => 10 * placeOf(a) + placeOf(b)
    expect(await evaluate(meeting, { opponents: 100 })).toEqual(means)
    expect(
      await evaluate(async (a, b) => meeting(a, b, { seed: 0, report: () => {} }), {
        opponents: 6,
      }),
    ).toEqual(means)
  })

  it('lets each meet some others, as many as it says, never itself and nobody twice', async () => {
    const met: [number, number][] = []
    await evaluate(
      (a, b) => {
        met.push([placeOf(a), placeOf(b)])
        return 0
      },
      { opponents: 3 },
    )
    expect(met.length).toBe(7 * 3)
    expect(new Set(met.map(String)).size).toBe(met.length)
    expect(met.every(([a, b]) => a !== b)).toBe(true)
  })

  it('counts what both get where both are told, and plays both sides where asked', async () => {
    const pairs: Meeting = (a, b) => [placeOf(a), -placeOf(b)]
    const sides: Meeting = (a, b) => placeOf(a) - placeOf(b)
    const both = await evaluate(pairs, { opponents: 6 })
    // As often first as second: what one gets there is lost here.
    expect(both).toEqual([0, 0, 0, 0, 0, 0, 0])
    const changed = await evaluate(sides, { opponents: 6, bothSides: true })
    expect(changed).toEqual(await evaluate(sides, { opponents: 6 }))
  })

  it('gives every meeting a seed of its own, the same for the same run', async () => {
    const seeds: number[] = []
    const meeting: Meeting = (_, __, { seed }) => seeds.push(seed)
    await evaluate(meeting, { opponents: 2 })
    const first = seeds.splice(0)
    await evaluate(meeting, { opponents: 2 })
    expect(seeds).toEqual(first)
    expect(new Set(first).size).toBe(14)
    const who = async (seed: number) => {
      const met: number[] = []
      await evaluate((_, b) => met.push(placeOf(b)), { opponents: 2 }, machines, seed)
      return met
    }
    expect(await who(1)).not.toEqual(await who(2))
  })

  it('lets a machine that is alone meet a copy of itself, at reset', async () => {
    const meeting: Meeting = (a, b) => (a !== b && a.netlist === b.netlist ? 1 : 0)
    expect(await evaluate(meeting, {}, machines.slice(0, 1))).toEqual([1])
  })

  it.each([
    [(): unknown => Number.NaN, 'task/bad-value'],
    [(): unknown => [1, 2, 3], 'task/bad-value'],
    [(): unknown => 'won', 'task/bad-value'],
    [
      (): unknown => {
        throw new RangeError('no board')
      },
      'task/interact-threw',
    ],
    [(): unknown => Promise.reject(new RangeError('no board')), 'task/interact-threw'],
  ] as const)('names what is no payoff: %s', async (meeting, code) => {
    const [fault] = await faultsOfAsync(() => evaluate(meeting as unknown as Meeting))
    expect(fault).toContain(code)
  })
})

describe('a task with a competition', () => {
  it('takes a population where no search is named', () => {
    expect(createTask(defineTask({ genome, interact: () => 1 })).search.name).toBe('genetic')
  })

  it('is refused beside a fitness, with a target, and on islands that never meet', () => {
    const task = {
      genome,
      interact: () => 1,
      fitness: () => 1,
      target: 3,
      opponents: 0,
      bothSides: 1,
    }
    expect(faultsOf(() => defineTask(task as never))).toEqual([
      'defineTask: fitness task/two-problems',
      'defineTask: target task/two-problems',
      'defineTask: opponents task/bad-number',
      'defineTask: bothSides task/bad-flag',
    ])
    expect(faultsOf(() => defineTask({ genome, fitness: () => 1, opponents: 3 } as never))).toEqual(
      ['defineTask: opponents task/no-interact'],
    )
    const name = 't'
    expect(
      faultsOf(() => createTask(defineTask({ name, genome, interact: () => 1, islands: 2 }))),
    ).toEqual(['t: islands task/relative-islands'])
  })
})
