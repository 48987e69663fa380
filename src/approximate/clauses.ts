/**
 * The output of a machine without latches as clauses: can it be 1, and for which inputs?
 *
 * Source: Tseitin 1968, "On the Complexity of Derivation in Propositional Calculus".
 */
import { assert } from '../errors.ts'
import { plainKernel } from '../kernel/plain.ts'
import { simulate } from '../kernel.ts'
import { activeSignals } from '../netlist/cone.ts'
import { firstGate, type Netlist, signalCount } from '../netlist.ts'
import { type CheckedSolver, createCheckedSolver } from '../sat.ts'

export type Question =
  /** It never shows 1; every step of the proof was followed by a checker that does not solve. */
  | { readonly answer: 'never'; readonly steps: number }
  /** [inputs] bits for which it shows 1. */
  | { readonly answer: 'once'; readonly inputs: readonly (0 | 1)[] }
  | { readonly answer: 'unknown' }

/** Asks whether the first output can ever be 1. */
export function askOutput(netlist: Netlist, conflictsMax: number): Question {
  const { inputs } = netlist
  const solver = createCheckedSolver()
  const variables = encode(netlist, solver)
  const output = variables[netlist.outputs[0]!]!
  solver.addClause([output])
  switch (solver.solve({ conflictsMax })) {
    case 'unsatisfiable':
      return { answer: 'never', steps: solver.checked }
    case 'unknown':
      return { answer: 'unknown' }
    default: {
      const bit = (i: number) => (solver.value(variables[1 + i]!) ? 1 : 0)
      const found = Array.from({ length: inputs }, (_, i) => bit(i))
      assert(show(netlist, found) === 1, 'a model that the plain kernel replays')
      return { answer: 'once', inputs: found }
    }
  }
}

/** The first output for some inputs, on the plain kernel. */
function show(netlist: Netlist, inputs: readonly number[]): number {
  const bits = Uint32Array.from(inputs)
  const stimulus = { inputs: inputs.length, ticks: 1, cases: 1, words: 1, bits }
  return simulate(netlist, stimulus, plainKernel)[0]! & 1
}

/** [signals] the variable of each input and of each signal that the output depends on. */
function encode(netlist: Netlist, solver: CheckedSolver): number[] {
  const { fanin, inputs } = netlist
  const first = firstGate(netlist)
  const active = activeSignals(netlist)
  const variables: number[] = []
  for (let signal = 0; signal < signalCount(netlist); signal++) {
    const isWanted = signal <= inputs || active[signal]
    variables.push(isWanted ? solver.addVariable() : 0)
    if (signal === 0) solver.addClause([-variables[0]!])
    if (signal < first || !isWanted) continue
    const y = variables[signal]!
    const [a, b] = [fanin[2 * (signal - first)]!, fanin[2 * (signal - first) + 1]!]
    const [x, z] = [variables[a]!, variables[b]!]
    solver.addClause([x, y])
    if (x !== z) solver.addClause([z, y])
    solver.addClause(x === z ? [-x, -y] : [-x, -z, -y])
  }
  return variables
}
