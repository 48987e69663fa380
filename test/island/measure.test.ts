/** Populations whose scores do not last: whoever lives on is measured again with the young. */
import { parse, stringify } from 'devalue'
import { describe, expect, it } from 'vitest'
import dilemma from '../../examples/dilemma.task.ts'
import { evolve } from '../../src/evolve.ts'
import { createEngine } from '../../src/island/engine.ts'
import { createMachine } from '../../src/kernel/machine.ts'
import { defineTask, machine } from '../../src/task/define.ts'
import { createTask, type Task } from '../../src/task.ts'

/** Who has more gates wins. */
const race = defineTask({
  name: 'race',
  genome: machine({ inputs: 2, outputs: 1, gates: 20 }),
  interact: (a, b) =>
    [a.gates, b.gates].map((n, i, all) => Math.sign(n - all[1 - i]!)) as [number, number],
  opponents: 3,
  budget: { evaluations: 400 },
})

/** The island after the run, handed on as text after every slice. */
async function runInSlices(task: Task, slice: number) {
  const engine = createEngine(task)
  let island = engine.create(3)
  while (!island.stopped) {
    island = parse(stringify((await engine.advance(island, slice)).island))
  }
  return island
}

describe.each([
  [{ name: 'genetic', population: 12 }, 12 - 2 + 2],
  [{ name: 'nsga2', population: 12 }, 12 + 12],
  [{ name: 'one-plus-lambda', lambda: 6 }, 6 + 2],
  [{ name: 'random', batch: 6 }, 6 + 1],
])('a competition with %o', (search, spent) => {
  const task = createTask(race, { search })

  it('counts offspring and those that were measured again', async () => {
    const engine = createEngine(task)
    const { island } = await engine.advance(engine.create(1), 1)
    const later = (await engine.advance(island, 1)).island
    expect(later.evaluations - island.evaluations).toBeLessThanOrEqual(spent)
    expect(later.evaluations - island.evaluations).toBeGreaterThan(spent - 2)
  })

  it('comes to the same population however often it is written and read', async () => {
    expect(stringify(await runInSlices(task, 1))).toBe(stringify(await runInSlices(task, 1e9)))
  })
})

describe('a competition', () => {
  it('goes on forever: who wins is always somebody against whom it is harder', async () => {
    const { champion } = await evolve(race, { budget: { evaluations: 5000 } })
    expect(champion?.history[0]?.gates).toBeGreaterThan(15)
    expect(champion?.score.fitness).toBeLessThanOrEqual(1)
  })

  it('teaches machines to trust those that can be trusted (examples/dilemma.task.ts)', async () => {
    const { champion } = await evolve(dilemma, { seed: 4 })
    const player = createMachine(champion!.netlist)
    const play = (others: readonly number[]) => {
      player.reset()
      return others.map((_, i) => player.step([i === 0, others[i - 1] ?? 0])[0])
    }
    expect(play([1, 1, 1, 1, 1])).toEqual([1, 1, 1, 1, 1])
    expect(play([0, 0, 0, 0, 0])).toEqual([1, 0, 0, 0, 0])
    expect(play([1, 0, 1, 1, 1])).toEqual([1, 1, 0, 1, 1])
    expect(champion?.score.fitness).toBeGreaterThan(2.8)
  })
})
