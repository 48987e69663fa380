/** What the options of an approximation mean for a machine. */
import type { ApproximateOptions } from '../approximate.ts'
import {
  assert,
  checkKeys,
  createFaultList,
  type FaultList,
  nearestName,
  quote,
} from '../errors.ts'
import { expectNetlist } from '../netlist/expect.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import { boundsBelow, tidyBounds } from './bounds.ts'
import { type ErrorMeasure, errorMeasures, worstAbsoluteError } from './measure.ts'
import { outputsMax } from './numbers.ts'
import { sketchGates } from './search.ts'
import { fitsMemory } from './simd.ts'

/** The most inputs of a machine all of whose rows are looked at. */
export const exhaustiveInputsMax = 20

const evaluationsDefault = 100_000

const optionNames = [
  'measure',
  'bound',
  'isSigned',
  'evaluations',
  'seed',
  'start',
  'signal',
] as const

/** What the options mean for a machine. Throws a `UsageError` with every fault. */
export function readOptions(netlist: Netlist, options: ApproximateOptions) {
  const faults = createFaultList('approximate()')
  checkKeys(options, optionNames, '', faults)
  const { isSigned = false, evaluations = evaluationsDefault, seed = 1, start = netlist } = options
  expectNetlist(start, 'start')
  const measure = findMeasure(options.measure)
  const isExhaustive = fitsRows(start)
  checkMeasure(options.measure, measure, faults)
  checkNumbers({ bound: options.bound, evaluations, seed }, faults)
  checkMachine(netlist, faults)
  checkStart(start, netlist, faults)
  if (measure && !isExhaustive && !isProvable(measure)) {
    const { expected, received, hint } = tooManyRows(measure, start)
    faults.add('approximate/inputs', { what: 'netlist' }, expected, received, hint)
  }
  faults.throwIfAny()
  assert(measure, 'a measure was found')
  const isWhole = measure.packed?.over === 'worst'
  const bounds =
    typeof options.bound === 'number'
      ? boundsBelow(options.bound, leastError(measure, netlist.inputs), isWhole)
      : tidyBounds(options.bound, isWhole)
  return { measure, bounds, isSigned, evaluations, seed, start, isExhaustive }
}

function checkMeasure(given: unknown, measure: ErrorMeasure | undefined, faults: FaultList): void {
  if (measure) return
  const names = errorMeasures.map(({ name }) => name)
  const expected = `one of ${names.join(', ')}, or a measure of your own`
  const near = nearestName(String(given), names)
  const hint = near && `Did you mean ${near}?`
  faults.add('approximate/unknown-measure', { what: 'measure' }, expected, quote(given), hint)
}

function checkNumbers(
  { bound, evaluations, seed }: Pick<ApproximateOptions, 'bound' | 'evaluations' | 'seed'>,
  faults: FaultList,
): void {
  const bounds: readonly unknown[] = Array.isArray(bound) ? bound : [bound]
  const wrong = bounds.find((each) => !(typeof each === 'number' && each >= 0 && each < Infinity))
  if (bounds.length === 0 || bounds.includes(wrong)) {
    const received = bounds.length === 0 ? 'none' : quote(wrong)
    faults.add('approximate/bad-bound', { what: 'bound' }, 'a number of at least 0', received)
  }
  if (!Number.isSafeInteger(evaluations) || evaluations! < 1) {
    const expected = 'a whole number of at least 1'
    faults.add('approximate/bad-evaluations', { what: 'evaluations' }, expected, quote(evaluations))
  }
  if (!Number.isSafeInteger(seed) || seed! < 0) {
    faults.add('approximate/bad-seed', { what: 'seed' }, 'a whole number in [0, 2⁵³)', quote(seed))
  }
}

function checkMachine({ outputs, latches }: Netlist, faults: FaultList): void {
  const what = 'netlist'
  if (latches.length > 0) {
    const expected = 'a machine without latches: one with memory has no rows to count errors in'
    const received = latches.length === 1 ? '1 latch' : `${latches.length} latches`
    faults.add('approximate/latches', { what }, expected, received)
  }
  if (outputs.length === 0 || outputs.length > outputsMax) {
    const [expected, received] = [`1 to ${outputsMax} outputs`, `${outputs.length} outputs`]
    faults.add('approximate/outputs', { what }, expected, received)
  }
}

function checkStart(start: Netlist, netlist: Netlist, faults: FaultList): void {
  const describe = ({ inputs, outputs, latches }: Netlist) =>
    `${inputs} inputs, ${outputs.length} outputs and ${latches.length} latches`
  const [expected, received] = [describe(netlist), describe(start)]
  if (expected === received) return
  faults.add('approximate/start', { what: 'start' }, expected, received)
}

/** A measure by its name, or one of the user's; undefined for what is neither. */
function findMeasure(given: string | ErrorMeasure): ErrorMeasure | undefined {
  if (typeof given === 'string') return errorMeasures.find(({ name }) => name === given)
  return typeof given?.name === 'string' && typeof given.measure === 'function' ? given : undefined
}

/** Whether all rows of a machine can be looked at. */
function fitsRows(start: Netlist): boolean {
  const words = Math.max(4, 2 ** start.inputs / 32)
  return (
    start.inputs <= exhaustiveInputsMax && fitsMemory(1 + start.inputs + sketchGates(start), words)
  )
}

/** What is wrong where a measure needs every row and there are too many. */
export const tooManyRows = (measure: ErrorMeasure, netlist: Netlist) => ({
  expected:
    `at most ${exhaustiveInputsMax} inputs, all rows of which fit the memory with the gates: ` +
    `${quote(measure.name)} is measured over every row`,
  received: `${netlist.inputs} inputs and ${gateCount(netlist)} gates`,
  hint: `Only a bound of the ${worstAbsoluteError.name} can be proved without.`,
})

/** Whether a measure is one that the error miter speaks of. */
const isProvable = (measure: ErrorMeasure): boolean => measure === worstAbsoluteError

/** The least error of a machine that has any. */
function leastError({ packed }: ErrorMeasure, inputs: number): number {
  if (!packed) return 0
  return packed.over === 'worst' ? 1 : 1 / 2 ** inputs
}
