/** Proofs: what the checker accepts, and what it has to refuse. */
import { describe, expect, it } from 'vitest'
import { createRng } from '../../src/random.ts'
import { createChecker } from '../../src/sat/check.ts'
import type { Formula } from '../../src/sat/dimacs.ts'
import { solveFormula } from '../../src/sat/formula.ts'
import { checkProof, type Proof, readLrat, writeDrat, writeLrat } from '../../src/sat/proof.ts'
import {
  createCheckedSolver,
  createSolver,
  type ProofSink,
  type Solver,
  type SolverOptions,
} from '../../src/sat.ts'
import { faultsOf } from '../faults.ts'
import {
  isImpliedClause,
  minimallyUnsatisfiable,
  modelsOf,
  parityMiter,
  pigeonhole,
  randomFormula,
} from './formulas.ts'

/** The proof of a formula without a model. */
function proofOf(formula: Formula): Proof {
  const solved = solveFormula(formula)
  if (solved.answer !== 'unsatisfiable') throw new Error(`expected no model: ${solved.answer}`)
  return solved.proof
}

/** Random formulas without a model, of 5 to 10 variables and four times the clauses that suffice. */
function* unsatisfiableFormulas(count: number, label: string): Generator<Formula> {
  for (let seed = 0; count > 0; seed++) {
    const rng = createRng(seed).split(label)
    const variables = 5 + rng.below(6)
    const formula = randomFormula(variables, 6 * variables, rng)
    if (modelsOf(formula).length > 0) continue
    count--
    yield formula
  }
}

/** Changes step `at` of a proof, where it derives a clause. */
const changeStep = (
  proof: Proof,
  at: number,
  change: (step: { literals: readonly number[]; hints: readonly number[] }) => object,
): Proof =>
  proof.map((step, i) =>
    i === at && step.kind === 'derived' ? { ...step, ...change(step) } : step,
  )

