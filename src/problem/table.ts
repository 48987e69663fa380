/** Truth tables: agree with every row that matters. */
import { projectionWord, wordsFor } from '../bits.ts'
import { UsageError } from '../errors.ts'
import type { Bit } from '../kernel/machine.ts'
import type { MachineShape, ProblemSource } from '../problem.ts'
import { tableFromFunction, type WantedBit } from '../spec/table.ts'
import type { CasesSpec, TableSpec } from '../spec.ts'
import { createPackedProblem, packBits, suitTable } from './packed.ts'

/**
 * The problem of computing a function of the inputs, given in TypeScript.
 *
 * @param row gives the wanted outputs for the bits of the inputs, in the order of the ports
 */
export function truthTable(row: (inputs: Bit[]) => readonly WantedBit[]): ProblemSource {
  return {
    name: 'truth-table',
    build(shape) {
      const { inputs, outputs } = shape.ports
      return buildTable(tableFromFunction(inputs.length, outputs.length, row), shape)
    },
  }
}

/** The problem of a table that is already there, read from a file for example. */
export function fromTable(spec: TableSpec): ProblemSource {
  return { name: 'truth-table', build: (shape) => buildTable(spec, shape) }
}

function buildTable(spec: TableSpec, shape: MachineShape) {
  checkPorts(shape, spec.inputs, spec.outputs)
  const packed = packBits(casesFromTable(spec))
  return {
    problem: createPackedProblem('truth-table', packed),
    spec,
    ...suitTable(packed.errorsMax),
  }
}

/** Every row of a table as a case. */
export function casesFromTable(spec: TableSpec): CasesSpec {
  const { inputs, outputs, wanted, care } = spec
  const cases = 2 ** inputs
  const words = wordsFor(cases)
  const bits = new Uint32Array(inputs * words)
  for (let i = 0; i < inputs; i++) {
    for (let w = 0; w < words; w++) bits[i * words + w] = projectionWord(i, w)
  }
  return {
    kind: 'cases',
    stimulus: { inputs, ticks: 1, cases, words, bits },
    outputs,
    wanted,
    care,
  }
}

/** Throws a `UsageError` when a machine has other numbers of ports than its problem. */
export function checkPorts(shape: MachineShape, inputs: number, outputs: number): void {
  const { ports } = shape
  if (ports.inputs.length === inputs && ports.outputs.length === outputs) return
  throw new UsageError('task/ports-differ', {
    where: 'genome',
    expected: `${inputs} inputs and ${outputs} outputs, as the problem has`,
    received: `${ports.inputs.length} inputs and ${ports.outputs.length} outputs`,
  })
}
