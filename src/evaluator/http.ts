/** A server that scores machines: a POST of a machine in JSON, a score in JSON as the answer. */
import type { Evaluator } from '../evaluator.ts'
import type { EvaluationFault } from '../fitness/failure.ts'
import type { FitnessLimits } from '../fitness/limits.ts'
import type { EvaluationForm } from '../problem/form.ts'
import type { EvaluationRequest, Outcome } from '../problem/outcome.ts'
import { lineBytesMax } from './apart.ts'
import { describeRequest, readAnswer } from './machine-text.ts'
import { concurrency } from './pool.ts'

export function createHttpEvaluator(
  url: string,
  form: EvaluationForm,
  { timeoutMs, workers }: FitnessLimits & { readonly workers: number },
): Evaluator {
  const over = new AbortController()
  let evaluations = 0

  async function askOne(request: EvaluationRequest): Promise<Outcome> {
    const late = AbortSignal.timeout(timeoutMs)
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(describeRequest(request, form)),
        signal: AbortSignal.any([late, over.signal]),
      })
      const text = await readText(response)
      if (text === undefined) return failed('bad-value', 'an answer that does not end')
      if (response.ok) return readAnswer(text, form)
      return failed('threw', `${url} answered ${response.status}: ${text.slice(0, 200)}`)
    } catch (error) {
      if (late.aborted) return failed('timeout', `no answer after ${timeoutMs} ms`)
      const { message, cause } = error as Error
      const why = cause instanceof Error ? cause.message : message
      return failed('no-reply', `${url} cannot be reached: ${why}`)
    }
  }

  return {
    name: 'http',
    async evaluate(requests, { onOutcome }) {
      const outcomes: Outcome[] = new Array(requests.length)
      let next = 0
      const work = async () => {
        while (next < requests.length) {
          const at = next++
          const outcome = await askOne(requests[at]!)
          outcomes[at] = outcome
          onOutcome?.(at, outcome)
        }
      }
      const length = Math.min(concurrency(workers, { evaluations }), requests.length)
      await Promise.all(Array.from({ length }, work))
      evaluations += requests.length
      return outcomes
    },
    async close() {
      over.abort()
    },
  }
}

/** The text of an answer; undefined where it is longer than any score. */
async function readText({ body }: Response): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let text = ''
  if (!body) return text
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text
    text += decoder.decode(value, { stream: true })
    if (text.length <= lineBytesMax) continue
    await reader.cancel()
    return undefined
  }
}

const failed = (kind: EvaluationFault['kind'], text: string): Outcome => ({ fault: { kind, text } })
