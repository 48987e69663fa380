/** Comparisons that are made up, with figures as real ones have them. */

import type { Comparison, Figures, Trial } from '../../src/compare/result.ts'
import { evaluateTrials } from '../../src/compare/statistics.ts'
import type { CurvePoint } from '../../src/compare.ts'

export interface Made {
  readonly method: string
  /** A trial each. */
  readonly figures: readonly Figures[]
  readonly trial?: Partial<Trial>
}

/** A trial a figure, with seeds from 1. */
export const madeTrials = (made: readonly Made[]): Trial[] =>
  made.flatMap(({ method, figures, trial }) =>
    figures.map((each, i) => ({
      method,
      seed: 1 + i,
      figures: each,
      exactness: each.train === 1 ? ('tested' as const) : ('wrong' as const),
      unit: 'steps',
      steps: 1000 + i,
      ms: 5000 + 10 * i,
      size: { bytes: 100 + i },
      nsPerCase: 12.5 + i,
      casesPerSecond: 2e6 + i,
      curve: curveTo(each.train, i),
      ...trial,
    })),
  )

export function madeComparison(
  trials: readonly Trial[],
  rest: Partial<Comparison> = {},
): Comparison {
  return {
    format: 'nandertal-comparison',
    version: 1,
    task: 'even pairs',
    command: 'nandertal compare even-pairs.task.ts --seeds 5 --budget 60s',
    budgetMs: 60_000,
    seeds: [...new Set(trials.map(({ seed }) => seed))],
    trials,
    refused: [],
    ...evaluateTrials(trials),
    ...rest,
  }
}

/** A curve that rises from chance to an accuracy. */
const curveTo = (accuracy: number, i: number): CurvePoint[] =>
  Array.from({ length: 12 }, (_, step) => ({
    ms: 40 + i + 5 * step ** 3,
    steps: 10 + 8 * step ** 2,
    accuracy: 0.5 + ((accuracy - 0.5) * step) / 11,
  }))

/** Three methods with five seeds, one of them far ahead; one has a soft score, one was refused. */
export function clearComparison(): Comparison {
  const of = (train: number, longest: number, soft?: number): Figures => ({
    train,
    heldOut: train - 0.01,
    longer: [
      { ticks: 100, accuracy: (train + longest) / 2 },
      { ticks: 500, accuracy: longest },
    ],
    ...(soft === undefined ? {} : { soft }),
  })
  const trials = madeTrials([
    {
      method: 'evolution',
      figures: [1, 1, 1, 0.9991, 1].map((train) => of(train, train)),
      trial: {
        unit: 'evaluations',
        exactness: 'proved',
        size: { gates: 21, prunedGates: 6, latches: 2, bytes: 44 },
        champion: { drawing },
      },
    },
    {
      method: 'gru',
      figures: [0.91, 0.88, 0.93, 0.9, 0.86].map((train) => of(train, 0.52)),
      trial: { size: { parameters: 1234, bytes: 4936 } },
    },
    {
      method: 'soft logic',
      figures: [0.71, 0.7, 0.68, 0.74, 0.66].map((train) => of(train, 0.5, train + 0.2)),
      trial: {
        size: { gates: 480, prunedGates: 95, bytes: 1920 },
        note: 'made discrete at the end',
      },
    },
  ])
  const refused = [{ method: 'enumeration', why: 'would take 10^21 years' }]
  return madeComparison(trials, { refused })
}

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M2 2h20v16h-20z"/></svg>'

/** Two methods of the same strength. */
export function levelComparison(): Comparison {
  const figures = [0.52, 0.49, 0.5, 0.51, 0.5].map((train) => ({ train }))
  return madeComparison(
    madeTrials([
      { method: 'evolution', figures },
      { method: 'gru', figures: figures.map(({ train }) => ({ train: train + 0.002 })) },
    ]),
  )
}
