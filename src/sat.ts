/**
 * Is there a way to make all clauses of a formula true? Yes with a model, or no with a proof.
 *
 * A literal is written as in DIMACS files: `v` for a variable, `-v` for its negation, variables
 * counting from 1. A solver is asked again and again, under assumptions, while clauses come in; what
 * it has learned stays. Everything it derives goes to a proof sink with the clauses that imply it
 * (LRAT), so that a checker that knows nothing of solving can follow.
 */

/** Hears every step of a proof as it is made; clauses are named by numbers that only grow. */
export interface ProofSink {
  /** A clause that was handed in. The list belongs to the caller. */
  given(id: number, literals: readonly number[]): void
  /**
   * A clause that follows: when all its literals are false, each hint in turn has one literal left
   * that can be true, and the last has none. Both lists belong to the solver and change later.
   */
  derived(id: number, literals: readonly number[], hints: readonly number[]): void
  /** A clause that will not be a hint again. */
  deleted(id: number): void
}

export interface SolverOptions {
  readonly proof?: ProofSink
}

export interface SolveOptions {
  /** Literals that are taken as true for this question only. */
  readonly assumptions?: readonly number[]
  /** After so many conflicts the answer is `unknown`; by default there is no limit. */
  readonly conflictsMax?: number
  /**
   * The only variables to decide: when they all have a value and no clause is false, the answer is
   * `satisfiable`. For circuits, where every gate outside of a cone takes the value that it takes.
   */
  readonly scope?: readonly number[]
}

export type Answer = 'satisfiable' | 'unsatisfiable' | 'unknown'

export interface SolverStatistics {
  readonly conflicts: number
  readonly decisions: number
  readonly propagations: number
  readonly restarts: number
  /** Clauses that were derived, and those of them that were dropped again. */
  readonly learned: number
  readonly dropped: number
}

export interface Solver {
  /** The number of variables. */
  readonly variables: number
  /** Adds a variable and returns its number. */
  addVariable(): number
  /** Adds a clause; throws a `UsageError` for a literal without a variable. */
  addClause(literals: readonly number[]): void
  /** Decides all clauses under assumptions. */
  solve(options?: SolveOptions): Answer
  /** The value of a variable in the last model. */
  value(variable: number): boolean
  /**
   * The clause that the last `unsatisfiable` stands for: it follows from the clauses, and every
   * literal of it is the negation of an assumption. Empty when no assumption was needed.
   */
  conclusion(): readonly number[]
  readonly statistics: SolverStatistics
}

export { type CheckedSolver, createCheckedSolver } from './sat/checked.ts'
export { createSolver } from './sat/solver.ts'
