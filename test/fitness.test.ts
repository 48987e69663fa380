import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createOrder } from '../src/fitness.ts'

describe('an order', () => {
  const order = createOrder({ errors: 'min', gates: 'min', depth: 'min' }, { errors: 0 })

  it('prefers the smaller where the direction is min, the larger where it is max', () => {
    expect(order.compare([1, 9, 9], [2, 1, 1])).toBeGreaterThan(0)
    expect(createOrder({ fitness: 'max' }).compare([1], [2])).toBeLessThan(0)
  })

  it('looks at later objectives only once the earlier ones have reached their target', () => {
    expect(order.compare([3, 5, 5], [3, 50, 50])).toBe(0)
    expect(order.compare([0, 5, 9], [0, 6, 1])).toBeGreaterThan(0)
    expect(order.compare([0, 5, 9], [0, 5, 8])).toBeLessThan(0)
  })

  it('looks at all objectives where there is no target', () => {
    expect(createOrder({ a: 'max', b: 'min' }).compare([3, 5], [3, 50])).toBeGreaterThan(0)
  })

  it('is solved when every target is reached, and never without one', () => {
    expect(order.isSolved([0, 100, 100])).toBe(true)
    expect(order.isSolved([1, 0, 0])).toBe(false)
    expect(createOrder({ fitness: 'max' }).isSolved([1e9])).toBe(false)
  })

  it('reaches a wanted score when every named value is as good', () => {
    expect(order.reaches([0, 9, 7], { errors: 0, gates: 9 })).toBe(true)
    expect(order.reaches([0, 10, 1], { errors: 0, gates: 9 })).toBe(false)
  })
})

describe('weights', () => {
  const order = createOrder(
    { errors: 'min', speed: 'max' },
    {},
    { weights: { errors: 2, speed: 1 } },
  )

  it('make one sum, in which what is lost here can be won there', () => {
    expect(order.compare([1, 9], [0, 6])).toBeGreaterThan(0)
    expect(order.compare([1, 8], [0, 7])).toBeLessThan(0)
    expect(order.compare([1, 9], [0, 7])).toBe(0)
  })

  it('leave out what has none, even where it is infinite', () => {
    const one = createOrder({ a: 'max', b: 'max' }, {}, { weights: { a: 1 } })
    expect(one.compare([2, Number.NEGATIVE_INFINITY], [1, 5])).toBeGreaterThan(0)
  })

  it('change nothing of what counts as solved', () => {
    const solved = createOrder({ a: 'max', b: 'min' }, { b: 0 }, { weights: { a: 1, b: 1 } })
    expect([solved.isSolved([0, 0]), solved.isSolved([9, 1])]).toEqual([true, false])
  })
})

describe('constraints', () => {
  const constraints = { depth: { max: 8 }, gates: { min: 2, max: 20 } }
  const order = createOrder({ errors: 'min', depth: 'min' }, { errors: 0 }, { constraints })

  it('come before everything: who keeps them is better', () => {
    expect(order.compare([50, 8, 20], [0, 9, 20])).toBeGreaterThan(0)
  })

  it('prefer the one that violates them less, as a part of the bound', () => {
    expect(order.violation([0, 12, 25])).toBe(4 / 8 + 5 / 20)
    expect(order.violation([0, 8, 1])).toBe(1 / 2)
    expect(order.compare([9, 9, 20], [0, 12, 20])).toBeGreaterThan(0)
  })

  it('leave the order among those that keep them', () => {
    expect(order.compare([1, 8, 20], [2, 1, 2])).toBeGreaterThan(0)
    expect(order.compare([1, 8, 20], [1, 1, 2])).toBe(0)
  })

  it('are part of being solved and of every target', () => {
    expect([order.isSolved([0, 8, 9]), order.isSolved([0, 9, 9])]).toEqual([true, false])
    expect(order.reaches([0, 9, 9], { errors: 0 })).toBe(false)
  })
})

describe.each([
  ['the order written', {}],
  ['weights', { weights: { a: 1, b: 3 } }],
  ['constraints', { constraints: { a: { max: 4 }, gates: { min: 2 } } }],
  ['both', { weights: { a: 1, b: 3 }, constraints: { b: { min: 2, max: 5 }, gates: { max: 4 } } }],
])('comparing by %s', (_, ranking) => {
  const order = createOrder({ a: 'max', b: 'min' }, { a: 5 }, ranking)
  const score = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 3, maxLength: 3 })

  it('never prefers each of two to the other, and goes on from one to the next', () => {
    fc.assert(
      fc.property(score, score, score, (x, y, z) => {
        expect(Math.sign(order.compare(x, y)) + Math.sign(order.compare(y, x))).toBe(0)
        if (order.compare(x, y) > 0 && order.compare(y, z) > 0) {
          expect(order.compare(x, z)).toBeGreaterThan(0)
        }
      }),
    )
  })

  it('never prefers what is dominated', () => {
    fc.assert(
      fc.property(score, score, (x, y) => {
        if (order.dominates(x, y)) expect(order.compare(x, y)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('dominates neither itself nor what dominates it, and on from one to the next', () => {
    fc.assert(
      fc.property(score, score, score, (x, y, z) => {
        expect(order.dominates(x, x)).toBe(false)
        expect(order.dominates(x, y) && order.dominates(y, x)).toBe(false)
        if (order.dominates(x, y) && order.dominates(y, z)) {
          expect(order.dominates(x, z)).toBe(true)
        }
      }),
    )
  })
})
