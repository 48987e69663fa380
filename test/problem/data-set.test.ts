/** Labelled rows: what is learned from, what is held out, and what is measured. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { popcount } from '../../src/bits.ts'
import { createMachine } from '../../src/kernel/machine.ts'
import { createBuilder } from '../../src/netlist/build.ts'
import { type Encoder, encoderBits, type RawValue } from '../../src/netlist/encoder.ts'
import { encoderInputNames } from '../../src/netlist/ports.ts'
import { fitThresholds, roundBetween } from '../../src/problem/data-set/encode.ts'
import { balance } from '../../src/problem/data-set/pack.ts'
import { foldRows, holdOutRows } from '../../src/problem/data-set/split.ts'
import type { DataTable } from '../../src/problem/data-set/table.ts'
import { dataSet } from '../../src/problem/data-set.ts'
import { createRng } from '../../src/random.ts'
import { randomNetlist } from '../arbitrary.ts'
import { faultsOf } from '../faults.ts'

const flowers: DataTable = {
  columns: ['length', 'colour', 'class'],
  rows: [
    [1, 'red', 'a'],
    [2, 'red', 'a'],
    ['3', 'blue', 'b'],
    [4, '?', 'b'],
    [Number.NaN, 'green', 'b'],
    [6, 'red', 'c'],
  ],
}

/** Tables of two numbers and a category with missing values, each with two or three classes. */
const tables: fc.Arbitrary<DataTable> = fc
  .array(
    fc.tuple(
      fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant('NA')),
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      fc.constantFrom('red', 'blue', '', 'green'),
      fc.constantFrom('x', 'y', 'z'),
    ),
    { minLength: 6, maxLength: 60 },
  )
  .filter((rows) => new Set(rows.map((row) => row[3])).size > 1)
  .filter((rows) => new Set(rows.map((row) => row[1])).size === rows.length)
  .map((rows) => ({ rows: rows as RawValue[][] }))

const seeds = fc.nat(1000)

/** A classifier that answers `yes` when any of its input bits is 1. */
function anyBit(encoder: Encoder) {
  const builder = createBuilder(encoderBits(encoder))
  const bits = Array.from({ length: encoderBits(encoder) }, (_, i) => builder.input(i))
  const netlist = builder.build([bits.reduce((any, bit) => builder.or(any, bit), builder.zero)])
  const decoder = { classes: ['yes', 'no'] }
  const ports = { inputs: encoderInputNames(encoder), outputs: ['yes'], encoder, decoder }
  return createMachine(netlist, ports)
}

describe('a value that is missing', () => {
  const number = anyBit({ columns: [{ kind: 'number', name: 'n', thresholds: [-1] }] })
  const text = anyBit({
    columns: [{ kind: 'category', name: 'c', categories: ['null', 'NA', 'x'] }],
  })

  it.each<[string, RawValue]>([
    ...['', ' ', '?', 'NA', 'n/a', 'nan', 'null'].map((word): [string, RawValue] => [word, word]),
    ['null', null],
    ['NaN', Number.NaN],
  ])('is no bit of its column: %j', (_, value) => {
    expect(number.classify([value])).toBe('no')
    expect(text.classify([value])).toBe('no')
  })

  it('may also be what is not in the row', () => {
    expect(number.classify([])).toBe('no')
    expect(number.classify([0])).toBe('yes')
    expect(number.classify(['0'])).toBe('yes')
    expect(text.classify(['x'])).toBe('yes')
  })
})

