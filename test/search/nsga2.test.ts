import { describe, expect, it } from 'vitest'
import { createEngine } from '../../src/island/engine.ts'
import type { Nsga2State } from '../../src/search/nsga2.ts'
import { createTask, type TaskDefinition } from '../../src/task.ts'
import adder from '../../src/tasks/adder-2.task.ts'

const definition: TaskDefinition = {
  ...adder,
  name: 'adder-2',
  search: { name: 'nsga2', population: 40 },
}

/** Scores of the front after so many evaluations. */
async function evolveFront(evaluations: number, task = createTask(definition)) {
  const engine = createEngine(task)
  const { island } = await engine.advance(engine.create(1), evaluations)
  const population = (island.state as Nsga2State<unknown>).population
  return { population, front: engine.front?.(island).map(({ score }) => score) ?? [], task }
}

/** Unit cubes of errors, gates and depth below the corner that some machine of the front covers. */
function hypervolume(front: readonly (readonly number[])[]): number {
  const corner = [48, 60, 20]
  let volume = 0
  for (let errors = 0; errors < corner[0]!; errors++) {
    for (let gates = 0; gates < corner[1]!; gates++) {
      const depths = front.filter(([e, g]) => e! <= errors && g! <= gates).map((score) => score[2]!)
      if (depths.length > 0) volume += Math.max(0, corner[2]! - Math.min(...depths))
    }
  }
  return volume
}

describe('nsga2', () => {
  it('covers more and more of errors, gates and depth of an adder', async () => {
    const volumes = []
    for (const evaluations of [40, 400, 4000, 40_000]) {
      volumes.push(hypervolume((await evolveFront(evaluations)).front))
    }
    for (let i = 1; i < volumes.length; i++) expect(volumes[i]).toBeGreaterThan(volumes[i - 1]!)
  })

  it('knows machines from nothing to nearly right, none of which dominates another', async () => {
    const { front, task } = await evolveFront(40_000)
    const errors = front.map((score) => score[0]!)
    expect(errors).toEqual([...errors].sort((a, b) => a - b))
    expect(errors[0]).toBeLessThanOrEqual(4)
    expect(front.at(-1)?.slice(1)).toEqual([0, 0])
    expect(front.length).toBeGreaterThan(5)
    for (const a of front) {
      for (const b of front) expect(task.order.dominates(a, b)).toBe(false)
    }
  })

  it('keeps the whole front from one generation to the next, and as many individuals', async () => {
    const before = await evolveFront(2000)
    const after = await evolveFront(2040)
    expect([before.population.length, after.population.length]).toEqual([40, 40])
    for (const old of before.front) {
      const isCovered = after.front.some(
        (score) => score.join() === old.join() || after.task.order.dominates(score, old),
      )
      expect(isCovered).toBe(true)
    }
  })

  it('keeps within constraints', async () => {
    const constraints = { depth: { max: 3 }, latches: { max: 0 }, gates: { min: 1 } }
    const { front } = await evolveFront(4000, createTask({ ...definition, constraints }))
    expect(front.length).toBeGreaterThan(1)
    for (const [, gates, depth] of front) {
      expect(depth).toBeLessThanOrEqual(3)
      expect(gates).toBeGreaterThanOrEqual(1)
    }
  })
})
