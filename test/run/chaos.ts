/**
 * Kills runs at random instants and goes on with them, until so many kills have hit: each run has to
 * come to the same files, byte for byte, as one that nobody disturbed.
 *
 * Real processes of the built program, `kill -9`, real files. A third of the kills come some time after
 * the process was made, wherever its start has got to; the others as long after it began to run.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRng, type Rng } from '../../src/random.ts'
import { command } from '../built.ts'

/** A way in which runs run. */
export interface ChaosMode {
  readonly name: string
  /** What `nandertal` is called with to begin a run, without its seed. */
  readonly words: readonly string[]
  /** Options that hold for `resume` as well. */
  readonly always: readonly string[]
  /** Files that the task needs. */
  readonly files?: Readonly<Record<string, string>>
}

const fitness = `import { defineTask, machine } from 'nandertal'

/** Changes of the output over 40 ticks, in a rhythm; few gates as the second wish. */
export default defineTask({
  genome: machine({ inputs: 1, outputs: 1, latches: 3, gates: 24 }),
  objectives: { right: 'max', gates: 'min' },
  fitness(m) {
    let right = 0
    for (let tick = 0; tick < 40; tick++) {
      const [light] = m.step([tick % 5 === 0 ? 1 : 0])
      if (light === (tick % 3 === 0 ? 1 : 0)) right++
    }
    return { right, gates: m.gates }
  },
  budget: { evaluations: 8_000 },
})
`

export const chaosModes: readonly ChaosMode[] = [
  { name: 'one', words: ['multiplier-2', '--evaluations', '400000'], always: [] },
  {
    name: 'threads',
    words: ['multiplier-2', '--islands', '4', '--evaluations', '3000000'],
    always: ['--threads', '2'],
  },
  {
    name: 'process',
    words: ['rhythm.task.ts'],
    always: ['--isolate', 'process', '--workers', '2'],
    files: { 'rhythm.task.ts': fitness },
  },
]

export interface ChaosOptions {
  readonly mode: ChaosMode
  /** How many kills have to hit a living process. */
  readonly kills: number
  /** Decides the seeds of the runs and when kills come. */
  readonly seed: number
  /** Runs that go on at the same time. */
  readonly parallel: number
  /** Told after each run. */
  readonly onRun?: (outcome: ChaosOutcome) => void
}

export interface ChaosOutcome {
  /** Runs that came to their end. */
  readonly runs: number
  /** Kills that hit a living process, and those of them that hit one after it began to run. */
  readonly kills: number
  readonly killsRunning: number
  /** Starts, killed or not. */
  readonly starts: number
  /** What differed, with the seed of the run. */
  readonly differences: readonly string[]
}

/** Runs of one mode have one of so many seeds, so that few of them have to run undisturbed. */
const seedsOfMode = 4
/** The most kills of one run: it is short. */
const killsOfRunMax = 20
/** Milliseconds within which a kill comes. */
const earliestMs = 30
const latestMs = 450

/** Kills and resumes until there were enough kills. */
export async function chaos(options: ChaosOptions): Promise<ChaosOutcome> {
  const { mode, kills, seed, parallel, onRun } = options
  const outcome = { runs: 0, kills: 0, killsRunning: 0, starts: 0, differences: [] as string[] }
  const wholes = new Map<number, Promise<Files>>()
  let next = 0
  async function work(): Promise<void> {
    while (outcome.kills < kills) {
      const rng = createRng(seed).split('chaos', mode.name, next++)
      const runSeed = rng.below(seedsOfMode)
      const home = mkdtempSync(join(tmpdir(), 'nandertal-chaos-'))
      try {
        for (const [name, text] of Object.entries(mode.files ?? {})) {
          writeFileSync(join(home, name), text)
        }
        const known = wholes.get(runSeed) ?? runWhole(mode, runSeed, home)
        wholes.set(runSeed, known)
        const whole = await known
        const killed = await runKilled(mode, runSeed, home, rng, outcome, kills)
        outcome.runs++
        for (const name of new Set([...whole.keys(), ...killed.keys()])) {
          if (whole.get(name) === killed.get(name)) continue
          outcome.differences.push(`seed ${runSeed}: ${name}`)
        }
      } finally {
        rmSync(home, { recursive: true, force: true })
      }
      onRun?.(outcome)
    }
  }
  await Promise.all(Array.from({ length: parallel }, work))
  return outcome
}