describe('a data set', () => {
  it('refuses texts that no champion could keep, with their lines', () => {
    const rows = [
      ['a\nb', 'x'],
      ['c', 'y\t'],
      ['d'.repeat(201), 'z'],
    ]
    const table = { columns: ['colour', 'class'], rows, lines: [2, 4, 5] }
    expect(faultsOf(() => dataSet(table, { file: 'rows.csv' }))).toEqual([
      'rows.csv:2: colour data/bad-text',
      'rows.csv:4: class data/bad-text',
      'rows.csv:5: colour data/bad-text',
    ])
    const named = { columns: ['col\u001bour', 'class'], rows: [['a', 'x']] }
    expect(faultsOf(() => dataSet(named))).toEqual(['data: the name of column 1 data/bad-text'])
  })

  it('makes thermometers of numbers, one-hot bits of texts and priorities of classes', () => {
    const { shape } = dataSet(flowers, { holdOut: 0, bits: 2 })
    expect(shape.ports).toEqual({
      inputs: ['length>2.5', 'length>3.5', 'colour=red', 'colour=blue', 'colour=green'],
      outputs: ['is_a', 'is_b'],
      encoder: {
        columns: [
          { kind: 'number', name: 'length', thresholds: [2.5, 3.5] },
          { kind: 'category', name: 'colour', categories: ['red', 'blue', 'green'] },
        ],
      },
      decoder: { classes: ['a', 'b', 'c'] },
    })
  })

  it('cares only for the outputs that decide a class, and weighs classes the same', () => {
    const { shape, build } = dataSet(flowers, { holdOut: 0, blur: 0 })
    const { cases, weights, errorsMax } = build(shape).problem.packed!
    expect(cases.stimulus.words).toBe(3)
    expect([...cases.care]).toEqual([0b11, 0b111, 0b1, 0, 0b111, 0b1])
    expect([...cases.wanted]).toEqual([0b11, 0, 0, 0, 0b111, 0])
    expect([...weights!]).toEqual([3, 2, 6])
    expect(errorsMax).toBe(18)
  })

  it('takes the target by name, by number, or as the last column', () => {
    expect(dataSet(flowers, { target: 'class' }).rows.target).toBe('class')
    expect(dataSet(flowers).rows.target).toBe('class')
    const { rows } = dataSet(
      {
        rows: [
          ['a', 1],
          ['b', 2],
        ],
      },
      { target: 1 },
    )
    expect(rows.classes).toEqual(['a', 'b'])
  })

  it('names classes as the file does', () => {
    const rows = [
      ['1', '1'],
      ['2', '0'],
      ['3', '1'],
    ]
    const { rows: read } = dataSet({ rows, classes: ['no', 'yes'] }, { holdOut: 0 })
    expect(read.classes).toEqual(['yes', 'no'])
  })

  it('tells every fault at once', () => {
    expect(faultsOf(() => dataSet(flowers, { target: 'clas' }))).toEqual([
      'data: target data/unknown-target',
    ])
    const rows = [[1, 'a'], [2, null], [3], [4, 'b']]
    expect(faultsOf(() => dataSet({ rows }))).toEqual(['data: row 3 data/ragged-row'])
    const open = [
      [1, 'a'],
      [2, null],
      [3, '?'],
      [4, 'b'],
    ]
    expect(faultsOf(() => dataSet({ rows: open, lines: [3, 4, 6, 7] }))).toEqual([
      'data:4: c2 data/no-label',
      'data:6: c2 data/no-label',
    ])
    expect(
      faultsOf(() =>
        dataSet({
          rows: [
            [1, 'a'],
            [2, 'a'],
          ],
        }),
      ),
    ).toEqual(['data: c2 data/bad-target'])
    expect(
      faultsOf(() =>
        dataSet({
          rows: [
            [1, 'a'],
            [1, 'b'],
          ],
        }),
      ),
    ).toEqual(['data data/nothing-varies'])
    expect(faultsOf(() => dataSet(flowers, { bits: 0 }))).toEqual(['data: bits data/bad-option'])
    expect(faultsOf(() => dataSet(flowers).folds(1))).toEqual(['data: folds data/bad-option'])
  })

  it('measures what a machine answers to each raw row, one by one', () => {
    fc.assert(
      fc.property(tables, seeds, (table, seed) => {
        const source = dataSet(table, { seed, blur: 0, holdOut: 0.25 })
        const { ports } = source.shape
        const built = source.build(source.shape)
        const shape = { inputs: ports.inputs.length, outputs: ports.outputs.length }
        const netlist = randomNetlist({ ...shape, latches: 0, gates: 20 }, seed)
        const machine = createMachine(netlist, ports)
        const { training, heldOut } = source.split
        const isRight = (row: number) => {
          const raw = table.rows[row]!.map((value) => (value === 'NA' ? Number.NaN : value))
          return machine.classify(raw.slice(0, -1) as (number | string)[]) === raw.at(-1)
        }
        const measures = built.measure!(netlist)
        expect(measures.trainAccuracy).toBeCloseTo(
          training.filter(isRight).length / training.length,
        )
        if (heldOut.length > 0) {
          expect(measures.heldOutAccuracy).toBeCloseTo(
            heldOut.filter(isRight).length / heldOut.length,
          )
        }
        expect(measures.encoderBits).toBe(encoderBits(ports.encoder!))
        const context = { generation: 0, rng: createRng(0) }
        const [[balanced]] = built.problem.evaluate([netlist], context) as [[number]]
        expect(balanced).toBeCloseTo(measures.trainBalancedAccuracy!, 6)
      }),
      { numRuns: 100 },
    )
  })

  it('gives the machine that always says the commonest class 1/K', () => {
    const { split, shape, build } = dataSet(flowers, { holdOut: 0, blur: 0 })
    const netlist = {
      ...randomNetlist({ inputs: shape.ports.inputs.length, latches: 0, gates: 0, outputs: 2 }, 1),
      outputs: Uint32Array.of(0, 0),
    }
    expect(split.training).toHaveLength(6)
    expect(build(shape).measure!(netlist).trainBalancedAccuracy).toBeCloseTo(1 / 3)
  })

  it('fits its thresholds and categories to training rows only', () => {
    fc.assert(
      fc.property(tables, seeds, (table, seed) => {
        const source = dataSet(table, { seed, holdOut: 0.3 })
        const held = new Set(source.split.heldOut)
        const noise = table.rows.map((row, r) =>
          held.has(r) ? [99, -1e6 - r, 'violet', row[3]!] : row,
        )
        expect(dataSet({ rows: noise }, { seed, holdOut: 0.3 }).shape).toEqual(source.shape)
      }),
      { numRuns: 50 },
    )
  })
})

