/** A champion in words: what it is, what backs it, where it lies, and what to try next. */
import {
  type Champion,
  depth,
  describeVerdict,
  drawText,
  type EndReason,
  gateCount,
  type MeasureSummary,
  type Verdict,
} from '../index.ts'
import { columns, figure, percent, plural, whole } from './format.ts'
import { describeReason } from './progress.ts'
import type { Style } from './style.ts'

/**
 * How an evolution ended: `done` where no answer could be called right, `refuted` where the samples
 * that the search saw are right and others are not.
 */
export type Outcome = 'solved' | 'done' | 'missed' | 'refuted'

/** Texts are printable: nothing here takes control characters away. */
export interface ChampionReport {
  readonly champion: Champion
  readonly verdict?: Verdict
  readonly reason: EndReason
  readonly outcome: Outcome
  /** What cross-validation found. */
  readonly folds?: string
  /** The front as a table. */
  readonly front?: string
  readonly files: readonly string[]
  /** Commands to try, without the name of the program. */
  readonly next: readonly string[]
  readonly program: string
}

/** The report, in paragraphs. */
export function describeChampion(report: ChampionReport, width: number, style: Style): string {
  const { champion, files, next, program, folds, front } = report
  const { netlist, ports } = champion
  return [
    heading(report, style),
    columns(facts(report)),
    ...(champion.measures ? [describeMeasures(champion.measures)] : []),
    ...(folds ? [folds] : []),
    ...(front ? [`${style.bold('Front')}\n${front}`] : []),
    drawText(netlist, ports, width),
    `${style.bold('Written')}\n${files.map((file) => `  ${file}`).join('\n')}`,
    `${style.bold('Try next')}\n${next.map((line) => `  ${program} ${line}`).join('\n')}`,
  ].join('\n\n')
}

const outcomeWords: Readonly<Record<Outcome, string>> = {
  solved: 'solved',
  done: 'done',
  missed: 'not solved',
  refuted: 'right on the samples, but different',
}

function heading({ champion, outcome }: ChampionReport, style: Style): string {
  const paint = outcome === 'solved' ? style.good : outcome === 'done' ? String : style.bad
  return `${style.bold(champion.name)}: ${paint(outcomeWords[outcome])}, ${describeSize(champion)}`
}

/** The report as one line. */
export function describeInOneLine({ champion, outcome, verdict }: ChampionReport): string {
  const proof = verdict ? `, ${describeVerdict(verdict, champion.ports)}` : ''
  return `${champion.name}: ${outcomeWords[outcome]}, ${describeSize(champion)}${proof}`
}

function describeSize({ netlist }: Champion): string {
  const latches = netlist.latches.length
  const size = [plural(gateCount(netlist), 'gate'), `depth ${depth(netlist)}`]
  return [...size, plural(latches, 'latch', 'latches')].join(', ')
}

function facts(report: ChampionReport): [string, string][] {
  const { champion, verdict, reason } = report
  const { evaluations, generations, seed, history } = champion
  const spent = `${plural(evaluations, 'evaluation')}, ${plural(generations, 'generation')}`
  const evolved = history.find(({ step }) => step === 'evolve')
  return [
    [
      'verdict',
      verdict ? describeVerdict(verdict, champion.ports) : 'none: the task has no specification',
    ],
    ['score', describeScore(champion)],
    ...describeNoise(champion),
    ['found', `after ${spent}, seed ${seed}`],
    ['ended', describeReason(reason)],
    ['pruned', describePruning(evolved?.gates, gateCount(champion.netlist))],
  ]
}

const describePruning = (before: number | undefined, after: number): string =>
  before === undefined || before === after
    ? 'nothing to prune'
    : `from ${plural(before, 'gate')} to ${after}`

/** The score; of a noisy task with what it can be off. */
export function describeScore({ score, noise }: Champion): string {
  if (!noise) return describeFigures(score)
  return Object.entries(score)
    .map(([name, value]) => {
      const [, high = value] = noise.interval[name] ?? []
      return high === value
        ? `${name} ${figure(value)}`
        : `${name} ${figure(value)} ± ${figure(high - value)}`
    })
    .join(', ')
}

