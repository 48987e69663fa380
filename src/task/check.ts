/** Holds what a task asks for against what there is; every fault goes into one list. */
import { checkKeys, type FaultList, nearestName, quote } from '../errors.ts'
import type { Constraint, Ranking } from '../fitness/ranking.ts'
import { genomeGatesMax } from '../genome/nand.ts'
import { type GenomeKind, genomes } from '../genome.ts'
import type { Netlist } from '../netlist.ts'
import { sizeNames } from '../problem/measured.ts'
import { casesMax, type Problem } from '../problem.ts'
import { type SearchKind, type SearchOption, searches } from '../search.ts'
import type { Budget, Noise, SearchChoice } from '../task.ts'

/** The most latches of a machine. */
const latchesMax = 4096

/** A search with all of its options, the defaults included. */
export interface ChosenSearch {
  readonly kind: SearchKind
  readonly options: Readonly<Record<string, number>>
}

export function checkMachine(gates: number, latches: number, faults: FaultList): void {
  checkWhole('gates', gates, genomeGatesMax, faults)
  checkWhole('latches', latches, latchesMax, faults)
}

/** The most islands of a world. */
export const islandsMax = 4096

export const checkIslands = (islands: number, faults: FaultList): void =>
  checkWhole('islands', islands, islandsMax, faults, 1)

function checkWhole(what: string, value: unknown, max: number, faults: FaultList, min = 0): void {
  if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return
  faults.add('task/bad-number', { what }, `a whole number in [${min}, ${max}]`, quote(value))
}

/** The genome that is asked for; undefined when there is none of that name. */
export function chooseGenome(name = genomes[0]!.name, faults: FaultList): GenomeKind | undefined {
  return choose(genomes, name, 'genome', faults)
}

function choose<Kind extends { readonly name: string }>(
  kinds: readonly Kind[],
  name: unknown,
  what: string,
  faults: FaultList,
): Kind | undefined {
  const kind = kinds.find((other) => other.name === name)
  if (kind) return kind
  const names = kinds.map((other) => other.name)
  const near = nearestName(`${name}`, names)
  const hint = near && `Did you mean ${near}?`
  faults.add(`task/unknown-${what}`, { what }, `one of ${names.join(', ')}`, quote(name), hint)
  return undefined
}

/**
 * The search that is asked for; undefined when there is none of that name.
 *
 * @param suited options of the usual search in the place of its defaults
 */
export function chooseSearch(
  asked: string | SearchChoice | undefined,
  faults: FaultList,
  suited: Readonly<Record<string, number>> = {},
): ChosenSearch | undefined {
  const usual = searches[0]!.name
  const { name, ...given }: SearchChoice =
    typeof asked === 'object' ? asked : { name: asked ?? usual }
  const kind = choose(searches, name, 'search', faults)
  if (!kind) return undefined
  checkKeys(given, Object.keys(kind.options), 'search', faults)
  const options: Record<string, number> = {}
  for (const [option, known] of Object.entries(kind.options)) {
    const value = given[option] ?? (name === usual ? suited[option] : undefined) ?? known.default
    options[option] = Number(value)
    if (isWithin(value, known)) continue
    const kindOfNumber = known.isFraction ? 'a number' : 'a whole number'
    const expected = `${kindOfNumber} in [${known.min}, ${known.max}]`
    faults.add('task/bad-search-option', { what: `search.${option}` }, expected, quote(value))
  }
  return { kind, options }
}

function isWithin(value: unknown, { min, max, isFraction }: SearchOption): boolean {
  if (typeof value !== 'number' || !(value >= min && value <= max)) return false
  return isFraction === true || Number.isInteger(value)
}

const budgetCounts = ['evaluations', 'stall', 'timeMs'] as const

/** @param names the objectives that a target may speak of */
export function checkBudget(budget: Budget, names: readonly string[], faults: FaultList): void {
  checkKeys(budget, [...budgetCounts, 'target'], 'budget', faults)
  for (const name of budgetCounts) {
    const value = budget[name]
    if (value === undefined || (Number.isSafeInteger(value) && value >= 1)) continue
    const what = `budget.${name}`
    faults.add('task/bad-budget', { what }, 'a whole number of at least 1', quote(value))
  }
  checkKeys(budget.target ?? {}, names, 'budget.target', faults)
  for (const [name, value] of Object.entries(budget.target ?? {})) {
    if (typeof value === 'number' && !Number.isNaN(value)) continue
    faults.add('task/bad-target', { what: `budget.target.${name}` }, 'a number', quote(value))
  }
}

