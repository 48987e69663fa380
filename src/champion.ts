/**
 * The file handed from step to step: the best machine of a run, and everything that is needed to
 * use it, to check it and to find it again.
 *
 * It holds no time and no place, so the same run writes the same bytes. Each step that changes or
 * judges the machine adds to its history.
 */
import type { Direction } from './fitness.ts'
import type { Ports } from './netlist/ports.ts'
import type { Netlist } from './netlist.ts'
import type { ReadSpec } from './spec/text.ts'
import type { Verdict } from './verify.ts'

export { describeBacking } from './champion/backing.ts'
export { readChampion } from './champion/read.ts'
export { writeChampion } from './champion/write.ts'

export interface Champion {
  readonly format: 'nandertal-champion'
  readonly version: 1
  readonly name: string
  readonly netlist: Netlist
  /** Names of inputs and outputs, and how raw data gets in and out. */
  readonly ports: Ports
  /** Objectives by name, the most important first. */
  readonly objectives: Readonly<Record<string, Direction>>
  /** The value of each objective, as measured. */
  readonly score: Readonly<Record<string, number>>
  /** Of a noisy task: the score is a mean of fresh evaluations, and this is how far it can be trusted. */
  readonly noise?: ScoreNoise
  /** Other figures by name, such as balanced accuracy on held-out rows. */
  readonly measures?: Readonly<Record<string, number>>
  /** What was wanted, or its digest when that is too large. */
  readonly spec?: ReadSpec
  readonly task: ChampionTask
  /** In [0, 2⁵³). */
  readonly seed: number
  /** The version of Nandertal that found it. */
  readonly engine: string
  readonly evaluations: number
  readonly generations: number
  /** What was done to the machine, first to last. */
  readonly history: readonly ChampionStep[]
}

export interface ScoreNoise {
  /** Fresh evaluations, each with a seed of its own, that are part of the mean. */
  readonly samples: number
  /** Further ones that failed; left out where none did. */
  readonly failed?: number
  /** The standard deviation of one evaluation. */
  readonly sigma: Readonly<Record<string, number>>
  /** Where the true mean lies with 95 % confidence, by Student's t. */
  readonly interval: Readonly<Record<string, readonly [number, number]>>
}

export interface ChampionTask {
  readonly name: string
  /** SHA-256 of the frozen task. */
  readonly digest: string
  /** Where the task came from, in words: a file's name, `built-in`. */
  readonly source: string
}

export interface ChampionStep {
  /** `approximate` left the machine with errors; what they are stands in the detail. */
  readonly step: 'evolve' | 'prune' | 'verify' | 'approximate'
  readonly gates: number
  readonly depth: number
  readonly latches: number
  readonly verdict?: Verdict
  readonly detail?: string
}
