import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addSample, isUndecided, pooledDeviation, type Sampled } from '../../src/fitness/samples.ts'

const sampled = (values: readonly number[]): Sampled =>
  values.slice(1).reduce<Sampled>((so, value) => addSample(so, [value]), { score: [values[0]!] })

/** Mean and sum of squared distances, the long way. */
function byHand(values: readonly number[]) {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return { mean, squares: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) }
}

const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 40 })

describe('samples', () => {
  it('come to the mean and the distances from it, one after the other', () => {
    fc.assert(
      fc.property(values, (all) => {
        const { score, samples } = sampled(all)
        const { mean, squares } = byHand(all)
        expect(score[0]).toBeCloseTo(mean, 6)
        expect(samples?.count).toBe(all.length)
        expect(samples?.squares[0]).toBeCloseTo(squares, 4)
      }),
    )
  })

  it('pool the deviation of all that were sampled more than once', () => {
    const all = [sampled([1, 3]), sampled([10, 10, 13]), { score: [7] }]
    expect(pooledDeviation(all)?.[0]).toBeCloseTo(Math.sqrt((2 + 6) / 3), 9)
    expect(pooledDeviation([{ score: [7] }])).toBeUndefined()
  })

  it('deviate by nothing at all where they are all the same', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(pooledDeviation([sampled([value, value, value, value])])).toEqual([0])
      }),
    )
  })

  it('take what failed once to fail', () => {
    const worst = Number.NEGATIVE_INFINITY
    expect(sampled([1, worst, 3]).score).toEqual([worst])
    expect(sampled([worst, 2]).score).toEqual([worst])
    expect(sampled([1, worst, 3]).samples?.squares[0]).not.toBeNaN()
  })

  it('decide once the difference is above its standard error', () => {
    const [a, b] = [sampled([1, 1, 1, 1]), sampled([2, 2, 2, 2])]
    expect(isUndecided(a, b, [1])).toBe(false)
    expect(isUndecided(a, b, [2])).toBe(true)
    expect(isUndecided(a, a, [2])).toBe(false)
    // The first value that differs decides, however noisy others are.
    expect(isUndecided({ score: [1, 5, 0] }, { score: [1, 6, 9] }, [9, 0, 9])).toBe(false)
  })
})
