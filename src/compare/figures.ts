/** The figures that a trial has one number of each, how they are told, and what methods are judged by. */
import { bytes, count, duration, percent, perSecond } from './format.ts'
import type { FigureName, Measure, Trial } from './result.ts'

export interface FigureKind {
  readonly name: FigureName
  /** Two or three words at the head of a column. */
  readonly label: string
  /** The figure of a trial; undefined where it has none. */
  read(trial: Trial): number | undefined
  /** The figure as people read it, with its unit. */
  show(value: number): string
}

/** In the order in which tables have them. */
export const figureKinds: readonly FigureKind[] = [
  { name: 'train', label: 'train', read: ({ figures }) => figures.train, show: percent },
  { name: 'soft', label: 'train, soft', read: ({ figures }) => figures.soft, show: percent },
  { name: 'heldOut', label: 'held-out', read: ({ figures }) => figures.heldOut, show: percent },
  { name: 'steps', label: 'steps', read: ({ steps }) => steps, show: count },
  { name: 'ms', label: 'time', read: ({ ms }) => ms, show: duration },
  { name: 'gates', label: 'NANDs', read: ({ size }) => size.gates, show: count },
  {
    name: 'prunedGates',
    label: 'NANDs, pruned',
    read: ({ size }) => size.prunedGates,
    show: count,
  },
  { name: 'latches', label: 'latches', read: ({ size }) => size.latches, show: count },
  { name: 'encoderBits', label: 'encoder bits', read: ({ size }) => size.encoderBits, show: count },
  { name: 'parameters', label: 'parameters', read: ({ size }) => size.parameters, show: count },
  { name: 'bytes', label: 'size', read: ({ size }) => size.bytes, show: bytes },
  {
    name: 'nsPerCase',
    label: 'one case',
    read: (trial) => trial.nsPerCase,
    show: (ns) => duration(ns / 1e6),
  },
  {
    name: 'casesPerSecond',
    label: 'cases at once',
    read: (trial) => trial.casesPerSecond,
    show: perSecond,
  },
]

export const accuracyNames: readonly FigureName[] = ['train', 'soft', 'heldOut']

/** Finds a kind of figure by its name. */
export const figureKind = (name: FigureName): FigureKind =>
  figureKinds.find((kind) => kind.name === name)!

/** The figure of a trial after so many ticks. */
export const accuracyAt = ({ figures }: Trial, ticks: number): number | undefined =>
  figures.longer?.find((point) => point.ticks === ticks)?.accuracy

/** What a trial is judged by; undefined where it was not measured. */
export function readMeasure(trial: Trial, measure: Measure): number | undefined {
  return measure.on === 'longer' ? accuracyAt(trial, measure.ticks) : trial.figures[measure.on]
}

/** What methods are judged by, in words. */
export function describeMeasure(measure: Measure): string {
  switch (measure.on) {
    case 'heldOut':
      return 'accuracy on held-out cases'
    case 'longer':
      return `accuracy after ${count(measure.ticks)} ticks`
    case 'train':
      return 'accuracy on the cases to learn from'
    default:
      return measure satisfies never
  }
}
