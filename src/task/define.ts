/**
 * How a user writes a task in code: `defineTask` and `machine`.
 *
 * The types hold the fitness function to the objectives: a wrong name or a forgotten one does not
 * compile.
 */
import { checkKeys, createFaultList, quote } from '../errors.ts'
import type { FitnessLimits } from '../fitness/limits.ts'
import type { Constraint, Constraints, Weights } from '../fitness/ranking.ts'
import { type Direction, isObjectiveName, type Objectives, objectiveNameMax } from '../fitness.ts'
import type { Machine } from '../kernel/machine.ts'
import {
  defaultPorts,
  findTextFault,
  isPortName,
  portNameMax,
  rawTextMax,
} from '../netlist/ports.ts'
import { fromFitness } from '../problem/custom.ts'
import { fromMeetings, type InteractOptions, opponentsMax } from '../problem/interact.ts'
import type {
  BatchFunction,
  DescribedFitness,
  FitnessContext,
  FitnessFunction,
  FitnessSlot,
  Meeting,
} from '../problem/slot.ts'
import type { MachineShape, ProblemSource } from '../problem.ts'
import type { Budget, Noise, SearchChoice, TaskDefinition } from '../task.ts'

export interface MachineOptions {
  /** Names of the inputs, or how many there are. */
  readonly inputs: number | readonly string[]
  /** Names of the outputs, or how many there are. */
  readonly outputs: number | readonly string[]
  /** One-bit memories; default 0. */
  readonly latches?: number
  /** Gates of a genotype; default: what suits the problem. */
  readonly gates?: number
  /** One of `genomes`, by name; default `nand`. */
  readonly genome?: string
}

/** The most inputs or outputs of a machine. */
export const portsMax = 4096

/** The shape of the machines to evolve. */
export function machine(options: MachineOptions): MachineShape {
  const { inputs, outputs, latches = 0, gates, genome } = options
  const faults = createFaultList('machine')
  checkKeys(options, ['inputs', 'outputs', 'latches', 'gates', 'genome'], '', faults)
  checkPortList('inputs', inputs, 0, faults)
  checkPortList('outputs', outputs, 1, faults)
  faults.throwIfAny()
  const count = (ports: number | readonly string[]) =>
    typeof ports === 'number' ? ports : ports.length
  const plain = defaultPorts(count(inputs), count(outputs))
  return {
    ports: {
      inputs: typeof inputs === 'number' ? plain.inputs : inputs,
      outputs: typeof outputs === 'number' ? plain.outputs : outputs,
    },
    latches,
    gates,
    genome,
  }
}

function checkPortList(
  what: string,
  ports: number | readonly string[],
  min: number,
  faults: ReturnType<typeof createFaultList>,
): void {
  const count = typeof ports === 'number' ? ports : ports?.length
  if (!Number.isInteger(count) || count < min || count > portsMax) {
    faults.add('task/bad-ports', { what }, `${min} to ${portsMax} names or a count`, quote(ports))
  } else if (typeof ports !== 'number') {
    ports.forEach((name, i) => {
      const place = { what: `${what}[${i}]` }
      if (typeof name !== 'string' || !isPortName(name)) {
        const expected = `1 to ${portNameMax} characters, none of them for control`
        faults.add('task/bad-port-name', place, expected, quote(name))
      } else if (ports.indexOf(name) < i) {
        faults.add('task/duplicate-port', place, 'a name of its own', quote(name))
      }
    })
  }
}

interface TaskText {
  /** Default: the file's name. */
  readonly name?: string
  readonly description?: string
  readonly genome: MachineShape
  readonly search?: string | SearchChoice
  /** Populations that evolve side by side and share the budget; default 1. */
  readonly islands?: number
  /** What an evaluation of the fitness may cost: milliseconds, mebibytes, and what follows a failure. */
  readonly limits?: Partial<FitnessLimits>
}

/** What a task says of chance. */
interface NoisyTask {
  /** Where chance has a part in the fitness: how often a machine is measured. */
  readonly noise?: Noise
}

/** Sizes that every machine has, and that constraints may speak of. */
type SizeName = 'gates' | 'depth' | 'latches'

/** A task whose problem is one of ours: a truth table, an automaton, traces, a data set. */
export interface ProblemTask extends TaskText, NoisyTask {
  readonly problem: ProblemSource
  readonly budget?: Partial<Budget>
  /** Objectives count by their sum, in the place of one after the other. */
  readonly weights?: Weights
  /** What a machine must keep, by objective or size: whoever does is better than who does not. */
  readonly constraints?: Constraints
}

/** Values by case beside the objectives, for searches that choose by them. */
interface Cases {
  readonly cases?: readonly number[]
}

