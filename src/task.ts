/**
 * What the user asked for: a genome, a problem, a search and a budget, ready to run.
 *
 * A definition is what a task file holds. `createTask` checks it, applies the options of the command
 * line and builds the parts. A task never says how it is run: seeds, folders and clocks come later.
 */
import { digest } from './digest.ts'
import { createFaultList, nearestName, quote } from './errors.ts'
import { createOrder, type Order, type Target } from './fitness.ts'
import { createNandGenome, genomeGatesMax } from './genome/nand.ts'
import type { Genome } from './genome.ts'
import type { Ports } from './netlist/ports.ts'
import type { Netlist } from './netlist.ts'
import type { MachineShape, Problem, ProblemSource } from './problem.ts'
import { type Search, searches } from './search.ts'
import type { Spec } from './spec.ts'

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

export interface TaskDefinition {
  readonly name?: string
  readonly description?: string
  readonly genome: MachineShape
  readonly problem: ProblemSource
  readonly search?: string | SearchChoice
  readonly budget?: Partial<Budget>
}

/** What may be changed from outside, by the command line or by a caller. */
export interface TaskOptions {
  readonly gates?: number
  readonly latches?: number
  readonly search?: string | SearchChoice
  readonly budget?: Partial<Budget>
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
  /** A task file with code: where it is and the digest of its text. */
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
  readonly search: Search<unknown, unknown>
  readonly searchChoice: SearchChoice
  readonly budget: Budget
  readonly spec?: Spec
  readonly measure?: (netlist: Netlist) => Record<string, number>
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
  const latches = options.latches ?? definition.genome.latches
  const shape: MachineShape = { ...definition.genome, latches }
  checkNumber('latches', latches, 0, 4096, name)
  const built = definition.problem.build(shape)
  const gates = options.gates ?? definition.genome.gates ?? built.gates ?? 100
  checkNumber('gates', gates, 0, genomeGatesMax, name)
  const { inputs, outputs } = shape.ports
  const genome = createNandGenome({
    inputs: inputs.length,
    outputs: outputs.length,
    latches,
    gates,
  })
  const order = createOrder(built.problem.objectives, built.problem.target)
  const { search, choice } = createSearch(options.search ?? definition.search, genome, order, name)
  const budget: Budget = {
    ...defaultBudget,
    ...built.budget,
    ...definition.budget,
    ...withoutUndefined(options.budget ?? {}),
  }
  checkBudget(budget, order, name)
  return {
    name,
    description: definition.description,
    ports: shape.ports,
    gates,
    latches,
    genome,
    problem: built.problem,
    order,
    search,
    searchChoice: choice,
    budget,
    spec: built.spec,
    measure: built.measure,
    source,
    digest: digestTask(name, shape, gates, built.problem, choice, source),
    definition,
    options,
  }
}

function createSearch(
  asked: string | SearchChoice | undefined,
  genome: Genome<unknown, Netlist>,
  order: Order,
  task: string,
): { search: Search<unknown, unknown>; choice: SearchChoice } {
  const { name, ...given }: SearchChoice =
    typeof asked === 'string' ? { name: asked } : (asked ?? { name: 'one-plus-lambda' })
  const faults = createFaultList(task)
  const names = searches.map((kind) => kind.name)
  const kind = searches.find((other) => other.name === name)
  if (!kind) {
    const near = nearestName(name, names)
    const hint = near && `Did you mean ${near}?`
    faults.add(
      'task/unknown-search',
      { what: 'search' },
      `one of ${names.join(', ')}`,
      quote(name),
      hint,
    )
    faults.throwIfAny()
    throw new Error('unreachable')
  }
  const options: Record<string, number> = {}
  for (const [option, { default: value }] of Object.entries(kind.options)) options[option] = value
  for (const [option, value] of Object.entries(given)) {
    const known = kind.options[option]
    const what = `search.${option}`
    if (!known) {
      const expected = `one of ${Object.keys(kind.options).join(', ')}`
      faults.add('task/unknown-search-option', { what }, expected, quote(option))
    } else if (typeof value !== 'number' || !(value >= known.min && value <= known.max)) {
      faults.add(
        'task/bad-search-option',
        { what },
        `a number in [${known.min}, ${known.max}]`,
        quote(value),
      )
    } else {
      options[option] = value
    }
  }
  faults.throwIfAny()
  return { search: kind.create(genome, order, options), choice: { name: kind.name, ...options } }
}

function checkBudget(budget: Budget, order: Order, task: string): void {
  const faults = createFaultList(task)
  const check = (name: 'evaluations' | 'stall' | 'timeMs') => {
    const value = budget[name]
    if (value === undefined || (Number.isSafeInteger(value) && value >= 1)) return
    faults.add(
      'task/bad-budget',
      { what: `budget.${name}` },
      'a whole number of at least 1',
      quote(value),
    )
  }
  check('evaluations')
  check('stall')
  check('timeMs')
  for (const [name, value] of Object.entries(budget.target ?? {})) {
    const what = `budget.target.${name}`
    if (!order.names.includes(name)) {
      faults.add(
        'task/unknown-objective',
        { what },
        `one of ${order.names.join(', ')}`,
        quote(name),
      )
    } else if (typeof value !== 'number' || Number.isNaN(value)) {
      faults.add('task/bad-target', { what }, 'a number', quote(value))
    }
  }
  faults.throwIfAny()
}

function checkNumber(what: string, value: number, min: number, max: number, task: string): void {
  if (Number.isInteger(value) && value >= min && value <= max) return
  const faults = createFaultList(task)
  faults.add('task/bad-number', { what }, `a whole number in [${min}, ${max}]`, quote(value))
  faults.throwIfAny()
}

function withoutUndefined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T
}

function digestTask(
  name: string,
  shape: MachineShape,
  gates: number,
  problem: Problem<Netlist>,
  search: SearchChoice,
  source: TaskSource,
): string {
  const { packed } = problem
  const words = (array: Uint32Array | undefined) =>
    array ? digest(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)) : null
  return digest(
    JSON.stringify([
      name,
      shape.ports,
      shape.latches,
      gates,
      problem.name,
      problem.objectives,
      problem.target ?? null,
      search,
      packed
        ? [
            packed.count,
            words(packed.weights),
            words(packed.cases.stimulus.bits),
            words(packed.cases.wanted),
            words(packed.cases.care),
            packed.cases.stimulus.ticks,
          ]
        : // Code decides by what it says, not by where it lies.
          { ...source, path: null },
    ]),
  )
}
