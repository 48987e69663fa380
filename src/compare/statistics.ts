/**
 * Who is better, as far as the trials allow to say so.
 *
 * Methods meet in pairs. One is called better where both the interval of the difference of medians lies
 * on its side of 0 and the rank-sum test, corrected for the number of pairs, is below `significance`. A winner is
 * better than all others; where there is none, none is named.
 */
import { intervalOfDifference } from './bootstrap.ts'
import { accuracyAt, describeMeasure, readMeasure } from './figures.ts'
import { list, probability } from './format.ts'
import { correct } from './holm.ts'
import { testRanks } from './rank-sum.ts'
import type { Comparison, Contest, Measure, Trial } from './result.ts'
import { bootstrapRng, lengthsOf, methodsOf, summarize } from './summary.ts'

/** How likely a difference may come of chance alone. */
export const significance = 0.05

/** What trials are judged by: something that all of them were measured by. */
export function measureOf(trials: readonly Trial[]): Measure {
  if (trials.length === 0) return { on: 'train' }
  if (trials.every(({ figures }) => figures.heldOut !== undefined)) return { on: 'heldOut' }
  const ticks = lengthsOf(trials).findLast((length) =>
    trials.every((trial) => accuracyAt(trial, length) !== undefined),
  )
  return ticks === undefined ? { on: 'train' } : { on: 'longer', ticks }
}

/** Lets all methods meet in pairs, and finds who is better than all others. */
export function judge(
  trials: readonly Trial[],
): Pick<Comparison, 'measure' | 'contests' | 'winner'> {
  const measure = measureOf(trials)
  const methods = methodsOf(trials)
  const contests = judgePairs(trials, methods, measure)
  const winner = methods.find(
    (method) =>
      methods.length > 1 &&
      contests.filter(({ better }) => better === method).length === methods.length - 1,
  )
  if (winner === undefined) return { measure, contests }
  return { measure, contests, winner: { method: winner, by: reasonOf(winner, contests, measure) } }
}

/** Describes and judges trials: what a comparison has beside them. */
export const evaluateTrials = (
  trials: readonly Trial[],
): Pick<Comparison, 'summaries' | 'measure' | 'contests' | 'winner'> => ({
  summaries: summarize(trials),
  ...judge(trials),
})

function judgePairs(
  trials: readonly Trial[],
  methods: readonly string[],
  measure: Measure,
): Contest[] {
  const valuesOf = (method: string) =>
    trials.filter((trial) => trial.method === method).map((trial) => readMeasure(trial, measure)!)
  const pairs = methods.flatMap((a, i) => methods.slice(i + 1).map((b) => ({ a, b })))
  const tests = pairs.map(({ a, b }) => testRanks(valuesOf(a), valuesOf(b)))
  const corrected = correct(tests.map(({ p }) => p))
  return pairs.map(({ a, b }, i) => {
    const rng = bootstrapRng('difference', a, b)
    const difference = intervalOfDifference(valuesOf(a), valuesOf(b), rng)
    const contest = { a, b, difference, ...tests[i]!, corrected: corrected[i]! }
    if (contest.corrected >= significance) return contest
    if (difference.low > 0) return { ...contest, better: a }
    return difference.high < 0 ? { ...contest, better: b } : contest
  })
}

/** How clearly a winner is better than whoever comes nearest. */
function reasonOf(winner: string, contests: readonly Contest[], measure: Measure): string {
  const own = contests.filter(({ a, b }) => a === winner || b === winner)
  const leads = own.map((contest) => {
    const { a, difference } = contest
    return a === winner ? difference.low : -difference.high
  })
  const least = Math.min(...leads)
  const p = Math.max(...own.map(({ corrected }) => corrected))
  const others = list(own.map(({ a, b }) => (a === winner ? b : a)))
  return `${describeMeasure(measure)}: at least ${(100 * least).toFixed(1)} points better than ${others}, p ${p < 0.001 ? '' : '≤ '}${probability(p)} after correction for ${contests.length} ${contests.length === 1 ? 'pair' : 'pairs'}`
}