/**
 * @param names the objectives; unknown where the task has other faults
 */
export function checkRanking(
  { weights, constraints }: Ranking,
  names: readonly string[] | undefined,
  faults: FaultList,
): void {
  if (weights) checkWeights(weights, names, faults)
  if (constraints) checkConstraints(constraints, names, faults)
}

function checkWeights(
  weights: Readonly<Record<string, unknown>>,
  names: readonly string[] | undefined,
  faults: FaultList,
): void {
  const isWeight = (value: unknown) => Number.isFinite(value) && Number(value) >= 0
  if (names) checkKeys(weights, names, 'weights', faults)
  for (const [name, value] of Object.entries(weights)) {
    if (isWeight(value)) continue
    faults.add('task/bad-weight', { what: `weights.${name}` }, 'a number ≥ 0', quote(value))
  }
  if (Object.values(weights).some((value) => !isWeight(value) || Number(value) > 0)) return
  faults.add('task/bad-weight', { what: 'weights' }, 'a weight above 0', 'none')
}

function checkConstraints(
  constraints: Readonly<Record<string, Constraint>>,
  names: readonly string[] | undefined,
  faults: FaultList,
): void {
  const known = [...new Set([...(names ?? []), ...sizeNames])]
  if (names) checkKeys(constraints, known, 'constraints', faults)
  for (const [name, bounds] of Object.entries(constraints)) {
    const what = `constraints.${name}`
    const isObject = typeof bounds === 'object' && bounds !== null
    if (isObject) checkKeys(bounds, ['min', 'max'], what, faults)
    const { min, max }: Constraint = isObject ? bounds : {}
    const given = [min, max].filter((bound) => bound !== undefined)
    const isRight = given.length > 0 && given.every(Number.isFinite)
    if (isRight && (min ?? Number(max)) <= (max ?? Number(min))) continue
    const expected = '{ min }, { max } or both, min at most max'
    const received = isObject ? JSON.stringify(bounds) : quote(bounds)
    faults.add('task/bad-constraint', { what }, expected, received)
  }
}

/** Scores that come from meetings say nothing of those who never met. */
export function checkRelative(islands: number, faults: FaultList): void {
  if (islands === 1) return
  const expected = '1 with a competition: machines of different islands never meet'
  faults.add('task/relative-islands', { what: 'islands' }, expected, quote(islands))
}

/** The most samples that a task may ask for. */
const resampleMax = 1024

/** @param problem unknown where the task has other faults */
export function checkNoise(
  noise: Noise,
  problem: { readonly mayBeNoisy?: boolean } | undefined,
  faults: FaultList,
): void {
  const isObject = typeof noise === 'object' && noise !== null
  if (isObject) checkKeys(noise, ['resample'], 'noise', faults)
  const resample: unknown = isObject ? noise.resample : undefined
  const isCount = Number.isInteger(resample) && Number(resample) >= 1
  if (resample !== 'adaptive' && !(isCount && Number(resample) <= resampleMax)) {
    const expected = `{ resample }, a whole number in [1, ${resampleMax}] or 'adaptive'`
    faults.add('task/bad-noise', { what: 'noise' }, expected, quote(isObject ? resample : noise))
  }
  if (!problem || problem.mayBeNoisy) return
  const expected = 'nothing: chance has no part in scores of this problem'
  faults.add('task/no-noise', { what: 'noise' }, expected, quote(resample))
}

/** A search by cases needs a problem that has some, each measured once. */
export function checkCases(
  { name }: SearchKind,
  { evaluateCases, packed }: Pick<Problem<Netlist>, 'evaluateCases' | 'packed'>,
  noise: Noise | undefined,
  faults: FaultList,
): void {
  if (!evaluateCases) {
    const expected = `one that needs no cases: this problem has none, or more than ${casesMax}`
    const received = packed ? `${name}, for ${packed.cases.stimulus.cases} cases` : name
    faults.add('task/no-cases', { what: 'search' }, expected, received)
  }
  if (noise === undefined) return
  faults.add('task/no-noise', { what: 'noise' }, `nothing: ${name} compares cases`, 'samples')
}
