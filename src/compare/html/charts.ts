/** What the page draws, each with the table of the same figures: learning, length, size. */

import { describeMeasure, figureKind, readMeasure } from '../figures.ts'
import { bytes, count, duration, percent } from '../format.ts'
import type { Comparison, FigureName, Measure, MethodSummary, Trial } from '../result.ts'
import { type Axis, type Chart, drawChart, type Point, type Series } from './chart.ts'
import { medianAfter, medianCurve, thin } from './curves.ts'
import { html, type Markup, trusted } from './markup.ts'
import { figure, figures, lengthLabel, table, text } from './table.ts'

/** A chart beside its table. */
async function besides(title: string, about: string, chart: Chart, shown: Markup): Promise<Markup> {
  const svg = trusted(await drawChart(chart))
  return html`<section>
<h2>${title}</h2>
<p class="soft">${about}</p>
<div class="pair"><figure><div role="img" aria-label="${`${title}: ${chart.y.label} by ${chart.x.label}; the table has the figures`}">${svg}</div></figure>
${shown}</div>
</section>
`
}

/** Accuracies from somewhat below the lowest one to 1. */
function accuracyAxis(label: string, series: readonly Series[]): Axis {
  const lowest = Math.min(...series.flatMap(({ points }) => points.map(([, y]) => y)), 0.9)
  const show = (value: number) => `${Math.round(value * 100)} %`
  return { label, scale: 'linear', min: Math.max(0, Math.floor(lowest * 10) / 10), max: 1, show }
}

const trialsOf = ({ trials }: Comparison, method: string): Trial[] =>
  trials.filter((trial) => trial.method === method)

/** Accuracy on what is learned from, by the time that has passed. */
export function learning(comparison: Comparison): Promise<Markup> {
  const { summaries, trials, budgetMs } = comparison
  const end = Math.max(1, ...trials.flatMap(({ curve }) => curve.map(({ ms }) => ms)))
  const series = summaries.flatMap(({ method }, index): Series[] => {
    const own = trialsOf(comparison, method)
    const faint = own.map(({ curve }): Series => {
      const points = thin(curve).map(({ ms, accuracy }) => [ms, accuracy] as const)
      return { method: index, as: 'faint', points: onLogAxis(lasting(points, end)) }
    })
    const points = onLogAxis(lasting(medianCurve(own), end))
    return [...faint, { method: index, as: 'lasting', points }]
  })
  const times = [0.01, 0.03, 0.1, 0.3, 1].map((part) => part * budgetMs)
  const rows = summaries.map(({ method }) => [
    text(method),
    ...times.map((ms) => figure(medianAfter(trialsOf(comparison, method), ms), percent)),
  ])
  return besides(
    'Learning curves',
    'Medians over seeds, each seed as a thin line. What a trial has come to at its end lasts.',
    {
      name: 'learning',
      x: { label: 'time', scale: 'log', show: duration },
      y: accuracyAxis('accuracy on the cases to learn from', series),
      series,
    },
    table('Median accuracy after', ['method', ...times.map(duration)], rows),
  )
}

/** A curve that goes on as it ends. */
const lasting = (points: readonly Point[], end: number): readonly Point[] =>
  points.length > 0 ? [...points, [end, points.at(-1)![1]]] : points

/** What happens before the first millisecond is shown there. */
const onLogAxis = (points: readonly Point[]): Point[] => points.map(([x, y]) => [Math.max(1, x), y])

/** Accuracy by the number of ticks; nothing where none was tried. */
export async function generalisation({ summaries }: Comparison): Promise<Markup | undefined> {
  const lengths = new Set(summaries.flatMap(({ longer }) => longer.map(({ ticks }) => ticks)))
  if (lengths.size === 0) return undefined
  const series = summaries.flatMap(({ longer }, method): Series[] => {
    const points = longer.map(({ ticks, accuracy }) => [ticks, accuracy.median] as const)
    const bars = longer.map(({ ticks, accuracy: { low, high } }): Series => {
      const ends = [
        [ticks, low],
        [ticks, high],
      ] as const
      return { method, as: 'interval', points: ends }
    })
    return [...bars, { method, as: 'marked', points }]
  })
  const ordered = [...lengths].sort((a, b) => a - b)
  const rows = summaries.map(({ method, longer }) => [
    text(method),
    ...ordered.map((ticks) => {
      const found = longer.find((point) => point.ticks === ticks)
      return figures(`longer-${ticks}`, found?.accuracy, percent)
    }),
  ])
  return besides(
    'Generalisation to longer cases',
    'Medians over seeds on cases of more ticks than those to learn from; upright lines are 95 % intervals.',
    {
      name: 'length',
      x: { label: 'ticks', scale: 'linear', show: count },
      y: accuracyAxis('accuracy', series),
      series,
    },
    table('Median accuracy after', ['method', ...ordered.map(lengthLabel)], rows),
  )
}

const sizes: readonly FigureName[] = [
  'gates',
  'prunedGates',
  'latches',
  'encoderBits',
  'parameters',
  'bytes',
]

/** The median of what a method is judged by. */
const judgedBy = ({ figures: all, longer }: MethodSummary, measure: Measure): number | undefined =>
  measure.on === 'longer'
    ? longer.find(({ ticks }) => ticks === measure.ticks)?.accuracy.median
    : all[measure.on]?.median

/** Accuracy by bytes, a dot a trial. */
export function sizeAndAccuracy(comparison: Comparison): Promise<Markup> {
  const { summaries, measure } = comparison
  const series = summaries.map(({ method }, index): Series => {
    const points = trialsOf(comparison, method).flatMap((trial) => {
      const accuracy = readMeasure(trial, measure)
      return accuracy === undefined ? [] : [[trial.size.bytes, accuracy] as const]
    })
    return { method: index, as: 'dots', points: onLogAxis(points) }
  })
  const label = describeMeasure(measure)
  return besides(
    'Size and accuracy',
    `A dot a trial, by ${label}. Bytes are the one size that machines and networks share; the table has medians.`,
    {
      name: 'size',
      x: { label: 'size', scale: 'log', show: bytes },
      y: accuracyAxis(label, series),
      series,
    },
    figureTable('Median sizes', summaries, sizes, [
      { label, show: (summary) => figure(judgedBy(summary, measure), percent) },
    ]),
  )
}

/** A row a method, a column a figure that any of them has. */
export function figureTable(
  caption: string,
  summaries: readonly MethodSummary[],
  names: readonly FigureName[],
  more: readonly { label: string; show(summary: MethodSummary): Markup }[] = [],
): Markup {
  const kinds = names
    .filter((name) => summaries.some(({ figures: all }) => all[name]))
    .map((name) => figureKind(name))
  const rows = summaries.map((summary) => [
    text(summary.method),
    ...kinds.map(({ name, show }) => figures(name, summary.figures[name], show)),
    ...more.map(({ show }) => show(summary)),
  ])
  const head = ['method', ...kinds.map((kind) => kind.label), ...more.map(({ label }) => label)]
  return table(caption, head, rows)
}
