/**
 * How many evaluations does the fused engine make in a second of processor time while it solves,
 * beside CGP++, CGP-Library and a straightforward program in C of ours?
 *
 * The peers do the same job: (1+4) over NAND gates from a random start, a run a seed, until solved.
 * Clones of the two libraries lie where CGPP_DIR and CGP_LIBRARY_DIR say; they are built in a
 * temporary folder, and a peer that is not there is left out:
 *
 *   git clone https://github.com/RomanKalkreuth/cgp-plusplus CGPP_DIR
 *   git clone https://github.com/AndrewJamesTurner/CGP-Library CGP_LIBRARY_DIR
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createFusedEngine, createTask, type Packed, type Task } from 'nandertal'
import { builtinTasks } from 'nandertal/tasks'
import { median, thousands, writeRecord } from '../record.ts'

/** Nandertal as it is by default, and with a gene of its own for each offspring, as the others have. */
const ourNames = ['Nandertal', 'Nandertal, apart'] as const
const sideNames = [...ourNames, 'C', 'CGP++', 'CGP-Library', 'CGP-Library, words'] as const
type SideName = (typeof sideNames)[number]

interface Load {
  readonly task: string
  readonly gates: number
  /** Where a run ends that is not solved; sooner for the libraries, which are slower. */
  readonly evaluationsMax: number
  readonly librariesMax: number
  /** Share of genes that an offspring of CGP++ changes: a few active ones at either size. */
  readonly mutationRate: number
  /** How many times as fast as a side Nandertal is meant to be. */
  readonly goals: Partial<Record<SideName, number>>
}

const small = { gates: 100, evaluationsMax: 2e6, librariesMax: 2e6, mutationRate: 0.03 }
const loads: readonly Load[] = [
  { task: 'multiplier-2', ...small, goals: { 'CGP++': 15, 'CGP-Library': 30 } },
  { task: 'parity-5', ...small, goals: { 'CGP++': 15, 'CGP-Library': 30 } },
  {
    task: 'multiplier-3',
    gates: 300,
    evaluationsMax: 10e6,
    librariesMax: 300_000,
    mutationRate: 0.01,
    goals: { 'CGP++': 40, 'CGP-Library': 120, C: 2 },
  },
]
const lambda = 4
const samples = 5
/** Processor time after which a sample begins no other run. */
const sampleSeconds = 1
/** Samples have seeds of their own: more than the runs of any sample apart. */
const seedOf = (sample: number) => 1 + 100_000 * sample

interface Run {
  readonly evaluations: number
  readonly isSolved: boolean
  /** Processor time. */
  readonly seconds: number
}

/** A side of the comparison: runs with a seed and the next ones until a sample's time is over. */
type Side = (seed: number) => Run[] | Promise<Run[]>

function nandertalSide(task: Task): Side {
  const engine = createFusedEngine(task)
  return async (seed) => {
    const runs: Run[] = []
    while (secondsOf(runs) < sampleSeconds) {
      const startedAt = process.cpuUsage()
      const start = engine.create(seed + runs.length)
      const { island } = await engine.advance(start, task.budget.evaluations)
      const { user, system } = process.cpuUsage(startedAt)
      const isSolved = island.solvedAt !== null
      runs.push({ evaluations: island.evaluations, isSolved, seconds: (user + system) / 1e6 })
    }
    return runs
  }
}

/** A program of ours that prints a line a run: evaluations, 1 if solved, and its time. */
function ourSide(program: string, job: Job, evaluationsMax: number, ...mode: string[]): Side {
  return (seed) => {
    const numbers = [job.gates, evaluationsMax, seed, sampleSeconds].map(String)
    const { text } = execute(program, [job.table, ...numbers, ...mode])
    const lines = text.trim().split('\n')
    return lines.map((line) => {
      const [evaluations, isSolved, seconds] = line.split(' ').map(Number)
      return { evaluations: evaluations!, isSolved: isSolved === 1, seconds: seconds! }
    })
  }
}

