/**
 * Competitions in the place of a fitness: two machines meet, and each has what the others make of it.
 *
 * Every machine of a generation meets some others of it, drawn by the seed, and scores the mean of
 * its payoffs. Those that live on meet the young ones again, so a score never outlives its opponents.
 *
 * Source: Axelrod 1987, "The Evolution of Strategies in the Iterated Prisoner's Dilemma"; Hillis 1990,
 * "Co-evolving Parasites Improve Simulated Evolution as an Optimization Procedure".
 */
import { quote, UsageError } from '../errors.ts'
import type { Score } from '../fitness.ts'
import { driveNetlist, type Machine } from '../kernel/machine.ts'
import type { Netlist } from '../netlist.ts'
import type { EvaluationContext, ProblemSource } from '../problem.ts'
import { describeThrown } from './thrown.ts'

export interface MeetingContext {
  /** The seed of this meeting, an integer in [0, 2³²): the only chance that it should use. */
  readonly seed: number
  readonly signal?: AbortSignal
}

/** The payoff of the first machine, or of both; larger is better. */
export type Payoff = number | readonly [number, number]

/** Lets two machines meet, both at their reset state. */
export type Meeting = (a: Machine, b: Machine, context: MeetingContext) => Payoff | Promise<Payoff>

export interface InteractOptions {
  /** Machines of its generation that each one meets, in [1, 4096]; default 8. */
  readonly opponents?: number
  /** Whether two that meet do so twice, the second time with their sides changed; default false. */
  readonly bothSides?: boolean
}

/** Opponents of tasks that say nothing else. */
export const defaultOpponents = 8
export const opponentsMax = 4096

/** The problem of doing well against the others. */
export function fromMeetings(meeting: Meeting, options: InteractOptions = {}): ProblemSource {
  const { opponents = defaultOpponents, bothSides = false } = options
  return {
    name: 'interact',
    build: ({ ports }) => ({
      problem: {
        name: 'interact',
        objectives: { fitness: 'max' },
        isRelative: true,
        async evaluate(batch, context) {
          const pairs = drawPairs(batch.length, opponents, bothSides, context)
          const payoffs = pairs.map(([a, b], game) => {
            const drive = (place: number) => driveNetlist(batch[place] as Netlist, ports)
            const seed = context.rng.split('meeting', game).next()
            return meet(meeting, drive(a), drive(b), { seed, signal: context.signal })
          })
          return meanPayoffs(batch.length, pairs, await Promise.all(payoffs))
        },
      },
    }),
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

/** What two come to; both begin at reset. */
function meet(
  meeting: Meeting,
  a: Machine,
  b: Machine,
  context: MeetingContext,
): Payoff | Promise<Payoff> {
  try {
    const payoff = meeting(a, b, context)
    return payoff instanceof Promise ? payoff.catch((cause) => rethrow(cause, context)) : payoff
  } catch (cause) {
    return rethrow(cause, context)
  }
}

function rethrow(cause: unknown, { seed }: MeetingContext): never {
  const { text, place: hint } = describeThrown(cause)
  const where = `interact, seed ${seed}`
  const received = `an exception, ${text}`
  const fault = { where, expected: describeWanted, received, hint }
  throw new UsageError('task/interact-threw', fault, { cause })
}

/** The mean payoff of each machine over all meetings that told it. */
function meanPayoffs(
  count: number,
  pairs: readonly (readonly [number, number])[],
  payoffs: readonly unknown[],
): Score[] {
  const sums = new Float64Array(count)
  const games = new Uint32Array(count)
  pairs.forEach((pair, game) => {
    readPayoff(payoffs[game]).forEach((value, side) => {
      const place = pair[side]!
      sums[place]! += value
      games[place]!++
    })
  })
  return Array.from(sums, (sum, place) => [sum / games[place]!])
}

const describeWanted = 'a finite number, or two of them'

function readPayoff(payoff: unknown): readonly number[] {
  if (Number.isFinite(payoff)) return [payoff as number]
  if (Array.isArray(payoff) && payoff.length === 2 && payoff.every(Number.isFinite)) return payoff
  const received = Array.isArray(payoff)
    ? `[${payoff.map((each) => quote(each)).join(', ')}]`
    : quote(payoff)
  throw new UsageError('task/bad-value', { where: 'interact', expected: describeWanted, received })
}