/** What stands behind the score of a noisy task. */
const describeNoise = ({ noise }: Champion): [string, string][] =>
  noise
    ? [
        [
          'noise',
          `mean of ${noise.samples} fresh evaluations, 95 %; one has σ ${sigmas(noise.sigma)}` +
            (noise.failed ? `; ${noise.failed} more failed` : ''),
        ],
      ]
    : []

const sigmas = (sigma: Readonly<Record<string, number>>): string =>
  Object.values(sigma).length === 1 ? figure(Object.values(sigma)[0]!) : describeFigures(sigma)

export const describeFigures = (figures: Readonly<Record<string, number>>): string =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${figure(value)}`)
    .join(', ')

/**
 * What was measured; a classifier's figures as a table with the trivial answer beside it, and those of
 * a controller with what stands before its gates.
 */
export function describeMeasures(measures: Readonly<Record<string, number>>): string {
  const { trainAccuracy, trainingRows, heldOutRows, encoderBits, comparators } = measures
  if (comparators !== undefined && encoderBits !== undefined) return describeEpisodes(measures)
  if (trainAccuracy === undefined) {
    return columns(Object.entries(measures).map(([name, value]) => [name, figure(value)]))
  }
  const notes = {
    training: plural(trainingRows!, 'row'),
    'held out': plural(heldOutRows!, 'row'),
    majority: 'always the commonest class, held-out rows',
  }
  const bits = `  encoder   ${whole(encoderBits!)} bits a row, beside the gates`
  return `${describeAccuracies(measures, percent, 10, notes)}\n${bits}`
}

function describeEpisodes(measures: Readonly<Record<string, number>>): string {
  const { unseenReturn, unseenWorst, unseenEpisodes, comparators, encoderBits } = measures
  const coding = `${plural(comparators!, 'comparator')} of ${whole(encoderBits!)} bits that were offered`
  const rows: [string, string][] = [['encoder', `${coding}, beside the gates`]]
  if (unseenReturn !== undefined) {
    const worst = `${figure(unseenReturn)} on average, ${figure(unseenWorst!)} in the worst`
    rows.unshift(['unseen', `${worst} of ${plural(unseenEpisodes!, 'episode')}`])
  }
  return columns(rows)
}

/** The same table over the parts of a cross-validation, with gates. */
export function describeFolds(
  folds: number,
  summary: Readonly<Record<string, MeasureSummary>>,
): string {
  const spread = (each: MeasureSummary) => `${percent(each.mean)} ± ${percent(each.deviation)}`
  const notes = { majority: 'always the commonest class, held-out rows' }
  const { gates } = summary
  const size = gates
    ? `${figure(Number(gates.mean.toFixed(1)))} ± ${gates.deviation.toFixed(1)}`
    : '?'
  return [
    `mean ± sd over ${folds} folds`,
    describeAccuracies(summary, spread, 18, notes),
    tableLine('gates', [size], '', 18),
  ].join('\n')
}

const accuracyRows = [
  ['training', 'trainAccuracy', 'trainBalancedAccuracy'],
  ['held out', 'heldOutAccuracy', 'heldOutBalancedAccuracy'],
  ['majority', 'majorityAccuracy', 'majorityBalancedAccuracy'],
] as const

/** Accuracies as a table; rows without figures are left out. */
function describeAccuracies<T>(
  figures: Readonly<Record<string, T>>,
  describe: (value: T) => string,
  width: number,
  notes: Readonly<Record<string, string>>,
): string {
  const lines = accuracyRows.flatMap(([name, ...keys]) => {
    const values = keys.map((key) => figures[key]).filter((value) => value !== undefined)
    return values.length < 2
      ? []
      : [tableLine(name, values.map(describe), notes[name] ?? '', width)]
  })
  return [tableLine('', ['accuracy', 'balanced'], '', width), ...lines].join('\n')
}

function tableLine(name: string, cells: string[], note: string, width: number): string {
  const padded = cells.map((cell) => cell.padStart(width)).join('')
  return `  ${name.padEnd(8)}${padded}   ${note}`.trimEnd()
}
