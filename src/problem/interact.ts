/**
 * Competitions in the place of a fitness: two machines meet, and each has what the others make of it.
 *
 * Every machine of a generation meets some others of it, drawn by the seed, and scores the mean of
 * its payoffs. Those that live on meet the young ones again, so a score never outlives its opponents.
 *
 * Source: Axelrod 1987, "The Evolution of Strategies in the Iterated Prisoner's Dilemma"; Hillis 1990,
 * "Co-evolving Parasites Improve Simulated Evolution as an Optimization Procedure".
 */

import { worstScore } from '../fitness/failure.ts'
import type { Objectives, Score } from '../fitness.ts'
import type { Netlist } from '../netlist.ts'
import type { EvaluationContext, ProblemSource } from '../problem.ts'
import type { Caller } from './call.ts'
import { callerHere, hearing } from './custom.ts'
import type { EvaluationForm } from './form.ts'
import { describeFailure, type EvaluationRequest, type Outcome } from './outcome.ts'
import type { FitnessSlot, Meeting } from './slot.ts'

export interface InteractOptions {
  /** Machines of its generation that each one meets, in [1, 4096]; default 8, or 2 where a person judges. */
  readonly opponents?: number
  /** Whether two that meet do so twice, the second time with their sides changed; default false. */
  readonly bothSides?: boolean
}

/** Opponents of tasks that say nothing else, and of those in which a person judges. */
export const defaultOpponents = 8
const askedOpponents = 2
export const opponentsMax = 4096

const objectives: Objectives = { fitness: 'max' }

/** The problem of doing well against the others. */
export function fromMeetings(
  meeting: Meeting | FitnessSlot,
  options: InteractOptions = {},
): ProblemSource {
  const slot: FitnessSlot = typeof meeting === 'function' ? { kind: 'meeting', meeting } : meeting
  const isAsked = slot.kind === 'human'
  const { opponents = isAsked ? askedOpponents : defaultOpponents, bothSides = false } = options
  return {
    name: 'interact',
    build({ ports }) {
      const form = { ports, names: Object.keys(objectives), isMeeting: true }
      const evaluateBy = (call: Caller, hears: boolean) => ({
        async evaluate(batch: readonly Netlist[], given: EvaluationContext) {
          const context = hears ? hearing(given) : given
          const pairs = drawPairs(batch.length, opponents, bothSides, context)
          const requests = pairs.map(([a, b], game): EvaluationRequest => {
            const seed = context.rng.split('meeting', game).next()
            return { netlist: batch[a]!, opponent: batch[b]!, seed }
          })
          const outcomes = await call(requests, { signal: context.signal })
          tellFailures(outcomes, requests, form, context)
          return meanPayoffs(batch.length, pairs, outcomes)
        },
      })
      return {
        problem: {
          name: 'interact',
          objectives,
          isRelative: true,
          custom: { slot, form, evaluateBy: (call) => evaluateBy(call, true) },
          ...evaluateBy(callerHere(slot, form), false),
        },
      }
    },
  }
}

/** Who meets whom: each with some others, or with a copy of itself where it is alone. */
function drawPairs(
  count: number,
  opponents: number,
  bothSides: boolean,
  { rng }: EvaluationContext,
): [number, number][] {
  const pairs: [number, number][] = []
  for (let a = 0; a < count; a++) {
    for (const b of count === 1 ? [a] : drawOthers(count, a, opponents, rng.split('others', a))) {
      pairs.push([a, b])
      if (bothSides) pairs.push([b, a])
    }
  }
  return pairs
}

/** Some others than one, each at most once (Fisher & Yates 1938). */
function drawOthers(
  count: number,
  one: number,
  wanted: number,
  rng: EvaluationContext['rng'],
): number[] {
  const others = Array.from({ length: count - 1 }, (_, i) => (i < one ? i : i + 1))
  const drawn = Math.min(wanted, others.length)
  for (let i = 0; i < drawn; i++) {
    const j = i + rng.below(others.length - i)
    ;[others[i], others[j]] = [others[j]!, others[i]!]
  }
  return others.slice(0, drawn)
}

/** Lets meetings be heard of that failed. Throws a `UsageError` for the first one where nobody hears. */
function tellFailures(
  outcomes: readonly Outcome[],
  requests: readonly EvaluationRequest[],
  form: EvaluationForm,
  { generation, onFailure }: EvaluationContext,
): void {
  outcomes.forEach((outcome, slot) => {
    if ('score' in outcome) return
    if (!onFailure) throw describeFailure(outcome.fault, form)
    onFailure({ ...outcome.fault, generation, slot, seed: requests[slot]!.seed })
  })
}

/**
 * The mean payoff of each machine over all meetings that told it. Nobody knows whose fault a failure
 * is: it counts for neither, and a machine all of whose meetings failed scores worst.
 */
function meanPayoffs(
  count: number,
  pairs: readonly (readonly [number, number])[],
  outcomes: readonly Outcome[],
): Score[] {
  const sums = new Float64Array(count)
  const games = new Uint32Array(count)
  pairs.forEach((pair, game) => {
    const outcome = outcomes[game]!
    if ('fault' in outcome) return
    outcome.score.forEach((value, side) => {
      const place = pair[side]!
      sums[place]! += value
      games[place]!++
    })
  })
  return Array.from(sums, (sum, place) => {
    const met = games[place]!
    return met > 0 ? [sum / met] : worstScore(objectives)
  })
}
