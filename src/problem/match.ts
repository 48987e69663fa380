/**
 * Circuits to match: the behaviour of a netlist is the specification.
 *
 * A small circuit without latches becomes its whole truth table. A larger one, or one with latches,
 * is sampled: random inputs from a fixed stream, latches run over ticks. The circuit itself stays the
 * spec that proofs are held against.
 */
import { lowLanes, wordsFor } from '../bits.ts'
import { simulate } from '../kernel.ts'
import type { Netlist } from '../netlist.ts'
import type { ProblemSource } from '../problem.ts'
import { createRng } from '../random.ts'
import { tableFromNetlist } from '../spec/table.ts'
import type { CasesSpec } from '../spec.ts'
import { createPackedProblem, exactBudget, gatesFor, packBits, suitTable } from './packed.ts'
import { casesFromTable, checkPorts } from './table.ts'

/** Up to so many inputs every row is a case. */
const wholeTableInputs = 16
const sampledCases = 4096
const sampledSequences = 128
const sampledTicks = 32

/** The problem of behaving as a given netlist does. */
export function fromNetlist(netlist: Netlist): ProblemSource {
  const { inputs, outputs, latches } = netlist
  return {
    name: 'match',
    build(shape) {
      checkPorts(shape, inputs, outputs.length)
      const packed = packBits(casesFromNetlist(netlist))
      return {
        problem: createPackedProblem('match', packed),
        spec: { kind: 'machine', netlist },
        ...(latches.length === 0
          ? suitTable(packed.errorsMax)
          : {
              gates: gatesFor((inputs + latches.length) * outputs.length),
              budget: exactBudget,
            }),
      }
    },
  }
}

/** Cases of a netlist's behaviour: all rows of a small table, else random ones. */
export function casesFromNetlist(netlist: Netlist): CasesSpec {
  const { inputs, outputs, latches } = netlist
  if (latches.length === 0 && inputs <= wholeTableInputs) {
    return casesFromTable(tableFromNetlist(netlist))
  }
  const ticks = latches.length === 0 ? 1 : sampledTicks
  const cases = latches.length === 0 ? sampledCases : sampledSequences
  const words = wordsFor(cases)
  const rng = createRng(0).split('match')
  const bits = Uint32Array.from({ length: ticks * inputs * words }, () => rng.next())
  const stimulus = { inputs, ticks, cases, words, bits }
  const wanted = simulate(netlist, stimulus)
  const care = new Uint32Array(wanted.length).fill(lowLanes(32))
  return { kind: 'cases', stimulus, outputs: outputs.length, wanted, care }
}