describe('splits', () => {
  const labels = fc.array(fc.nat(3), { minLength: 4, maxLength: 100 }).map((list) => {
    const order = [...new Set(list)]
    return list.map((label) => order.indexOf(label))
  })

  it('hold out the same share of every class and keep a row of each', () => {
    fc.assert(
      fc.property(
        labels,
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        seeds,
        (list, part, seed) => {
          const { training, heldOut } = holdOutRows(list, part, seed)
          expect([...training, ...heldOut].sort((a, b) => a - b)).toEqual(list.map((_, row) => row))
          for (const label of new Set(list)) {
            const count = list.filter((other) => other === label).length
            const held = heldOut.filter((row) => list[row] === label).length
            expect(held).toBe(Math.min(count - 1, Math.round(part * count)))
          }
        },
      ),
    )
  })

  it('hold every row out in exactly one fold, each class evenly', () => {
    fc.assert(
      fc.property(labels, fc.integer({ min: 2, max: 4 }), seeds, (list, k, seed) => {
        const folds = foldRows(list, k, seed)
        const held = folds.flatMap(({ heldOut }) => heldOut)
        expect(held.sort((a, b) => a - b)).toEqual(list.map((_, row) => row))
        for (const { training, heldOut } of folds) {
          expect(training.length + heldOut.length).toBe(list.length)
          for (const label of new Set(list)) {
            const count = list.filter((other) => other === label).length
            const share = heldOut.filter((row) => list[row] === label).length
            expect(Math.abs(share - count / k)).toBeLessThan(1)
          }
        }
      }),
    )
  })

  it('depend on the seed of the data alone', () => {
    const list = Array.from({ length: 50 }, (_, row) => row % 2)
    expect(holdOutRows(list, 0.2, 1)).toEqual(holdOutRows(list, 0.2, 1))
    expect(holdOutRows(list, 0.2, 1)).not.toEqual(holdOutRows(list, 0.2, 2))
  })
})

describe('thresholds', () => {
  it('lie at round numbers between quantiles', () => {
    const values = Array.from({ length: 100 }, (_, i) => i / 10)
    expect(fitThresholds(values, 3)).toEqual([2.45, 4.95, 7.45])
    expect(fitThresholds([5, 5, 5], 4)).toEqual([])
    expect(fitThresholds([1, 2, 2, 1000], 4)).toEqual([1.5, 500])
  })

  it('tell every pair of neighbouring values apart', () => {
    const value = fc.double({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(value, value, (a, b) => {
        fc.pre(a !== b)
        const [low, high] = a < b ? [a, b] : [b, a]
        const threshold = roundBetween(low, high)
        expect(low > threshold).toBe(false)
        expect(high > threshold).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('increase and are as many as asked for where there are values enough', () => {
    const lists = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 80 })
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 9 }), (values, bits) => {
        const thresholds = fitThresholds(values, bits)
        expect(thresholds).toEqual([...thresholds].sort((a, b) => a - b))
        expect(thresholds).toHaveLength(Math.min(bits, new Set(values).size - 1))
      }),
    )
  })
})

describe('weights', () => {
  it('make every class count the same, exactly where numbers are small', () => {
    expect(balance([2, 3, 1])).toEqual([3, 2, 6])
    expect(balance([40, 0, 40])).toEqual([1, 0, 1])
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 2, maxLength: 64 }),
        (counts) => {
          const products = balance(counts).map((weight, c) => weight * counts[c]!)
          expect(Math.max(...products) / Math.min(...products)).toBeLessThan(1.001)
          expect(products.reduce((sum, product) => sum + product, 0)).toBeLessThan(2 ** 31)
        },
      ),
    )
  })

  it('count as many lanes as there are rows and copies', () => {
    const { shape, build, split } = dataSet(flowers, { holdOut: 0 })
    const { cases } = build(shape).problem.packed!
    const lanes = cases.care
      .slice(0, cases.stimulus.words)
      .reduce((sum, word) => sum + popcount(word), 0)
    expect(lanes).toBe(8 * split.training.length)
  })
})