describe('the checker', () => {
  it('follows hints one by one', () => {
    const checker = createChecker()
    checker.give(1, [1, 2])
    checker.give(2, [1, -2])
    checker.give(3, [-1])
    expect(checker.derive(4, [1], [2])).toMatch(/does not follow/)
    expect(checker.derive(4, [1], [3, 1, 2])).toMatch(/implies nothing/)
    expect(checker.derive(4, [1], [1, 9])).toMatch(/clause 9, which is not there/)
    expect(checker.derive(4, [1], [1, 2])).toBeUndefined()
    expect(checker.derive(4, [1], [1, 2])).toMatch(/there already/)
    expect(checker.forget(1)).toBeUndefined()
    expect(checker.forget(1)).toMatch(/not there/)
    expect(checker.derive(5, [], [1, 2])).toMatch(/clause 1, which is not there/)
    expect(checker.isRefuted).toBe(false)
    expect(checker.derive(5, [], [3, 4])).toBeUndefined()
    expect(checker.isRefuted).toBe(true)
    expect(checker.accepted).toBe(2)
  })

  it('accepts the proofs of 10,000 random formulas without a model', () => {
    let clauses = 0
    for (const formula of unsatisfiableFormulas(10_000, 'accepted')) {
      const verdict = checkProof(formula, proofOf(formula))
      expect(verdict).toMatchObject({ verdict: 'accepted' })
      if (verdict.verdict === 'accepted') clauses += verdict.clauses
    }
    expect(clauses).toBeGreaterThan(50_000)
  })

  it('accepts proofs of harder formulas', () => {
    const formulas = [
      pigeonhole(6),
      parityMiter(14),
      ...[0, 1, 2, 3].map((seed) => randomFormula(100, 600, createRng(seed))),
    ]
    for (const formula of formulas) {
      expect(checkProof(formula, proofOf(formula))).toMatchObject({ verdict: 'accepted' })
    }
  })

  it('refuses every proof when a clause that is needed is taken away', () => {
    let refused = 0
    for (const formula of unsatisfiableFormulas(500, 'taken away')) {
      const needed = minimallyUnsatisfiable(formula)
      const proof = proofOf(needed)
      for (let i = 0; i < needed.clauses.length; i++) {
        // What takes its place is always true, so the formula has a model and no proof can be right.
        const clauses = needed.clauses.with(i, [1, -1])
        expect(modelsOf({ ...needed, clauses })).not.toEqual([])
        expect(checkProof({ ...needed, clauses }, proof)).toMatchObject({ verdict: 'refused' })
        refused++
      }
    }
    expect(refused).toBeGreaterThan(5000)
  })

  it('refuses every derived clause that does not follow, when a literal is flipped', () => {
    const seen = { wrong: 0, refused: 0, lucky: 0 }
    for (const formula of unsatisfiableFormulas(1500, 'flipped')) {
      // Without one needed clause there are models, and they judge what follows.
      const needed = minimallyUnsatisfiable(formula)
      const models = modelsOf({ ...needed, clauses: needed.clauses.slice(1) })
      const checker = createChecker()
      needed.clauses.forEach((clause, i) => {
        if (i > 0) checker.give(i + 1, clause)
      })
      for (const step of proofOf(needed)) {
        if (step.kind !== 'derived') continue
        for (let l = 0; l < step.literals.length; l++) {
          const flipped = step.literals.with(l, -step.literals[l]!)
          const refusal = checker.derive(step.id + 1000, flipped, step.hints)
          if (!refusal) checker.forget(step.id + 1000)
          if (isImpliedClause(models, flipped)) seen.lucky++
          else {
            seen.wrong++
            if (refusal) seen.refused++
          }
        }
        checker.derive(step.id, step.literals, step.hints)
      }
    }
    expect(seen.refused).toBe(seen.wrong)
    expect(seen.wrong).toBeGreaterThan(5000)
  })

  it('refuses a proof one of whose hints is missing, wherever the rest does not suffice', () => {
    const seen = { accepted: 0, refused: 0 }
    for (const formula of unsatisfiableFormulas(1000, 'missing')) {
      const proof = proofOf(formula)
      const rng = createRng(proof.length).split('missing')
      const at = rng.below(proof.length)
      const changed = changeStep(proof, at, ({ hints }) => ({
        hints: hints.toSpliced(rng.below(hints.length), 1),
      }))
      seen[checkProof(formula, changed).verdict]++
    }
    expect(seen.refused).toBeGreaterThan(950)
  })

  it('refuses a proof that ends before the empty clause', () => {
    for (const formula of unsatisfiableFormulas(200, 'early')) {
      const proof = proofOf(formula).slice(0, -1)
      expect(checkProof(formula, proof)).toMatchObject({ verdict: 'refused' })
    }
  })
})

describe('a checked solver', () => {
  const formula = pigeonhole(4)

  /** Our solver with something wrong in what it tells. */
  const lying =
    (change: (sink: ProofSink) => Partial<ProofSink>) =>
    ({ proof }: SolverOptions): Solver =>
      createSolver({ proof: { ...proof!, ...change(proof!) } })

  function solve(create: (options: SolverOptions) => Solver, { variables, clauses } = formula) {
    const solver = createCheckedSolver({}, create)
    for (let v = 0; v < variables; v++) solver.addVariable()
    for (const clause of clauses) solver.addClause(clause)
    return solver.solve()
  }

  it('passes on what an honest solver says', () => {
    expect(solve(createSolver)).toBe('unsatisfiable')
  })

  it('refuses a learned clause with a wrong literal', () => {
    const liar = lying((sink) => ({
      derived: (id, [first, ...rest], hints) => sink.derived(id, [-first!, ...rest], hints),
    }))
    expect(() => solve(liar)).toThrow(/the checker refused a proof/)
  })

  it('refuses a learned clause with a literal too few', () => {
    const liar = lying((sink) => ({
      derived: (id, literals, hints) => sink.derived(id, literals.slice(1), hints),
    }))
    expect(() => solve(liar)).toThrow(/the checker refused a proof/)
  })

  it('refuses hints that are not there', () => {
    const liar = lying((sink) => ({
      derived: (id, literals, hints) => sink.derived(id, literals, [id, ...hints]),
    }))
    expect(() => solve(liar)).toThrow(/the checker refused a proof/)
  })

  it('refuses a claim without a proof', () => {
    const liar = (options: SolverOptions): Solver => ({
      ...createSolver(options),
      solve: () => 'unsatisfiable',
    })
    expect(() => solve(liar, { variables: 1, clauses: [[1]] })).toThrow(/its proof does not/)
  })

  it('refuses a proof of something else', () => {
    const liar = (options: SolverOptions): Solver => {
      const solver = createSolver(options)
      return {
        ...solver,
        solve: () => solver.solve({ assumptions: [-1] }),
      }
    }
    // That 1 cannot be false says nothing about all values.
    expect(() => solve(liar, { variables: 1, clauses: [[1]] })).toThrow(/its proof does not/)
  })

  it('believes nobody but the caller about what was given', () => {
    const liar = (options: SolverOptions): Solver => {
      const solver = createSolver(options)
      return {
        ...solver,
        addClause: (literals) => solver.addClause(literals.slice(1)),
      }
    }
    expect(() => solve(liar)).toThrow(/the checker refused a proof/)
    const forger = (options: SolverOptions): Solver => {
      const solver = createSolver(options)
      return {
        ...solver,
        addClause(literals) {
          solver.addClause(literals)
          solver.addClause([-literals[0]!])
        },
      }
    }
    expect(() => solve(forger)).toThrow(/a clause that nobody gave/)
  })
})