/** CGP++: a process a run, which says evaluations and wrong bits. */
function cgppSide(program: string, job: Job, { librariesMax, mutationRate }: Load): Side {
  const parameters = join(folder, 'cgpp.params')
  writeFileSync(parameters, cgppParameters)
  // Levels back are all there are, so that a gate may read any signal before it.
  const shape = { n: job.gates, v: job.inputs, o: job.outputs, b: job.gates + job.inputs }
  const options = { ...shape, p: mutationRate, e: librariesMax, m: 1, l: lambda }
  const given = Object.entries(options).flatMap(([name, value]) => [`-${name}`, `${value}`])
  return (seed) => {
    const runs: Run[] = []
    while (secondsOf(runs) < sampleSeconds) {
      const own = ['-s', `${seed + runs.length}`]
      const { text, seconds } = execute(program, [job.table, parameters, ...given, ...own])
      const said = /Evaluations: (\d+) :: Best Fitness: (\d+)/.exec(text)
      if (!said) throw new Error(`CGP++ says something else: ${text}`)
      runs.push({ evaluations: Number(said[1]), isSolved: said[2] === '0', seconds })
    }
    return runs
  }
}

/**
 * What the command line of CGP++ cannot say, beside its defaults. Without its file of statistics it
 * crashes.
 */
const cgppParameters = `
algorithm 0
num_constants 0
num_functions 1
max_arity 2
probabilistic_point_mutation 1
generate_random_seed 0
report_simple 0
write_statfile 1
`

/** Runs a program; returns what it printed and the processor time that it took. */
function execute(program: string, options: readonly string[]): { text: string; seconds: number } {
  const script = 'TIMEFORMAT="%U %S"; time "$@"'
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['-c', script, 'bash', program, ...options],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(`${basename(program)} failed: ${stderr}`)
  const times = stderr.trim().split('\n').at(-1)!
  const [user, system] = times.split(' ').map(Number)
  return { text: stdout, seconds: user! + system! }
}

const folder = mkdtempSync(join(tmpdir(), 'nandertal-peers-'))
mkdirSync(join(folder, 'data/statfiles'), { recursive: true })

const sourceOf = (name: string) => fileURLToPath(new URL(`peer/${name}`, import.meta.url))

/** Compiles a program into the temporary folder; undefined where no compiler can. */
function compile(compiler: string, name: string, options: readonly string[]): string | undefined {
  const program = join(folder, name)
  const given = ['-O3', '-march=native', '-w', ...options, '-o', program]
  return spawnSync(compiler, given, { stdio: 'inherit' }).status === 0 ? program : undefined
}

/** All four functions of CGP++ are there in its first place: it becomes NAND instead of AND. */
const cgppEdit = 's/= inputs\\[0\\] & inputs\\[1\\]/= ~(inputs[0] \\& inputs[1])/'

function compileCgpp(clone: string | undefined): string | undefined {
  if (!clone) return undefined
  const copy = join(folder, 'cgpp-source')
  cpSync(clone, copy, { recursive: true, filter: (path) => basename(path) !== '.git' })
  execFileSync('sed', ['-i', cgppEdit, join(copy, 'functions/BooleanFunctions.h')])
  const files = ['cgp.cpp', 'parameters/Parameters.cpp', 'random/Random.cpp']
  const paths = files.map((file) => join(copy, file))
  return compile('g++', 'cgpp', ['-std=c++17', ...paths])
}

function compileLibrary(clone: string | undefined): string | undefined {
  if (!clone) return undefined
  const source = join(clone, 'src')
  const files = [sourceOf('cgp-library.c'), join(source, 'cgp.c')]
  return compile('gcc', 'cgp-library', ['-I', source, ...files, '-lm'])
}

const commitOf = (clone: string | undefined) =>
  clone
    ? `at ${execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: clone, encoding: 'utf8' }).trim()}`
    : 'not there'

/** What the peers are told of a task. */
interface Job {
  /** A file: the truth table in the .plu format, 32 cases a line. */
  readonly table: string
  readonly inputs: number
  readonly outputs: number
  readonly gates: number
}

