/**
 * A person who scores machines or says which of two is better, in hours or days: the questions are
 * written down, and the answers waited for.
 *
 * A question is named by what is asked, not by when: a run that goes on from its last checkpoint comes
 * to the same questions again and finds what was answered meanwhile. Nobody is asked about the same
 * machine twice, unless the task says that answers are noisy, where each sample is a question.
 *
 * Source: Takagi 2001, "Interactive Evolutionary Computation: Fusion of the Capabilities of EC
 * Optimization and Human Evaluation", on why a person should be asked as little as possible.
 */
import { digest } from '../digest.ts'
import { quote, UsageError } from '../errors.ts'
import type { Evaluator } from '../evaluator.ts'
import { writeNetlistJson } from '../netlist/text.ts'
import { type EvaluationForm, readReply } from '../problem/form.ts'
import type { EvaluationRequest, Outcome } from '../problem/outcome.ts'
import type { Task } from '../task.ts'
import {
  type AnswerValue,
  type AskedMachine,
  isPreference,
  preferences,
  type Questions,
} from './questions.ts'

/** Milliseconds between two looks at the answers. */
const lookMs = 200
/** Digits of a question's name: short enough to be typed, and of 10⁶ questions no two alike. */
const idDigits = 12

export function createHumanEvaluator(
  { problem, noise }: Task,
  question: string,
  form: EvaluationForm,
  questions: Questions | undefined,
): Evaluator {
  if (!questions) {
    throw new UsageError('task/no-folder', {
      where: 'fitness: askHuman()',
      expected: 'a run with a folder, where questions and answers are kept',
      received: 'a run without one',
      hint: 'evolve(task, { folder: await createRunFolder(…) }), or nandertal evolve.',
    })
  }
  const { objectives } = problem
  let isClosed = false

  /** What a person is asked for a request. */
  function put(request: EvaluationRequest): Asking {
    const { netlist, opponent, seed } = request
    const first = JSON.stringify(writeNetlistJson(netlist))
    if (!opponent) return { ...request, ...name(first, noise ? seed : 0) }
    const second = JSON.stringify(writeNetlistJson(opponent))
    // Whichever is first, it is the same question.
    if (first <= second) return { ...request, ...name(first, second) }
    return { netlist: opponent, opponent: netlist, seed, isTurned: true, ...name(second, first) }
  }

  const name = (...asked: readonly (string | number)[]) => ({
    id: digest(JSON.stringify([question, objectives, ...asked])).slice(0, idDigits),
    isEven: asked[0] === asked[1],
  })

  async function waitForAnswers(askings: readonly Asking[], signal?: AbortSignal) {
    const ids = [...new Set(askings.map(({ id }) => id))]
    for (let isAsked = false; ; isAsked = true) {
      const answers = await questions!.answers(ids)
      if (answers.size === ids.length) return answers
      if (!isAsked) {
        const machines = ids.map((id) => describeAsking(askings.find((each) => each.id === id)!))
        const { inputs, outputs } = form.ports
        await questions!.ask({ question, objectives, inputs, outputs, machines })
      }
      await wait(lookMs)
      // The run goes its way without this generation, and comes to it again.
      if (isClosed || signal?.aborted) return new Promise<never>(() => {})
    }
  }

  return {
    name: 'human',
    async evaluate(requests, { signal, onOutcome }) {
      if (requests.length === 0) return []
      const askings = requests.map(put)
      // Nobody needs to be asked which of two machines is better that are the same.
      const open = askings.filter(({ opponent, isEven }) => !(opponent && isEven))
      const answers = await waitForAnswers(open, signal)
      const outcomes = askings.map((asking): Outcome => {
        if (!asking.opponent) return readReply(answers.get(asking.id), form)
        return readPreference(answers.get(asking.id) ?? 'same', asking)
      })
      for (const [at, outcome] of outcomes.entries()) onOutcome?.(at, outcome)
      return outcomes
    },
    async close() {
      isClosed = true
    },
  }
}

/** A question with what is known of its machines. */
interface Asking extends AskedMachine {
  /** Whether its machines are the other way round than in the request. */
  readonly isTurned?: boolean
  readonly isEven: boolean
}

const describeAsking = ({ id, netlist, opponent, seed }: Asking): AskedMachine => ({
  ...{ id, netlist, seed },
  ...(opponent && { opponent }),
})

/** What both machines of a pair get: the better one a point, or half a point each. */
function readPreference(answer: AnswerValue, { isTurned }: Asking): Outcome {
  if (!isPreference(answer)) {
    const text = `expected ${preferences.join(', ')}, received ${quote(answer)}`
    return { fault: { kind: 'bad-value', text } }
  }
  const first = { a: 1, b: 0, same: 0.5 }[answer]
  return { score: isTurned ? [1 - first, first] : [first, 1 - first] }
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
