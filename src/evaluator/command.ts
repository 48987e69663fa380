/**
 * A program in any language that scores machines: a line of JSON in, a line of JSON out, for as long as
 * it lives. docs/reference/fitness.md has what the lines say.
 */
import type { EvaluationForm } from '../problem/form.ts'
import type { StartApart } from './apart.ts'
import type { Dialect } from './dialect.ts'
import { describeMemory } from './exit.ts'
import { describeRequest, readAnswer } from './machine-text.ts'
import type { ProcessOptions } from './process.ts'
import { listenTo } from './spawned.ts'
import { readUsage } from './usage.ts'

/** Loads what is needed, and returns what starts the program. */
export async function prepareCommand(
  [program, ...words]: readonly string[],
  { memoryMb }: ProcessOptions,
) {
  const [{ spawn }, { readFileSync }] = await Promise.all([
    import('node:child_process'),
    import('node:fs'),
  ])

  const start: StartApart = (listener) => {
    const child = spawn(program!, words, { detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
    const watch = setInterval(() => {
      const bytes = readResident(child.pid)
      if (bytes > memoryMb * 2 ** 20) end(describeMemory(bytes, memoryMb))
    }, pollMs)
    const { end, kill } = listenTo(child, child.stdout, [child.stderr], listener, () =>
      clearInterval(watch),
    )
    const usage = () => readUsage(readFileSync, child.pid)
    return { send: (text) => void child.stdin.write(`${text}\n`), usage, kill }
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

/** One request a line, one answer a line. */
export function createCommandDialect(form: EvaluationForm): Dialect {
  return {
    saysDone: false,
    batchMax: 1,
    ask: ([request]) => JSON.stringify(describeRequest(request!, form)),
    read: (line) => ({ type: 'outcome', at: 0, outcome: readAnswer(line, form) }),
  }
}
