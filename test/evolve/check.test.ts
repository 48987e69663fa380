/** A check tells of each mistake that was planted, and of none where there is none. */
import { describe, expect, it } from 'vitest'
import {
  checkTask,
  createTask,
  defineTask,
  type Machine,
  machine,
  type TaskDefinition,
} from '../../src/index.ts'
import { builtinTasks } from '../../src/tasks/index.ts'

const genome = machine({ inputs: 2, outputs: 1, gates: 8 })
const right = (m: Machine) =>
  [0, 1, 2, 3].filter((row) => m.step([row & 1, row >> 1])[0] === (row === 3 ? 1 : 0)).length

const findingsOf = async (task: TaskDefinition) =>
  (await checkTask(createTask(task))).findings.map(({ level, what }) => `${level} ${what}`)

let calls = 0
const planted: readonly (readonly [string, TaskDefinition])[] = [
  [
    'fault threw',
    defineTask({
      genome,
      fitness: () => {
        throw new Error('no power')
      },
    }),
  ],
  [
    'warning threw',
    defineTask({
      genome,
      fitness: (m) => {
        if (m.gates === 0) throw new Error('nothing there')
        return right(m)
      },
    }),
  ],
  ['fault bad-value', defineTask({ genome, fitness: () => Number.NaN })],
  ['fault noisy', defineTask({ genome, fitness: (m) => right(m) + calls++ / 1e6 })],
  [
    'warning seeded-noise',
    defineTask({ genome, fitness: (m, { seed }) => right(m) + seed / 2 ** 33 }),
  ],
  ['warning ignores-machine', defineTask({ genome, fitness: () => 3 })],
  ['warning solved-by-nothing', defineTask({ genome, fitness: right, target: 3 })],
  [
    'warning direction',
    defineTask({
      genome,
      objectives: { errors: 'max' },
      fitness: (m) => ({ errors: 4 - right(m) }),
    }),
  ],
  ['warning impossible', defineTask({ genome, fitness: (m) => right(m) - (m.gates ? 0 : 1e308) })],
]

describe('a check', () => {
  it.each(planted)('finds: %s', async (finding, task) => {
    expect(await findingsOf(task)).toEqual([finding])
  })

  it('finds nothing in a task that is as it should be', async () => {
    expect(await findingsOf(defineTask({ genome, fitness: right, target: 4 }))).toEqual([])
    for (const name of ['full-adder', 'counter-3', 'parity-stream', 'maze']) {
      expect(await findingsOf(await builtinTasks[name]!.load()), name).toEqual([])
    }
  })

  it('says what was seen', async () => {
    const { findings } = await checkTask(createTask(planted[0]![1]))
    expect(findings[0]!.text).toMatch(/11 of 11 machines: Error: no power, .*check\.test\.ts:\d+/)
  })
})
