/**
 * A conversation with something apart: a batch is asked, outcomes come one by one, and each has so much
 * time. Whatever else happens, ends, silence, nonsense, is a fault of the request at hand.
 */
import { UsageError } from '../errors.ts'
import type { EvaluationFault } from '../fitness/failure.ts'
import type { ReportListener } from '../problem/call.ts'
import type { EvaluationRequest, Outcome } from '../problem/outcome.ts'
import type { StartApart, Usage } from './apart.ts'
import type { Dialect, Message } from './dialect.ts'

/** What came of a batch. */
export interface BatchResult {
  /** Outcomes of the first requests; all of them, unless there is a fault. */
  readonly outcomes: readonly Outcome[]
  /** What ended the conversation at the request after those. */
  readonly fault?: EvaluationFault
  /** What the batch changed that all code shares. */
  readonly changed?: string
}

export interface Session {
  /**
   * Resolves once it can be asked, with whether it is to be asked for a whole generation at once. Rejects
   * with a `UsageError` where the task is broken.
   */
  readonly ready: Promise<boolean>
  /** False once the conversation is over. */
  readonly isAlive: () => boolean
  /** Requests that were answered so far. */
  readonly answered: () => number
  ask(requests: readonly EvaluationRequest[], onReport?: ReportListener): Promise<BatchResult>
  close(): void
}

/** Milliseconds that it may take to be ready: a task file may load much. */
const readyMs = 60_000

/**
 * Starts something apart and speaks with it.
 *
 * @param now milliseconds on a clock, for what somebody who is late has had of a processor
 */
export function openSession(
  start: StartApart,
  dialect: Dialect,
  timeoutMs: number,
  now: () => number,
): Session {
  let isAlive = true
  let answered = 0
  let isWhole = false
  let usage: Usage | undefined
  let usageAt = Number.NEGATIVE_INFINITY
  let dying: EvaluationFault | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let settleReady: { resolve(isWhole: boolean): void; reject(error: unknown): void }
  const ready = new Promise<boolean>((resolve, reject) => {
    settleReady = { resolve, reject }
  })
  // Nobody may be waiting for it yet.
  ready.catch(() => {})
  let asked:
    | {
        readonly count: number
        readonly outcomes: Outcome[]
        readonly onReport?: ReportListener
        resolve(result: BatchResult): void
      }
    | undefined

  const apart = start({
    onLine(line) {
      const message = isAlive ? dialect.read(line) : undefined
      if (message) hear(message)
    },
    onEnd: (fault) => end(dying ?? fault),
  })
  wait(readyMs, { kind: 'timeout', text: `not ready after ${readyMs} ms` })
  if (dialect.hello === undefined) hear({ type: 'ready', isWhole: false })
  else apart.send(dialect.hello)

  function wait(ms: number, fault: EvaluationFault): void {
    clearTimeout(timer)
    const isStarved = judgeUsage(ms)
    const ring = () => {
      // An answer may lie here unread, when we were late ourselves.
      const current = timer
      setImmediate(() =>
        setImmediate(() => {
          if (!isAlive || timer !== current) return
          if (isStarved()) timer = setTimeout(ring, ms)
          else end(fault)
        }),
      )
    }
    timer = setTimeout(ring, ms)
  }

  /**
   * Whether something that is late had no chance: on a computer that is busy with other work, it was
   * ready and had a processor for less than a quarter of its time. A limit on time is not to depend on who else works.
   */
  function judgeUsage(ms: number): () => boolean {
    // Read now and then only: an older figure makes it seem to have had more.
    if (now() - usageAt >= usageMs) {
      usage = apart.usage?.()
      usageAt = now()
    }
    const before = usage
    let respites = 0
    return () => {
      const after = apart.usage?.()
      const isStarved = before && after?.isReady && after.cpuMs - before.cpuMs < ms / 4
      return isStarved === true && ++respites <= respitesMax
    }
  }

  function hear(message: Message): void {
    switch (message.type) {
      case 'ready':
        clearTimeout(timer)
        isWhole = message.isWhole
        settleReady.resolve(isWhole)
        break
      case 'broken':
        end({ kind: 'no-reply', text: message.text }, message.code)
        break
      case 'report':
        if (asked && message.at === asked.outcomes.length) {
          asked.onReport?.(message.at, message.step, message.value)
        }
        break
      case 'outcome':
        // One after another: an answer to anything else is none.
        if (!asked || message.at !== asked.outcomes.length || message.at >= asked.count) break
        asked.outcomes.push(message.outcome)
        answered++
        wait(timeoutMs, lateFault(timeoutMs))
        if (!dialect.saysDone && asked.outcomes.length === asked.count) conclude({})
        break
      case 'done':
        if (asked && asked.outcomes.length === asked.count) conclude(message)
        break
      case 'dying':
        dying = message.fault
        break
      default:
        message satisfies never
    }
  }

  function conclude({ fault, changed }: Omit<BatchResult, 'outcomes'>): void {
    clearTimeout(timer)
    const finished = asked
    asked = undefined
    finished?.resolve({ outcomes: finished.outcomes, fault, changed })
  }

  function end(fault: EvaluationFault, code?: string): void {
    if (!isAlive) return
    isAlive = false
    clearTimeout(timer)
    apart.kill()
    settleReady.reject(describeBroken(fault, code))
    conclude({ fault })
  }

  return {
    ready,
    isAlive: () => isAlive,
    answered: () => answered,
    ask(requests, onReport) {
      return new Promise((resolve) => {
        if (!isAlive) {
          resolve({ outcomes: [], fault: { kind: 'no-reply', text: 'it has ended' } })
          return
        }
        asked = { count: requests.length, outcomes: [], onReport, resolve }
        wait(timeoutMs, lateFault(timeoutMs))
        apart.send(dialect.ask(requests))
      })
    },
    close() {
      if (!isAlive) return
      isAlive = false
      clearTimeout(timer)
      apart.kill()
      conclude({ fault: { kind: 'no-reply', text: 'the run is over' } })
    },
  }
}

/** The most times that something gets its time again because it had no processor. */
const respitesMax = 20

/** Milliseconds for which a figure of usage is good enough. */
const usageMs = 200

const lateFault = (timeoutMs: number): EvaluationFault => ({
  kind: 'timeout',
  text: `no answer after ${timeoutMs} ms`,
})

const describeBroken = ({ kind, text }: EvaluationFault, code = `task/fitness-${kind}`) =>
  new UsageError(code, {
    where: 'fitness',
    expected: 'something that can be asked how good a machine is',
    received: text,
  })
