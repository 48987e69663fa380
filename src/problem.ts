/**
 * How good a phenotype is. A problem sees phenotypes, never genotypes, and knows nothing of search.
 */
import type { Failure } from './fitness/failure.ts'
import type { Objectives, Score, Target } from './fitness.ts'
import type { Ports } from './netlist/ports.ts'
import type { Netlist } from './netlist.ts'
import type { Caller } from './problem/call.ts'
import type { EvaluationForm } from './problem/form.ts'
import type { FitnessSlot } from './problem/slot.ts'
import type { Rng } from './random.ts'
import type { CasesSpec, Spec } from './spec.ts'

export interface EvaluationContext {
  /** The generation that is evaluated. */
  readonly generation: number
  /** The stream of this generation's evaluations; split it by the place in the batch. */
  readonly rng: Rng
  readonly signal?: AbortSignal
  /** Hears of evaluations that failed, which score worst. */
  onFailure?(failure: Failure): void
}

/** A score, and what it is made of. */
export interface CaseScore {
  readonly score: Score
  /** [cases] in the order of the cases, better in the direction of the first objective. */
  readonly cases: Float64Array
}

/** The most cases that are told one by one. */
export const casesMax = 2 ** 14

/** A fitness of the user's, which is computed apart where that can be. */
export interface CustomFitness<P> {
  readonly slot: FitnessSlot
  readonly form: EvaluationForm
  /**
   * What the problem evaluates by where something else answers the requests. There failures score worst,
   * whether or not somebody hears of them.
   */
  evaluateBy(call: Caller): Pick<Problem<P>, 'evaluate' | 'evaluateCases'>
}

export interface Problem<P> {
  readonly name: string
  readonly objectives: Objectives
  /** What counts as solved; later objectives count once it is reached. */
  readonly target?: Target
  /** Left out where the problem is one of ours. */
  readonly custom?: CustomFitness<P>
  /** Whether the same machine might score differently at another seed: nobody knows without trying. */
  readonly mayBeNoisy?: boolean
  /**
   * Whether a score depends on who else is in the batch; then offspring and those that live on are
   * evaluated together.
   */
  readonly isRelative?: boolean
  /** Scores a batch, in its order. */
  evaluate(batch: readonly P[], context: EvaluationContext): Score[] | Promise<Score[]>
  /** The same with values by case, for searches that choose by them; where the problem has cases. */
  evaluateCases?(
    batch: readonly P[],
    context: EvaluationContext,
  ): CaseScore[] | Promise<CaseScore[]>
  /** The same problem as words, where it can be packed: what faster engines work on. */
  readonly packed?: Packed
}

/** What is small, the most important first. */
export type Sizes = readonly ['gates'] | readonly ['gates', 'depth'] | readonly ['depth', 'gates']

/** Cases as words, and how wrong answers are counted. */
export interface Packed {
  readonly cases: CasesSpec
  /** Each wrong bit, or each case with a wrong bit at any tick. */
  readonly count: 'bits' | 'cases'
  /** [words] what each wrong one in that word counts, integers; all 1 when left out. */
  readonly weights?: Uint32Array
  /** Sum of weights over everything that can be wrong: the errors of the worst machine. */
  readonly errorsMax: number
  /** What is small, the most important first; default gates, then depth. */
  readonly sizes?: Sizes
  /**
   * How the problem scores errors: as they are, or as accuracy, 1 − errors / errorsMax; then sizes.
   * Left out where its objectives are others.
   */
  readonly scoredAs?: 'errors' | 'accuracy'
}

/** The shape of the machines that a problem is for. */
export interface MachineShape {
  readonly ports: Ports
  readonly latches: number
  /** Gates of a genotype; left out, the problem's size decides. */
  readonly gates?: number
  /** The name of the genome; left out, `nand`. */
  readonly genome?: string
}

/** What a problem source makes for machines of a shape. */
export interface BuiltProblem {
  readonly problem: Problem<Netlist>
  /** What proofs are held against; left out for a free fitness. */
  readonly spec?: Spec
  /** Measurements of a champion that do not decide anything: held-out accuracy, baselines. */
  readonly measure?: (netlist: Netlist) => Record<string, number>
  /** Cases that decide nothing, as bits: what a data set holds out. */
  readonly heldOut?: CasesSpec
  /** The machine as its champion holds it, where not all that was offered to it need be built. */
  readonly trim?: (netlist: Netlist) => { readonly netlist: Netlist; readonly ports: Ports }
  /** Suggested number of gates of a genotype. */
  readonly gates?: number
  /** Options of the usual search that suit the problem. */
  readonly search?: Readonly<Record<string, number>>
  /** Evaluations that suit the problem. */
  readonly budget?: { readonly evaluations?: number; readonly stall?: number }
}

/** Where a problem comes from: a table, sequences, a data set, a fitness function. */
export interface ProblemSource {
  readonly name: string
  /** Throws a `UsageError` when the machine's ports do not fit. */
  build(shape: MachineShape): BuiltProblem
}
