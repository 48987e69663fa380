/** Sine and cosine of our own, held against those of `Math`, which are right to a last bit or two. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cosine, pi, sine } from '../../src/environment/sine.ts'

/** What the file promises, and a last bit for `Math`. */
const errorMax = 3e-16 + 2 ** -53

describe('sine and cosine', () => {
  it('know π to the last bit', () => {
    expect(pi).toBe(Math.PI)
  })

  it('are right within the bound at every step of a grid over many turns', () => {
    let worst = 0
    for (let i = -400_000; i <= 400_000; i++) {
      const x = i * 0.0123456789
      worst = Math.max(worst, Math.abs(sine(x) - Math.sin(x)), Math.abs(cosine(x) - Math.cos(x)))
    }
    expect(worst).toBeLessThan(errorMax)
    expect(worst).toBeGreaterThan(0)
  })

  it('are right within the bound up to 2²⁰ quarters of a turn, where quarters meet as well', () => {
    const limit = 2 ** 20 * (pi / 2)
    const angles = fc.oneof(
      fc.double({ min: -limit, max: limit, noNaN: true }),
      fc
        .tuple(fc.integer({ min: -(2 ** 20), max: 2 ** 20 }), fc.double({ min: -1, max: 1 }))
        .map(([k, off]) => (k * pi) / 4 + (Number.isNaN(off) ? 0 : off * 1e-9)),
    )
    fc.assert(
      fc.property(angles, (x) => {
        expect(Math.abs(sine(x) - Math.sin(x))).toBeLessThan(errorMax)
        expect(Math.abs(cosine(x) - Math.cos(x))).toBeLessThan(errorMax)
        expect(Math.abs(sine(x))).toBeLessThanOrEqual(1)
        expect(Math.abs(cosine(x))).toBeLessThanOrEqual(1)
        expect(Math.abs(sine(-x) + sine(x))).toBeLessThan(errorMax)
        expect(Math.abs(cosine(-x) - cosine(x))).toBeLessThan(errorMax)
      }),
      { numRuns: 5000 },
    )
  })

  it('are exact where they are plain, and no number where the angle is none', () => {
    expect([sine(0), cosine(0)]).toEqual([0, 1])
    for (const x of [Number.NaN, Infinity, -Infinity]) {
      expect([sine(x), cosine(x)]).toEqual([Number.NaN, Number.NaN])
    }
  })
})
