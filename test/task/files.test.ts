/** Files as tasks: each example, the options of each kind, and how a task is had again. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type FileOptions, readTask } from '../../src/task/files.ts'
import { reloadTask } from '../../src/task/load.ts'
import { faultsOf } from '../faults.ts'

const example = (name: string, options?: FileOptions) =>
  readTask(name, readFileSync(new URL(`../../examples/${name}`, import.meta.url)), options)
const read = (file: string, text: string, options?: FileOptions) =>
  readTask(file, new TextEncoder().encode(text), options)

describe('an example', () => {
  it.each([
    ['full-adder.pla', 'truth-table', 'table', 3, ['sum', 'carryOut'], 0],
    [
      'seven-segment.truth',
      'truth-table',
      'table',
      4,
      ['y0', 'y1', 'y2', 'y3', 'y4', 'y5', 'y6'],
      0,
    ],
    ['multiplier-2.csv', 'truth-table', 'table', 4, ['p0', 'p1', 'p2', 'p3'], 0],
    ['comparator.aag', 'match', 'machine', 4, ['greater', 'equal'], 0],
    ['counter.blif', 'match', 'machine', 1, ['low', 'high', 'full'], 2],
    ['gray-counter.v', 'match', 'machine', 1, ['code[0]', 'code[1]'], 2],
    ['parity.jsonl', 'traces', 'cases', 1, ['odd'], 4],
    ['majority.task.json', 'truth-table', 'table', 5, ['most'], 0],
    ['iris.csv', 'data-set', undefined, 24, ['is_setosa', 'is_versicolor'], 0],
    ['wine.csv', 'data-set', undefined, 78, ['is_class_0', 'is_class_1'], 0],
    ['breast_cancer.csv', 'data-set', undefined, 180, ['is_malignant'], 0],
  ])('is read: %s', (file, problem, spec, inputs, outputs, latches) => {
    const task = example(file)
    expect(task.name).toBe(file.replace(/(\.task)?\.\w+$/, ''))
    expect(task.problem.name).toBe(problem)
    expect(task.spec?.kind).toBe(spec)
    expect(task.ports.inputs).toHaveLength(inputs)
    expect(task.ports.outputs).toEqual(outputs)
    expect(task.latches).toBe(latches)
  })

  it('has at most 300 gates when it is a data set', () => {
    expect(example('iris.csv').gates).toBeLessThanOrEqual(300)
    expect(example('wine.csv').gates).toBeLessThanOrEqual(300)
  })
})

describe('a file', () => {
  it('takes the options of a task, and keeps its own with its content', () => {
    const options = { target: 'species', bits: 2, gates: 50, budget: { evaluations: 10 } }
    const task = example('iris.csv', options)
    expect(task.gates).toBe(50)
    expect(task.budget.evaluations).toBe(10)
    expect(task.source).toMatchObject({
      kind: 'text',
      file: 'iris.csv',
      options: { target: 'species', bits: 2 },
    })
  })

  it.each(['iris.csv', 'parity.jsonl', 'counter.blif', 'majority.task.json'])(
    'is had again from what a run kept: %s',
    async (file) => {
      const task = example(file, { gates: 77 })
      const again = await reloadTask(task.source, task.options)
      expect(again.digest).toBe(task.digest)
      expect(again.ports).toEqual(task.ports)
    },
  )

  it('becomes data when a column has no bit, or when it has a target', () => {
    expect(read('a.csv', '0,0\n1,1\n').problem.name).toBe('truth-table')
    expect(read('a.csv', '0,0\n1,1\n', { target: 'last' }).problem.name).toBe('data-set')
    expect(read('a.csv', '0.5,0\n1.5,1\n').problem.name).toBe('data-set')
    expect(faultsOf(() => read('a.csv', '0,0\n1,1\n2,0\n', { outputs: 1 }))).toEqual([
      'a.csv:3: column 1 import/bad-bit',
    ])
  })

  it('is refused with options that mean nothing to it', () => {
    expect(faultsOf(() => read('a.pla', '', { target: 'x', bits: 3 }))).toEqual([
      'a.pla: target task/unused-option',
      'a.pla: bits task/unused-option',
    ])
    expect(faultsOf(() => read('a.csv', '', { fold: 1 }))).toEqual(['a.csv: fold task/bad-fold'])
    expect(faultsOf(() => read('a.csv', '', { folds: 3, fold: 3 }))).toEqual([
      'a.csv: fold task/bad-fold',
    ])
  })

  it('is refused when nobody reads its kind', () => {
    expect(faultsOf(() => read('folder.x/adder', ''))).toEqual([
      'folder.x/adder task/unknown-format',
    ])
    expect(() => read('adder.cvs', '')).toThrowError(/Did you mean \.csv\?/)
  })
})
