/** What was thrown, in words, with the place in the user's own file where known. */
import { quote } from '../errors.ts'
import type { EvaluationFault } from '../fitness/failure.ts'

/** The fault of something that was thrown, with the place in the user's own file where known. */
export function describeThrown(cause: unknown): EvaluationFault {
  try {
    if (!(cause instanceof Error)) return { kind: 'threw', text: quote(cause, 200) }
    const kind = isOutOfMemory(cause) ? 'out-of-memory' : 'threw'
    const text = `${cause.name}: ${cause.message}`.slice(0, textMax)
    return { kind, text, place: findPlace(cause.stack) }
  } catch {
    return { kind: 'threw', text: 'something that throws when it is looked at' }
  }
}

const textMax = 2000

const isOutOfMemory = ({ message }: Error): boolean =>
  /Array buffer allocation failed|could not allocate memory|Unable to grow/i.test(message)

/** The first place of a stack that is a file of the user's: neither of Node nor of this library. */
function findPlace(stack: unknown): string | undefined {
  if (typeof stack !== 'string') return undefined
  for (const line of stack.split('\n').slice(1, 50)) {
    const place = /\(?((?:file:\/\/)?[^\s()]+:\d+:\d+)\)?$/.exec(line)?.[1]
    if (place && !place.startsWith('node:')) return place.replace(/^file:\/\//, '')
  }
  return undefined
}