type Fitness = number | ({ readonly fitness: number } & Cases)

/** A value at once or later. */
type Soon<T> = T | Promise<T>

/** The slot of a fitness that scores with values of one kind: one machine, a batch, or what is described. */
type Slot<Value> =
  | {
      /** Scores one machine, or says who does: `fromModule`, `fromCommand`, `fromUrl`, `askHuman`. */
      readonly fitness:
        | ((machine: Machine, context: FitnessContext) => Soon<Value>)
        | DescribedFitness
      readonly fitnessBatch?: undefined
    }
  | {
      /** Scores all machines of a generation at once, in their order. */
      fitnessBatch(machines: readonly Machine[], context: FitnessContext): Soon<readonly Value[]>
      readonly fitness?: undefined
    }

/** A task with a fitness of the user's: one number, larger is better. */
export type FitnessTask = TaskText &
  NoisyTask &
  Slot<Fitness> & {
    readonly target?: number
    readonly budget?: Partial<Budget>
    /** What a machine must keep, by `fitness` or size: whoever does is better than who does not. */
    readonly constraints?: Readonly<Partial<Record<'fitness' | SizeName, Constraint>>>
  }

/** Conditional, as an objective may itself be called `cases`. */
type Objective<Name extends string> = Readonly<Record<Name, number>> &
  ('cases' extends Name ? unknown : Cases)

/** A task with a fitness and several named objectives, the most important first. */
export type ObjectivesTask<Name extends string> = TaskText &
  NoisyTask &
  Slot<Objective<NoInfer<Name>>> & {
    readonly objectives: Readonly<Record<Name, Direction>>
    /** What counts as solved; later objectives count once it is reached. */
    readonly target?: Readonly<Partial<Record<NoInfer<Name>, number>>>
    readonly budget?: Partial<Omit<Budget, 'target'>> & {
      readonly target?: Readonly<Partial<Record<NoInfer<Name>, number>>>
    }
    /** Objectives count by their sum, in the place of one after the other. */
    readonly weights?: Readonly<Partial<Record<NoInfer<Name>, number>>>
    /** What a machine must keep, by objective or size: whoever does is better than who does not. */
    readonly constraints?: Readonly<Partial<Record<NoInfer<Name> | SizeName, Constraint>>>
  }

/**
 * A task without a fitness: machines meet, and each scores the mean of what it gets, larger is better.
 * The search is `genetic` where none is named, for it takes a population.
 */
export interface InteractTask extends TaskText, InteractOptions {
  /** Lets two machines meet, or says who does: `fromModule`, `fromCommand`, `fromUrl`, `askHuman`. */
  readonly interact: Meeting | DescribedFitness
  readonly limits?: Partial<FitnessLimits>
  readonly budget?: Partial<Omit<Budget, 'target'>>
  /** What a machine must keep, by `fitness` or size: whoever does is better than who does not. */
  readonly constraints?: Readonly<Partial<Record<'fitness' | SizeName, Constraint>>>
}

const describedKinds: readonly unknown[] = ['module', 'command', 'http', 'human']

const commonFields = ['name', 'description', 'genome', 'search', 'budget', 'islands'] as const
const fitnessFields = ['fitness', 'fitnessBatch', 'objectives', 'target', 'limits'] as const
const interactFields = ['interact', 'opponents', 'bothSides'] as const
const taskFields = [
  ...commonFields,
  ...(['problem', 'weights', 'constraints', 'noise'] as const),
  ...fitnessFields,
  ...interactFields,
] as const

