/**
 * Damaged files for everything that becomes a task: 100 000 each, read and built up to the task; of each format.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type FileOptions, readTask } from '../../src/task/files.ts'
import { fuzzReader } from './mutate.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const example = (name: string) =>
  readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8')
const head = (text: string, lines: number) => text.split('\n').slice(0, lines).join('\n')
const json = (task: object) => bytes(JSON.stringify(task, null, 2))

const fuzz = (name: string, ending: string, seeds: Uint8Array[], options: FileOptions = {}) => {
  const read = (content: Uint8Array) => readTask(`fuzz${ending}`, content, options)
  for (const seed of seeds) read(seed)
  // Both kinds of .csv are one format.
  const inputs = ending === '.csv' && !process.env.NANDERTAL_FUZZ_INPUTS ? 50_000 : undefined
  // A task may ask for 2²⁰ gates, whose genome takes a while to be laid out.
  return fuzzReader(name, read, seeds, undefined, { inputs, timeLimitMs: 300 })
}

// A hundred thousand inputs take longer where other work goes on.
const timeout = 600_000

describe('damaged tasks', { timeout }, () => {
  it('are refused with a UsageError or read: csv of bits', () => {
    const seeds = [
      bytes('a,b,out\n0,0,0\n0,1,1\n1,0,1\n1,1,x\n'),
      bytes('0;0;1\n1;0;0\n0;1;0\n1;1;1\n'),
      bytes('in\tout1\tout2\r\n0\t1\t-\r\n1\t0\t1\r\n'),
      bytes(example('multiplier-2.csv')),
    ]
    const report = fuzz('csv-bits', '.csv', seeds)
    expect(report.accepted).toBeGreaterThan(0)
  })

  it('are refused with a UsageError or read: csv of labelled rows', () => {
    const seeds = [
      bytes(`${head(example('iris.csv'), 4)}\n6.1,2.9,4.7,1.4,versicolor\n`),
      bytes('3,2,no,yes\n1.5,2,0\n2.5,?,1\n-1e3,7,0\n'),
      bytes('"colour";"size";"class"\n"red, dark";1;a\nblue;NA;b\nred;3;a\n'),
    ]
    const report = fuzz('csv-labelled', '.csv', seeds, { target: 'last', bits: 3 })
    expect(report.accepted).toBeGreaterThan(0)
  })

  it('are refused with a UsageError or read: traces', () => {
    const seeds = [
      bytes(
        '{"inputs":[[0,1],[1,1]],"outputs":[[1],[null]]}\n{"inputs":[[1,0]],"outputs":[[0]]}\n',
      ),
      bytes(
        '{"inputNames":["a"],"outputNames":["y"]}\n{"inputs":[[0],[1],[1]],"outputs":[[1],[0],[0]]}\n',
      ),
    ]
    const report = fuzz('jsonl', '.jsonl', seeds)
    expect(report.accepted).toBeGreaterThan(0)
  })

  it('are refused with a UsageError or read: declarative tasks', () => {
    const seeds = [
      json({
        name: 'or',
        machine: { inputs: ['a', 'b'], outputs: ['y'], gates: 9 },
        problem: { truthTable: ['1- -> 1', '01 -> 1', '00 -> x'] },
      }),
      json({
        problem: { expressions: { s: 'a ^ (b & ~c)', t: '!a | d[3] & 1' } },
        search: { name: 'genetic' },
        budget: { evaluations: 1000, target: { errors: 0 } },
      }),
      json({
        problem: {
          automaton: {
            transitions: ['a 0 -> a 0', 'a 1 -> b 1', 'b - -> a -'],
            ticks: 9,
            labels: 'last',
          },
        },
      }),
      json({ problem: { sequences: [{ inputs: [[0], [1]], outputs: [[1], [null]] }] } }),
      json({
        problem: {
          data: {
            columns: ['x', 'c'],
            rows: [
              [1.5, 'a'],
              [null, 'b'],
              [2, 'a'],
            ],
          },
        },
      }),
    ]
    const report = fuzz('task-json', '.task.json', seeds)
    expect(report.accepted).toBeGreaterThan(0)
  })
})
