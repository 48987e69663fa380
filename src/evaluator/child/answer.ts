/**
 * What computes a fitness apart, whether in a process or a thread: it is told which task, loads it, and
 * answers batches, one machine after another, or all at once where the fitness scores them so.
 */
import type { Netlist } from '../../netlist.ts'
import type { EvaluationRequest, Outcome } from '../../problem/outcome.ts'
import { watchIntrinsics } from './canary.ts'
import { type Hello, type Loaded, loadCaller } from './load.ts'

/** Inputs, latches, fan-ins and outputs of a machine. */
export type SentMachine = readonly [number, readonly number[], readonly number[], readonly number[]]

/** Every further line. */
export interface Batch {
  readonly requests: readonly {
    readonly seed: number
    readonly machine: SentMachine
    readonly opponent?: SentMachine
  }[]
}

export interface Surroundings {
  send(message: object): void
  folder(): string
  /** Lets the process end while a promise is pending that nothing can settle, and takes that back. */
  hold(isHeld: boolean): void
}

/** What hears lines. */
export function createAnswerer({ send, folder, hold }: Surroundings): (line: string) => void {
  // Taken now: code of the user's may put others in their place.
  const { parse } = JSON
  let loaded: Loaded | undefined
  let findChange = () => undefined as string | undefined
  let turn: Promise<void> = Promise.resolve()

  async function start(hello: Hello): Promise<void> {
    try {
      loaded = await loadCaller(hello)
      findChange = watchIntrinsics(folder)
      send({ type: 'ready', isWhole: loaded.isWhole })
    } catch (error) {
      const { message, code } = error as { message?: unknown; code?: unknown }
      send({ type: 'broken', text: String(message ?? error), code })
    }
  }

  /** Calls for some requests of a batch, the first of which is at `from`, and tells what comes of them. */
  async function callFor(requests: readonly EvaluationRequest[], from: number): Promise<void> {
    const onReport = (slot: number, step: number, value: number) =>
      send({ type: 'report', at: from + slot, step, value })
    const called = loaded!.call(requests, { onReport })
    let outcomes: readonly Outcome[]
    if (called instanceof Promise) {
      hold(false)
      outcomes = await called
      hold(true)
    } else {
      outcomes = called
    }
    for (let i = 0; i < outcomes.length; i++) {
      send({ type: 'outcome', at: from + i, outcome: outcomes[i] })
    }
  }

  async function answer(batch: Batch): Promise<void> {
    const requests = batch.requests.map(readRequest)
    if (loaded!.isWhole) await callFor(requests, 0)
    else for (let at = 0; at < requests.length; at++) await callFor([requests[at]!], at)
    send({ type: 'done', changed: findChange() })
  }

  let isFirst = true
  return (line) => {
    const message: unknown = parse(line)
    const isHello = isFirst
    isFirst = false
    turn = turn.then(() => (isHello ? start(message as Hello) : answer(message as Batch)))
  }
}

const readRequest = ({
  seed,
  machine,
  opponent,
}: Batch['requests'][number]): EvaluationRequest => ({
  seed,
  netlist: readMachine(machine),
  ...(opponent && { opponent: readMachine(opponent) }),
})

const readMachine = ([inputs, latches, fanin, outputs]: SentMachine): Netlist => ({
  inputs,
  latches: Uint32Array.from(latches),
  fanin: Uint32Array.from(fanin),
  outputs: Uint32Array.from(outputs),
})
