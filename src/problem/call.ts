/** Calls functions of the user's, here, in the thread of the caller. Nothing contains them. */
import { assert } from '../errors.ts'
import { driveNetlist } from '../kernel/machine.ts'
import type { Netlist } from '../netlist.ts'
import { type EvaluationForm, readReply } from './form.ts'
import type { EvaluationRequest, Outcome } from './outcome.ts'
import type { BatchFunction, CallableSlot, FitnessContext } from './slot.ts'
import { describeThrown } from './thrown.ts'

/** Hears how far a long evaluation is: the place in the batch, what it counts, and what it has come to. */
export type ReportListener = (slot: number, step: number, value: number) => void

export interface CallOptions {
  readonly signal?: AbortSignal
  readonly onReport?: ReportListener
  /** Hears each outcome once, as soon as it is there, in any order; what it throws ends the evaluation. */
  onOutcome?(slot: number, outcome: Outcome): void
}

export type Caller = (
  requests: readonly EvaluationRequest[],
  options: CallOptions,
) => readonly Outcome[] | Promise<readonly Outcome[]>

/** A caller of a function of the user's. */
export function createCaller(slot: CallableSlot, form: EvaluationForm): Caller {
  const read = (value: unknown): Outcome => readReply(value, form)
  const drive = (netlist: Netlist) => driveNetlist(netlist, form.ports)

  /** A score at once where a function answers at once: most do, many thousand times a second. */
  function callOne(
    slot: Exclude<CallableSlot, { kind: 'batch' }>,
    { netlist, opponent, seed }: EvaluationRequest,
    signal: AbortSignal | undefined,
    report: FitnessContext['report'],
  ): Outcome | Promise<Outcome> {
    try {
      const context = { seed, signal, report }
      const value =
        slot.kind === 'function'
          ? slot.fitness(drive(netlist), context)
          : slot.meeting(drive(netlist), drive(expectOpponent(opponent)), context)
      return isThenable(value) ? settled(value, read) : read(value)
    } catch (cause) {
      return { fault: describeThrown(cause) }
    }
  }

  function callBatch(
    fitness: BatchFunction,
    requests: readonly EvaluationRequest[],
    context: Omit<FitnessContext, 'seed'>,
  ): readonly Outcome[] | Promise<readonly Outcome[]> {
    const readAll = (values: unknown): readonly Outcome[] => {
      if (Array.isArray(values) && values.length === requests.length) return values.map(read)
      const text = `expected ${requests.length} values, one for each machine, received ${Array.isArray(values) ? values.length : typeof values}`
      return requests.map(() => ({ fault: { kind: 'bad-value', text } }))
    }
    const failAll = (cause: unknown) => requests.map(() => ({ fault: describeThrown(cause) }))
    try {
      const machines = requests.map(({ netlist }) => drive(netlist))
      const values: unknown = fitness(machines, { ...context, seed: requests[0]!.seed })
      return isThenable(values) ? Promise.resolve(values).then(readAll, failAll) : readAll(values)
    } catch (cause) {
      return failAll(cause)
    }
  }

  // Kept from one generation to the next, which come many thousand times a second.
  const reporters: FitnessContext['report'][] = []
  let reportsTo: ReportListener | undefined
  function reporterOf(onReport: ReportListener | undefined, at: number): FitnessContext['report'] {
    if (reportsTo !== onReport) {
      reportsTo = onReport
      reporters.length = 0
    }
    return (reporters[at] ??= reportTo(onReport, at))
  }

  return (requests, { signal, onReport, onOutcome }) => {
    if (requests.length === 0) return []
    const conclude = (all: readonly Outcome[]) => {
      if (onOutcome) for (let at = 0; at < all.length; at++) onOutcome(at, all[at]!)
      return all
    }
    if (slot.kind === 'batch') {
      const all = callBatch(slot.fitness, requests, { signal, report: reportTo(onReport, 0) })
      return all instanceof Promise ? all.then(conclude) : conclude(all)
    }
    let isAsync = false
    const outcomes = requests.map((request, at) => {
      const outcome = callOne(slot, request, signal, reporterOf(onReport, at))
      isAsync ||= outcome instanceof Promise
      return outcome
    })
    return isAsync ? Promise.all(outcomes).then(conclude) : conclude(outcomes as Outcome[])
  }
}

const silent = () => {}

const reportTo = (onReport: ReportListener | undefined, at: number): FitnessContext['report'] =>
  onReport
    ? (step, value) => {
        if (Number.isFinite(step) && Number.isFinite(value)) onReport(at, step, value)
      }
    : silent

const settled = (
  value: PromiseLike<unknown>,
  read: (value: unknown) => Outcome,
): Promise<Outcome> =>
  Promise.resolve(value).then(read, (cause) => ({ fault: describeThrown(cause) }))

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { then?: unknown }).then === 'function'

function expectOpponent(opponent: Netlist | undefined): Netlist {
  assert(opponent, 'somebody to meet')
  return opponent
}
