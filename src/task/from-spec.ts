/** From what is wanted to a problem, and to the memory that machines for it need. */

import { fromNetlist } from '../problem/match.ts'
import { fromAutomaton } from '../problem/sequence.ts'
import { fromTable } from '../problem/table.ts'
import { fromCases, traceLatches } from '../problem/traces.ts'
import type { ProblemSource } from '../problem.ts'
import type { Spec } from '../spec.ts'

/** The problem of fulfilling a spec. */
export function problemOf(spec: Spec): ProblemSource {
  switch (spec.kind) {
    case 'table':
      return fromTable(spec)
    case 'automaton':
      return fromAutomaton(spec)
    case 'machine':
      return fromNetlist(spec.netlist)
    case 'cases':
      return fromCases(spec)
    default:
      return spec satisfies never
  }
}

/** One-bit memories that suit a spec. */
export function latchesFor(spec: Spec): number {
  switch (spec.kind) {
    case 'table':
      return 0
    case 'automaton':
      // As many as number the states.
      return 32 - Math.clz32(spec.states - 1)
    case 'machine':
      return spec.netlist.latches.length
    case 'cases':
      return spec.stimulus.ticks > 1 ? traceLatches : 0
    default:
      return spec satisfies never
  }
}
