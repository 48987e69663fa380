/**
 * Exact synthesis: the fewest gates for a small table, found and proved by SAT.
 *
 * For k = 0, 1, 2 … we ask whether k gates can show the table: for each gate there is a variable for
 * every pair of signals that it may read, and one for its value in every row. The first k that has
 * an answer is the minimum, when every no before it came with a proof that the checker accepted.
 * Gates may be numbered in many ways; one is enough, so a gate that does not read the one before it
 * reads a later pair, and every gate is read.
 *
 * Sources: Kojevnikov, Kulikov & Yaroslavtsev 2009, "Finding Efficient Circuits Using SAT-Solvers";
 * Knuth 2015, "The Art of Computer Programming", 7.2.2.2, on optimal chains.
 */
import { getLane, wordsFor } from '../bits.ts'
import { UsageError } from '../errors.ts'
import { compact } from '../netlist/compact.ts'
import type { Netlist } from '../netlist.ts'
import { type CheckedSolver, createCheckedSolver } from '../sat.ts'
import type { TableSpec } from '../spec.ts'

export interface SynthesisOptions {
  /** The most gates that are tried. */
  readonly gatesMax: number
  /** The most conflicts for each number of gates; default 100,000. */
  readonly conflictsMax?: number
}

export interface Synthesis {
  /** The first machine that was found; undefined where none was. */
  readonly netlist: Netlist | undefined
  /** Whether all smaller numbers of gates, or all up to `gatesMax`, were proved not to be enough. */
  readonly isProved: boolean
  /** Derived clauses that the checker accepted on the way. */
  readonly clauses: number
}

/** The most inputs of a table. */
export const synthesisInputsMax = 8
const conflictsDefault = 100_000

/** Finds the smallest machine for a table. Throws a `UsageError` for a table of too many inputs. */
export function synthesize(
  table: TableSpec,
  { gatesMax, conflictsMax = conflictsDefault }: SynthesisOptions,
): Synthesis {
  if (table.inputs > synthesisInputsMax) {
    throw new UsageError('prune/synthesis-inputs', {
      where: 'the table',
      expected: `at most ${synthesisInputsMax} inputs`,
      received: `${table.inputs}`,
    })
  }
  let isProved = true
  let clauses = 0
  for (let gates = gatesNeeded(table); gates <= gatesMax; gates++) {
    const question = encode(table, gates)
    const answer = question.solver.solve({ conflictsMax })
    clauses += question.solver.checked
    if (answer === 'satisfiable') return { netlist: question.decode(), isProved, clauses }
    if (answer === 'unknown') isProved = false
  }
  return { netlist: undefined, isProved, clauses }
}

/**
 * Gates without which it cannot be done: one for every output that is no input, constant or other output,
 * and enough to bring together all inputs that an output depends on.
 */
function gatesNeeded({ inputs, outputs, wanted, care }: TableSpec): number {
  const rows = 2 ** inputs
  const words = wordsFor(rows)
  // Where rows are free, an output may depend on less than it seems to.
  for (let row = 0; row < rows; row++) {
    for (let o = 0; o < outputs; o++) if (getLane(care, row, o * words) === 0) return 0
  }
  const functions = new Set<string>()
  let needed = 0
  for (let o = 0; o < outputs; o++) {
    const bit = (row: number) => getLane(wanted, row, o * words)
    let support = 0
    for (let i = 0; i < inputs; i++) {
      for (let row = 0; row < rows; row++) {
        if (bit(row) === bit(row ^ (1 << i))) continue
        support++
        break
      }
    }
    needed = Math.max(needed, support - 1)
    if (!isInputOrZero(inputs, bit))
      functions.add(Array.from({ length: rows }, (_, row) => bit(row)).join(''))
  }
  return Math.max(needed, functions.size)
}

/** Whether an output is shown without a gate. */
function isInputOrZero(inputs: number, bit: (row: number) => number): boolean {
  const rows = Array.from({ length: 2 ** inputs }, (_, row) => row)
  if (rows.every((row) => bit(row) === 0)) return true
  for (let i = 0; i < inputs; i++) {
    if (rows.every((row) => bit(row) === ((row >>> i) & 1))) return true
  }
  return false
}

interface Question {
  readonly solver: CheckedSolver
  /** The machine of the last model. */
  decode(): Netlist
}

/** A pair of signals that a gate may read, and the variable that says that it does. */
interface Choice {
  readonly a: number
  readonly b: number
  readonly variable: number
}

