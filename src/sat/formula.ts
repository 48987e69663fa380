/** A whole formula at once: a model, a proof that there is none, or neither within a limit. */
import type { SolverStatistics } from '../sat.ts'
import { createCheckedSolver } from './checked.ts'
import type { Formula } from './dimacs.ts'
import { createProofLog, type Proof } from './proof.ts'

export type FormulaAnswer =
  | {
      readonly answer: 'satisfiable'
      /** [variables] the literal of each variable that is true. */
      readonly model: readonly number[]
      readonly statistics: SolverStatistics
    }
  | {
      readonly answer: 'unsatisfiable'
      /** What the checker accepted. */
      readonly proof: Proof
      readonly statistics: SolverStatistics
    }
  | { readonly answer: 'unknown'; readonly statistics: SolverStatistics }

/** Solves a formula; every proof was followed by the checker. */
export function solveFormula(
  { variables, clauses }: Formula,
  { conflictsMax }: { readonly conflictsMax?: number } = {},
): FormulaAnswer {
  const log = createProofLog()
  const solver = createCheckedSolver({ proof: log.sink })
  for (let v = 0; v < variables; v++) solver.addVariable()
  for (const clause of clauses) solver.addClause(clause)
  const answer = solver.solve({ conflictsMax })
  const { statistics } = solver
  switch (answer) {
    case 'satisfiable': {
      const literalOf = (v: number) => (solver.value(v) ? v : -v)
      const model = Array.from({ length: variables }, (_, i) => literalOf(i + 1))
      return { answer, model, statistics }
    }
    case 'unsatisfiable':
      return { answer, proof: log.proof(), statistics }
    case 'unknown':
      return { answer, statistics }
    default:
      return answer satisfies never
  }
}
