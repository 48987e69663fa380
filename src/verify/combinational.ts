/**
 * Two machines without latches, proved equal without looking at every row: side by side as one graph,
 * what is equal inside is found and proved from the inputs on, until the outputs meet.
 */
import { assert } from '../errors.ts'
import type { Netlist } from '../netlist.ts'
import { createRng } from '../random.ts'
import { createProofLog } from '../sat/proof.ts'
import { type CheckedSolver, createCheckedSolver } from '../sat.ts'
import type { Counterexample, ProofListener, Verdict } from '../verify.ts'
import { createEncoding, type Encoding } from './cnf.ts'
import { addInputs, addMachine, createGraph, type Graph, negate } from './graph.ts'
import { replay } from './replay.ts'
import { decideEqual, sweepGraph } from './sweep.ts'

/** The most conflicts for a pair of signals inside the machines. */
const pairConflictsMax = 1000

/** Compares two machines without latches within a number of conflicts. */
export function verifyBySat(
  netlist: Netlist,
  reference: Netlist,
  conflictsMax: number,
  onProof?: ProofListener,
): Verdict {
  const graph = createGraph()
  const inputs = addInputs(graph, netlist.inputs)
  const outputsOf = (machine: Netlist): Int32Array => {
    const literals = addMachine(graph, machine, inputs, [])
    return Int32Array.from(machine.outputs, (signal) => literals[signal]!)
  }
  const [received, wanted] = [outputsOf(netlist), outputsOf(reference)]
  const log = onProof && createProofLog()
  const solver = createCheckedSolver({ proof: log?.sink })
  const encoding = createEncoding(graph, solver)
  const rng = createRng(0).split('verify', 'sweep')
  if (received.some((literal, o) => literal !== wanted[o])) {
    sweepGraph(graph, solver, encoding, { rng, pairConflictsMax, conflictsMax })
  }

  for (let o = 0; o < received.length; o++) {
    if (received[o] === wanted[o]) continue
    const left = conflictsMax - solver.statistics.conflicts
    const answer =
      left > 0 ? decideEqual(solver, encoding, received[o]!, wanted[o]!, left) : 'unknown'
    if (answer === 'satisfiable') {
      const bits = Array.from(inputs, (literal) => (encoding.value(literal >> 1) ? 1 : 0))
      return { verdict: 'different', counterexample: describeInputs(netlist, reference, [bits]) }
    }
    if (answer === 'unknown') {
      return { verdict: 'unknown', reason: `more than ${conflictsMax} conflicts`, reached: 0 }
    }
  }
  if (onProof && log) {
    closeProof(graph, solver, encoding, received, wanted)
    onProof('miter', log.formula(), log.proof())
  }
  return { verdict: 'equivalent', method: 'sat', clauses: solver.checked }
}

/** The counterexample that inputs are: the first output that differs at the last tick. */
export function describeInputs(
  netlist: Netlist,
  reference: Netlist,
  inputs: readonly (readonly number[])[],
): Counterexample {
  const [received, wanted] = [replay(netlist, inputs), replay(reference, inputs)]
  const output = received.findIndex((bit, o) => bit !== wanted[o])
  assert(output >= 0, 'a model of a difference is a difference')
  return {
    inputs,
    tick: inputs.length - 1,
    output,
    wanted: wanted[output] as 0 | 1,
    received: received[output] as 0 | 1,
  }
}

/** Adds that some pair differs, the miter, and derives the empty clause from it. */
export function closeProof(
  graph: Graph,
  solver: CheckedSolver,
  encoding: Encoding,
  left: ArrayLike<number>,
  right: ArrayLike<number>,
): void {
  let differs = 0
  for (let i = 0; i < left.length; i++) {
    differs = negate(graph.and(negate(differs), negate(graph.xor(left[i]!, right[i]!))))
  }
  solver.addClause([encoding.literal(differs)])
  assert(solver.solve() === 'unsatisfiable', 'a miter of equal signals is never 1')
}
