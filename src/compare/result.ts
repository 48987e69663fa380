/**
 * What a comparison has come to, as plain data: one value that the run fills, and that the table, the
 * JSON and the HTML page show.
 *
 * Accuracies are parts in [0, 1], times are milliseconds on a wall clock unless they say otherwise.
 */
import type { CurvePoint } from '../compare.ts'

/** How good one machine is. */
export interface Figures {
  /** On what it has learned from. */
  readonly train: number
  /** On cases that decide nothing, where there are some. */
  readonly heldOut?: number
  /** On cases that take more ticks than those to learn from, the shortest first. */
  readonly longer?: readonly { readonly ticks: number; readonly accuracy: number }[]
  /** On what it has learned from, before it was made discrete, where it was. */
  readonly soft?: number
}

/** What backs the claim that a machine does what is wanted; `wrong` where it does not. */
export type Exactness = 'proved' | 'exhaustive' | 'tested' | 'wrong'

/** What there is of a machine; each is left out where there is no such thing. */
export interface Size {
  readonly gates?: number
  /** NANDs after pruning. */
  readonly prunedGates?: number
  readonly latches?: number
  /** Bits that the encoder turns numbers into. */
  readonly encoderBits?: number
  /** Numbers that were fitted. */
  readonly parameters?: number
  /** Bytes that keep it, whatever it is: the one size that all have. */
  readonly bytes: number
}

/** A machine to look at. */
export interface ChampionText {
  /** The champion file, as text. */
  readonly file?: string
  /** The schematic, as SVG. */
  readonly drawing?: string
}

/** One method with one seed. */
export interface Trial {
  readonly method: string
  readonly seed: number
  readonly figures: Figures
  readonly exactness: Exactness
  /** What was counted, and how many of it. */
  readonly unit: string
  readonly steps: number
  /** Milliseconds that training took. */
  readonly ms: number
  readonly size: Size
  /** Nanoseconds that a case takes when it is the only one. */
  readonly nsPerCase: number
  /** Cases a second when there are many at once. */
  readonly casesPerSecond: number
  /** The way, on what it has learned from; times never go back. */
  readonly curve: readonly CurvePoint[]
  readonly champion?: ChampionText
  readonly note?: string
}

/** A median over seeds, and where it would lie in 95 of 100 cases; see `compare/bootstrap`. */
export interface Interval {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** The figures that have one number a trial; those of length stand apart. */
export type FigureName =
  | 'train'
  | 'heldOut'
  | 'soft'
  | 'steps'
  | 'ms'
  | 'gates'
  | 'prunedGates'
  | 'latches'
  | 'encoderBits'
  | 'parameters'
  | 'bytes'
  | 'nsPerCase'
  | 'casesPerSecond'

/** One method over its seeds. */
export interface MethodSummary {
  readonly method: string
  readonly trials: number
  readonly unit: string
  /** How many trials came to what; those that nothing came to are left out. */
  readonly exactness: Readonly<Partial<Record<Exactness, number>>>
  /** Those that any trial has, over the trials that have it. */
  readonly figures: Readonly<Partial<Record<FigureName, Interval>>>
  /** The shortest first; empty where nothing longer was tried. */
  readonly longer: readonly { readonly ticks: number; readonly accuracy: Interval }[]
}

/** What methods are judged by: held-out cases, else the longest ones, else those to learn from. */
export type Measure =
  | { readonly on: 'heldOut' }
  | { readonly on: 'longer'; readonly ticks: number }
  | { readonly on: 'train' }

/** Two methods against each other. */
export interface Contest {
  readonly a: string
  readonly b: string
  /** Median of `a` less that of `b`. */
  readonly difference: Interval
  /** How often a trial of `a` is better than one of `b`, equal ones as half. Source: Vargha & Delaney 2000. */
  readonly a12: number
  /** Of the rank-sum test, two-sided, for this pair alone. */
  readonly p: number
  /** The same, corrected for the number of pairs by Holm 1979. */
  readonly corrected: number
  /** Who is better; left out where the interval or the test does not allow to say so. */
  readonly better?: string
}

/** A method that could not be tried. */
export interface Refusal {
  readonly method: string
  readonly why: string
}

export interface Comparison {
  readonly format: 'nandertal-comparison'
  readonly version: 1
  readonly task: string
  /** The command that makes this comparison again. */
  readonly command: string
  /** Milliseconds that each trial had. */
  readonly budgetMs: number
  readonly seeds: readonly number[]
  readonly trials: readonly Trial[]
  /** In the order in which the methods first occur among the trials. */
  readonly summaries: readonly MethodSummary[]
  readonly refused: readonly Refusal[]
  readonly measure: Measure
  /** All pairs of methods. */
  readonly contests: readonly Contest[]
  /** Who is better than all others; left out where nobody is. */
  readonly winner?: { readonly method: string; readonly by: string }
}
