/** A champion in words: what it is, what backs it, where it lies, and what to try next. */
import {
  type Champion,
  depth,
  describeVerdict,
  drawText,
  type EndReason,
  gateCount,
  type Verdict,
} from '../index.ts'
import { columns, figure, percent, plural, whole } from './format.ts'
import { describeReason } from './progress.ts'
import type { Style } from './style.ts'

export interface ChampionReport {
  readonly champion: Champion
  readonly verdict?: Verdict
  readonly reason: EndReason
  readonly isSolved: boolean
  /** Whether no answer could be called right. */
  readonly isOpenEnded: boolean
  /** What cross-validation found. */
  readonly folds?: string
  readonly files: readonly string[]
  /** Commands to try, without the name of the program. */
  readonly next: readonly string[]
  readonly program: string
}

/** The report, in paragraphs. */
export function describeChampion(report: ChampionReport, width: number, style: Style): string {
  const { champion, files, next, program, folds } = report
  const { netlist, ports } = champion
  return [
    heading(report, style),
    columns(facts(report)),
    ...(champion.measures ? [describeMeasures(champion.measures)] : []),
    ...(folds ? [folds] : []),
    drawText(netlist, ports, width),
    `${style.bold('Written')}\n${files.map((file) => `  ${file}`).join('\n')}`,
    `${style.bold('Try next')}\n${next.map((line) => `  ${program} ${line}`).join('\n')}`,
  ].join('\n\n')
}

function heading({ champion, isSolved, isOpenEnded }: ChampionReport, style: Style): string {
  const word = isSolved ? style.good('solved') : isOpenEnded ? 'done' : style.bad('not solved')
  return `${style.bold(champion.name)}: ${word}, ${describeSize(champion)}`
}

/** The report as one line. */
export function describeInOneLine({
  champion,
  isSolved,
  isOpenEnded,
  verdict,
}: ChampionReport): string {
  const word = isSolved ? 'solved' : isOpenEnded ? 'done' : 'not solved'
  const proof = verdict ? `, ${describeVerdict(verdict, champion.ports)}` : ''
  return `${champion.name}: ${word}, ${describeSize(champion)}${proof}`
}

function describeSize({ netlist }: Champion): string {
  const latches = netlist.latches.length
  const size = [plural(gateCount(netlist), 'gate'), `depth ${depth(netlist)}`]
  return [...size, plural(latches, 'latch', 'latches')].join(', ')
}

function facts(report: ChampionReport): [string, string][] {
  const { champion, verdict, reason } = report
  const { evaluations, generations, seed, history } = champion
  const evolved = history.find(({ step }) => step === 'evolve')
  return [
    [
      'verdict',
      verdict ? describeVerdict(verdict, champion.ports) : 'none: the task has no specification',
    ],
    ['score', describeFigures(champion.score)],
    [
      'found',
      `after ${plural(evaluations, 'evaluation')}, ${plural(generations, 'generation')}, seed ${seed}`,
    ],
    ['ended', describeReason(reason)],
    ['pruned', describePruning(evolved?.gates, gateCount(champion.netlist))],
  ]
}

const describePruning = (before: number | undefined, after: number): string =>
  before === undefined || before === after
    ? 'nothing to prune'
    : `from ${plural(before, 'gate')} to ${after}`

export const describeFigures = (figures: Readonly<Record<string, number>>): string =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${figure(value)}`)
    .join(', ')

/** What was measured; a classifier's figures as a table with the trivial answer beside it. */
export function describeMeasures(measures: Readonly<Record<string, number>>): string {
  const { trainAccuracy, trainBalancedAccuracy, heldOutAccuracy, heldOutBalancedAccuracy } =
    measures
  if (trainAccuracy === undefined) {
    return columns(Object.entries(measures).map(([name, value]) => [name, figure(value)]))
  }
  const { majorityAccuracy, majorityBalancedAccuracy, trainingRows, heldOutRows, encoderBits } =
    measures
  const rows: [string, number | undefined, number | undefined, string][] = [
    ['training', trainAccuracy, trainBalancedAccuracy, plural(trainingRows!, 'row')],
    ['held out', heldOutAccuracy, heldOutBalancedAccuracy, plural(heldOutRows!, 'row')],
    [
      'majority',
      majorityAccuracy,
      majorityBalancedAccuracy,
      'always the commonest class, held-out rows',
    ],
  ]
  const lines = rows
    .filter(([, accuracy]) => accuracy !== undefined)
    .map(([name, accuracy, balanced, note]) =>
      tableLine(name, percent(accuracy!), percent(balanced!), note),
    )
  const bits = `  encoder   ${whole(encoderBits!)} bits a row, beside the gates`
  return [tableLine('', 'accuracy', 'balanced', ''), ...lines, bits].join('\n')
}

const tableLine = (name: string, accuracy: string, balanced: string, note: string): string =>
  `  ${name.padEnd(8)}${accuracy.padStart(10)}${balanced.padStart(10)}   ${note}`.trimEnd()
