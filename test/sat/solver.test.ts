/** The solver against every assignment, and against the solvers of others. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRng } from '../../src/random.ts'
import { type Formula, writeDimacs } from '../../src/sat/dimacs.ts'
import { solveFormula } from '../../src/sat/formula.ts'
import { createCheckedSolver, createSolver, type Solver } from '../../src/sat.ts'
import { faultsOf } from '../faults.ts'
import {
  isImpliedClause,
  modelsOf,
  parityMiter,
  pigeonhole,
  randomFormula,
  wildFormula,
} from './formulas.ts'

function load(formula: Formula, solver: Solver = createCheckedSolver()): Solver {
  while (solver.variables < formula.variables) solver.addVariable()
  for (const clause of formula.clauses) solver.addClause(clause)
  return solver
}

const rowOf = (solver: Solver) =>
  Array.from({ length: solver.variables }, (_, v) => v).reduce(
    (row, v) => row + (solver.value(v + 1) ? 2 ** v : 0),
    0,
  )

describe('the solver', () => {
  it('finds a model', () => {
    const solver = load({ variables: 2, clauses: [[1, 2], [-1]] })
    expect(solver.solve()).toBe('satisfiable')
    expect([solver.value(1), solver.value(2)]).toEqual([false, true])
  })

  it('says that there is none', () => {
    const solver = load({
      variables: 2,
      clauses: [
        [1, 2],
        [-1, 2],
        [1, -2],
        [-1, -2],
      ],
    })
    expect(solver.solve()).toBe('unsatisfiable')
    expect(solver.conclusion()).toEqual([])
  })

  it('names the assumptions that cannot be together, and stays usable', () => {
    const solver = load({
      variables: 4,
      clauses: [
        [-1, 2],
        [-2, 3],
        [4, 1],
      ],
    })
    expect(solver.solve({ assumptions: [4, 1, -3] })).toBe('unsatisfiable')
    expect([...solver.conclusion()].sort()).toEqual([-1, 3])
    expect(solver.solve({ assumptions: [4, 1] })).toBe('satisfiable')
    expect(solver.solve({ assumptions: [2, -2] })).toBe('unsatisfiable')
  })

  it('answers as trying all assignments does', () => {
    for (let seed = 0; seed < 3000; seed++) {
      const formula = wildFormula(seed)
      const models = modelsOf(formula)
      const solver = load(formula)
      const answer = solver.solve()
      expect(answer, `seed ${seed}`).toBe(models.length > 0 ? 'satisfiable' : 'unsatisfiable')
      if (answer === 'satisfiable') expect(models, `seed ${seed}`).toContain(rowOf(solver))
    }
  })

  it('answers the same while clauses come in and assumptions change', () => {
    for (let seed = 0; seed < 300; seed++) {
      const rng = createRng(seed).split('incremental')
      const { variables, clauses } = randomFormula(8, 40, rng)
      const solver = createCheckedSolver()
      while (solver.variables < variables) solver.addVariable()
      for (let size = 0; size < clauses.length; size += 4) {
        for (const clause of clauses.slice(size, size + 4)) solver.addClause(clause)
        const formula = { variables, clauses: clauses.slice(0, size + 4) }
        const assumptions = randomFormula(variables, 1, rng, 1 + rng.below(4)).clauses[0]!
        const units = assumptions.map((literal) => [literal])
        const models = modelsOf({ variables, clauses: [...formula.clauses, ...units] })
        const answer = solver.solve({ assumptions })
        expect(answer).toBe(models.length > 0 ? 'satisfiable' : 'unsatisfiable')
        if (answer === 'satisfiable') expect(models).toContain(rowOf(solver))
        else {
          const conclusion = solver.conclusion()
          expect(assumptions).toEqual(expect.arrayContaining(conclusion.map((l) => -l)))
          expect(isImpliedClause(modelsOf(formula), conclusion)).toBe(true)
        }
      }
    }
  })

  it('stops after so many conflicts, and goes on when asked again', () => {
    const solver = load(pigeonhole(7))
    expect(solver.solve({ conflictsMax: 100 })).toBe('unknown')
    expect(solver.statistics.conflicts).toBe(100)
    expect(solver.solve()).toBe('unsatisfiable')
  })

  it('does the same work every time', () => {
    const formula = randomFormula(120, 511, createRng(3))
    expect(solveFormula(formula)).toEqual(solveFormula(formula))
  })

  it('drops and compacts clauses on the way without losing any', () => {
    const solver = load(randomFormula(200, 920, createRng(5)))
    expect(solver.solve()).toBe('unsatisfiable')
    expect(solver.statistics.dropped).toBeGreaterThan(1000)
  })

  it('refuses literals without a variable', () => {
    const solver = createSolver()
    solver.addVariable()
    for (const literal of [0, 2, -2, 0.5, Number.NaN]) {
      expect(faultsOf(() => solver.addClause([1, literal]))).toEqual(['literal 1 sat/bad-literal'])
    }
    expect(faultsOf(() => solver.solve({ assumptions: [7] }))).toHaveLength(1)
  })
})

const isInstalled = (tool: string) => spawnSync('which', [tool]).status === 0

describe.each(['cadical', 'minisat'])('the solver and %s', (tool) => {
  const skipped = isInstalled(tool) ? '' : ` (skipped: ${tool} is not installed)`
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nandertal-sat-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  /** Both programs exit with 10 for a model and 20 for none. */
  function answerOf(formula: Formula): string {
    const file = join(folder, 'formula.cnf')
    writeFileSync(file, writeDimacs(formula))
    const { status } = spawnSync(tool, [tool === 'cadical' ? '-q' : '-verb=0', file])
    return status === 10 ? 'satisfiable' : status === 20 ? 'unsatisfiable' : `exit ${status}`
  }

  it.skipIf(skipped)(`agree on random formulas near the threshold${skipped}`, () => {
    const answers = { satisfiable: 0, unsatisfiable: 0, unknown: 0 }
    for (let seed = 0; seed < 150; seed++) {
      const formula = randomFormula(100, 426, createRng(seed).split('threshold'))
      const { answer } = solveFormula(formula)
      expect(answer, `seed ${seed}`).toBe(answerOf(formula))
      answers[answer]++
    }
    expect(answers).toEqual({ satisfiable: 87, unsatisfiable: 63, unknown: 0 })
  })

  it.skipIf(skipped)(`agree on structured formulas${skipped}`, () => {
    const formulas = [
      ...[3, 4, 5, 6].map(pigeonhole),
      ...[8, 11, 14].flatMap((inputs) => [parityMiter(inputs), parityMiter(inputs, true)]),
    ]
    for (const formula of formulas) expect(solveFormula(formula).answer).toBe(answerOf(formula))
  })
})
