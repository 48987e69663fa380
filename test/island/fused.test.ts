/** The fast engine against the plain one: the same island after any number of evaluations. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEngine } from '../../src/island/engine.ts'
import { createFusedEngine, isFusable } from '../../src/island/fused.ts'
import { createPlainEngine } from '../../src/island/plain.ts'
import type { Improvement } from '../../src/island.ts'
import { truthTable } from '../../src/problem/table.ts'
import { defineTask, machine } from '../../src/task/define.ts'
import { createTask, type Task } from '../../src/task.ts'
import { createRandomTask, type TaskShape } from '../random-task.ts'

const shapes: fc.Arbitrary<TaskShape> = fc.record({
  inputs: fc.nat(6),
  outputs: fc.integer({ min: 1, max: 5 }),
  latches: fc.oneof(fc.constant(0), fc.nat(4)),
  gates: fc.nat(60),
  ticks: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 6 })),
  cases: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 3000 })),
  count: fc.constantFrom('bits' as const, 'cases' as const),
  isWeighted: fc.boolean(),
  score: fc.constantFrom('errors' as const, 'accuracy' as const),
  careless: fc.constantFrom(0 as const, 1 as const, 2 as const),
  easy: fc.boolean(),
  lambda: fc.integer({ min: 1, max: 12 }),
  patience: fc.constantFrom(0, 30, 400),
  siblings: fc.nat(1),
  slack: fc.constantFrom(0, 1, 4),
  sizes: fc.constantFrom(['gates'], ['gates', 'depth'], ['depth', 'gates']),
  evaluations: fc.constant(3000),
  seed: fc.nat(),
})

async function advance(
  task: Task,
  kind: 'plain' | 'fused',
  seed: number,
  slices: readonly number[],
) {
  const engine = kind === 'plain' ? createPlainEngine(task) : createFusedEngine(task)
  let island = engine.create(seed)
  const improvements: Improvement[] = []
  for (const slice of slices) {
    const advanced = await engine.advance(island, slice)
    island = advanced.island
    improvements.push(...advanced.improvements)
  }
  return { island, improvements }
}

describe('the fused engine', () => {
  it('comes to the same island and improvements as the plain one, on 600 random tasks', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.integer({ min: 1, max: 900 }), async (shape, slice) => {
        const task = createRandomTask(shape)
        expect(isFusable(task)).toBe(true)
        const plain = await advance(task, 'plain', shape.seed, [1e9])
        const fused = await advance(task, 'fused', shape.seed, [slice, 1, slice, 1e9])
        expect(fused).toEqual(plain)
      }),
      { numRuns: 600 },
    )
  })

  it('goes on where the plain one left off, and back', async () => {
    const task = createRandomTask({
      inputs: 4,
      outputs: 2,
      latches: 0,
      gates: 40,
      ticks: 1,
      cases: 16,
      count: 'bits',
      isWeighted: false,
      score: 'errors',
      careless: 0,
      easy: false,
      lambda: 4,
      patience: 400,
      siblings: 0,
      slack: 0,
      sizes: ['gates', 'depth'],
      evaluations: 3000,
      seed: 11,
    })
    const [plain, fused] = [createPlainEngine(task), createFusedEngine(task)]
    let island = plain.create(5)
    for (const engine of [plain, fused, plain, fused]) {
      island = (await engine.advance(island, 700)).island
    }
    expect(island).toEqual((await plain.advance(plain.create(5), 2800)).island)
  })

  it('leaves to the plain engine what it cannot take', () => {
    const genome = machine({ inputs: 2, outputs: 1 })
    const problem = truthTable(([a, b]) => [a! ^ b!])
    expect(createEngine(createTask({ genome, problem })).name).toBe('fused')
    expect(createEngine(createTask({ genome, problem, search: 'genetic' })).name).toBe('plain')
    const free = defineTask({ genome, fitness: (m) => m.gates })
    expect(createEngine(createTask(free)).name).toBe('plain')
  })
})
