import { describe, expect, it } from 'vitest'
import { createEngine } from '../../src/island/engine.ts'
import { isFusable } from '../../src/island/fused.ts'
import { truthTable } from '../../src/problem/table.ts'
import { defineTask, machine } from '../../src/task/define.ts'
import { createTask } from '../../src/task.ts'
import { faultsOf } from '../faults.ts'

const genome = machine({ inputs: ['a', 'b'], outputs: ['y'], gates: 12 })
const problem = truthTable(([a, b]) => [a! ^ b!])
const budget = { evaluations: 20_000, stall: 2000 }

async function evolveBest(task: ReturnType<typeof createTask>) {
  const engine = createEngine(task)
  const { island } = await engine.advance(engine.create(1), 1e9)
  return engine.best(island)
}

describe('weights and constraints of a task', () => {
  it('decide what is found: xor in three levels, or nearly xor in two', async () => {
    const free = createTask({ ...defineTask({ genome, problem, budget }) })
    const flat = createTask(
      defineTask({ genome, problem, budget, constraints: { depth: { max: 2 } } }),
    )
    const light = createTask(
      defineTask({ genome, problem, budget, weights: { errors: 2, gates: 1 } }),
    )
    expect((await evolveBest(free))?.score).toEqual([0, 4, 3])
    expect((await evolveBest(flat))?.score[0]).toBe(1)
    expect((await evolveBest(flat))?.score[2]).toBeLessThanOrEqual(2)
    expect((await evolveBest(light))?.score.slice(0, 2)).toEqual([1, 1])
  })

  it('speak of the sizes of machines whose fitness does not', async () => {
    const task = createTask(
      defineTask({
        genome,
        fitness: (m) => m.gates,
        constraints: { depth: { max: 2 }, gates: { max: 5 } },
        budget,
      }),
    )
    const best = await evolveBest(task)
    expect(best?.score[0]).toBe(best?.score[2])
    expect(best?.score[1]).toBeLessThanOrEqual(2)
    expect(best?.score.length).toBe(3)
  })

  it('are left to the plain engine, and are part of what names a task', () => {
    const plain = createTask(defineTask({ genome, problem }))
    const weighted = createTask(defineTask({ genome, problem, weights: { errors: 1 } }))
    const bound = createTask(defineTask({ genome, problem, constraints: { depth: { max: 2 } } }))
    expect([plain, weighted, bound].map(isFusable)).toEqual([true, false, false])
    expect(new Set([plain, weighted, bound].map(({ digest }) => digest)).size).toBe(3)
  })

  it('are refused with every fault at once', () => {
    const task = {
      name: 't',
      genome,
      problem,
      weights: { error: 1, gates: -1, depth: Number.NaN },
      constraints: { dept: { max: 1 }, gates: { min: 3, max: 2 }, errors: {}, depth: { most: 1 } },
    }
    // A cast, for these are faults that do not compile.
    expect(faultsOf(() => createTask(defineTask(task as never)))).toEqual([
      't: weights.error task/unknown-field',
      't: weights.gates task/bad-weight',
      't: weights.depth task/bad-weight',
      't: constraints.dept task/unknown-field',
      't: constraints.gates task/bad-constraint',
      't: constraints.errors task/bad-constraint',
      't: constraints.depth.most task/unknown-field',
      't: constraints.depth task/bad-constraint',
    ])
    expect(
      faultsOf(() => createTask(defineTask({ name: 't', genome, problem, weights: {} }))),
    ).toEqual(['t: weights task/bad-weight'])
  })
})
