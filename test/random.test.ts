import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRng, threefry } from '../src/random.ts'

describe('threefry', () => {
  // The known answers that its authors publish with Random123.
  it.each([
    [0, 0, 0, 0, 0x6b200159, 0x99ba4efe],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
    [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3, 0xc4923a9c, 0x483df7a0],
  ])('gives the published block for key %i %i, counter %i %i', (k0, k1, c0, c1, x, y) => {
    expect(threefry(k0, k1, c0, c1)).toEqual([x, y])
  })
})

describe('a stream', () => {
  it('is the same for the same seed and labels, whatever was drawn before', () => {
    const one = createRng(7).split('ask', 3)
    const parent = createRng(7)
    parent.next()
    parent.split('other').next()
    const two = parent.split('ask', 3)
    expect([one.next(), one.next()]).toEqual([two.next(), two.next()])
  })

  it('never changes between versions', () => {
    const rng = createRng(1).split('ask', 12, 'é')
    expect([rng.next(), rng.below(10), rng.below(1), rng.float()]).toMatchInlineSnapshot(`
      [
        674429841,
        5,
        0,
        0.4061082628080457,
      ]
    `)
  })

  it('differs by seed, by label and by the order of labels', () => {
    const firsts = [
      createRng(1),
      createRng(2),
      createRng(2 ** 32 + 1),
      createRng(1).split('a', 'b'),
      createRng(1).split('b', 'a'),
      createRng(1).split('ab'),
      createRng(1).split(1),
      createRng(1).split('1'),
    ].map((rng) => rng.next())
    expect(new Set(firsts).size).toBe(firsts.length)
  })

  it('stays below n and reaches every value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), (n, seed) => {
        const rng = createRng(seed)
        const seen = new Set(Array.from({ length: n * 30 }, () => rng.below(n)))
        expect(Math.max(...seen)).toBeLessThan(n)
        expect(seen.size).toBeGreaterThan(n * 0.9 - 1)
      }),
    )
  })

  it('spreads evenly: chi-square over 16 cells stays within its 1 in a million bound', () => {
    const rng = createRng(5)
    const cells = new Array(16).fill(0)
    const draws = 160_000
    for (let i = 0; i < draws; i++) cells[rng.below(16)]++
    const chiSquare = cells.reduce((sum, n) => sum + (n - draws / 16) ** 2 / (draws / 16), 0)
    expect(chiSquare).toBeLessThan(56.5)
  })

  it('gives floats in [0, 1) around one half', () => {
    const rng = createRng(6)
    const floats = Array.from({ length: 10_000 }, () => rng.float())
    expect(Math.min(...floats)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...floats)).toBeLessThan(1)
    const mean = floats.reduce((a, b) => a + b) / floats.length
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02)
  })
})
