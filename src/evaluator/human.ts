/**
 * A person who scores machines, in hours or days: the questions are written down, and the answers
 * waited for.
 *
 * A question is named by what is asked, not by when: a run that goes on from its last checkpoint comes
 * to the same questions again and finds what was answered meanwhile. Nobody is asked about the same
 * machine twice, unless the task says that answers are noisy, where each sample is a question.
 *
 * Source: Takagi 2001, "Interactive Evolutionary Computation: Fusion of the Capabilities of EC
 * Optimization and Human Evaluation", on why a person should be asked as little as possible.
 */
import { digest } from '../digest.ts'
import { UsageError } from '../errors.ts'
import type { Evaluator } from '../evaluator.ts'
import { writeNetlistJson } from '../netlist/text.ts'
import type { EvaluationRequest, Outcome } from '../problem/outcome.ts'
import { readScore } from '../problem/score.ts'
import type { Task } from '../task.ts'
import type { AnswerValue, AskedMachine, Questions } from './questions.ts'

/** Milliseconds between two looks at the answers. */
const lookMs = 200
/** Digits of a question's name: short enough to be typed, and of 10⁶ questions no two alike. */
const idDigits = 12

export function createHumanEvaluator(
  { problem, ports, noise }: Task,
  question: string,
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
  const names = Object.keys(objectives)
  let isClosed = false

  function name({ netlist, seed }: EvaluationRequest): string {
    const asked = [question, objectives, writeNetlistJson(netlist), noise ? seed : 0]
    return digest(JSON.stringify(asked)).slice(0, idDigits)
  }

  function read(value: AnswerValue): Outcome {
    const score = readScore(value, names)
    return 'kind' in score ? { fault: score } : { score }
  }

  async function waitForAnswers(machines: readonly AskedMachine[], signal?: AbortSignal) {
    const ids = [...new Set(machines.map(({ id }) => id))]
    for (let isAsked = false; ; isAsked = true) {
      const answers = await questions!.answers(ids)
      if (answers.size === ids.length) return answers
      if (!isAsked) {
        const distinct = ids.map((id) => machines.find((machine) => machine.id === id)!)
        const { inputs, outputs } = ports
        await questions!.ask({ question, objectives, inputs, outputs, machines: distinct })
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
      const machines = requests.map((request) => ({ ...request, id: name(request) }))
      const answers = await waitForAnswers(machines, signal)
      const outcomes = machines.map(({ id }) => read(answers.get(id)!))
      for (const [at, outcome] of outcomes.entries()) onOutcome?.(at, outcome)
      return outcomes
    },
    async close() {
      isClosed = true
    },
  }
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
