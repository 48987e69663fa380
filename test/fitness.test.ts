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
