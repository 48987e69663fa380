/** Environments of users, and the options of their problem, held against what there can be. */
import type { Environment } from '../../environment.ts'
import { checkKeys, createFaultList, type FaultList, quote } from '../../errors.ts'
import { isPortName } from '../../netlist/ports.ts'
import type { EnvironmentOptions } from '../environment.ts'

/** The most episodes, training or unseen. */
export const episodesMax = 10_000
const observationsMax = 256
export const actionsMax = 256
/** The most numbers of a state, and the most steps of an episode. */
const stateSizeMax = 2 ** 20
const stepsLimit = 2 ** 31 - 1
/** The most thresholds of an observation. */
const bitsMax = 64
/** So that a threshold fits behind it in the name of an input. */
const observationNameMax = 40

const functions = ['reset', 'step', 'isOver', 'observe'] as const

/** Throws a `UsageError` with everything that is wrong with an environment. */
export function checkEnvironment(environment: Environment): void {
  const { name, observations, actions, stepsMax, stateSize, goal } = environment
  const faults = createFaultList(`environment ${quote(name)}`)
  if (typeof name !== 'string' || !isPortName(name)) addFault(faults, 'name', 'a short name', name)
  checkNames(
    'observations',
    observations?.map((each) => each.name) ?? [],
    1,
    observationsMax,
    faults,
  )
  checkNames('actions', actions ?? [], 2, actionsMax, faults)
  for (const { name: each, range } of observations ?? []) {
    if (range === undefined || (Number.isFinite(range[1] - range[0]) && range[0] < range[1]))
      continue
    addFault(faults, `observations.${each}.range`, 'two finite numbers, the lower one first', range)
  }
  checkWhole('stepsMax', stepsMax, 1, stepsLimit, faults)
  checkWhole('stateSize', stateSize, 1, stateSizeMax, faults)
  if (goal !== undefined && !Number.isFinite(goal)) addFault(faults, 'goal', 'a number', goal)
  for (const each of functions) {
    if (typeof environment[each] === 'function') continue
    addFault(faults, each, 'a function', environment[each])
  }
  faults.throwIfAny()
}

function checkNames(
  what: string,
  names: readonly string[],
  low: number,
  high: number,
  faults: FaultList,
): void {
  if (names.length < low || names.length > high) {
    addFault(faults, what, `${low} to ${high} of them`, names.length)
  }
  names.forEach((name, i) => {
    const isRight =
      typeof name === 'string' && isPortName(name) && name.length <= observationNameMax
    if (!isRight) {
      const expected = `a name of 1 to ${observationNameMax} characters, none of them for control`
      addFault(faults, `${what}[${i}]`, expected, name)
    } else if (names.indexOf(name) < i) addFault(faults, `${what}[${i}]`, 'a name of its own', name)
  })
}

const optionNames = [
  'bits',
  'thresholds',
  'episodes',
  'unseen',
  'goal',
  'starts',
  'seed',
] as const satisfies readonly (keyof EnvironmentOptions)[]

/** Throws a `UsageError` with everything that is wrong with the options of `fromEnvironment`. */
export function checkOptions(environment: Environment, options: EnvironmentOptions): void {
  const faults = createFaultList('fromEnvironment()')
  checkKeys(options, optionNames, '', faults)
  const { bits = 7, thresholds = {}, episodes = 20, unseen = 100, goal = 0, seed = 0 } = options
  checkWhole('bits', bits, 1, bitsMax, faults)
  checkWhole('episodes', episodes, 1, episodesMax, faults)
  checkWhole('unseen', unseen, 0, episodesMax, faults)
  checkWhole('seed', seed, 0, Number.MAX_SAFE_INTEGER, faults)
  if (!Number.isFinite(goal)) addFault(faults, 'goal', 'a number', goal)
  const { starts = 'fixed' } = options
  if (starts !== 'fixed' && starts !== 'changing') {
    addFault(faults, 'starts', 'fixed or changing', starts)
  }
  const numbers = environment.observations.flatMap(({ name, range }) => (range ? [name] : []))
  checkKeys(thresholds, numbers, 'thresholds', faults)
  for (const [name, list] of Object.entries(thresholds)) {
    const isRight =
      Array.isArray(list) &&
      list.length <= bitsMax &&
      list.every((t, j) => Number.isFinite(t) && (j === 0 || t > list[j - 1]!))
    if (isRight) continue
    addFault(faults, `thresholds.${name}`, `at most ${bitsMax} increasing numbers`, list)
  }
  faults.throwIfAny()
}

export function checkWhole(
  what: string,
  value: unknown,
  low: number,
  high: number,
  faults: FaultList,
): void {
  if (Number.isInteger(value) && Number(value) >= low && Number(value) <= high) return
  addFault(faults, what, `a whole number in [${low}, ${high}]`, value)
}

const addFault = (faults: FaultList, what: string, expected: string, value: unknown): void =>
  faults.add('environment/bad-option', { what }, expected, quote(value))
