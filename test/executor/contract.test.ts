/**
 * What every executor promises: the same islands, wherever and however many at once they advance.
 *
 * Threads load built code, so the executors are those of the built package.
 */
import { afterAll, describe, expect, it } from 'vitest'
import '../built.ts'
import {
  automaton,
  dataSet,
  type Executor,
  executors,
  type Island,
  traces,
  truthTable,
} from '../../src/index.ts'
import { defineTask, machine } from '../../src/task/define.ts'
import { createTask, type Task } from '../../src/task.ts'

type Library = typeof import('../../src/index.ts')
const built: Library = await import(new URL('../../dist/index.js', import.meta.url).href)

const table = defineTask({
  genome: machine({ inputs: 3, outputs: 2, gates: 60 }),
  problem: truthTable(([a, b, c]) => [a! ^ b! ^ c!, (a! & b!) | (c! & (a! ^ b!))]),
})

const tasks: Record<string, Task> = {
  'a truth table': createTask({ ...table, islands: 3 }),
  'a stream with latches': createTask({
    genome: machine({ inputs: 1, outputs: 1, latches: 2, gates: 50 }),
    problem: automaton(
      { reset: 0, step: (odd, [bit]) => ({ state: odd ^ bit!, outputs: [odd ^ bit!] }) },
      { ticks: 6, sequences: 70 },
    ),
    islands: 3,
  }),
  'rows with weights': createTask({ ...rowsTask(), islands: 3 }),
  'traces with ticks nobody cares about': createTask({
    genome: machine({ inputs: 1, outputs: 1, latches: 1, gates: 30 }),
    problem: traces([{ inputs: [[0], [1], [1]], outputs: [[0], [null], [0]] }]),
    islands: 3,
  }),
}

function rowsTask() {
  const rows = Array.from({ length: 40 }, (_, r) => [((r * 37) % 23) / 4, r % 3 ? 'moss' : 'fern'])
  const data = dataSet({ columns: ['size', 'species'], rows }, { bits: 4 })
  return defineTask({ genome: { ...data.shape, gates: 50 }, problem: data })
}

/** The islands of a task after three advances on an executor. */
async function advanceThrice(task: Task, executor: Executor): Promise<readonly Island[]> {
  const engine = built.createEngine(task)
  let islands: readonly Island[] = [0, 1, 2].map((index) => engine.create(5, index))
  for (const evaluations of [400, 1, 800]) {
    const advances = await executor.advance(islands, evaluations)
    islands = advances.map(({ island }) => island)
  }
  return islands
}

const opened: Executor[] = []
afterAll(() => Promise.all(opened.map((executor) => executor.close())))

describe.each(executors.map(({ name }) => name))('%s', (name) => {
  const kind = built.executors.find((executor) => executor.name === name)!

  it.each(Object.keys(tasks))(
    'comes to the same islands on one thread and on three: %s',
    async (of) => {
      const task = tasks[of]!
      expect(kind.canTake(task)).toBe(true)
      const alone = await built.executors[0]!.create(task)
      const one = await kind.create(task, { threads: 1 })
      const three = await kind.create(task, { threads: 3 })
      opened.push(one, three)
      const islands = await advanceThrice(task, alone)
      expect(await advanceThrice(task, one)).toEqual(islands)
      expect(await advanceThrice(task, three)).toEqual(islands)
    },
  )
})

describe('a world', () => {
  const task = createTask({
    ...table,
    islands: 3,
    budget: { evaluations: 8_000_000, stall: 2_000_000 },
  })

  it('is the same in this thread and in threads, and however its way is sliced', async () => {
    const plain = await built.createEngineFor(task)
    const executor = await built.createExecutor(task, { threads: 2 })
    opened.push(executor)
    const threaded = await built.createEngineFor(task, executor)
    const whole = await plain.advance(plain.create(7), Number.MAX_SAFE_INTEGER)
    const [first] = whole.island.state ? [await threaded.advance(threaded.create(7), 1)] : []
    const rest = await threaded.advance(first!.island, Number.MAX_SAFE_INTEGER)
    expect(rest.island).toEqual(whole.island)
    expect([...first!.improvements, ...rest.improvements]).toEqual(whole.improvements)
    expect(whole.island.stopped).toBe('stalled')
  })

  it('counts the evaluations of all islands, and its best is the best of them', async () => {
    const engine = await built.createEngineFor(task)
    const { island: world } = await engine.advance(engine.create(7), 1)
    const { islands } = world.state as { islands: readonly Island[] }
    expect(islands).toHaveLength(3)
    expect(world.evaluations).toBe(islands.reduce((sum, { evaluations }) => sum + evaluations, 0))
    const member = built.createEngine(task)
    const scores = islands.map((island) => member.best(island)!.score)
    for (const score of scores) {
      expect(task.order.compare(engine.best(world)!.score, score)).toBeGreaterThanOrEqual(0)
    }
    expect(scores).toContainEqual(engine.best(world)!.score)
  })

  it('takes back a tick that was interrupted', async () => {
    const engine = await built.createEngineFor(task, {
      name: 'lazy',
      advance: async (islands) => islands.map((island) => ({ island, improvements: [] })),
      close: async () => {},
    })
    const start = engine.create(7)
    expect(await engine.advance(start, 1)).toEqual({ island: start, improvements: [] })
  })

  it('ends at its target in the tick of the first island that reaches it', async () => {
    const aimed = createTask({ ...table, islands: 3, budget: { target: { errors: 0 } } })
    const engine = await built.createEngineFor(aimed)
    const { island: world } = await engine.advance(engine.create(7), Number.MAX_SAFE_INTEGER)
    const { islands } = world.state as { islands: readonly Island[] }
    expect(world.stopped).toBe('target')
    expect(islands.some(({ stopped }) => stopped === 'target')).toBe(true)
  })

  it('evolves a fitness of code in the thread of its caller', async () => {
    const counted = defineTask({
      genome: machine({ inputs: 1, outputs: 1, gates: 10 }),
      fitness: (m) => -m.gates,
      budget: { evaluations: 3000 },
      islands: 2,
    })
    const executor = await built.createExecutor(createTask(counted), { threads: 2 })
    expect(executor.name).toBe('inline')
    const { island } = await built.evolve(counted, { seed: 1, executor })
    expect((island.state as { islands: readonly Island[] }).islands).toHaveLength(2)
  })
})
