/** Chooses the evaluator of a slot: where a fitness is computed follows from what it is. */
import { openOwnFolder } from '../disk.ts'
import { UsageError } from '../errors.ts'
import type { Evaluator, Isolation } from '../evaluator.ts'
import type { FitnessLimits } from '../fitness/limits.ts'
import type { Netlist } from '../netlist.ts'
import type { CustomFitness } from '../problem.ts'
import type { Task } from '../task.ts'
import type { StartApart } from './apart.ts'
import { type Hello, loadCaller } from './child/load.ts'
import { createCommandDialect, prepareCommand } from './command.ts'
import type { Dialect } from './dialect.ts'
import { createFunctionDialect } from './functions.ts'
import { createHttpEvaluator } from './http.ts'
import { createHumanEvaluator } from './human.ts'
import { createInlineEvaluator } from './inline.ts'
import { createPool, messageMs, type PoolStatistics } from './pool.ts'
import { prepareProcesses } from './process.ts'
import type { Questions } from './questions.ts'
import { openSession } from './session.ts'
import { prepareThreads } from './thread.ts'

export interface EvaluatorOptions {
  /** Where functions run; default: in processes, if the task can be loaded there. */
  readonly isolate?: Isolation
  /** How many evaluations go on at the same time, at least 1. */
  readonly workers: number
  readonly limits: FitnessLimits
  /** Where a person is asked. */
  readonly questions?: Questions
  /** Milliseconds on a clock. */
  now(): number
}

/** Creates the evaluator of a task's fitness. */
export async function createEvaluator(
  task: Task,
  { slot, form }: CustomFitness<Netlist>,
  options: EvaluatorOptions,
): Promise<Evaluator> {
  switch (slot.kind) {
    case 'function':
    case 'batch':
    case 'meeting': {
      const isolate = options.isolate ?? (task.source.kind === 'module' ? 'process' : 'none')
      if (isolate === 'none') return createInlineEvaluator(slot, form)
      if (task.source.kind !== 'module') throw describeUnreachable(isolate)
      const { source } = task
      const hello = { library, task: { source, options: task.options }, form }
      return createFunctionPool(hello, isolate, options)
    }
    case 'module': {
      const file = await resolveModule(slot.file, task)
      const { isolate = 'process' } = options
      const hello = { library, module: file, form }
      if (isolate !== 'none') return createFunctionPool(hello, isolate, options)
      return { name: 'inline', evaluate: (await loadCaller(hello)).call, async close() {} }
    }
    case 'command': {
      const prepared = await prepareCommand(slot.command, options.limits)
      return createSessionPool('command', prepared, () => createCommandDialect(form), options)
    }
    case 'http':
      return createHttpEvaluator(slot.url, form, { ...options.limits, ...options })
    case 'human':
      return createHumanEvaluator(task, slot.question, form, options.questions)
    default:
      return slot satisfies never
  }
}

const library = new URL('../index.js', import.meta.url).href

async function createFunctionPool(
  hello: Hello,
  isolate: Exclude<Isolation, 'none'>,
  options: EvaluatorOptions,
): Promise<Evaluator> {
  const prepare = isolate === 'process' ? prepareProcesses : prepareThreads
  const [prepared, cache] = await Promise.all([prepare(options.limits), openOwnFolder()])
  return createSessionPool(
    isolate,
    prepared,
    () => createFunctionDialect({ ...hello, cache }),
    options,
    adviseInline,
  )
}

interface Prepared {
  readonly start: StartApart
  dispose(): void
}

function createSessionPool(
  name: string,
  { start, dispose }: Prepared,
  createDialect: () => Dialect,
  { workers, limits, now }: EvaluatorOptions,
  advise?: (statistics: PoolStatistics) => string | undefined,
): Evaluator {
  const { batchMax, hello } = createDialect()
  const pool = createPool({
    name,
    workers,
    batchMax,
    now,
    advise,
    hasSpare: hello !== undefined,
    open: () => openSession(start, createDialect(), limits.timeoutMs, now),
  })
  return {
    ...pool,
    async close() {
      await pool.close()
      dispose()
    },
  }
}

/** Evaluations after which a rate is worth talking of. */
const advisedFrom = 2000

/** What to do where messages take longer than what they carry. */
function adviseInline({ evaluations, evaluationMs, batch }: PoolStatistics): string | undefined {
  if (evaluations < advisedFrom || evaluationMs * batch >= messageMs) return undefined
  const us = Math.max(1, Math.round(1000 * evaluationMs))
  return (
    `an evaluation takes about ${us} µs with its message to another process: ` +
    '--isolate none calls the fitness without one, where it needs no containing'
  )
}

const describeUnreachable = (isolate: Isolation): UsageError =>
  new UsageError('task/only-in-code', {
    where: `isolate: ${isolate}`,
    expected: 'a fitness that can be loaded elsewhere: of a task file, or fromModule()',
    received: 'a function that a program defined',
    hint: 'Put it into a file of its own, or run it with isolate: none.',
  })

/** The file of a module as a path: from the task's file where there is one, else from the working folder. */
async function resolveModule(file: string, { source }: Task): Promise<string> {
  const [path, url] = await Promise.all([import('node:path'), import('node:url')])
  if (file.startsWith('file:')) return url.fileURLToPath(file)
  const from = source.kind === 'module' ? path.dirname(source.path) : ''
  return path.resolve(from, file)
}
