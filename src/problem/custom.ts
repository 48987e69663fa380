/**
 * Any fitness function: a function over a machine that it can drive.
 *
 * What comes back is checked at this door: a number for the single objective `fitness`, or an object
 * with exactly the declared objectives, finite numbers all.
 */
import { quote, UsageError } from '../errors.ts'
import type { Objectives, Score, Target } from '../fitness.ts'
import { driveNetlist, type Machine } from '../kernel/machine.ts'
import type { Netlist } from '../netlist.ts'
import { casesMax, type EvaluationContext, type ProblemSource } from '../problem.ts'

export interface FitnessContext {
  /** The seed of this evaluation, an integer in [0, 2³²): the only chance a fitness should use. */
  readonly seed: number
  readonly signal?: AbortSignal
}

export type FitnessFunction = (
  machine: Machine,
  context: FitnessContext,
) => unknown | Promise<unknown>

/** The problem of a fitness function with named objectives. */
export function fromFitness(
  fitness: FitnessFunction,
  objectives: Objectives,
  target?: Target,
): ProblemSource {
  const names = Object.keys(objectives)
  return {
    name: 'fitness',
    build: ({ ports }) => {
      const callAll = (batch: readonly Netlist[], context: EvaluationContext) =>
        batch.map((netlist, slot) => {
          const seed = context.rng.split(slot).next()
          return callFitness(fitness, driveNetlist(netlist, ports), seed, context)
        })
      return {
        problem: {
          name: 'fitness',
          objectives,
          target,
          mayBeNoisy: true,
          evaluate(batch, context) {
            const values = callAll(batch, context)
            const isAsync = values.some((value) => value instanceof Promise)
            if (!isAsync) return values.map((value) => readScore(value, names))
            return Promise.all(values).then((all) => all.map((value) => readScore(value, names)))
          },
          async evaluateCases(batch, context) {
            const values = await Promise.all(callAll(batch, context))
            return values.map((value) => ({
              score: readScore(value, names),
              cases: readCases(value),
            }))
          },
        },
      }
    },
  }
}

function callFitness(
  fitness: FitnessFunction,
  machine: Machine,
  seed: number,
  { signal, generation }: EvaluationContext,
): unknown {
  try {
    const value = fitness(machine, { seed, signal })
    if (!(value instanceof Promise)) return value
    return value.catch((cause: unknown) => rethrow(cause, generation, seed))
  } catch (cause) {
    return rethrow(cause, generation, seed)
  }
}

/** Names the fault of a fitness that threw, with the place in the user's own file where known. */
function rethrow(cause: unknown, generation: number, seed: number): never {
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : quote(cause)
  const place = cause instanceof Error ? cause.stack?.split('\n')[1]?.trim() : undefined
  throw new UsageError(
    'task/fitness-threw',
    {
      where: `fitness, generation ${generation}, seed ${seed}`,
      expected: 'a number or an object of objectives',
      received: `an exception, ${text}`,
      hint: place,
    },
    { cause },
  )
}

function readScore(value: unknown, names: readonly string[]): Score {
  const isSingle = names.length === 1 && typeof value === 'number'
  if (isSingle && Number.isFinite(value)) return [value]
  const object = isSingle ? { [names[0]!]: value } : value
  if (typeof object !== 'object' || object === null) throw badValue(names, quote(value))
  const extra = Object.keys(object).find((name) => name !== 'cases' && !names.includes(name))
  if (extra !== undefined)
    throw badValue(names, `an objective that was not declared, ${quote(extra)}`)
  return names.map((name) => {
    const number = (object as Record<string, unknown>)[name]
    if (typeof number !== 'number' || !Number.isFinite(number)) {
      throw badValue(names, `${name}: ${quote(number)}`)
    }
    return number
  })
}

/** The values by case that a fitness returned beside its objectives. */
function readCases(value: unknown): Float64Array {
  const cases = (value as { readonly cases?: unknown }).cases
  const isRight =
    Array.isArray(cases) &&
    cases.length >= 1 &&
    cases.length <= casesMax &&
    cases.every(Number.isFinite)
  if (isRight) return Float64Array.from(cases)
  throw new UsageError('task/no-cases', {
    where: 'fitness',
    expected: `cases: 1 to ${casesMax} finite numbers beside the objectives, for a search by cases`,
    received: Array.isArray(cases) ? `a list of ${cases.length}` : quote(cases),
  })
}

function badValue(names: readonly string[], received: string): UsageError {
  const expected =
    names.length === 1
      ? `a finite number, or { ${names[0]} }`
      : `finite numbers { ${names.join(', ')} }`
  return new UsageError('task/bad-value', { where: 'fitness', expected, received })
}
