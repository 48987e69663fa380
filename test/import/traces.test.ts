/** Traces as JSON Lines. */
import { describe, expect, it } from 'vitest'
import { readTraces } from '../../src/import/traces.ts'
import { faultsOf } from '../faults.ts'

const read = (text: string) => readTraces(new TextEncoder().encode(text), 'a.jsonl')

describe('a trace file', () => {
  it('is one case a line; what is null or after the end does not matter', () => {
    const lines = [
      '{ "inputNames": ["push"], "outputNames": ["light"] }',
      '{ "inputs": [[1], [0], [1]], "outputs": [[1], [null], [0]] }',
      '',
      '{ "inputs": [[0]], "outputs": [[1]] }',
    ]
    expect(read(lines.join('\n'))).toEqual({
      kind: 'spec',
      ports: { inputs: ['push'], outputs: ['light'] },
      spec: {
        kind: 'cases',
        stimulus: { inputs: 1, ticks: 3, cases: 2, words: 1, bits: Uint32Array.of(1, 0, 1) },
        outputs: 1,
        wanted: Uint32Array.of(3, 0, 0),
        care: Uint32Array.of(3, 0, 1),
      },
    })
  })

  it('has plain names where it gives none', () => {
    const { ports } = read('{"outputNames":["q"]}\n{"inputs":[[0,1]],"outputs":[[1]]}')
    expect(ports).toEqual({ inputs: ['a', 'b'], outputs: ['q'] })
  })

  it('tells every fault with line and column', () => {
    const lines = [
      '{"inputs": [[1], [2]], "outputs": [[1], [0]]}',
      '{"inputs": [[1]], "output": [[1]]}',
      '{"inputs": [[1]], "outputs": [[1]]',
      '{"inputs": [[1], [0, 1]], "outputs": [[1]]}',
      '{"inputs": [[1, 0]], "outputs": [[1]]}',
    ]
    expect(faultsOf(() => read(lines.join('\n')))).toEqual([
      'a.jsonl:1:19: inputs[1][0] import/wrong-type',
      'a.jsonl:2:1: outputs import/missing',
      'a.jsonl:2:19 import/unknown-field',
      'a.jsonl:3:35 import/syntax',
      'a.jsonl:4: outputs import/uneven-trace',
      'a.jsonl:4: inputs[1] import/uneven-trace',
      'a.jsonl:5: inputs[0] import/uneven-trace',
    ])
  })

  it('is refused without sequences, without outputs, or with other numbers of names', () => {
    expect(faultsOf(() => read('\n'))).toEqual(['a.jsonl import/empty'])
    expect(faultsOf(() => read('{"inputNames":["a"]}\n'))).toEqual(['a.jsonl import/empty'])
    expect(faultsOf(() => read('{"inputs":[[1]],"outputs":[[]]}'))).toEqual([
      'a.jsonl:1: outputs[0] import/uneven-trace',
    ])
    expect(
      faultsOf(() => read('{"inputNames":["a","a"]}\n{"inputs":[[1]],"outputs":[[1]]}')),
    ).toEqual(['a.jsonl:1: inputNames import/bad-names', 'a.jsonl:1:1 import/duplicate-name'])
  })
})
