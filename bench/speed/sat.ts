/**
 * How fast does our solver decide formulas, with and without its checker, beside minisat and cadical?
 *
 * All four decide the same formulas, taken in turns. The others are run as programs, on a file.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Answer,
  createCheckedSolver,
  createRng,
  createSolver,
  type Formula,
  type Netlist,
  verify,
  writeDimacs,
} from 'nandertal'
import { pigeonhole, randomFormula } from '../../test/sat/formulas.ts'
import {
  arrayMultiplier,
  prefixAdder,
  rippleAdder,
  treeMultiplier,
} from '../../test/verify/arithmetic.ts'
import { median, writeRecord } from '../record.ts'

interface Family {
  readonly name: string
  readonly formulas: readonly Formula[]
  /** The machines that the formula is the miter of, to be swept. */
  readonly machines?: readonly [Netlist, Netlist]
}

interface Run {
  readonly family: string
  readonly solver: string
  readonly formula: number
  readonly answer: string
  readonly ms: number
}

const folder = mkdtempSync(join(tmpdir(), 'nandertal-bench-sat-'))

const random = (variables: number): Formula[] =>
  Array.from({ length: 10 }, (_, seed) => {
    const rng = createRng(seed).split('bench', variables)
    return randomFormula(variables, Math.round(4.26 * variables), rng)
  })

/** The formula that two machines differ, as `verify` writes it. */
function miter(netlist: Netlist, reference: Netlist): Formula {
  let found: Formula | undefined
  const onProof = (_: string, formula: Formula) => {
    found = formula
  }
  verify(netlist, { kind: 'machine', netlist: reference }, { onProof })
  if (!found) throw new Error('machines that are equal were expected')
  return found
}

function miterFamily(name: string, netlist: Netlist, reference: Netlist): Family {
  return { name, formulas: [miter(netlist, reference)], machines: [netlist, reference] }
}

const families: readonly Family[] = [
  { name: 'random, 150 variables', formulas: random(150) },
  { name: 'random, 200 variables', formulas: random(200) },
  { name: 'pigeonhole, 8 holes', formulas: [pigeonhole(8)] },
  miterFamily('adders, 32 bits', rippleAdder(32), prefixAdder(32)),
  miterFamily('multipliers, 5 bits', arrayMultiplier(5), treeMultiplier(5)),
  miterFamily('multipliers, 6 bits', arrayMultiplier(6), treeMultiplier(6)),
]

type Decide = (formula: Formula, family: Family) => string

function decideOurs(create: typeof createSolver, { variables, clauses }: Formula): Answer {
  const solver = create()
  for (let v = 0; v < variables; v++) solver.addVariable()
  for (const clause of clauses) solver.addClause(clause)
  return solver.solve()
}

function decideBy(program: string, options: readonly string[]): Decide {
  const file = join(folder, 'formula.cnf')
  return () => {
    const { status } = spawnSync(program, [...options, file])
    return status === 10 ? 'satisfiable' : status === 20 ? 'unsatisfiable' : 'failed'
  }
}

/** The whole way of `verify`: sweeping, every step checked. */
const sweep: Decide = (_, { machines }) => {
  const [netlist, reference] = machines!
  const onProof = () => {}
  const { verdict } = verify(netlist, { kind: 'machine', netlist: reference }, { onProof })
  return verdict === 'equivalent' ? 'unsatisfiable' : verdict
}

const solvers: readonly (readonly [string, Decide])[] = [
  ['ours, checked', (formula) => decideOurs(createCheckedSolver, formula)],
  ['ours', (formula) => decideOurs(createSolver, formula)],
  ['minisat', decideBy('minisat', ['-verb=0'])],
  ['cadical', decideBy('cadical', ['-q'])],
]

function measure(family: Family): Run[] {
  const runs: Run[] = []
  const turns = family.machines ? [...solvers, ['ours, sweeping', sweep] as const] : solvers
  family.formulas.forEach((formula, index) => {
    writeFileSync(join(folder, 'formula.cnf'), writeDimacs(formula))
    for (let turn = 0; turn < 3; turn++) {
      for (const [solver, decide] of turns) {
        const begin = performance.now()
        const answer = decide(formula, family)
        const ms = Number((performance.now() - begin).toFixed(1))
        runs.push({ family: family.name, solver, formula: index, answer, ms })
      }
    }
  })
  return runs
}

const runs = families.flatMap(measure)
rmSync(folder, { recursive: true })

/** The sum over formulas of the median of the turns. */
function timeOf(family: string, solver: string): number {
  const own = runs.filter((run) => run.family === family && run.solver === solver)
  const formulas = [...new Set(own.map(({ formula }) => formula))]
  return formulas.reduce(
    (sum, index) =>
      sum + median(own.filter(({ formula }) => formula === index).map(({ ms }) => ms)),
    0,
  )
}

const rows = families.map(({ name, formulas, machines }) => {
  const own = runs.filter(({ family }) => family === name)
  const answers = formulas.map((_, i) => own.filter(({ formula }) => formula === i))
  const agree = answers.filter((list) => list.every(({ answer }) => answer === list[0]!.answer))
  const ms = (solver: string) => `${Math.round(timeOf(name, solver))}`
  return [
    name,
    formulas.length,
    ...solvers.map(([solver]) => ms(solver)),
    machines ? ms('ours, sweeping') : '',
    `${agree.length} of ${formulas.length}`,
  ]
})
for (const row of rows) console.log(row.join(' | '))

writeRecord('speed/sat.json', {
  title: 'Formulas',
  question:
    'How fast does our solver decide formulas, with and without its checker, beside minisat and cadical?',
  command: 'npm run build && npm run bench:sat',
  columns: [
    'formulas',
    'how many',
    'ours, checked, ms',
    'ours, ms',
    'minisat, ms',
    'cadical, ms',
    'ours with sweeping, checked, ms',
    'all agree',
  ],
  rows,
  notes: [
    'Milliseconds for all formulas of a row together: of each, the median of three turns, in which every solver had one. Minisat and cadical are those of Debian, with their own start and the reading of the file; ours run in this process, with the loading of the clauses.',
    'Random formulas have three literals a clause and 4.26 clauses a variable, about half of them with a model. The others have none. Adders and multipliers are miters of two ways to build them, as `nandertal verify --proof` writes them; sweeping is what `verify` does with the two machines, which sees more than the formula.',
  ],
  runs,
})