/** Asks whether so many gates, each of them read, can show a table. */
function encode(table: TableSpec, gates: number): Question {
  const { inputs, outputs } = table
  const solver = createCheckedSolver()
  const rows = rowsThatMatter(table)
  const first = 1 + inputs
  /** [gates × rows] the variable of each value. */
  const values = Array.from({ length: gates }, () => rows.map(() => solver.addVariable()))
  const choices = Array.from({ length: gates }, (_, g) =>
    pairsBelow(first + g).map(([a, b]): Choice => ({ a, b, variable: solver.addVariable() })),
  )
  const shown = Array.from({ length: outputs }, () =>
    Array.from({ length: first + gates }, () => solver.addVariable()),
  )

  /** A literal that is true when a signal is 1 in a row; constants as booleans. */
  const literal = (signal: number, r: number): number | boolean => {
    if (signal === 0) return false
    return signal < first ? ((rows[r]! >>> (signal - 1)) & 1) === 1 : values[signal - first]![r]!
  }

  for (let g = 0; g < gates; g++) {
    solver.addClause(choices[g]!.map(({ variable }) => variable))
    for (const { a, b, variable } of choices[g]!) {
      for (let r = 0; r < rows.length; r++) {
        const x = literal(a, r)
        const y = literal(b, r)
        const z = values[g]![r]!
        if (a === b) addClause(solver, [-variable, negate(x), -z])
        else addClause(solver, [-variable, negate(x), negate(y), -z])
        addClause(solver, [-variable, x, z])
        if (a !== b) addClause(solver, [-variable, y, z])
      }
    }
  }
  orderGates(solver, choices, first)
  readAllGates(solver, choices, shown, first)
  showOutputs(solver, table, rows, shown, literal)

  return {
    solver,
    decode() {
      const chosen = choices.map((list) => list.find(({ variable }) => solver.value(variable))!)
      return compact({
        inputs,
        latches: new Uint32Array(0),
        fanin: Uint32Array.from(chosen.flatMap(({ a, b }) => [a, b])),
        outputs: Uint32Array.from(shown, (list) =>
          list.findIndex((variable) => solver.value(variable)),
        ),
      })
    },
  }
}

/** Rows in which some output matters. */
function rowsThatMatter({ inputs, outputs, care }: TableSpec): number[] {
  const words = wordsFor(2 ** inputs)
  const rows: number[] = []
  for (let row = 0; row < 2 ** inputs; row++) {
    let matters = false
    for (let o = 0; o < outputs && !matters; o++) matters = getLane(care, row, o * words) === 1
    if (matters) rows.push(row)
  }
  return rows
}

/** Pairs of signals below one, the constant only with itself: that is the constant 1. */
function pairsBelow(signal: number): [number, number][] {
  const pairs: [number, number][] = [[0, 0]]
  for (let b = 1; b < signal; b++) for (let a = 1; a <= b; a++) pairs.push([a, b])
  return pairs
}

/** A gate that does not read the one before it reads a pair behind that one's pair. */
function orderGates(
  solver: CheckedSolver,
  choices: readonly (readonly Choice[])[],
  first: number,
): void {
  for (let g = 1; g < choices.length; g++) {
    choices[g - 1]!.forEach((earlier, p) => {
      // Pairs have the same place in the lists of all gates that may read them.
      for (const later of choices[g]!.slice(0, p + 1)) {
        if (later.b !== first + g - 1) solver.addClause([-earlier.variable, -later.variable])
      }
    })
  }
}

function readAllGates(
  solver: CheckedSolver,
  choices: readonly (readonly Choice[])[],
  shown: readonly (readonly number[])[],
  first: number,
): void {
  for (let g = 0; g < choices.length; g++) {
    const signal = first + g
    const readers = choices
      .flat()
      .filter(({ a, b }) => a === signal || b === signal)
      .map(({ variable }) => variable)
    solver.addClause([...readers, ...shown.map((list) => list[signal]!)])
  }
}

function showOutputs(
  solver: CheckedSolver,
  { inputs, wanted, care }: TableSpec,
  rows: readonly number[],
  shown: readonly (readonly number[])[],
  literal: (signal: number, r: number) => number | boolean,
): void {
  const words = wordsFor(2 ** inputs)
  shown.forEach((list, o) => {
    solver.addClause(list)
    rows.forEach((row, r) => {
      if (getLane(care, row, o * words) === 0) return
      const isOne = getLane(wanted, row, o * words) === 1
      list.forEach((variable, signal) => {
        const value = literal(signal, r)
        addClause(solver, [-variable, isOne ? value : negate(value)])
      })
    })
  })
}

const negate = (value: number | boolean): number | boolean =>
  typeof value === 'number' ? -value : !value

/** Adds a clause some of whose literals, no two of them alike, are constants. */
function addClause(solver: CheckedSolver, literals: readonly (number | boolean)[]): void {
  const open: number[] = []
  for (const literal of literals) {
    if (literal === true) return
    if (literal !== false) open.push(literal)
  }
  solver.addClause(open)
}
