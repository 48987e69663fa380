/** Formulas for tests, and the one judge that needs no trust: every assignment, one after the other. */
import { createRng, type Rng } from '../../src/random.ts'
import type { Formula } from '../../src/sat/dimacs.ts'

/** A formula of clauses with `width` different variables each. */
export function randomFormula(
  variables: number,
  clauses: number,
  rng: Rng,
  width = 3,
): Formula & { clauses: number[][] } {
  const clause = () => {
    const chosen = new Set<number>()
    while (chosen.size < width) chosen.add(1 + rng.below(variables))
    return [...chosen].map((variable) => (rng.below(2) ? variable : -variable))
  }
  return { variables, clauses: Array.from({ length: clauses }, clause) }
}

/** A formula with clauses of any width, repeated literals and tautologies among them. */
export function wildFormula(seed: number): Formula & { clauses: number[][] } {
  const rng = createRng(seed).split('wild')
  const variables = 1 + rng.below(9)
  const literal = () => (1 + rng.below(variables)) * (rng.below(2) ? 1 : -1)
  const clause = () => Array.from({ length: rng.below(5) || 2 }, literal)
  return { variables, clauses: Array.from({ length: rng.below(6 * variables) }, clause) }
}

/** `holes + 1` pigeons, each in a hole, no two in the same: no model, and no short proof. */
export function pigeonhole(holes: number): Formula {
  const sits = (pigeon: number, hole: number) => pigeon * holes + hole + 1
  const clauses: number[][] = []
  for (let p = 0; p <= holes; p++) clauses.push(Array.from({ length: holes }, (_, h) => sits(p, h)))
  for (let h = 0; h < holes; h++) {
    for (let p = 0; p <= holes; p++) {
      for (let q = p + 1; q <= holes; q++) clauses.push([-sits(p, h), -sits(q, h)])
    }
  }
  return { variables: holes * (holes + 1), clauses }
}

/**
 * Two chains of XOR over the same inputs, from either end, one of which is said to differ. With
 * `flipped` one chain has a negation too many, and a model.
 */
export function parityMiter(inputs: number, flipped = false): Formula {
  const clauses: number[][] = []
  let variables = inputs
  const xor = (a: number, b: number): number => {
    const y = ++variables
    clauses.push([-a, -b, -y], [a, b, -y], [a, -b, y], [-a, b, y])
    return y
  }
  const all = Array.from({ length: inputs }, (_, i) => i + 1)
  const left = all.reduce(xor)
  const right = all.reduceRight(xor)
  clauses.push([xor(left, flipped ? -right : right)])
  return { variables, clauses }
}

const isTrue = (literal: number, row: number) =>
  ((row >>> (Math.abs(literal) - 1)) & 1) === (literal > 0 ? 1 : 0)

/** The rows, bit v - 1 for variable v, that make all clauses true. */
export function modelsOf({ variables, clauses }: Formula): number[] {
  const rows = Array.from({ length: 2 ** variables }, (_, row) => row)
  return rows.filter((row) => clauses.every((clause) => clause.some((l) => isTrue(l, row))))
}

/** Whether all models of a formula make a clause true. */
export const isImpliedClause = (models: readonly number[], clause: readonly number[]): boolean =>
  models.every((row) => clause.some((literal) => isTrue(literal, row)))

/** Leaves out clauses as long as what is left has no model: each of the rest is needed. */
export function minimallyUnsatisfiable(formula: Formula): Formula {
  let { clauses } = formula
  for (let i = clauses.length - 1; i >= 0; i--) {
    const without = clauses.filter((_, at) => at !== i)
    if (modelsOf({ ...formula, clauses: without }).length === 0) clauses = without
  }
  return { ...formula, clauses }
}
