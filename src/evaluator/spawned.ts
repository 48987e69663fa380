/** What child processes of every kind have in common: their lines are read, and their end is told once. */
import type { ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { EvaluationFault } from '../fitness/failure.ts'
import { type ApartListener, createLineReader } from './apart.ts'
import { createTail, describeExit } from './exit.ts'

export interface Spawned {
  /** Ends it with all that it started, for a reason that is told. */
  end(fault: EvaluationFault): void
  /** Ends it with all that it started; nothing is heard of it afterwards. */
  kill(): void
}

/**
 * Listens to a child that was spawned in a group of its own.
 *
 * @param lines the stream that it answers on
 * @param others streams that are read for what it says last
 * @param onOver called when it is over, however that came
 */
export function listenTo(
  child: ChildProcess,
  lines: Readable,
  others: readonly (Readable | null)[],
  { onLine, onEnd }: ApartListener,
  onOver: () => void,
): Spawned {
  const said = createTail()
  let isOver = false

  function kill(): void {
    isOver = true
    onOver()
    killGroup(child)
  }

  function end(fault: EvaluationFault): void {
    if (isOver) return
    kill()
    onEnd(fault)
  }

  const onLong = () => end({ kind: 'bad-value', text: 'an answer that does not end' })
  lines.on('data', createLineReader(onLine, onLong))
  for (const stream of others) stream?.on('data', said.add)
  for (const stream of [lines, child.stdin, ...others]) stream?.on('error', () => {})
  child.on('error', ({ message }) =>
    end({ kind: 'crashed', text: `it cannot be started: ${message}` }),
  )
  // What it wrote last is read before its end is told.
  child.on('close', (code, signal) => end(describeExit(code, signal, said.text())))
  return { end, kill }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    // The group may outlive its first process.
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}