type Files = ReadonlyMap<string, string>

/**
 * What a run has come to, file by file: checkpoints in between depend on the clock, all else does not
 * but for the folder that it lies in, which a task file's path begins with.
 */
function readRun(folder: string, home: string): Files {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const stable = names.filter((name) =>
    /^(task\.json|journal\.jsonl|checkpoint|champion\..*|checkpoints\/\d+)$/.test(name),
  )
  const read = (name: string) => readFileSync(join(folder, name), 'latin1').replaceAll(home, '')
  return new Map(stable.map((name) => [name, read(name)]))
}

function start(words: readonly string[], home: string): ChildProcess {
  const env = { ...process.env, NODE_ENV: '' }
  const args = [command, ...words, '--json']
  return spawn(process.execPath, args, { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] })
}

const beginWords = ({ words, always }: ChaosMode, seed: number, runs: string) => [
  ...['evolve', ...words, ...always, '--seed', String(seed), '--runs', runs],
  ...['--checkpoint', '40ms'],
]

/** Runs a command to its end; throws when it fails. */
async function finish(words: readonly string[], home: string): Promise<void> {
  const child = start(words, home)
  let said = ''
  child.stdout!.resume()
  child.stderr!.setEncoding('utf8').on('data', (text) => {
    said += text
  })
  const [code] = await once(child, 'close')
  // 1 is an answer as well: not solved within the budget.
  if (code !== 0 && code !== 1) throw new Error(`${words.join(' ')}: exit ${code}\n${said}`)
}

async function runWhole(mode: ChaosMode, seed: number, home: string): Promise<Files> {
  await finish(beginWords(mode, seed, 'whole'), home)
  return readRun(folderOf(join(home, 'whole'))!, home)
}

/** The run in a folder of runs; undefined where it was killed before there was one. */
function folderOf(runs: string): string | undefined {
  const names = existsSync(runs) ? readdirSync(runs) : []
  const name = names.find((each) => existsSync(join(runs, each, 'task.json')))
  return name && join(runs, name)
}

async function runKilled(
  mode: ChaosMode,
  seed: number,
  home: string,
  rng: Rng,
  counts: { kills: number; killsRunning: number; starts: number },
  killsMax: number,
): Promise<Files> {
  const runs = join(home, 'killed')
  /** What brings the run further: `resume` once there is something to go on with. */
  function nextWords(): string[] {
    const folder = folderOf(runs)
    if (folder) return ['resume', folder, ...mode.always, '--checkpoint', '40ms']
    rmSync(runs, { recursive: true, force: true })
    return beginWords(mode, seed, 'killed')
  }
  for (let kill = 0; kill < killsOfRunMax && counts.kills < killsMax; kill++) {
    const isAfterStart = rng.below(3) > 0
    const afterMs = earliestMs + rng.below(latestMs - earliestMs)
    counts.starts++
    const hit = await killAfter(start(nextWords(), home), afterMs, isAfterStart)
    if (!hit) break
    counts.kills++
    if (hit === 'running') counts.killsRunning++
  }
  await finish(nextWords(), home)
  return readRun(folderOf(runs)!, home)
}

/** Kills a process; undefined when it was over before. */
async function killAfter(
  child: ChildProcess,
  afterMs: number,
  isAfterStart: boolean,
): Promise<'starting' | 'running' | undefined> {
  let hasBegun = false
  let timer: NodeJS.Timeout | undefined
  const kill = () => {
    timer = setTimeout(() => child.kill('SIGKILL'), afterMs)
  }
  child.stderr!.resume()
  child.stdout!.on('data', () => {
    if (!hasBegun && isAfterStart) kill()
    hasBegun = true
  })
  if (!isAfterStart) kill()
  const [code, signal] = await once(child, 'close')
  clearTimeout(timer)
  if (signal === 'SIGKILL') return hasBegun ? 'running' : 'starting'
  if (code !== 0 && code !== 1) throw new Error(`exit ${code} before it was killed`)
  return undefined
}
