/**
 * What computes a fitness apart, whether in a process or a thread: it is told which task, loads it, and
 * answers batches, one machine after another.
 */
import type { Netlist } from '../../netlist.ts'
import type { Outcome } from '../../problem/outcome.ts'
import { watchIntrinsics } from './canary.ts'
import { type Hello, loadCaller } from './load.ts'

/** Every further line. */
export interface Batch {
  readonly requests: readonly {
    readonly seed: number
    /** inputs, latches, fan-ins and outputs of the machine. */
    readonly machine: readonly [number, readonly number[], readonly number[], readonly number[]]
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
  let call: ((netlist: Netlist, seed: number, at: number) => Outcome | Promise<Outcome>) | undefined
  let findChange = () => undefined as string | undefined
  let turn: Promise<void> = Promise.resolve()

  async function start(hello: Hello): Promise<void> {
    try {
      const callAll = await loadCaller(hello)
      call = (netlist, seed, at) => {
        const onReport = (_: number, step: number, value: number) =>
          send({ type: 'report', at, step, value })
        const outcomes = callAll([{ netlist, seed }], { onReport })
        return outcomes instanceof Promise ? outcomes.then(([first]) => first!) : outcomes[0]!
      }
      findChange = watchIntrinsics(folder)
      send({ type: 'ready' })
    } catch (error) {
      const { message, code } = error as { message?: unknown; code?: unknown }
      send({ type: 'broken', text: String(message ?? error), code })
    }
  }

  async function answer({ requests }: Batch): Promise<void> {
    for (let at = 0; at < requests.length; at++) {
      const { seed, machine } = requests[at]!
      const netlist: Netlist = {
        inputs: machine[0],
        latches: Uint32Array.from(machine[1]),
        fanin: Uint32Array.from(machine[2]),
        outputs: Uint32Array.from(machine[3]),
      }
      const called = call!(netlist, seed, at)
      let outcome: Outcome
      if (called instanceof Promise) {
        hold(false)
        outcome = await called
        hold(true)
      } else {
        outcome = called
      }
      send({ type: 'outcome', at, outcome })
    }
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
