/**
 * A program in any language that scores machines: a line of JSON in, a line of JSON out, for as long as
 * it lives. docs/reference/fitness.md has what the lines say.
 */
import type { Duplex } from 'node:stream'
import type { EvaluationFault } from '../fitness/failure.ts'
import type { Ports } from '../netlist/ports.ts'
import { createLineReader, type StartApart } from './apart.ts'
import type { Dialect } from './dialect.ts'
import { createTail, describeExit } from './exit.ts'
import { describeMachine, readAnswer } from './machine-text.ts'
import { killGroup, type ProcessOptions } from './process.ts'

/** Loads what is needed, and returns what starts the program. */
export async function prepareCommand(
  [program, ...words]: readonly string[],
  { memoryMb }: ProcessOptions,
) {
  const [{ spawn }, { readFileSync }] = await Promise.all([
    import('node:child_process'),
    import('node:fs'),
  ])

  const start: StartApart = ({ onLine, onEnd }) => {
    const child = spawn(program!, words, { detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
    const said = createTail()
    let isOver = false
    const end = (fault: EvaluationFault) => {
      if (isOver) return
      isOver = true
      clearInterval(watch)
      killGroup(child)
      onEnd(fault)
    }
    const watch = setInterval(() => {
      const bytes = readResident(child.pid)
      if (bytes <= memoryMb * 2 ** 20) return
      const text = `${Math.round(bytes / 2 ** 20)} MiB, of ${memoryMb} MiB that it may have`
      end({ kind: 'out-of-memory', text })
    }, pollMs)
    child.stdout.on(
      'data',
      createLineReader(onLine, () =>
        end({ kind: 'bad-value', text: 'an answer that does not end' }),
      ),
    )
    child.stderr.on('data', said.add)
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => {})
    child.on('error', (error) =>
      end({ kind: 'crashed', text: `it cannot be started: ${error.message}` }),
    )
    child.on('close', (code, signal) => end(describeExit(code, signal, said.text())))
    return {
      send: (text) => void (child.stdin as Duplex | typeof child.stdin).write(`${text}\n`),
      kill() {
        isOver = true
        clearInterval(watch)
        killGroup(child)
      },
    }
  }

  /** Bytes of memory that a process has; 0 where that cannot be known, which is outside of Linux. */
  function readResident(pid: number | undefined): number {
    try {
      return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * pageBytes
    } catch {
      return 0
    }
  }

  return { start, dispose: () => {} }
}

const pollMs = 50
const pageBytes = 4096

/** One machine a line, one score a line. */
export function createCommandDialect(names: readonly string[], ports: Ports): Dialect {
  return {
    batchMax: 1,
    ask: ([request]) => JSON.stringify(describeMachine(request!, ports)),
    read: (line) => ({ type: 'outcome', at: 0, outcome: readAnswer(line, names) }),
  }
}
