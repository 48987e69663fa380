/**
 * How a generation gets its scores: each machine once, with its cases where the search asks for them;
 * as a mean of samples, where the fitness is noisy;
 * or, where scores depend on who else is there, all that live together, so that those of before are
 * measured again as well.
 */
import { assert, UsageError } from '../errors.ts'
import type { Failure } from '../fitness/failure.ts'
import type { Score } from '../fitness.ts'
import type { Rng } from '../random.ts'
import type { Individual } from '../search.ts'
import type { Task } from '../task.ts'
import { createMeasureNoisy } from './sample.ts'

export interface MeasureContext {
  readonly generation: number
  /** The stream of the generation. */
  readonly rng: Rng
  readonly signal?: AbortSignal
  /** Hears of evaluations that failed. */
  onFailure?(failure: Failure): void
}

export interface Measured {
  /** The state of the search, whose survivors may have other scores now. */
  readonly state: unknown
  readonly offspring: readonly Individual<unknown>[]
  /** How many were spent. */
  readonly evaluations: number
  /** [objectives + measures] standard deviation of one evaluation, where the task is noisy. */
  readonly sigma?: readonly number[]
}

/** Measures offspring that are to be told to a search in a state. */
export type Measure = (
  state: unknown,
  offspring: readonly unknown[],
  context: MeasureContext,
) => Measured | Promise<Measured>

/** The way in which the individuals of a task are measured. */
export function createMeasure(task: Task): Measure {
  if (task.noise) return createMeasureNoisy(task)
  if (task.problem.isRelative) return createMeasureTogether(task)
  return task.needsCases ? createMeasureCases(task) : createMeasureOnce(task)
}

function createMeasureOnce({ problem, genome }: Task): Measure {
  return (state, offspring, { generation, rng, signal, onFailure }) => {
    const context = { generation, rng: rng.split('evaluate'), signal, onFailure }
    const measured = (scores: readonly Score[]) => ({
      state,
      offspring: offspring.map((genotype, i) => ({ genotype, score: scores[i]! })),
      evaluations: offspring.length,
    })
    const scores = problem.evaluate(offspring.map(genome.decode), context)
    return scores instanceof Promise ? scores.then(measured) : measured(scores)
  }
}

/** Each machine once, with its values by case. */
function createMeasureCases({ problem, genome, name }: Task): Measure {
  return async (state, offspring, { generation, rng, signal, onFailure }) => {
    const context = { generation, rng: rng.split('evaluate'), signal, onFailure }
    const measured = (await problem.evaluateCases?.(offspring.map(genome.decode), context)) ?? []
    const count = measured[0]?.cases.length
    const other = measured.find(({ cases }) => cases.length !== count)
    if (other) {
      throw new UsageError('task/uneven-cases', {
        where: name,
        expected: `${count} cases of every machine`,
        received: `${other.cases.length}`,
      })
    }
    return {
      state,
      offspring: offspring.map((genotype, i) => ({ genotype, ...measured[i]! })),
      evaluations: offspring.length,
    }
  }
}

/** Offspring and survivors in one batch. */
function createMeasureTogether({ problem, genome, search }: Task): Measure {
  return async (state, offspring, { generation, rng, signal, onFailure }) => {
    const { survivors, rescore } = expectRescoring(search)
    const elders = survivors(state)
    const everybody = [...offspring, ...elders.map(({ genotype }) => genotype)]
    const context = { generation, rng: rng.split('evaluate'), signal, onFailure }
    const scores = await problem.evaluate(everybody.map(genome.decode), context)
    return {
      state: rescore(
        state,
        elders.map((elder, i) => ({ ...elder, score: scores[offspring.length + i]! })),
      ),
      offspring: offspring.map((genotype, i) => ({ genotype, score: scores[i]! })),
      evaluations: everybody.length,
    }
  }
}

/** What a task with such scores was refused without. */
export function expectRescoring({ survivors, rescore }: Task['search']) {
  assert(survivors && rescore, 'a search whose survivors can be measured again')
  return { survivors, rescore }
}
