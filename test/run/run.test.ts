import { describe, expect, it } from 'vitest'
import type { Island } from '../../src/island.ts'
import { truthTable } from '../../src/problem/table.ts'
import { digestIsland } from '../../src/run/checkpoint.ts'
import type { JournalEntry } from '../../src/run/store.ts'
import {
  isReproducible,
  type RunEvent,
  type RunOptions,
  type RunResult,
  run,
} from '../../src/run.ts'
import { defineTask, machine } from '../../src/task/define.ts'
import { createTask } from '../../src/task.ts'

const definition = defineTask({
  name: 'half-adder',
  genome: machine({ inputs: ['a', 'b'], outputs: ['sum', 'carry'], gates: 15 }),
  problem: truthTable(([a, b]) => [a! ^ b!, a! & b!]),
  budget: { evaluations: 20_000, stall: 3000 },
})
const task = createTask(definition)

async function collect(options: RunOptions = {}, of = task) {
  const events: RunEvent[] = []
  const running = run(of, options)
  for (;;) {
    const { value, done } = await running.next()
    if (done) return { events, result: value as RunResult }
    events.push(value as RunEvent)
  }
}

/** Noisy where there are gates enough, and failing now and then. */
const moody = defineTask({
  name: 'moody',
  genome: machine({ inputs: 2, outputs: 1, gates: 16 }),
  fitness(m, { seed }) {
    if (seed % 7 === 0) throw new Error('no luck')
    return m.gates + (m.gates > 7 ? seed / 2 ** 33 : 0)
  },
  search: { name: 'genetic', population: 8 },
  budget: { evaluations: 400 },
})

describe('a run', () => {
  it.each([1, 3])(
    'tells the same in the same order, however slow the clock, with %i islands',
    async (islands) => {
      const told = async (step: number) => {
        let time = 0
        const now = () => {
          time += step
          return time
        }
        const { events } = await collect({ now, seed: 3 }, createTask({ ...moody, islands }))
        return events.filter(isReproducible)
      }
      // Generation by generation, and in slices that are as long as they get.
      const wanted = await told(1000)
      expect(wanted.map(({ type }) => type)).toEqual(
        expect.arrayContaining(['improved', 'failure', 'noisy']),
      )
      expect(await told(0)).toEqual(wanted)
      expect(await told(1)).toEqual(wanted)
    },
  )

  it('tells how it started, what became better, how it goes and why it stopped', async () => {
    const { events, result } = await collect({ seed: 3 })
    expect(events[0]).toMatchObject({ type: 'started', task: 'half-adder', seed: 3, resumedAt: 0 })
    expect(events.at(-1)).toMatchObject({ type: 'stopped', reason: 'stalled', isSolved: true })
    expect(result.best?.score).toEqual([0, 5, 3])
    const solved = events.find((event) => event.type === 'improved' && event.isSolved)
    expect(solved).toMatchObject({ score: { errors: 0 } })
  })

  it('tells the same reproducible events for the same seed, however fast the clock goes', async () => {
    let time = 0
    const jumping = { now: () => (time += 17) }
    const slow = (await collect(jumping)).events.filter(isReproducible)
    const fast = (await collect()).events.filter(isReproducible)
    expect(slow).toEqual(fast)
    expect(slow.length).toBeGreaterThan(2)
  })

  it('marks the same milestones however it is sliced, by powers of two of evaluations', async () => {
    let time = 0
    const marked = async (options: RunOptions) => {
      const { events } = await collect(options, task)
      return events.filter(({ type }) => type === 'milestone')
    }
    const milestones = await marked({})
    expect(milestones).toMatchObject([
      { evaluations: 1024, generation: 64 },
      { evaluations: 2048, generation: 128 },
      { evaluations: 4096, generation: 256 },
    ])
    expect(new Set(milestones.map((each) => 'state' in each && each.state)).size).toBe(3)
    expect(await marked({ now: () => (time += 900) })).toEqual(milestones)
  })

  it('ends when the time is up, with what it has', async () => {
    let time = 0
    const timed = createTask(definition, { budget: { timeMs: 50 } })
    const { result } = await collect({ now: () => (time += 20) }, timed)
    expect(result.reason).toBe('time')
    expect(result.best).toBeDefined()
  })

  it('ends at once when it is aborted before it starts', async () => {
    const { result } = await collect({ signal: AbortSignal.abort() })
    expect(result).toMatchObject({ reason: 'interrupted', best: undefined })
  })

  it('hands its store the journal and, at the end, the last island', async () => {
    const journal: JournalEntry[] = []
    const islands: Island[] = []
    const kept: Island[] = []
    const store = {
      append: async (entry: JournalEntry) => void journal.push(entry),
      checkpoint: async (island: Island) => void islands.push(island),
      keep: async (island: Island) => void kept.push(island),
    }
    const { events, result } = await collect({ store })
    expect(journal).toEqual(events.filter(isReproducible))
    expect(islands.at(-1)).toEqual(result.island)
    const states = events.flatMap((event) => (event.type === 'milestone' ? [event.state] : []))
    expect(kept.map(digestIsland)).toEqual(states)
  })
})
