/** Opens what computes the fitness of a task, for as long as a run lasts. */
import type { Isolation } from '../evaluator.ts'
import { coreCount } from '../executor/threads.ts'
import type { Executor } from '../executor.ts'
import type { Task } from '../task.ts'
import { createEvaluator } from './choose.ts'
import { containTask } from './contain.ts'
import type { Questions } from './questions.ts'

export interface ContainOptions {
  readonly isolate?: Isolation
  readonly workers?: number
  readonly now?: () => number
  /** Where a person is asked, of a run that has a folder. */
  readonly questions?: Questions
  /** Where islands are to advance. */
  readonly executor?: Executor
}

/** The last that was reported of an evaluation. */
export interface Report {
  readonly slot: number
  readonly step: number
  readonly value: number
}

export interface Contained {
  /** The task with its evaluator; the task itself where its problem is one of ours. */
  readonly task: Task
  /** Where its islands advance: not where the task itself was made to, which would pass the evaluator by. */
  readonly executor: Executor | undefined
  /** What would make evaluations faster, once that is known. */
  advice(): string | undefined
  /** What was reported since this was last asked. */
  reports(): readonly Report[]
  close(): Promise<void>
}

/** Opens the evaluator of a task; whoever does so closes it. */
export async function openContained(task: Task, options: ContainOptions): Promise<Contained> {
  const { custom } = task.problem
  if (!custom) {
    const nothing = { advice: () => undefined, reports: () => [], close: async () => {} }
    return { task, executor: options.executor, ...nothing }
  }
  const evaluator = await createEvaluator(task, custom, {
    isolate: options.isolate,
    workers: options.workers ?? (await coreCount()),
    limits: task.limits,
    questions: options.questions,
    now: options.now ?? (() => performance.now()),
  })
  const latest = new Map<number, Report>()
  return {
    executor: undefined,
    task: containTask(task, custom, evaluator, (slot, step, value) =>
      latest.set(slot, { slot, step, value }),
    ),
    advice: () => evaluator.advice?.(),
    reports() {
      if (latest.size === 0) return []
      const reports = [...latest.values()]
      latest.clear()
      return reports
    },
    close: () => evaluator.close(),
  }
}

/** The events of something that a task is evaluated for meanwhile. */
export async function* whileContained<E, R>(
  task: Task,
  options: ContainOptions,
  events: (contained: Contained) => AsyncGenerator<E, R>,
): AsyncGenerator<E, R> {
  const contained = await openContained(task, options)
  try {
    return yield* events(contained)
  } finally {
    await contained.close()
  }
}
