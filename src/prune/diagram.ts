/**
 * A machine from a table, by decision diagrams: each output is split by one input after another, equal
 * and opposite remainders are shared, and don't-cares are given the values that make remainders equal.
 *
 * It is one more structure to start from, often a better one than sums of products; the order of the
 * inputs decides how good, so some are tried.
 *
 * Sources: Bryant 1986, "Graph-Based Algorithms for Boolean Function Manipulation"; Rudell 1993,
 * "Dynamic Variable Ordering for Ordered Binary Decision Diagrams".
 */
import { getLane, wordsFor } from '../bits.ts'
import { UsageError } from '../errors.ts'
import { createBuilder } from '../netlist/build.ts'
import { compact } from '../netlist/compact.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import { type Rng, shuffle } from '../random.ts'
import type { TableSpec } from '../spec.ts'

/** The most inputs of a table, and bits of all outputs. */
const inputsMax = 16
const bitsMax = 2 ** 21
/** Bits that are built in search of a good order, at least an exchange for each input. */
const searchedBits = 2 ** 19

/**
 * Builds machines that do what a table wants, one with its inputs in an order of two halves side by side,
 * as operands of arithmetic stand, and one in an order that made it small; none for large tables.
 *
 * @param rng draws the order of inputs to start from, and exchanges
 */
export function buildDiagrams(table: TableSpec, rng: Rng): Netlist[] {
  const { inputs, outputs } = table
  const bits = outputs * 2 ** inputs
  if (inputs > inputsMax || bits > bitsMax) return []
  const columns = listColumns(table)
  const order = pairHalves(inputs)
  return [buildInOrder(columns, order), buildSmall(columns, order, bits, rng)]
}

/** Builds a machine that does what a table wants. Throws a `UsageError` for large tables. */
export function buildTable(table: TableSpec): Netlist {
  const { inputs, outputs } = table
  if (inputs <= inputsMax && outputs * 2 ** inputs <= bitsMax) {
    return buildInOrder(listColumns(table), pairHalves(inputs))
  }
  throw new UsageError('prune/large-table', {
    where: 'the table',
    expected: `at most ${inputsMax} inputs, and ${bitsMax} bits of all outputs`,
    received: `${inputs} inputs and ${outputs} outputs`,
  })
}

/** The first input of each half, then the second of each, and so on. */
const pairHalves = (inputs: number): number[] => {
  const half = Math.floor(inputs / 2)
  return Array.from({ length: inputs }, (_, k) => (k < 2 * half ? (k >> 1) + (k & 1) * half : k))
}

/** Exchanges inputs as long as that makes no larger machine. */
function buildSmall(
  columns: readonly string[],
  start: readonly number[],
  bits: number,
  rng: Rng,
): Netlist {
  const order = start.slice()
  shuffle(order, rng)
  let best = buildInOrder(columns, order)
  const tries = Math.min(20 * order.length, Math.max(order.length, searchedBits / bits))
  for (let k = 0; k < tries; k++) {
    const [a, b] = [rng.below(order.length), rng.below(order.length)]
    exchange(order, a, b)
    const built = buildInOrder(columns, order)
    if (gateCount(built) <= gateCount(best)) best = built
    else exchange(order, a, b)
  }
  return best
}

function exchange(list: number[], a: number, b: number): void {
  const kept = list[a]!
  list[a] = list[b]!
  list[b] = kept
}

/** [outputs] of rows as text, row 0 first: 0, 1, or - where it does not matter. */
function listColumns({ inputs, outputs, wanted, care }: TableSpec): string[] {
  const rows = 2 ** inputs
  const words = wordsFor(rows)
  return Array.from({ length: outputs }, (_, o) => {
    let column = ''
    for (let row = 0; row < rows; row++) {
      column += getLane(care, row, o * words) ? getLane(wanted, row, o * words) : '-'
    }
    return column
  })
}

/** Builds all outputs, splitting by the inputs of `order` from its last to its first. */
function buildInOrder(columns: readonly string[], order: readonly number[]): Netlist {
  const builder = createBuilder(order.length)
  const known = new Map<string, number>()

  function build(rows: string, depth: number): number {
    if (!rows.includes('1')) return builder.zero
    if (!rows.includes('0')) return builder.one()
    const shared = known.get(rows)
    if (shared !== undefined) return shared
    const opposite = known.get(opposites(rows))
    const signal = opposite === undefined ? split(rows, depth) : builder.not(opposite)
    known.set(rows, signal)
    return signal
  }

  function split(rows: string, depth: number): number {
    const half = rows.length / 2
    const [low, high] = [rows.slice(0, half), rows.slice(half)]
    const input = builder.input(order[depth]!)
    const same = agree(low, high)
    if (same !== undefined) return build(same, depth - 1)
    const turned = agree(low, opposites(high))
    if (turned !== undefined) return builder.xor(input, build(turned, depth - 1))
    return builder.mux(input, build(high, depth - 1), build(low, depth - 1))
  }

  const outputs = columns.map((column) => build(permute(column, order), order.length - 1))
  return compact(builder.build(outputs))
}

/** Both at once where no row wants two things. */
function agree(a: string, b: string): string | undefined {
  if (a === b) return a
  let both = ''
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i] || b[i] === '-') both += a[i]
    else if (a[i] === '-') both += b[i]
    else return undefined
  }
  return both
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const freeCode = '-'.charCodeAt(0)

/** Every 0 as a 1 and every 1 as a 0: their codes differ in the last bit. */
function opposites(rows: string): string {
  const codes = encoder.encode(rows)
  for (let i = 0; i < codes.length; i++) if (codes[i] !== freeCode) codes[i]! ^= 1
  return decoder.decode(codes)
}

/** The rows with bit k of the row number given to input `order[k]`. */
function permute(column: string, order: readonly number[]): string {
  const codes = encoder.encode(column)
  const permuted = new Uint8Array(codes.length)
  for (let row = 0; row < codes.length; row++) {
    let from = 0
    for (let k = 0; k < order.length; k++) if ((row >>> k) & 1) from |= 1 << order[k]!
    permuted[row] = codes[from]!
  }
  return decoder.decode(permuted)
}
