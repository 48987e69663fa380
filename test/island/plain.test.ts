import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPlainEngine } from '../../src/island/plain.ts'
import type { Improvement, Island } from '../../src/island.ts'
import { truthTable } from '../../src/problem/table.ts'
import { defineTask, machine } from '../../src/task/define.ts'
import { createTask, type TaskOptions } from '../../src/task.ts'

const xor = defineTask({
  name: 'xor',
  genome: machine({ inputs: ['a', 'b'], outputs: ['y'], gates: 12 }),
  problem: truthTable(([a, b]) => [a! ^ b!]),
  budget: { evaluations: 4000, stall: 1500 },
})

const engineOf = (options: TaskOptions = {}) => createPlainEngine(createTask(xor, options))

async function advanceInSlices(slices: readonly number[], options: TaskOptions = {}) {
  const engine = engineOf(options)
  let island = engine.create(7)
  const improvements: Improvement[] = []
  for (const slice of [...slices, 1e9]) {
    const advance = await engine.advance(island, slice)
    island = advance.island
    improvements.push(...advance.improvements)
  }
  return { island, improvements }
}

describe('the plain engine', () => {
  it('solves xor with four gates', async () => {
    const engine = engineOf()
    const { island } = await engine.advance(engine.create(1), 1e9)
    expect(engine.best(island)?.score).toEqual([0, 4, 3])
    expect(island.solvedAt).toBeGreaterThan(0)
    expect(island.stopped).toBe('stalled')
  })

  it.each(
    [{}, { search: 'genetic' }, { search: { name: 'nsga2', population: 20 } }].map(
      (options) => [JSON.stringify(options), options] as const,
    ),
  )(
    'comes to the same island and improvements however its way is sliced: %s',
    async (_, options) => {
      const whole = await advanceInSlices([], options)
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 8 }),
          async (slices) => {
            expect(await advanceInSlices(slices, options)).toEqual(whole)
          },
        ),
        { numRuns: 10 },
      )
    },
  )

  it('differs by seed and by index', async () => {
    const engine = engineOf()
    const states = await Promise.all(
      [engine.create(1), engine.create(2), engine.create(1, 1)].map(
        async (island: Island) => (await engine.advance(island, 40)).island.state,
      ),
    )
    expect(states[0]).not.toEqual(states[1])
    expect(states[0]).not.toEqual(states[2])
  })

  it('stops when the evaluations are spent, in whole generations of 16', async () => {
    const { island } = await advanceInSlices([], { budget: { evaluations: 100 } })
    expect([island.stopped, island.evaluations]).toEqual(['evaluations', 112])
  })

  it('stops when the target is reached', async () => {
    const { island } = await advanceInSlices([], { budget: { target: { errors: 0 } } })
    expect(island.stopped).toBe('target')
    expect(island.solvedAt).toBe(island.evaluations)
  })

  it('stops when everything was tried', async () => {
    const tiny = { gates: 1, search: 'exhaustive' }
    const { island } = await advanceInSlices([], tiny)
    expect([island.stopped, island.evaluations]).toEqual(['exhausted', 16])
  })

  it('stops between generations when it is told to', async () => {
    const engine = engineOf()
    const { island } = await engine.advance(engine.create(1), 1e9, AbortSignal.abort())
    expect(island.generation).toBe(0)
  })
})
