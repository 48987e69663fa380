/**
 * A solver with a checker at its side. The checker hears the clauses from whoever adds them, not from
 * the solver, and every derived clause as it is learned. `unsatisfiable` is answered only when the
 * checker has accepted a clause that the assumptions make false; otherwise it is our bug and thrown.
 */
import { assert } from '../errors.ts'
import type { ProofSink, Solver, SolverOptions } from '../sat.ts'
import { createChecker } from './check.ts'
import { createSolver } from './solver.ts'

export interface CheckedSolver extends Solver {
  /** Derived clauses that the checker accepted. */
  readonly checked: number
}

/** @param create the solver to hold to account; tests hand in one that lies */
export function createCheckedSolver(
  { proof }: SolverOptions = {},
  create: (options: SolverOptions) => Solver = createSolver,
): CheckedSolver {
  const checker = createChecker()
  // The clause that was handed in and that the solver has not numbered yet.
  let pending: readonly number[] | undefined
  let lastDerived: readonly number[] = []

  const sink: ProofSink = {
    given(id) {
      assert(pending, 'the solver takes a clause that nobody gave')
      checker.give(id, pending)
      proof?.given(id, pending)
      pending = undefined
    },
    derived(id, literals, hints) {
      const refusal = checker.derive(id, literals, hints)
      assert(!refusal, `the checker refused a proof: ${refusal}`)
      lastDerived = literals.slice()
      proof?.derived(id, literals, hints)
    },
    deleted(id) {
      const refusal = checker.forget(id)
      assert(!refusal, `the checker refused a proof: ${refusal}`)
      proof?.deleted(id)
    },
  }
  const solver = create({ proof: sink })

  return {
    get variables() {
      return solver.variables
    },
    addVariable: solver.addVariable,
    addClause(literals) {
      pending = literals
      solver.addClause(literals)
      assert(!pending, 'the solver left out a clause')
    },
    solve(options = {}) {
      lastDerived = []
      const acceptedBefore = checker.accepted
      const answer = solver.solve(options)
      if (answer !== 'unsatisfiable' || checker.isRefuted) return answer
      const assumed = new Set(options.assumptions)
      assert(
        checker.accepted > acceptedBefore && lastDerived.every((literal) => assumed.has(-literal)),
        'the solver says unsatisfiable, but its proof does not',
      )
      return answer
    },
    value: solver.value,
    conclusion: solver.conclusion,
    get statistics() {
      return solver.statistics
    },
    get checked() {
      return checker.accepted
    },
  }
}
