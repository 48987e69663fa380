/**
 * SAT sweeping: signals that are equal for every value of inputs and latches become one, a gate that
 * shows the opposite of an earlier signal becomes its inverter. Every merge was proved, and the proof
 * followed by the checker, so this is exact for machines of any size; pairs that take too many
 * conflicts are left alone.
 *
 * Source: Kuehlmann 2004, "Dynamic Transition Relation Simplification for Bounded Property Checking".
 */
import { firstGate, type Netlist } from '../netlist.ts'
import type { Pass } from '../prune.ts'
import { createRng } from '../random.ts'
import { createCheckedSolver } from '../sat.ts'
import { createEncoding } from '../verify/cnf.ts'
import { addInputs, addMachine, createGraph, negate } from '../verify/graph.ts'
import { sweepGraph } from '../verify/sweep.ts'
import { type Rule, rewrite } from './rewrite.ts'

export interface SweepLimits {
  /** The most conflicts for a pair of signals. */
  readonly pairConflictsMax: number
  /** The most conflicts of the whole pass. */
  readonly conflictsMax: number
}

const defaultLimits: SweepLimits = { pairConflictsMax: 200, conflictsMax: 20_000 }

/** A pass that merges what can be proved equal within limits. */
export const createSweepPass = (limits: SweepLimits = defaultLimits): Pass => ({
  name: 'sweep',
  isCostly: true,
  apply: (netlist) => mergeEqual(netlist, limits),
})

export const sweepPass: Pass = createSweepPass()

function mergeEqual(netlist: Netlist, limits: SweepLimits): Netlist {
  const shown = provedLiterals(netlist, limits)
  const first = firstGate(netlist)
  // The signal of the rebuilt netlist that shows a literal.
  const known = new Map<number, number>()
  for (let signal = first - 1; signal >= 0; signal--) known.set(shown[signal]!, signal)
  let added = first

  const rule: Rule = (a, b, _rebuilt, g) => {
    const literal = shown[first + g]!
    const same = known.get(literal)
    if (same !== undefined) return same
    const opposite = known.get(negate(literal))
    known.set(literal, added++)
    return opposite === undefined ? [a, b] : [opposite, opposite]
  }
  return rewrite(netlist, rule)
}

/** [signals] a literal for each signal, the same for signals that were proved equal. */
function provedLiterals(netlist: Netlist, limits: SweepLimits): Int32Array {
  const graph = createGraph()
  const inputs = addInputs(graph, netlist.inputs)
  const latches = addInputs(graph, netlist.latches.length)
  const literals = addMachine(graph, netlist, inputs, latches)
  const solver = createCheckedSolver()
  const encoding = createEncoding(graph, solver)
  const rng = createRng(0).split('prune', 'sweep')
  const equal = sweepGraph(graph, solver, encoding, { rng, ...limits })
  return literals.map((literal) => equal[literal >> 1]! ^ (literal & 1))
}
