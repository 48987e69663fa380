/**
 * Several sessions that share the machines of a generation, with a spare one that is ready at once when
 * another has to be ended.
 *
 * Outcomes are in the order of the requests and each depends on its own request alone, so it does not
 * matter how many sessions there are, how batches are cut, nor who is done first. To that end a request
 * at which a session ended by itself is asked once more alone, for what ended it may have begun with
 * an earlier one; and a batch that changed what all code shares is asked again, each request by itself.
 */
import type { Evaluator } from '../evaluator.ts'
import type { CallOptions, ReportListener } from '../problem/call.ts'
import type { EvaluationRequest, Outcome } from '../problem/outcome.ts'
import type { Session } from './session.ts'

export interface PoolOptions {
  readonly name: string
  /** Sessions that are asked at the same time, at least 1. */
  readonly workers: number
  /** The most requests of one batch. */
  readonly batchMax: number
  open(): Session
  /** Milliseconds on a clock: how batches are cut decides no outcome. */
  now(): number
  /** Whether a spare session is kept ready. */
  readonly hasSpare: boolean
  advise?(statistics: PoolStatistics): string | undefined
}

export interface PoolStatistics {
  readonly evaluations: number
  /** Milliseconds of one evaluation, as an average of late, messages included. */
  readonly evaluationMs: number
  /** Requests of a batch, as an average of late. */
  readonly batch: number
}

/**
 * How many are asked at the same time: at first at least two, so that where all hang it takes no longer
 * to see that than one of them may take.
 */
export const concurrency = (workers: number, { evaluations }: { evaluations: number }): number =>
  evaluations === 0 ? Math.max(2, workers) : workers

/** Evaluations after which a spare session is kept ready. */
const warmFrom = 32

/** Milliseconds of work that a message should carry at least. */
export const messageMs = 5
/** Parts of a batch that each session comes to, where they are dear: who is done early takes one more. */
const partsOfSession = 4

