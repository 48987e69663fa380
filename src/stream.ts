/** Streams of events with a result. */
import { UsageError } from './errors.ts'

/** Something long that can be iterated for its events, awaited for its result, or both. */
export type Stream<E, R> = AsyncIterable<E> & PromiseLike<R>

/**
 * Makes a stream of a generator of events that returns the result. Nothing happens before the first
 * event is asked for or the result is awaited.
 *
 * @param name how the user calls it, for faults
 */
export function createStream<E, R>(name: string, start: () => AsyncGenerator<E, R>): Stream<E, R> {
  let events: AsyncGenerator<E, R> | undefined
  let settle: { resolve(result: R): void; reject(error: unknown): void }
  const result = new Promise<R>((resolve, reject) => {
    settle = { resolve, reject }
  })
  // Who only iterates gets a failure from the iteration.
  result.catch(() => {})

  async function* iterate(): AsyncGenerator<E, void> {
    if (events) {
      throw new UsageError('stream/iterated-twice', {
        where: name,
        expected: 'one reader of the events',
        received: 'a second one',
        hint: 'Await it for its result.',
      })
    }
    try {
      events = start()
      settle.resolve(yield* events)
    } catch (error) {
      settle.reject(error)
      throw error
    } finally {
      const where = name
      const received = 'a loop that was left early'
      const expected = 'the events to be read to the end'
      const hint = 'Abort the signal to end it and keep what it has.'
      settle.reject(new UsageError('stream/left', { where, expected, received, hint }))
    }
  }

  async function drain(): Promise<void> {
    for await (const _ of iterate());
  }

  return {
    [Symbol.asyncIterator]: () => iterate(),
    // biome-ignore lint/suspicious/noThenProperty: a stream is awaited like a promise
    then(onResult, onError) {
      if (!events) drain().catch(() => {})
      return result.then(onResult, onError)
    },
  }
}
