import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crowdingDistances, rankByDominance, selectFront } from '../../src/fitness/pareto.ts'
import { createOrder, type Score } from '../../src/fitness.ts'

const order = createOrder({ a: 'max', b: 'min', c: 'min' })
const value = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(Number.POSITIVE_INFINITY))
const scores = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 30 })

/** The length of the longest chain of scores, each dominating the next, that ends in this one. */
function rankByHand(all: readonly Score[], score: Score): number {
  const above = all.filter((other) => order.dominates(other, score))
  return above.length === 0 ? 0 : 1 + Math.max(...above.map((other) => rankByHand(all, other)))
}

describe('ranks', () => {
  it('are 0 for what nothing dominates, and one more than those that dominate it', () => {
    const line = [
      [3, 0, 0],
      [2, 0, 0],
      [3, 1, 0],
      [1, 1, 1],
      [4, 9, 9],
    ]
    expect([...rankByDominance(order, line)]).toEqual([0, 1, 1, 2, 0])
  })

  it('are those of the definition', () => {
    fc.assert(
      fc.property(scores, (all) => {
        expect([...rankByDominance(order, all)]).toEqual(all.map((each) => rankByHand(all, each)))
      }),
    )
  })
})

describe('crowding distances', () => {
  it('add up the parts of the range between the neighbours', () => {
    const all = [
      [0, 9, 0],
      [1, 6, 0],
      [4, 4, 0],
      [9, 0, 0],
    ]
    const two = [...crowdingDistances(all, 2)]
    expect(two).toEqual([
      Number.POSITIVE_INFINITY,
      4 / 9 + 5 / 9,
      8 / 9 + 6 / 9,
      Number.POSITIVE_INFINITY,
    ])
  })

  it('are what looking for the neighbours of each by itself gives', () => {
    // Values that all differ: among equal ones, the neighbour is a matter of taste.
    const distinct = fc
      .uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 20 })
      .chain((xs) =>
        fc.shuffledSubarray(xs, { minLength: xs.length }).map((ys) => [xs, ys] as const),
      )
    fc.assert(
      fc.property(distinct, ([xs, ys]) => {
        const wanted = xs.map((_, i) => {
          const gaps = [xs, ys].map((values) => {
            const above = values.filter((v) => v > values[i]!)
            const below = values.filter((v) => v < values[i]!)
            if (above.length === 0 || below.length === 0) return Number.POSITIVE_INFINITY
            return (
              (Math.min(...above) - Math.max(...below)) /
              (Math.max(...values) - Math.min(...values))
            )
          })
          return gaps[0]! + gaps[1]!
        })
        const all = xs.map((x, i) => [x, ys[i]!])
        const distances = [...crowdingDistances(all, 2)]
        wanted.forEach((distance, i) => {
          expect(distances[i]).toBeCloseTo(distance, 9)
        })
      }),
    )
  })

  it('are numbers or infinite, whatever the scores', () => {
    fc.assert(
      fc.property(scores, (all) => {
        for (const distance of crowdingDistances(all, 3)) expect(distance).not.toBeNaN()
      }),
    )
  })
})

describe('a front', () => {
  it('has each score once that nothing dominates, the best first', () => {
    const members = [
      [1, 0, 0],
      [3, 2, 0],
      [1, 0, 0],
      [0, 5, 5],
      [3, 1, 9],
    ].map((score, id) => ({ score, id }))
    expect(selectFront(order, members).map(({ id }) => id)).toEqual([4, 1, 0])
  })

  it('covers everything that is not on it', () => {
    fc.assert(
      fc.property(scores, (all) => {
        const front = selectFront(
          order,
          all.map((score) => ({ score })),
        )
        for (const score of all) {
          const isCovered = front.some(
            (each) => each.score.join() === score.join() || order.dominates(each.score, score),
          )
          expect(isCovered).toBe(true)
        }
      }),
    )
  })
})
