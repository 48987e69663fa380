/**
 * Whether two samples come from one distribution, by the ranks of their numbers alone: nothing is
 * assumed of how accuracies are spread. Equal numbers share the mean of their ranks.
 *
 * Up to `exactMax` numbers, all ways to share the ranks out are counted, ties and all; above, the sum of
 * the ranks is taken as normal, its variance corrected for ties.
 *
 * Sources: Mann & Whitney 1947, "On a Test of Whether one of Two Random Variables is Stochastically
 * Larger than the Other"; Lehmann 1975, "Nonparametrics", on ties; Vargha & Delaney 2000, "A Critique
 * and Improvement of the CL Common Language Effect Size Statistics of McGraw and Wong".
 */
import { normalTails, sorted } from './sample.ts'

/** Numbers of both samples together up to which ways are counted. */
export const exactMax = 60

export interface RankSum {
  /** How often a number of `a` is larger than one of `b`, equal ones as half, in [0, 1]. */
  readonly a12: number
  /** Two-sided: how likely ranks are at least as far from the middle when nothing differs. */
  readonly p: number
}

/** Tests two samples of at least one number each. */
export function testRanks(a: readonly number[], b: readonly number[]): RankSum {
  const ranks = doubledRanks([...a, ...b])
  const sum = ranks.slice(0, a.length).reduce((all, rank) => all + rank, 0)
  const a12 = (sum / 2 - (a.length * (a.length + 1)) / 2) / (a.length * b.length)
  const p =
    ranks.length <= exactMax
      ? countTails(ranks, a.length, sum)
      : estimateTails(ranks, a.length, sum)
  return { a12, p }
}

/** Twice the rank of each number, so that shared ranks are integers. */
function doubledRanks(values: readonly number[]): number[] {
  const order = sorted(values)
  return values.map((value) => order.indexOf(value) + order.lastIndexOf(value) + 2)
}

/** The part of all ways to choose `size` of the ranks whose sum is as far from the mean as `sum`. */
function countTails(ranks: readonly number[], size: number, sum: number): number {
  const sumMax = ranks.reduce((all, rank) => all + rank, 0)
  // ways[n × (sumMax + 1) + s] is the number of ways to choose n of the ranks seen that sum to s.
  const ways = new Float64Array((size + 1) * (sumMax + 1))
  ways[0] = 1
  for (const rank of ranks) {
    for (let n = size; n > 0; n--) {
      const row = n * (sumMax + 1)
      const below = row - (sumMax + 1)
      for (let s = sumMax; s >= rank; s--) ways[row + s]! += ways[below + s - rank]!
    }
  }
  const mean = size * (ranks.length + 1)
  let all = 0
  let far = 0
  ways.subarray(size * (sumMax + 1)).forEach((count, s) => {
    all += count
    if (Math.abs(s - mean) >= Math.abs(sum - mean)) far += count
  })
  return far / all
}

function estimateTails(ranks: readonly number[], size: number, sum: number): number {
  const total = ranks.length
  const mean = (size * (total + 1)) / 2
  const ties = new Map<number, number>()
  for (const rank of ranks) ties.set(rank, (ties.get(rank) ?? 0) + 1)
  let tied = 0
  for (const count of ties.values()) tied += count * (count * count - 1)
  const variance = ((size * (total - size)) / 12) * (total + 1 - tied / (total * (total - 1)))
  // Sums are half an integer wide of the normal curve that stands for them; all equal: no variance.
  const distance = Math.max(0, Math.abs(sum / 2 - mean) - 0.5)
  return variance > 0 ? normalTails(distance / Math.sqrt(variance)) : 1
}
