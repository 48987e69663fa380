/** Rows of bits as truth tables and cases. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../src/import/csv.ts'
import { readBits } from '../../src/import/csv-bits.ts'
import type { CasesSpec } from '../../src/spec.ts'
import { faultsOf } from '../faults.ts'

const read = (text: string, outputs?: number | string) =>
  readBits(readCsv(new TextEncoder().encode(text), 'bits.csv'), 'bits.csv', outputs)

describe('a CSV of bits', () => {
  it('is a truth table: `x` and missing rows do not matter', () => {
    expect(read('a,b,out\n0,0,0\n1,0,1\n0,1,x\n')).toEqual({
      kind: 'spec',
      ports: { inputs: ['a', 'b'], outputs: ['out'] },
      spec: {
        kind: 'table',
        inputs: 2,
        outputs: 1,
        wanted: Uint32Array.of(0b0010),
        care: Uint32Array.of(0b0011),
      },
    })
  })

  it('has as outputs what follows the columns that count through all rows', () => {
    const { ports } = read('0,0,0,0\n0,1,1,0\n1,0,1,0\n1,1,0,1\n')
    expect(ports).toEqual({ inputs: ['a', 'b'], outputs: ['y0', 'y1'] })
  })

  it('has as outputs what the caller says, by number or by name', () => {
    const text = 'sum,a,b\n0,0,0\n1,1,0\n'
    expect(read(text, 1).ports.outputs).toEqual(['b'])
    expect(read(text, 'sum').ports).toEqual({ inputs: ['a', 'b'], outputs: ['sum'] })
    expect(read(text, ' b, sum').ports).toEqual({ inputs: ['a'], outputs: ['b', 'sum'] })
  })

  it('asks which columns are outputs when it cannot tell', () => {
    expect(faultsOf(() => read('0,0,0\n1,1,1\n1,0,1\n'))).toEqual(['bits.csv import/which-outputs'])
    expect(faultsOf(() => read('p,q\n0,0\n1,1\n', 'r,q,s'))).toEqual([
      'bits.csv: outputs import/unknown-column',
      'bits.csv: outputs import/unknown-column',
    ])
    expect(faultsOf(() => read('p,q\n0,0\n1,1\n', 3))).toEqual([
      'bits.csv: outputs import/bad-outputs',
    ])
  })

  it('tells every bad bit and every contradiction at once', () => {
    expect(faultsOf(() => read('a,b,out\n0,0,0\n0,x,1\n1,1,2\n0,0,1\n'))).toEqual([
      'bits.csv:3: b import/bad-bit',
      'bits.csv:4: out import/bad-bit',
      'bits.csv:5 import/contradiction',
    ])
  })

  it('becomes cases when a table would be much larger than its rows', () => {
    const inputs = Array.from({ length: 30 }, (_, i) => `i${i}`)
    const row = (bit: number) => inputs.map((_, i) => (i === 7 ? bit : 0)).join(',')
    const { spec } = read(`${inputs.join(',')},out\n${row(0)},1\n${row(1)},0\n`) as {
      spec: CasesSpec
    }
    expect(spec.kind).toBe('cases')
    expect(spec.stimulus.cases).toBe(2)
    expect(spec.stimulus.bits[7]).toBe(0b10)
    expect([...spec.wanted]).toEqual([0b01])
    expect([...spec.care]).toEqual([0b11])
  })

  it('means the same in any order of rows', () => {
    const rows = Array.from({ length: 8 }, (_, r) => [
      r & 1,
      (r >> 1) & 1,
      r >> 2,
      r % 3 === 0 ? 1 : 0,
    ])
    const expected = read(rows.join('\n'))
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 8 }), (shuffled) => {
        expect(read(shuffled.join('\n'))).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })
})
