/** Cross-validation of a data set's task. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readTask } from '../../src/task/files.ts'
import { foldTasks, summarizeMeasures } from '../../src/task/folds.ts'
import { reloadTask } from '../../src/task/load.ts'

const example = (name: string, options = {}) =>
  readTask(name, readFileSync(new URL(`../../examples/${name}`, import.meta.url)), options)

describe('fold tasks', () => {
  it('hold every row out once and say how many', () => {
    const tasks = foldTasks(example('iris.csv', { gates: 60 }), 5)
    expect(tasks.map(({ name }) => name)).toEqual([1, 2, 3, 4, 5].map((n) => `iris-${n}of5`))
    for (const task of tasks) {
      expect(task.gates).toBe(60)
      const measures = task.measure!(task.genome.decode(task.genome.nth(0n)))
      expect(measures).toMatchObject({ heldOutRows: 30, trainingRows: 120 })
    }
    expect(new Set(tasks.map(({ digest }) => digest)).size).toBe(5)
  })

  it('are had again from what a run kept', async () => {
    const task = foldTasks(example('iris.csv', { bits: 3 }), 4)[2]!
    const again = await reloadTask(task.source, task.options)
    expect(again.name).toBe('iris-3of4')
    expect(again.digest).toBe(task.digest)
    expect(example('iris.csv', { bits: 3, folds: 4, fold: 2 }).digest).toBe(task.digest)
  })

  it('need rows', () => {
    expect(() => foldTasks(example('full-adder.pla'), 5)).toThrowError(/labelled rows/)
  })
})

describe('a summary of measures', () => {
  it('is the mean and the sample deviation of what all have', () => {
    const summary = summarizeMeasures([{ accuracy: 0.5, rows: 1 }, { accuracy: 1 }])
    expect(summary).toEqual({ accuracy: { mean: 0.75, deviation: Math.sqrt(0.125) } })
    expect(summarizeMeasures([{ accuracy: 1 }])).toEqual({ accuracy: { mean: 1, deviation: 0 } })
    expect(summarizeMeasures([])).toEqual({})
  })
})
