/** A comparison as rows of a table and a sentence, for the terminal. */
import { accuracyNames, describeMeasure, figureKind, figureKinds } from './figures.ts'
import { count, interval, list, percent } from './format.ts'
import type { Comparison, Contest, Exactness, FigureName, MethodSummary } from './result.ts'

export interface ComparisonTable {
  readonly head: readonly string[]
  /** Medians, with intervals where trials differ; as many cells as the head has. */
  readonly rows: readonly (readonly string[])[]
  /** Who wins and why, or why nobody does. */
  readonly verdict: string
}

interface Column {
  readonly label: string
  /** Empty where a method has no such thing. */
  show(summary: MethodSummary): string
}

/** Turns a comparison into a row a method. */
export function describeComparison(comparison: Comparison): ComparisonTable {
  const columns = columnsOf(comparison)
  return {
    head: columns.map(({ label }) => label),
    rows: comparison.summaries.map((summary) => columns.map(({ show }) => show(summary) || '–')),
    verdict: describeVerdict(comparison),
  }
}

function columnsOf({ summaries }: Comparison): Column[] {
  const figureColumn = (name: FigureName): Column[] => {
    if (!summaries.some(({ figures }) => figures[name])) return []
    const { label, show } = figureKind(name)
    return [{ label, show: ({ figures }) => (figures[name] ? interval(figures[name], show) : '') }]
  }
  const lengths = new Set(summaries.flatMap(({ longer }) => longer.map(({ ticks }) => ticks)))
  const costs = figureKinds.map(({ name }) => name).filter((name) => !accuracyNames.includes(name))
  return [
    { label: 'method', show: ({ method }) => method },
    { label: 'seeds', show: ({ trials }) => count(trials) },
    ...accuracyNames.flatMap(figureColumn),
    ...[...lengths].sort((a, b) => a - b).map(lengthColumn),
    { label: 'exact', show: ({ exactness }) => describeExactness(exactness) },
    ...costs.flatMap(figureColumn),
  ]
}

function lengthColumn(ticks: number): Column {
  const label = `${count(ticks)} ticks`
  return {
    label,
    show({ longer }) {
      const point = longer.find((each) => each.ticks === ticks)
      return point ? interval(point.accuracy, percent) : ''
    },
  }
}

const exactnessOrder: readonly Exactness[] = ['proved', 'exhaustive', 'tested', 'wrong']

/** `3 proved, 2 wrong` */
export function describeExactness(counts: MethodSummary['exactness']): string {
  const known = exactnessOrder.filter((exactness) => counts[exactness])
  return known.map((exactness) => `${counts[exactness]} ${exactness}`).join(', ')
}

/** Says who wins and why, or why nobody does. */
export function describeVerdict({ summaries, contests, winner, measure }: Comparison): string {
  if (winner) return `${winner.method} wins by ${winner.by}.`
  if (summaries.length < 2) return 'Nobody wins: there is nobody to win against.'
  const who = describeLevel(
    summaries.map(({ method }) => method),
    contests,
  )
  return `Nobody wins: by ${describeMeasure(measure)}, these trials do not tell ${who}.`
}

/** Whom nobody is better than, and whom those are not better than. */
function describeLevel(methods: readonly string[], contests: readonly Contest[]): string {
  const isBeaten = (method: string) =>
    contests.some(
      ({ a, b, better }) => better && better !== method && (a === method || b === method),
    )
  const first = methods.filter((method) => !isBeaten(method))
  if (first.length !== 1) return `${first.length > 0 ? list(first) : 'the methods'} apart`
  const level = contests.filter(({ a, b, better }) => !better && (a === first[0] || b === first[0]))
  return `${first[0]} apart from ${list(level.map(({ a, b }) => (a === first[0] ? b : a)))}`
}
