/**
 * Recorded behaviour: agree with every case that was seen. Where a case says nothing, any behaviour
 * is right, so agreement is a test and not a proof.
 */
import type { ProblemSource } from '../problem.ts'
import { casesFromTraces, type Trace } from '../spec/traces.ts'
import type { CasesSpec } from '../spec.ts'
import { createPackedProblem, exactBudget, gatesFor, packBits } from './packed.ts'
import { checkPorts } from './table.ts'

/** One-bit memories of machines for traces of several ticks, unless the task says otherwise. */
export const traceLatches = 4

/** The problem of answering recorded sequences as recorded. */
export const traces = (sequences: readonly Trace[]): ProblemSource =>
  fromCases(casesFromTraces(sequences))

/** The problem of cases that are already packed. */
export function fromCases(spec: CasesSpec): ProblemSource {
  const { inputs } = spec.stimulus
  return {
    name: 'traces',
    build(shape) {
      checkPorts(shape, inputs, spec.outputs)
      return {
        problem: createPackedProblem('traces', packBits(spec)),
        spec,
        gates: gatesFor((inputs + shape.latches) * spec.outputs),
        budget: exactBudget,
      }
    },
  }
}