function writeJob(name: string, gates: number, { cases }: Packed): Job {
  const { stimulus, outputs, wanted } = cases
  const { inputs, words, bits } = stimulus
  const head = [`.i ${inputs}`, `.o ${outputs}`, `.p ${words}`]
  const column = (rows: Uint32Array, count: number, w: number) =>
    Array.from({ length: count }, (_, row) => rows[row * words + w]).join(' ')
  const lines = Array.from(
    { length: words },
    (_, w) => `${column(bits, inputs, w)} ${column(wanted, outputs, w)}`,
  )
  const table = join(folder, `${name}.plu`)
  writeFileSync(table, `${[...head, ...lines].join('\n')}\n`)
  return { table, inputs, outputs, gates }
}

const { CGPP_DIR, CGP_LIBRARY_DIR } = process.env
const cgpp = compileCgpp(CGPP_DIR)
const library = compileLibrary(CGP_LIBRARY_DIR)

async function createSides(load: Load): Promise<Partial<Record<SideName, Side>>> {
  const { gates, evaluationsMax, librariesMax } = load
  const budget = { evaluations: evaluationsMax, stall: evaluationsMax, target: { errors: 0 } }
  const definition = await builtinTasks[load.task]!.load()
  const createOurs = (siblings: 0 | 1) => {
    const search = { name: 'one-plus-lambda', lambda, patience: 0, siblings }
    return createTask(definition, { gates, search, budget })
  }
  const task = createOurs(1)
  const packed = task.problem.packed!
  const job = writeJob(load.task, gates, packed)
  const blocks = Math.ceil(packed.cases.stimulus.words / 2)
  const c = compile('gcc', 'straightforward', [`-DBLOCKS=${blocks}`, sourceOf('straightforward.c')])
  return {
    Nandertal: nandertalSide(task),
    'Nandertal, apart': nandertalSide(createOurs(0)),
    ...(c && { C: ourSide(c, job, evaluationsMax) }),
    ...(cgpp && { 'CGP++': cgppSide(cgpp, job, load) }),
    ...(library && {
      'CGP-Library': ourSide(library, job, librariesMax, 'cases'),
      'CGP-Library, words': ourSide(library, job, librariesMax, 'words'),
    }),
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const secondsOf = (runs: readonly Run[]) => sum(runs.map(({ seconds }) => seconds))

/**
 * Evaluations a second of processor time. Only runs that were solved count where there are any: what
 * is stuck in a small machine is evaluated fast, and would hide how fast the others are.
 */
function rateOf(runs: readonly Run[]): number {
  const solved = runs.filter(({ isSolved }) => isSolved)
  const counted = solved.length > 0 ? solved : runs
  return sum(counted.map(({ evaluations }) => evaluations)) / secondsOf(counted)
}

/** Evaluations to the solution; endless where a run found none. */
const solutionsOf = (runs: readonly Run[]) =>
  runs.map(({ evaluations, isSolved }) => (isSolved ? evaluations : Number.POSITIVE_INFINITY))

const between = (values: readonly number[], digits: number) => {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)]
  return `${middle.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`
}

function describeSide(
  load: Load,
  name: SideName,
  taken: readonly Run[][],
  ratios: readonly number[][],
) {
  const place = [load.task, `${load.gates}`, name]
  if (taken.length === 0) return [...place, 'not there', '', '', '', '', '']
  const rates = taken.map((sample) => rateOf(sample) / 1e6)
  const solutions = solutionsOf(taken.flat())
  const middle = median(solutions)
  const goal = load.goals[name]
  return [
    ...place,
    between(rates, 3),
    ...ratios.map((ratio) => (name.startsWith('Nandertal') ? '' : between(ratio, 1))),
    goal
      ? `at least ${goal}: ${ratios.map((ratio) => (median(ratio) >= goal ? 'yes' : 'NO')).join(', ')}`
      : '',
    Number.isFinite(middle) ? thousands(middle) : `over ${thousands(load.librariesMax)}`,
    `${solutions.filter(Number.isFinite).length} of ${solutions.length}`,
  ]
}

