/** The parts of the page that are words, tables and drawings. */
import { writeBase64 } from '../../base64.ts'
import { describeMeasure, readMeasure } from '../figures.ts'
import { bytes, count, duration, percent, points, probability } from '../format.ts'
import type { Comparison, Trial } from '../result.ts'
import { describeExactness, describeVerdict } from '../table.ts'
import { figureTable } from './charts.ts'
import { key } from './marks.ts'
import { html, type Markup } from './markup.ts'
import { figure, figures, none, table, text } from './table.ts'

/** What was compared, what came of it, and how to do it again. */
export function opening(comparison: Comparison): Markup {
  const { task, command, budgetMs, seeds, summaries } = comparison
  return html`<header>
<h1>${task}</h1>
<p class="verdict" id="verdict">${describeVerdict(comparison)}</p>
<p class="soft">${duration(budgetMs)} a trial; ${count(seeds.length)} ${seeds.length === 1 ? 'seed' : 'seeds'} (${seeds.join(', ')}). Figures are medians over seeds with 95 % bootstrap intervals.</p>
<pre><code id="command">${command}</code></pre>
<ul class="keys" aria-label="Methods">${summaries.map(({ method }, i) => key(method, i))}</ul>
</header>
`
}

/** What methods have come to. */
export const accuracies = ({ summaries }: Comparison): Markup => html`<section id="accuracies">
<h2>How good</h2>
${figureTable(
  'Accuracy',
  summaries,
  ['train', 'soft', 'heldOut'],
  [
    { label: 'exact', show: ({ exactness }) => text(describeExactness(exactness)) },
    { label: 'seeds', show: ({ trials }) => figure(trials, count) },
  ],
)}</section>
`

/** What it takes to get there and to run what came of it. */
export const costs = ({ summaries }: Comparison): Markup => html`<section id="costs">
<h2>At what cost</h2>
${figureTable(
  'Cost of learning and of running',
  summaries,
  ['steps', 'ms', 'nsPerCase', 'casesPerSecond'],
  [{ label: 'a step is one of', show: ({ unit }) => text(unit) }],
)}</section>
`

/** All pairs of methods. */
export function contests({ contests: pairs, measure }: Comparison): Markup | undefined {
  if (pairs.length === 0) return undefined
  const rows = pairs.map(({ a, b, difference, a12, p, corrected, better }) => [
    text(`${a} and ${b}`),
    figures('difference', difference, points),
    figure(a12, (value) => value.toFixed(2)),
    figure(p, probability),
    figure(corrected, probability),
    text(better ?? 'cannot be told'),
  ])
  const head = ['pair', 'difference, points', 'A12', 'p', 'p, corrected', 'better']
  return html`<section id="contests">
<h2>Who is better</h2>
<p class="soft">By ${describeMeasure(measure)}: difference of medians (Efron 1979), A12 (Vargha & Delaney 2000), two-sided rank-sum test (Mann & Whitney 1947) corrected for the number of pairs (Holm 1979). One is better where the interval is on its side of 0 and the corrected p is below 0.05.</p>
${table('All pairs', head, rows)}</section>
`
}

/** Methods that could not be tried. */
export function refused({ refused: refusals }: Comparison): Markup | undefined {
  if (refusals.length === 0) return undefined
  const rows = refusals.map(({ method, why }) => [text(method), text(why)])
  return html`<section id="refused">
<h2>Not tried</h2>
${table('Methods that could not be tried', ['method', 'why'], rows)}</section>
`
}

/** The best machine of each method that has a drawing. */
export function drawings(comparison: Comparison): Markup | undefined {
  const drawn = comparison.summaries.flatMap(({ method }) => {
    const best = bestDrawn(comparison, method)
    return best ? [best] : []
  })
  if (drawn.length === 0) return undefined
  return html`<section id="champions">
<h2>Champions</h2>
${drawn.map(drawing)}</section>
`
}

function bestDrawn({ trials, measure }: Comparison, method: string): Trial | undefined {
  const gatesOf = ({ size }: Trial) => size.prunedGates ?? size.gates ?? 0
  return trials
    .filter((trial) => trial.method === method && trial.champion?.drawing)
    .sort(
      (a, b) => readMeasure(b, measure)! - readMeasure(a, measure)! || gatesOf(a) - gatesOf(b),
    )[0]
}

/** As an image, a drawing can neither run anything nor lend the page its styles. */
function drawing({ method, seed, size, champion, exactness }: Trial): Markup {
  const data = writeBase64(new TextEncoder().encode(champion!.drawing))
  const gates = size.prunedGates ?? size.gates
  const about = `${method}, seed ${seed}${gates === undefined ? '' : `, ${count(gates)} NANDs`}, ${exactness}`
  return html`<figure>
<img class="drawing" alt="${`Schematic of the champion of ${about}`}" src="data:image/svg+xml;base64,${data}">
<figcaption>${about}</figcaption>
</figure>
`
}

/** Every trial, behind a click. */
export function allTrials({ trials, measure }: Comparison): Markup {
  const rows = trials.map((trial) => [
    text(`${trial.method}, seed ${trial.seed}`),
    figure(trial.figures.train, percent),
    figure(readMeasure(trial, measure), percent),
    text(trial.exactness),
    html`${figure(trial.steps, count)} ${trial.unit}`,
    figure(trial.ms, duration),
    figure(trial.size.bytes, bytes),
    trial.note ? text(trial.note) : none,
  ])
  const head = [
    'trial',
    'train',
    describeMeasure(measure),
    'exact',
    'steps',
    'time',
    'size',
    'note',
  ]
  return html`<section id="trials">
<h2>All trials</h2>
<details><summary>${count(trials.length)} trials</summary>
${table('All trials', head, rows)}</details>
</section>
`
}
