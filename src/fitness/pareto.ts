/**
 * Ranks by dominance, and how lonely a score is among those of its rank.
 *
 * Rank 0 are the scores that no other dominates, the front; rank 1 those that only rank 0 dominates,
 * and so on. The crowding distance of a score is the size of the box that its neighbours of the same
 * rank span around it: who has much room stands for more of the front.
 *
 * Source: Deb, Pratap, Agarwal & Meyarivan 2002, "A Fast and Elitist Multiobjective Genetic
 * Algorithm: NSGA-II".
 */
import type { Order, Score } from '../fitness.ts'

/** The rank of each score, [scores]; takes time with the square of their number. */
export function rankByDominance(order: Order, scores: readonly Score[]): Uint32Array {
  const ranks = new Uint32Array(scores.length)
  const dominated: number[][] = scores.map(() => [])
  const dominators = new Uint32Array(scores.length)
  for (let a = 0; a < scores.length; a++) {
    for (let b = a + 1; b < scores.length; b++) {
      if (order.dominates(scores[a]!, scores[b]!)) {
        dominated[a]!.push(b)
        dominators[b]!++
      } else if (order.dominates(scores[b]!, scores[a]!)) {
        dominated[b]!.push(a)
        dominators[a]!++
      }
    }
  }
  let front = [...scores.keys()].filter((i) => dominators[i] === 0)
  for (let rank = 0; front.length > 0; rank++) {
    const next: number[] = []
    for (const a of front) {
      ranks[a] = rank
      for (const b of dominated[a]!) {
        if (--dominators[b]! === 0) next.push(b)
      }
    }
    front = next
  }
  return ranks
}

/**
 * The crowding distance of each score of one rank, [scores]; infinite for the outermost of an
 * objective.
 *
 * @param objectives how many values of a score count
 */
export function crowdingDistances(scores: readonly Score[], objectives: number): Float64Array {
  const distances = new Float64Array(scores.length)
  for (let o = 0; o < objectives; o++) {
    const sorted = [...scores.keys()].sort((a, b) => compareValues(scores[a]![o]!, scores[b]![o]!))
    const value = (place: number) => scores[sorted[place]!]![o]!
    const last = sorted.length - 1
    const range = value(last) - value(0)
    distances[sorted[0]!] = Number.POSITIVE_INFINITY
    distances[sorted[last]!] = Number.POSITIVE_INFINITY
    // All alike, or some without a value: nobody has more room than another.
    if (!(range > 0 && range < Number.POSITIVE_INFINITY)) continue
    for (let place = 1; place < last; place++) {
      distances[sorted[place]!]! += (value(place + 1) - value(place - 1)) / range
    }
  }
  return distances
}

/** Not a difference: that of two infinities is no number. */
const compareValues = (x: number, y: number): number => (x < y ? -1 : x > y ? 1 : 0)

/**
 * What no other of its kind dominates, each score once (the first that has it), the best first in
 * the order written.
 */
export function selectFront<T extends { readonly score: Score }>(
  order: Order,
  members: readonly T[],
): T[] {
  const distinct = [...firstOfEach(members).values()]
  const ranks = rankByDominance(
    order,
    distinct.map(({ score }) => score),
  )
  return distinct
    .filter((_, i) => ranks[i] === 0)
    .sort((a, b) => compareInTurn(order.signs, b.score, a.score))
}

/** The first that has each score, by the score. */
export function firstOfEach<T extends { readonly score: Score }>(
  members: readonly T[],
): Map<string, T> {
  const first = new Map<string, T>()
  for (const member of members) {
    const key = member.score.join(' ')
    if (!first.has(key)) first.set(key, member)
  }
  return first
}

/** The first objective that differs decides. */
function compareInTurn(signs: readonly number[], a: Score, b: Score): number {
  for (let i = 0; i < signs.length; i++) {
    if (a[i] !== b[i]) return compareValues(a[i]!, b[i]!) * signs[i]!
  }
  return 0
}
