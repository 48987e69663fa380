/** The form of an evaluation: what is asked of a fitness of the user's, and how its answer is read. */
import { quote } from '../errors.ts'
import type { Ports } from '../netlist/ports.ts'
import type { Outcome } from './outcome.ts'
import { describeScore, readCases, readScore } from './score.ts'
import { describeThrown } from './thrown.ts'

/** Plain data, so that it can be sent along. */
export interface EvaluationForm {
  readonly ports: Ports
  /** Names of the objectives. */
  readonly names: readonly string[]
  /** Whether two machines meet, and what both get is the answer. */
  readonly isMeeting: boolean
}

/** What an answer comes to. Never throws: it may be an object that throws when it is looked at. */
export function readReply(value: unknown, { names, isMeeting }: EvaluationForm): Outcome {
  try {
    const score = isMeeting ? readPayoffs(value) : readScore(value, names)
    if (!Array.isArray(score)) return { fault: score as Extract<typeof score, { kind: unknown }> }
    const cases = isMeeting ? undefined : readCases(value, names)
    return cases ? { score, cases } : { score }
  } catch (cause) {
    return { fault: describeThrown(cause) }
  }
}

/** What should be answered, in words. */
export const describeWanted = ({ names, isMeeting }: EvaluationForm): string =>
  isMeeting ? describePayoffs : describeScore(names)

/** Whether so many numbers are an answer. */
export const isComplete = ({ names, isMeeting }: EvaluationForm, count: number): boolean =>
  isMeeting ? count === 1 || count === 2 : count === names.length

const describePayoffs = 'a finite number, or two of them'

/** One number is the payoff of the first machine, two are those of both. */
function readPayoffs(value: unknown): ReturnType<typeof readScore> {
  if (Number.isFinite(value)) return [value as number]
  const isList = Array.isArray(value)
  if (isList && value.length === 2 && value.every(Number.isFinite)) return value as number[]
  const received = isList ? `[${value.map((each) => quote(each)).join(', ')}]` : quote(value)
  return { kind: 'bad-value', text: `expected ${describePayoffs}, received ${received}` }
}
