/**
 * The same problem under other methods: the same cases, the same bits in and out, the same time, for
 * evolution, for chance, for enumeration and for descent.
 *
 * A method gets bits and answers with bits, whatever it is inside; so one function scores them all.
 */
import type { Stimulus } from './kernel.ts'
import type { Netlist } from './netlist.ts'
import type { CasesSpec, Spec } from './spec.ts'

/** What every method is given, and measured by. */
export interface Material {
  readonly name: string
  /** Cases to learn from: bits in and out, with what is asked for at which tick. */
  readonly train: CasesSpec
  /** Cases that decide nothing; left out where there are none. */
  readonly heldOut?: CasesSpec
  /** Cases that take more ticks than those to learn from, the shortest first. */
  readonly longer: readonly CasesSpec[]
  /** Whether each class counts the same, however often it is among the cases. */
  readonly isBalanced: boolean
  /** Bits that an encoder makes of a row, where there is one. */
  readonly encoderBits?: number
  /** What proofs are held against; left out where only cases are known. */
  readonly spec?: Spec
}

/** A moment on the way: milliseconds and steps since it began, and how good it is on what it learns from. */
export interface CurvePoint {
  readonly ms: number
  readonly steps: number
  /** In [0, 1]. */
  readonly accuracy: number
}

export interface TrainOptions {
  /** In [0, 2⁵³): the only chance that a method may use. */
  readonly seed: number
  /** Milliseconds after which it has to come to an end, whole steps aside. */
  readonly budgetMs: number
  /** Milliseconds on a clock that never goes back. */
  now(): number
  readonly signal?: AbortSignal
  /** Told now and then, and at the end. */
  onPoint?(point: CurvePoint): void
}

/** What a method has come to. */
export interface Trained {
  /** What was counted, and how many of it. */
  readonly unit: 'evaluations' | 'machines' | 'steps'
  readonly steps: number
  /** The machine, where it is one. */
  readonly netlist?: Netlist
  /** Numbers that were fitted; left out for machines. */
  readonly parameters?: number
  /** Answers, [ticks × outputs × words] as a kernel gives them; each case from the reset state. */
  respond(stimulus: Stimulus): Uint32Array
  /** The same before it was made discrete, where it was. */
  respondSoftly?(stimulus: Stimulus): Uint32Array
  /** What else there is to know, in a sentence: why it ended, how long it would take. */
  readonly note?: string
}

export interface Method {
  readonly name: string
  readonly description: string
  /** Why it cannot be tried on this, in words; undefined where it can. */
  refuse?(material: Material): string | undefined
  train(material: Material, options: TrainOptions): Promise<Trained>
}
