/**
 * What the user asked for: a genome, a problem, a search and a budget, ready to run.
 *
 * A definition is what a task file holds. `createTask` checks it, applies the options of the command
 * line and builds the parts. A task never says how it is run: seeds, folders and clocks come later.
 */
import { assert, createFaultList } from './errors.ts'
import { checkLimits, defaultLimits, type FitnessLimits } from './fitness/limits.ts'
import { measuresOf, type Ranking } from './fitness/ranking.ts'
import { createOrder, type Order, type Target } from './fitness.ts'
import type { Genome } from './genome.ts'
import type { Ports } from './netlist/ports.ts'
import type { Netlist } from './netlist.ts'
import { withSizes } from './problem/measured.ts'
import type { MachineShape, Problem, ProblemSource } from './problem.ts'
import type { Search } from './search.ts'
import type { CasesSpec, Spec } from './spec.ts'
import {
  checkBudget,
  checkCases,
  checkIslands,
  checkMachine,
  checkNoise,
  checkRanking,
  checkRelative,
  chooseGenome,
  chooseSearch,
} from './task/check.ts'
import { digestTask } from './task/digest.ts'

/** When a run stops. What decides results is counted in evaluations, never in seconds. */
export interface Budget {
  /** Evaluations after which the run stops, in [1, 2⁵³). */
  readonly evaluations: number
  /** Once solved, evaluations without a better champion after which the run stops. */
  readonly stall: number
  /** Stops as soon as all of these are reached. */
  readonly target?: Target
  /** Milliseconds after which the run stops where it is; says nothing about the result. */
  readonly timeMs?: number
}

/** A search by name, with its options. */
export interface SearchChoice {
  readonly name: string
  readonly [option: string]: number | string
}

/** How often a machine is measured where chance has a part in its score. */
export interface Noise {
  /**
   * Evaluations of every machine when it is young, in [1, 1024]; or `adaptive`: as long as it is not
   * decided whether it is better. Those that live on are evaluated again with each generation.
   */
  readonly resample: number | 'adaptive'
}

export interface TaskDefinition extends Ranking {
  readonly name?: string
  readonly description?: string
  readonly genome: MachineShape
  readonly problem: ProblemSource
  readonly search?: string | SearchChoice
  readonly budget?: Partial<Budget>
  /** Populations that evolve side by side and share the budget, in [1, 4096]; default 1. */
  readonly islands?: number
  /** What an evaluation of a fitness of the user's may cost. */
  readonly limits?: Partial<FitnessLimits>
  /** Of a noisy fitness: how often a machine is measured. */
  readonly noise?: Noise
}

/** What may be changed from outside, by the command line or by a caller. */
export interface TaskOptions {
  readonly gates?: number
  readonly latches?: number
  readonly search?: string | SearchChoice
  readonly budget?: Partial<Budget>
  readonly islands?: number
  readonly limits?: Partial<FitnessLimits>
}

/** How a task can be had again when a run is resumed. */
export type TaskSource =
  /** A declarative file: its whole content and the options it was read with. */
  | {
      readonly kind: 'text'
      readonly file: string
      /** The file's bytes in base64. */
      readonly content: string
      readonly options: Readonly<Record<string, string | number | boolean>>
    }
  /** A task file with code: where it is, and the digest of it and of the files that it imports. */
  | { readonly kind: 'module'; readonly path: string; readonly digest: string }
  | { readonly kind: 'builtin'; readonly name: string }
  /** Defined inside a program: only that program can bring it back. */
  | { readonly kind: 'code' }

export interface Task {
  readonly name: string
  readonly description?: string
  readonly ports: Ports
  readonly gates: number
  readonly latches: number
  readonly genome: Genome<unknown, Netlist>
  readonly problem: Problem<Netlist>
  readonly order: Order
  /** Weights and constraints; left out where the order written is all there is. */
  readonly ranking?: Ranking
  readonly noise?: Noise
  /** Whether the search chooses by cases. */
  readonly needsCases?: boolean
  readonly search: Search<unknown, unknown>
  readonly searchChoice: SearchChoice
  readonly budget: Budget
  readonly islands: number
  readonly limits: FitnessLimits
  readonly spec?: Spec
  readonly measure?: (netlist: Netlist) => Record<string, number>
  /** Cases that decide nothing, as bits. */
  readonly heldOut?: CasesSpec
  /** The machine as its champion holds it; left out, as it is, with the ports of the task. */
  readonly trim?: (netlist: Netlist) => { readonly netlist: Netlist; readonly ports: Ports }
  readonly source: TaskSource
  /** Names everything that decides the result but the seed. */
  readonly digest: string
  /** The definition and options it was made of, for tasks made from this one (folds). */
  readonly definition: TaskDefinition
  readonly options: TaskOptions
}