/** Defines a task; checks what types cannot, and typos, for task files run without a type check. */
export function defineTask(task: ProblemTask): TaskDefinition
export function defineTask<const Name extends string>(task: ObjectivesTask<Name>): TaskDefinition
export function defineTask(task: InteractTask): TaskDefinition
export function defineTask(task: FitnessTask): TaskDefinition
export function defineTask(
  task: ProblemTask | FitnessTask | ObjectivesTask<string> | InteractTask,
): TaskDefinition {
  const faults = createFaultList('defineTask')
  checkKeys(task, taskFields, '', faults)
  for (const field of ['name', 'description'] as const) {
    const text: unknown = task[field]
    if (text === undefined) continue
    const fault =
      typeof text === 'string'
        ? findTextFault(text, rawTextMax)
        : { expected: 'a text', received: quote(text) }
    if (fault) faults.add('task/bad-text', { what: field }, fault.expected, fault.received)
  }
  const given = task as Partial<ProblemTask & TaskText & InteractTask> & {
    readonly fitness?: unknown
    readonly fitnessBatch?: unknown
    readonly objectives?: Objectives
    readonly target?: unknown
  }
  const slot = readSlot(given)
  if (!given.genome?.ports) {
    faults.add('task/no-genome', { what: 'genome' }, 'machine({ … })', quote(given.genome))
  }
  const meeting = readMeeting(given.interact)
  if (!given.problem && !slot && !meeting) {
    const expected = 'a problem or a fitness function'
    faults.add('task/no-problem', { what: 'problem' }, expected, 'neither')
  }
  checkInteract(given, faults)
  if ([given.problem, given.fitness, given.fitnessBatch].filter((each) => each).length > 1) {
    const expected = 'one of a problem, a fitness and a fitnessBatch'
    faults.add('task/two-problems', { what: 'problem' }, expected, 'more')
  }
  const objectives: Objectives = given.objectives ?? { fitness: 'max' }
  if (Object.keys(objectives).length === 0) {
    faults.add('task/no-objective', { what: 'objectives' }, 'at least one objective', 'none')
  }
  for (const [name, direction] of Object.entries(objectives)) {
    if (!isObjectiveName(name)) {
      const expected = `a letter and at most ${objectiveNameMax - 1} more characters`
      faults.add('task/bad-objective-name', { what: 'objectives' }, expected, quote(name))
    }
    if (direction === 'max' || direction === 'min') continue
    faults.add('task/bad-direction', { what: `objectives.${name}` }, 'max or min', quote(direction))
  }
  const target =
    typeof given.target === 'number' ? { fitness: given.target } : (given.target as undefined)
  for (const name of Object.keys(target ?? {})) {
    if (name in objectives) continue
    const expected = `one of ${Object.keys(objectives).join(', ')}`
    faults.add('task/unknown-objective', { what: `target.${name}` }, expected, quote(name))
  }
  faults.throwIfAny()
  const { name, description, genome, budget, islands, limits } = given
  const { weights, constraints, noise } = given
  const search = given.search ?? (meeting ? 'genetic' : undefined)
  const problem =
    given.problem ??
    (meeting ? fromMeetings(meeting, given) : fromFitness(slot!, objectives, target))
  const rest = {
    ...(weights && { weights }),
    ...(constraints && { constraints }),
    ...(noise !== undefined && { noise }),
  }
  return { name, description, genome: genome!, problem, search, budget, islands, limits, ...rest }
}

/** A competition comes alone, and what says how it is held comes with one. */
function checkInteract(given: object, faults: ReturnType<typeof createFaultList>): void {
  const fields: Readonly<Record<string, unknown>> = { ...given }
  const { interact, opponents, bothSides } = fields
  if (!readMeeting(interact)) {
    for (const field of interactFields) {
      if (fields[field] === undefined) continue
      const expected =
        field === 'interact' ? 'a function of two machines' : 'nothing without interact'
      faults.add('task/no-interact', { what: field }, expected, quote(fields[field]))
    }
    return
  }
  for (const field of [
    'problem',
    'fitness',
    'fitnessBatch',
    'objectives',
    'target',
    'weights',
    'noise',
  ]) {
    if (fields[field] === undefined) continue
    const expected = 'nothing: the payoffs of interact are the fitness'
    faults.add('task/two-problems', { what: field }, expected, 'one')
  }
  const isCount = Number.isInteger(opponents) && Number(opponents) >= 1
  if (opponents !== undefined && !(isCount && Number(opponents) <= opponentsMax)) {
    const expected = `a whole number in [1, ${opponentsMax}]`
    faults.add('task/bad-number', { what: 'opponents' }, expected, quote(opponents))
  }
  if (bothSides !== undefined && typeof bothSides !== 'boolean') {
    faults.add('task/bad-flag', { what: 'bothSides' }, 'true or false', quote(bothSides))
  }
}

/** What fills the slot of a fitness, where something does. */
function readSlot({ fitness, fitnessBatch }: { fitness?: unknown; fitnessBatch?: unknown }) {
  if (typeof fitness === 'function') {
    return { kind: 'function', fitness: fitness as FitnessFunction } satisfies FitnessSlot
  }
  if (typeof fitnessBatch === 'function') {
    return { kind: 'batch', fitness: fitnessBatch as BatchFunction } satisfies FitnessSlot
  }
  return readDescribed(fitness)
}

/** The same for a competition. */
function readMeeting(interact: unknown): FitnessSlot | undefined {
  if (typeof interact === 'function') return { kind: 'meeting', meeting: interact as Meeting }
  return readDescribed(interact)
}

function readDescribed(given: unknown): DescribedFitness | undefined {
  if (typeof given !== 'object' || given === null || !('kind' in given)) return undefined
  return describedKinds.includes(given.kind) ? (given as DescribedFitness) : undefined
}
