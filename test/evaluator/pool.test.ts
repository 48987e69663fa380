/** The order in which evaluations are done, and by how many, changes nothing. */
import { describe, expect, it } from 'vitest'
import type { ApartListener } from '../../src/evaluator/apart.ts'
import type { Batch } from '../../src/evaluator/child/answer.ts'
import { containTask } from '../../src/evaluator/contain.ts'
import { createFunctionDialect } from '../../src/evaluator/functions.ts'
import { createPool } from '../../src/evaluator/pool.ts'
import { openSession } from '../../src/evaluator/session.ts'
import { createTask, defineTask, machine } from '../../src/index.ts'
import { createEngine } from '../../src/island/engine.ts'
import { createRng } from '../../src/random.ts'

const genome = machine({ inputs: 2, outputs: 1, gates: 5 })
const task = createTask(
  defineTask({ genome, fitness: () => 0, search: { name: 'genetic', population: 12 } }),
)

/**
 * Something apart that answers in an order of its own: each of its lines waits in one queue with those
 * of all others, which is drawn from by chance. Some machines throw, and some end it.
 */
function createScheduler(seed: number) {
  const rng = createRng(seed)
  const queue: (() => void)[] = []
  let isRunning = false

  function later(step: () => void): void {
    queue.push(step)
    if (isRunning) return
    isRunning = true
    queueMicrotask(async () => {
      while (queue.length > 0) {
        queue.splice(rng.below(queue.length), 1)[0]!()
        for (let k = rng.below(3); k > 0; k--) await undefined
      }
      isRunning = false
    })
  }

  const outcomeOf = (seedOf: number) => {
    if (seedOf % 11 === 0) return { fault: { kind: 'threw', text: `no luck with ${seedOf}` } }
    return { score: [seedOf % 1000] }
  }

  function start({ onLine, onEnd }: ApartListener) {
    let isOver = false
    const say = (message: object) => {
      if (!isOver) onLine(JSON.stringify(message))
    }
    let isFirst = true
    function answer({ requests }: Batch, at: number): void {
      if (isOver) return
      const request = requests[at]
      if (!request) {
        say({ type: 'done' })
        return
      }
      if (request.seed % 13 === 0) {
        onEnd({ kind: 'crashed', text: 'SIGKILL' })
        return
      }
      say({ type: 'outcome', at, outcome: outcomeOf(request.seed) })
      later(() => answer({ requests }, at + 1))
    }
    return {
      send(line: string) {
        const isHello = isFirst
        isFirst = false
        const batch = JSON.parse(line) as Batch
        later(() => (isHello ? say({ type: 'ready', isWhole: false }) : answer(batch, 0)))
      },
      kill() {
        isOver = true
      },
    }
  }
  return start
}

async function evolve(workers: number, order: number) {
  const custom = task.problem.custom!
  const hello = { library: '', form: custom.form }
  const start = createScheduler(order)
  let now = 0
  const rng = createRng(order).split('clock')
  const pool = createPool({
    ...{ name: 'test', workers, batchMax: 64, hasSpare: true },
    // A clock that jumps: batches are cut in every way.
    now: () => {
      now += rng.below(40)
      return now
    },
    open: () => openSession(start, createFunctionDialect(hello), 60_000, () => 0),
  })
  const engine = createEngine(containTask(task, custom, pool))
  const { island } = await engine.advance(engine.create(7), 100)
  await pool.close()
  return island
}

describe('a pool', () => {
  it('comes to the same island in 500 orders, with 1, 2, 4 and 8 workers', async () => {
    const wanted = await evolve(1, 0)
    expect(wanted.evaluations).toBeGreaterThanOrEqual(100)
    expect(wanted.failures).toEqual({
      threw: expect.any(Number),
      crashed: expect.any(Number),
    })
    for (let order = 1; order <= 500; order++) {
      const workers = [1, 2, 4, 8][order % 4]!
      expect(await evolve(workers, order), `order ${order}, ${workers} workers`).toEqual(wanted)
    }
  })
})