/** Budget of tasks that say nothing else. */
export const defaultBudget: Budget = { evaluations: 20_000_000, stall: 200_000 }

/** Checks a definition with options and builds the task; throws every fault at once. */
export function createTask(
  definition: TaskDefinition,
  options: TaskOptions = {},
  source: TaskSource = { kind: 'code' },
): Task {
  const name = definition.name ?? 'task'
  const faults = createFaultList(placeOf(source, name))
  const latches = options.latches ?? definition.genome.latches
  const shape: MachineShape = { ...definition.genome, latches }
  const islands = options.islands ?? definition.islands ?? 1
  checkIslands(islands, faults)
  const limits = {
    ...defaultLimits,
    ...definition.limits,
    ...withoutUndefined(options.limits ?? {}),
  }
  checkLimits(limits, faults)
  checkMachine(options.gates ?? shape.gates ?? 0, latches, faults)
  const genomeKind = chooseGenome(shape.genome, faults)
  const asked = options.search ?? definition.search
  const wished = chooseSearch(asked, faults)
  const given = { ...definition.budget, ...withoutUndefined(options.budget ?? {}) }
  // The problem is built only for a machine that can be: what it says comes after these faults.
  const built = faults.count === 0 ? definition.problem.build(shape) : undefined
  const budget: Budget = { ...defaultBudget, ...built?.budget, ...given }
  const names = built && Object.keys(built.problem.objectives)
  checkBudget(budget, names ?? Object.keys(budget.target ?? {}), faults)
  const ranking = chooseRanking(definition)
  checkRanking(ranking ?? {}, names, faults)
  const { noise } = definition
  if (noise !== undefined) checkNoise(noise, built?.problem, faults)
  if (wished?.kind.needsCases && built) checkCases(wished.kind, built.problem, noise, faults)
  if (built?.problem.isRelative) checkRelative(islands, faults)
  faults.throwIfAny()
  const { objectives, target } = built?.problem ?? {}
  const order = objectives && createOrder(objectives, target, ranking)
  const chosen = chooseSearch(asked, faults, built?.search)
  assert(built && names && order && chosen && genomeKind, 'a task without faults has all parts')

  const gates = options.gates ?? shape.gates ?? built.gates ?? 100
  const { ports } = shape
  const genome = genomeKind.create({
    inputs: ports.inputs.length,
    outputs: ports.outputs.length,
    latches,
    gates,
  })
  const parts = {
    name,
    description: definition.description,
    ports,
    gates,
    latches,
    genome,
    problem: withSizes(built.problem, measuresOf(names, ranking?.constraints)),
    order,
    ...(ranking && { ranking }),
    ...(noise && { noise }),
    ...(chosen.kind.needsCases && { needsCases: true }),
    search: chosen.kind.create<unknown>(genome, order, chosen.options),
    searchChoice: { name: chosen.kind.name, ...chosen.options },
    budget,
    islands,
    limits,
    spec: built.spec,
    measure: built.measure,
    heldOut: built.heldOut,
    trim: built.trim,
    source,
    definition,
    options,
  }
  return { ...parts, digest: digestTask(parts) }
}

/** The weights and constraints of a definition; undefined where it has none. */
function chooseRanking({ weights, constraints }: TaskDefinition): Ranking | undefined {
  if (!weights && !constraints) return undefined
  return { ...(weights && { weights }), ...(constraints && { constraints }) }
}

/** What faults of a task name as their place: its file, or its name. */
function placeOf(source: TaskSource, name: string): string {
  if (source.kind === 'text') return source.file
  return source.kind === 'module' ? source.path : name
}

function withoutUndefined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T
}
