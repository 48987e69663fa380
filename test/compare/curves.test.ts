/** Median curves on a common axis, and figures as they are told. */
import { describe, expect, it } from 'vitest'
import { count, duration, interval, list, percent, perSecond } from '../../src/compare/format.ts'
import { medianAfter, medianCurve, thin } from '../../src/compare/html/curves.ts'
import { madeTrials } from './trials.ts'

const curves = [
  [
    { ms: 10, steps: 1, accuracy: 0.5 },
    { ms: 30, steps: 2, accuracy: 0.9 },
  ],
  [{ ms: 20, steps: 1, accuracy: 0.6 }],
  [
    { ms: 5, steps: 1, accuracy: 0.4 },
    { ms: 25, steps: 2, accuracy: 1 },
  ],
]

const trials = madeTrials([{ method: 'a', figures: curves.map(() => ({ train: 1 })) }]).map(
  (trial, i) => ({ ...trial, curve: curves[i]! }),
)

describe('a median curve', () => {
  it('begins when all trials have, and keeps what each has come to', () => {
    expect(medianCurve(trials)).toEqual([
      [20, 0.5],
      [25, 0.6],
      [30, 0.9],
    ])
    expect(medianAfter(trials, 19)).toBeUndefined()
    expect(medianAfter(trials, 1000)).toBe(0.9)
  })

  it('keeps both ends of a list that is thinned', () => {
    const thinned = thin(Array.from({ length: 12_345 }, (_, i) => i))
    expect(thinned).toHaveLength(200)
    expect([thinned[0], thinned.at(-1)]).toEqual([0, 12_344])
    expect(thin([1, 2])).toEqual([1, 2])
  })
})

describe('figures', () => {
  it('are 100 % only where nothing is wrong', () => {
    expect([1, 0.99999, 0.5, 0].map(percent)).toEqual(['100.0 %', '99.9 %', '50.0 %', '0.0 %'])
  })

  it('have units that fit', () => {
    expect([59_900, 1000, 12.5, 0.0145, 3.4e-6].map(duration)).toEqual([
      '59.9 s',
      '1 s',
      '12.5 ms',
      '14.5 µs',
      '3.4 ns',
    ])
    expect([7, 12.5, 1234567].map(count)).toEqual(['7', '12.5', '1,234,567'])
    expect([12, 4560, 4.56e6, 2e9].map(perSecond)).toEqual([
      '12 /s',
      '4.56 k/s',
      '4.56 M/s',
      '2 G/s',
    ])
  })

  it('have an interval where it can be seen', () => {
    expect(interval({ median: 0.5, low: 0.4, high: 1 }, percent)).toBe('50.0 % [40.0 %, 100.0 %]')
    expect(interval({ median: 0.5, low: 0.5, high: 0.50001 }, percent)).toBe('50.0 %')
  })

  it('are listed', () => expect(list(['a', 'b', 'c'])).toBe('a, b and c'))
})
