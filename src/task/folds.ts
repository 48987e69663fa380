/**
 * Cross-validation: the task of a data set k times, each time with another part of the rows held
 * out, so that every row is held out once.
 */
import { UsageError } from '../errors.ts'
import { isDataSet } from '../problem/data-set.ts'
import { createTask, type Task, type TaskSource } from '../task.ts'

/** The k tasks, each trained on the other parts; throws a `UsageError` without a data set. */
export function foldTasks(task: Task, k: number): Task[] {
  const { definition, options, name } = task
  const { problem, genome } = definition
  if (!isDataSet(problem)) {
    throw new UsageError('task/no-rows', {
      where: name,
      expected: 'a task with labelled rows, which can be held out',
      received: `a problem of the kind ${problem.name}`,
    })
  }
  return problem.folds(k).map((fold, part) =>
    createTask(
      {
        ...definition,
        name: `${name}-${part + 1}of${k}`,
        genome: { ...genome, ports: fold.shape.ports },
        problem: fold,
      },
      options,
      foldSource(task.source, k, part),
    ),
  )
}

/** Where a fold can be had again; one of a task with code only by the program that made it. */
function foldSource(source: TaskSource, k: number, part: number): TaskSource {
  if (source.kind !== 'text') return { kind: 'code' }
  return { ...source, options: { ...source.options, folds: k, fold: part } }
}

export interface MeasureSummary {
  readonly mean: number
  /** The sample standard deviation; 0 for one sample. */
  readonly deviation: number
}

/** Mean and deviation of each measurement that all of several champions have. */
export function summarizeMeasures(
  measures: readonly Readonly<Record<string, number>>[],
): Record<string, MeasureSummary> {
  const names = Object.keys(measures[0] ?? {}).filter((name) =>
    measures.every((measure) => name in measure),
  )
  return Object.fromEntries(
    names.map((name) => [name, summarize(measures.map((measure) => measure[name]!))]),
  )
}

function summarize(values: readonly number[]): MeasureSummary {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  const mean = sum(values) / values.length
  const squares = sum(values.map((value) => (value - mean) * (value - mean)))
  return { mean, deviation: values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)) }
}