/** Follows a DRAT proof by unit propagation alone, slowly: each clause must end in a conflict. */
function followDrat({ clauses }: Formula, text: string): boolean {
  const known = clauses.map((clause) => [...clause])
  const key = (clause: readonly number[]) => [...clause].sort((a, b) => a - b).join()
  const endsInConflict = (falsified: readonly number[]): boolean => {
    const isTrue = new Set(falsified.map((literal) => -literal))
    for (let changed = true; changed; ) {
      changed = false
      for (const clause of known) {
        if (clause.some((literal) => isTrue.has(literal))) continue
        const open = clause.filter((literal) => !isTrue.has(-literal))
        if (open.length === 0) return true
        if (new Set(open).size > 1) continue
        isTrue.add(open[0]!)
        changed = true
      }
    }
    return false
  }
  for (const line of text.trim().split('\n')) {
    const isDeleted = line.startsWith('d ')
    const literals = line.replace('d ', '').split(' ').slice(0, -1).map(Number)
    if (isDeleted) {
      known.splice(
        known.findIndex((clause) => key(clause) === key(literals)),
        1,
      )
      continue
    }
    if (!endsInConflict(literals)) return false
    if (literals.length === 0) return true
    known.push(literals)
  }
  return false
}

describe('proofs as files', () => {
  const formulas = [pigeonhole(4), parityMiter(6), ...unsatisfiableFormulas(30, 'files')]

  it('are read as they were written, in LRAT', () => {
    for (const formula of formulas) {
      const proof = proofOf(formula)
      const read = readLrat(writeLrat(formula, proof))
      expect(read).toEqual(proof)
      expect(checkProof(formula, read)).toMatchObject({ verdict: 'accepted' })
    }
  })

  it('can be followed without hints, in DRAT', () => {
    for (const formula of formulas) {
      const drat = writeDrat(formula, proofOf(formula))
      expect(followDrat(formula, drat)).toBe(true)
      expect(followDrat({ ...formula, clauses: formula.clauses.slice(0, 5) }, drat)).toBe(false)
    }
  })

  it('look like this', () => {
    const formula = {
      variables: 2,
      clauses: [
        [1, 2],
        [-1, 2],
        [1, -2],
        [-1, -2],
      ],
    }
    const proof = proofOf(formula)
    expect(writeLrat(formula, proof)).toBe('5 1 0 1 3 0\n6 2 0 5 2 0\n7 0 5 6 4 0\n')
    expect(writeDrat(formula, proof)).toBe('1 0\n2 0\n0\n')
  })

  it('name all their faults at once', () => {
    const text = '5 1 0 2 1 0\nx 1 0 2 0\n6 1 0 -3 0\n6 1\n7 0 1 0 9\n7 d 1 2\n'
    expect(faultsOf(() => readLrat(text, 'p.lrat'))).toEqual([
      'p.lrat:2 sat/bad-id',
      'p.lrat:3 sat/bad-id',
      'p.lrat:4 sat/open-list',
      'p.lrat:5 sat/more-words',
      'p.lrat:6 sat/open-list',
    ])
  })
})