export function createPool(options: PoolOptions): Evaluator {
  const { workers, batchMax, open, now } = options
  const idle: Session[] = []
  const all = new Set<Session>()
  let spare: Session | undefined
  let isClosed = false
  let isWhole: boolean | undefined
  let statistics: PoolStatistics = { evaluations: 0, evaluationMs: 0, batch: 0 }

  function start(): Session {
    const session = open()
    all.add(session)
    return session
  }

  /** A session that nobody else asks: one that is idle, the spare one, or a fresh one. */
  function take(isFresh: boolean): Session {
    for (const session of isFresh ? [] : idle.splice(0)) {
      if (session.isAlive()) idle.push(session)
      else all.delete(session)
    }
    const known = isFresh ? undefined : idle.pop()
    if (known) return known
    const next = spare?.isAlive() ? spare : start()
    spare = undefined
    return next
  }

  function giveBack(session: Session): void {
    // Not before the run has got going: until then the cores have better things to do.
    const isWarm = statistics.evaluations >= warmFrom
    if (options.hasSpare && isWarm && !spare?.isAlive() && !isClosed) spare = start()
    if (session.isAlive() && idle.length < workers) idle.push(session)
    else discard(session)
  }

  function discard(session: Session): void {
    session.close()
    all.delete(session)
  }

  /** Asks one request in a session that has seen no other. */
  async function askAlone(request: EvaluationRequest): Promise<Outcome> {
    const session = take(true)
    await session.ready
    const { outcomes, fault, changed } = await session.ask([request])
    discard(session)
    if (changed !== undefined) return { fault: contaminated(changed) }
    return outcomes[0] ?? { fault: fault! }
  }

  /** Asks the requests of a part, from `from` to `to`, whatever happens on the way. */
  async function askPart(
    requests: readonly EvaluationRequest[],
    from: number,
    to: number,
    { onReport, onOutcome }: CallOptions,
    outcomes: Outcome[],
  ): Promise<void> {
    const add = (at: number, outcome: Outcome) => {
      outcomes[at] = outcome
      onOutcome?.(at, outcome)
    }
    for (let next = from; next < to; ) {
      const batch = requests.slice(next, Math.min(to, next + batchMax))
      const session = take(false)
      await session.ready
      const result = await session.ask(batch, shift(onReport, next))
      if (result.changed !== undefined) {
        discard(session)
        if (session.answered() === 1) {
          add(next++, { fault: contaminated(result.changed) })
          continue
        }
        for (const request of batch) add(next++, await askAlone(request))
        continue
      }
      for (const outcome of result.outcomes) add(next++, outcome)
      if (!result.fault) {
        giveBack(session)
        continue
      }
      discard(session)
      // All had been answered before it ended.
      if (result.outcomes.length === batch.length) continue
      const isAlone = session.answered() === 0
      const isSure = isClosed || isAlone || result.fault.kind === 'timeout'
      add(next, isSure ? { fault: result.fault } : await askAlone(requests[next]!))
      next++
    }
  }

  /** Asks for all requests at once; what goes wrong goes wrong with all of them. */
  async function askWhole(
    requests: readonly EvaluationRequest[],
    { onReport, onOutcome }: CallOptions,
  ): Promise<readonly Outcome[]> {
    let outcomes: readonly Outcome[] | undefined
    for (let isFresh = false; !outcomes; isFresh = true) {
      const session = take(isFresh)
      await session.ready
      const isAlone = session.answered() === 0
      const result = await session.ask(requests, onReport)
      const isComplete = result.outcomes.length === requests.length
      if (isComplete && result.changed === undefined) {
        giveBack(session)
        outcomes = result.outcomes
        break
      }
      discard(session)
      const fault = result.changed === undefined ? result.fault! : contaminated(result.changed)
      // What went wrong may have begun with an earlier batch.
      const isSure = isClosed || isAlone || fault.kind === 'timeout'
      if (isSure) outcomes = requests.map(() => ({ fault }))
    }
    for (const [at, outcome] of outcomes.entries()) onOutcome?.(at, outcome)
    return outcomes
  }

  /**
   * Starts the first sessions, all at once; they say whether a generation is to be asked for as a whole.
   */
  async function startFirst(requests: number): Promise<boolean> {
    const length = Math.min(concurrency(workers, statistics), requests)
    const sessions = Array.from({ length }, start)
    const told = await Promise.all(sessions.map(({ ready }) => ready))
    idle.push(...sessions)
    return told[0]!
  }

  /** How many requests one session is asked: few where they are dear, enough to be worth a message. */
  function sizeOfPart(requests: number): number {
    const { evaluations, evaluationMs } = statistics
    if (evaluations === 0) return 1
    const worth = Math.ceil(messageMs / Math.max(evaluationMs, 1e-3))
    return Math.max(Math.ceil(requests / (partsOfSession * workers)), Math.min(requests, worth))
  }

  function learn(requests: number, busy: number, ms: number): void {
    const { evaluations, evaluationMs, batch } = statistics
    const weight = evaluations === 0 ? 1 : 0.2
    statistics = {
      evaluations: evaluations + requests,
      evaluationMs: evaluationMs + weight * ((ms * busy) / requests - evaluationMs),
      batch: batch + weight * (requests - batch),
    }
  }

  return {
    name: options.name,

    async evaluate(requests, callOptions: CallOptions) {
      if (requests.length === 0) return []
      isWhole ??= await startFirst(requests.length)
      if (isWhole) return askWhole(requests, callOptions)
      const size = sizeOfPart(requests.length)
      const outcomes: Outcome[] = new Array(requests.length)
      const startedAt = now()
      let from = 0
      const work = async () => {
        while (from < requests.length) {
          const part = from
          from = Math.min(requests.length, from + size)
          await askPart(requests, part, from, callOptions, outcomes)
        }
      }
      const busy = Math.min(concurrency(workers, statistics), Math.ceil(requests.length / size))
      await Promise.all(Array.from({ length: busy }, work))
      learn(requests.length, busy, now() - startedAt)
      return outcomes
    },

    advice: () => options.advise?.(statistics),

    async close() {
      isClosed = true
      for (const session of all) session.close()
      all.clear()
    },
  }
}

/** A listener to a part of a batch, as one to the whole. */
const shift = (onReport: ReportListener | undefined, from: number): ReportListener | undefined =>
  onReport && ((at, step, value) => onReport(from + at, step, value))

const contaminated = (changed: string) => ({
  kind: 'contaminated' as const,
  text: `it changed ${changed}`,
})
