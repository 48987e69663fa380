/** What the options of an approximation mean for a machine. */
import type { ApproximateOptions } from '../approximate.ts'
import { checkKeys, createFaultList, quote } from '../errors.ts'
import { expectNetlist } from '../netlist/expect.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import { boundsBelow, tidyBounds } from './bounds.ts'
import { type ErrorMeasure, findMeasure, worstAbsoluteError } from './measure.ts'
import { outputsMax } from './numbers.ts'
import { sketchGates } from './search.ts'
import { fitsMemory } from './simd.ts'

/** The most inputs of a machine all of whose rows are looked at. */
export const exhaustiveInputsMax = 20

const evaluationsDefault = 100_000

const optionNames = ['measure', 'bound', 'isSigned', 'evaluations', 'seed', 'start'] as const

/** What the options mean for a machine. Throws a `UsageError` with every fault. */
export function readOptions(netlist: Netlist, options: ApproximateOptions) {
  const faults = createFaultList('approximate()')
  checkKeys(options, optionNames, '', faults)
  const { isSigned = false, evaluations = evaluationsDefault, seed = 1, start = netlist } = options
  expectNetlist(start, 'start')
  const measure =
    typeof options.measure === 'string' ? findMeasure(options.measure) : options.measure
  const isBound = (bound: unknown) => typeof bound === 'number' && bound >= 0 && bound < Infinity
  const given = typeof options.bound === 'object' ? options.bound : [options.bound]
  for (const bound of given.length > 0 ? given : [undefined]) {
    if (isBound(bound)) continue
    faults.add('approximate/bad-bound', { what: 'bound' }, 'a number of at least 0', quote(bound))
  }
  if (!Number.isSafeInteger(evaluations) || evaluations < 1) {
    const expected = 'a whole number of at least 1'
    faults.add('approximate/bad-evaluations', { what: 'evaluations' }, expected, quote(evaluations))
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    faults.add('approximate/bad-seed', { what: 'seed' }, 'a whole number in [0, 2⁵³)', quote(seed))
  }
  const { inputs, outputs, latches } = netlist
  const expectOf = (isRight: boolean, code: string, expected: string, received: string) => {
    if (!isRight) faults.add(`approximate/${code}`, { what: 'netlist' }, expected, received)
  }
  expectOf(
    latches.length === 0,
    'latches',
    'a machine without latches: one with memory has no rows to count errors in',
    `${latches.length} latches`,
  )
  expectOf(
    outputs.length > 0 && outputs.length <= outputsMax,
    'outputs',
    `1 to ${outputsMax} outputs`,
    `${outputs.length} outputs`,
  )
  const isExhaustive = fitsRows(start)
  if (!isExhaustive && !isProvable(measure)) {
    const { expected, received, hint } = tooManyRows(measure, start)
    faults.add('approximate/inputs', { what: 'netlist' }, expected, received, hint)
  }
  const isLike = start.inputs === inputs && start.outputs.length === outputs.length
  if (!isLike || start.latches.length > 0) {
    const expected = 'a machine with the same ports and without latches'
    const received = `${start.inputs} inputs, ${start.outputs.length} outputs, ${start.latches.length} latches`
    if (latches.length === 0) faults.add('approximate/start', { what: 'start' }, expected, received)
  }
  faults.throwIfAny()
  const isWhole = measure.packed?.over === 'worst'
  const bounds =
    typeof options.bound === 'number'
      ? boundsBelow(options.bound, leastError(measure, inputs), isWhole)
      : tidyBounds(options.bound, isWhole)
  return { measure, bounds, isSigned, evaluations, seed, start, isExhaustive }
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
    `${quote(measure?.name)} is measured over every row`,
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
