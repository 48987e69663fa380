/**
 * Expands cubes into the rows of a truth table, 32 rows a word: a cube is the AND of the words in
 * which its inputs show their values, so even a cube of all rows costs little.
 */
import { lowLanes, projectionWord, wordsFor } from '../bits.ts'
import { type FaultList, faultsMax } from '../errors.ts'
import type { TableSpec } from '../spec.ts'
import type { Pla, PlaCube } from './pla.ts'
import { completePorts, tableWordsMax } from './source.ts'

/** The most words that all cubes of a file may cover together, a limit on time. */
const coveredWordsMax = 2 ** 26

/** The rows that lines of a file claim, [outputs × words] each. */
interface Planes {
  readonly ones: Uint32Array
  readonly zeros: Uint32Array
  readonly dontCares: Uint32Array
}

/** Expands a PLA; conflicts and a table too large are added to the faults. */
export function expandCubes(
  inputs: number,
  outputs: number,
  pla: Pla,
  faults: FaultList,
): TableSpec {
  const words = wordsFor(2 ** inputs)
  const size = isTooLarge(inputs, outputs, pla, faults) ? 0 : outputs * words
  const planes = {
    ones: new Uint32Array(size),
    zeros: new Uint32Array(size),
    dontCares: new Uint32Array(size),
  }
  if (size > 0) {
    for (const cube of pla.cubes) paintCube(planes, cube, pla, faults)
  }
  const { ones, zeros, dontCares } = planes
  const all = lowLanes(2 ** Math.min(inputs, 5))
  const openRows = pla.type.includes('r') ? 0 : all
  const care = ones.map((word, w) => (word | zeros[w]! | openRows) & ~dontCares[w]!)
  return { kind: 'table', inputs, outputs, wanted: ones.map((word, w) => word & care[w]!), care }
}

function isTooLarge(inputs: number, outputs: number, pla: Pla, faults: FaultList): boolean {
  const words = wordsFor(2 ** inputs)
  const refuse = (expected: string, received: string) => {
    faults.add('import/too-large', {}, expected, received)
    return true
  }
  if (outputs * words > tableWordsMax) {
    const expected = `at most ${32 * tableWordsMax} bits, outputs × 2^inputs`
    return refuse(expected, `${outputs} × 2^${inputs}`)
  }
  let covered = 0
  for (const cube of pla.cubes) covered += coveredWords(cube) * (1 + claims(cube, pla.type))
  return (
    covered > coveredWordsMax &&
    refuse('cubes that cover fewer rows', `${32 * covered} rows in all`)
  )
}

/** The words in which a cube has rows: one for each choice of its free inputs from 5 up. */
const coveredWords = (cube: PlaCube): number =>
  2 ** [...cube.inputs.slice(5)].filter((character) => character === '-').length

/** How many outputs a cube says something about. */
const claims = (cube: PlaCube, type: string): number =>
  [...cube.outputs].filter((character) => planeOf(character, type) !== undefined).length

function planeOf(character: string, type: string): keyof Planes | undefined {
  if (character === '1') return 'ones'
  if (character === '0' && type.includes('r')) return 'zeros'
  if (character === '-' && type.includes('d')) return 'dontCares'
  return undefined
}

/** Adds the rows of a cube to the planes, written in place; tells the first conflict that it meets. */
function paintCube(planes: Planes, cube: PlaCube, pla: Pla, faults: FaultList): void {
  const inputs = cube.inputs.length
  const words = wordsFor(2 ** inputs)
  const { first, free } = wordsOfCube(cube)
  const mask = laneMask(cube)
  let conflict: { o: number; row: number } | undefined
  for (let o = 0; o < cube.outputs.length; o++) {
    const plane = planeOf(cube.outputs[o]!, pla.type)
    if (!plane) continue
    const opposite = plane === 'ones' ? planes.zeros : plane === 'zeros' ? planes.ones : undefined
    // Counts through the subsets of the free bits, from all of them down to none.
    for (let bits = free; ; bits = (bits - 1) & free) {
      const at = o * words + (first | bits)
      planes[plane][at]! |= mask
      const both = opposite ? mask & opposite[at]! : 0
      if (both !== 0) conflict ??= { o, row: 32 * (first | bits) + 31 - Math.clz32(both) }
      if (bits === 0) break
    }
  }
  if (conflict) tellConflict(cube, conflict, pla, faults)
}

/** The word of the smallest row of a cube, and the bits of the word's number that are free. */
function wordsOfCube(cube: PlaCube): { first: number; free: number } {
  let first = 0
  let free = 0
  for (let i = 5; i < cube.inputs.length; i++) {
    if (cube.inputs[i] === '1') first |= 1 << (i - 5)
    if (cube.inputs[i] === '-') free |= 1 << (i - 5)
  }
  return { first, free }
}

/** The rows of a cube within each of its words. */
function laneMask(cube: PlaCube): number {
  const low = Math.min(cube.inputs.length, 5)
  let mask = lowLanes(2 ** low)
  for (let i = 0; i < low; i++) {
    if (cube.inputs[i] === '1') mask &= projectionWord(i, 0)
    if (cube.inputs[i] === '0') mask &= ~projectionWord(i, 0)
  }
  return mask
}

function tellConflict(
  cube: PlaCube,
  { o, row }: { o: number; row: number },
  pla: Pla,
  faults: FaultList,
): void {
  const earlier =
    faults.count < faultsMax &&
    pla.cubes.find(({ inputs, outputs }) => {
      return outputs[o] === (cube.outputs[o] === '1' ? '0' : '1') && matches(inputs, row)
    })
  const inputs = [...cube.inputs].map((_, i) => (row >>> i) & 1).join('')
  const names = pla.outputNames.map((name) => name.text)
  const output = completePorts(
    [],
    Array.from(cube.outputs, (_, index) => names[index]),
  ).outputs[o]
  const expected = `the same value of ${output} for inputs ${inputs} in all lines`
  const received = `${cube.outputs[o]}, and the opposite on line ${earlier ? earlier.token.line : '?'}`
  faults.add('import/conflict', cube.token, expected, received)
}

const matches = (cube: string, row: number): boolean =>
  [...cube].every((character, i) => character === '-' || Number(character) === ((row >>> i) & 1))
