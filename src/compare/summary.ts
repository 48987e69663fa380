/** One method over its seeds: the median and the interval of each figure. */
import { createRng, type Rng } from '../random.ts'
import { intervalOf } from './bootstrap.ts'
import { accuracyAt, figureKinds } from './figures.ts'
import type { Exactness, Interval, MethodSummary, Trial } from './result.ts'

/** The methods of some trials, in the order in which they first occur. */
export const methodsOf = (trials: readonly Trial[]): string[] => [
  ...new Set(trials.map(({ method }) => method)),
]

/** Where the chance of the intervals begins: the same trials have the same intervals. */
const seed = 0

/** The stream that draws for a purpose. */
export const bootstrapRng = (...labels: readonly (string | number)[]): Rng =>
  createRng(seed).split('bootstrap', ...labels)

/** Describes each method of some trials. */
export function summarize(trials: readonly Trial[]): MethodSummary[] {
  return methodsOf(trials).map((method) =>
    summarizeMethod(
      method,
      trials.filter((trial) => trial.method === method),
    ),
  )
}

function summarizeMethod(method: string, trials: readonly Trial[]): MethodSummary {
  const over = (name: string, read: (trial: Trial) => number | undefined): Interval[] => {
    const values = trials.map(read).filter((value) => value !== undefined)
    return values.length > 0 ? [intervalOf(values, bootstrapRng(method, name))] : []
  }
  const exactness: Partial<Record<Exactness, number>> = {}
  for (const trial of trials) exactness[trial.exactness] = (exactness[trial.exactness] ?? 0) + 1
  return {
    method,
    trials: trials.length,
    unit: trials[0]!.unit,
    exactness,
    figures: Object.fromEntries(
      figureKinds.flatMap(({ name, read }) => over(name, read).map((found) => [name, found])),
    ),
    longer: lengthsOf(trials).flatMap((ticks) =>
      over(`longer ${ticks}`, (trial) => accuracyAt(trial, ticks)).map((accuracy) => ({
        ticks,
        accuracy,
      })),
    ),
  }
}

/** The lengths that any trial was tried at, the shortest first. */
export function lengthsOf(trials: readonly Trial[]): number[] {
  const lengths = trials.flatMap(({ figures }) => figures.longer?.map(({ ticks }) => ticks) ?? [])
  return [...new Set(lengths)].sort((a, b) => a - b)
}