const runs: object[] = []
const rows: string[][] = []
for (const load of loads) {
  const sides = await createSides(load)
  const taken = Object.fromEntries(sideNames.map((name) => [name, [] as Run[][]]))
  // Compiled code is there from the start on the other sides: ours warms up once.
  for (const name of ourNames) await sides[name]!(seedOf(samples))
  for (let sample = 0; sample < samples; sample++) {
    for (const name of sideNames) {
      const one = await sides[name]?.(seedOf(sample))
      if (!one) continue
      taken[name]!.push(one)
      const solutions = solutionsOf(one)
      const middle = median(solutions)
      runs.push({
        task: load.task,
        side: name,
        seeds: [seedOf(sample), seedOf(sample) + one.length - 1],
        solved: solutions.filter(Number.isFinite).length,
        perSecond: Math.round(rateOf(one)),
        seconds: Number(secondsOf(one).toFixed(2)),
        toSolution: Number.isFinite(middle) ? middle : null,
      })
    }
  }
  for (const name of sideNames) {
    const ratios = ourNames.map((own) =>
      taken[name]!.map((sample, i) => rateOf(taken[own]![i]!) / rateOf(sample)),
    )
    rows.push(describeSide(load, name, taken[name]!, ratios))
    console.log(rows.at(-1)!.join(' | '))
  }
}
rmSync(folder, { recursive: true })

writeRecord('speed/peers.json', {
  title: 'Beside other programs',
  question:
    'How many evaluations does the fused engine make in a second of processor time while it solves, beside CGP++, CGP-Library and a straightforward program in C of ours?',
  command: 'npm run build && npm run bench:peers',
  columns: [
    'task',
    'gates',
    'side',
    '10⁶ evaluations a CPU-second',
    'Nandertal / side',
    'apart / side',
    'goal, of both',
    'evaluations to solution, median',
    'solved',
  ],
  rows,
  notes: [
    `(1+${lambda}), NAND gates only, from a random start, one core. Medians, with least and most, of ${samples} samples, the sides taken in turns on a machine shared with others: compare the ratios, each from one turn, not the rates. A sample runs one seed after the other, each until it is solved or for as many evaluations as the limit, until ${sampleSeconds} s of processor time are over; its rate is that of the runs that were solved, where there are any. Seeds differ between samples and are the same for all sides. The limit of a run of the libraries is ${loads.map(({ task, librariesMax }) => `${thousands(librariesMax)} on ${task}`).join(', ')}; that of Nandertal and C is ${loads.map(({ task, evaluationsMax }) => `${thousands(evaluationsMax)} on ${task}`).join(', ')}.`,
    'By default all offspring of a generation of ours change the same gene, each to another value; apart, each one changes a gene of its own, as the offspring of the other programs do.',
    'C is `bench/speed/peer/straightforward.c`: packed cases, one active gene changes, all active gates of every offspring are evaluated. `gcc -O3 -march=native`.',
    `CGP++ (Kalkreuth 2024), ${commitOf(CGPP_DIR)}, \`g++ -std=c++17 -O3 -march=native\`, with its point mutation, ${loads.map(({ task, mutationRate }) => `${100 * mutationRate} % on ${task}`).join(', ')}, and packed cases. Its functions are AND, OR, NAND and NOR in that order; to have NAND alone it is told of one, and the first is made NAND by \`sed '${cgppEdit}' functions/BooleanFunctions.h\`.`,
    `CGP-Library (Turner & Miller 2015), ${commitOf(CGP_LIBRARY_DIR)}, \`gcc -O3 -march=native\`, with its single mutation, driven by \`bench/speed/peer/cgp-library.c\`: with its own NAND and its own fitness, which computes case after case on doubles; and, in the rows with words, with a NAND and a fitness of ours that hold 32 cases in a double.`,
  ],
  runs,
})
