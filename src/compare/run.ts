/** All methods, all seeds, one after another in one process: so that all of them have the same computer. */
import { checkKeys, createFaultList, quote } from '../errors.ts'
import { exportAs } from '../export.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import { createStream, type Stream } from '../stream.ts'
import { createTask, type Task, type TaskDefinition } from '../task.ts'
import { comparedTask, materialOf } from './material.ts'
import { chooseMethods } from './methods.ts'
import type { Comparison, Refusal, Trial } from './result.ts'
import { evaluateTrials } from './statistics.ts'
import { runTrial } from './trial.ts'

export interface CompareOptions {
  /** Names of methods; default: all. */
  readonly methods?: readonly string[]
  /** Milliseconds of each trial, at least 1; default 10,000. */
  readonly budgetMs?: number
  /** Seeds 1 to n, in [1, 1000]; default 5. */
  readonly seeds?: number
  /** The command that makes this comparison again, for the report. */
  readonly command?: string
  /** Ends it after the trial at hand; what there is is compared. */
  readonly signal?: AbortSignal
  /** Milliseconds on a clock that never goes back; default `performance.now`. */
  readonly now?: () => number
}

export type CompareEvent =
  | { readonly type: 'training'; readonly method: string; readonly seed: number }
  | {
      readonly type: 'trial'
      readonly trial: Trial
      /** Trials that are done, and all. */
      readonly done: number
      readonly count: number
    }

/** A comparison that can be iterated for its events and awaited for its result. */
export type Comparing = Stream<CompareEvent, Comparison>

const defaultBudgetMs = 10_000
const defaultSeeds = 5
const seedsMax = 1000
/** Machines of more gates are not drawn. */
const drawnGatesMax = 300

/** Compares methods on a task. Throws a `UsageError` where it has no cases that all can learn from. */
export function compare(given: Task | TaskDefinition, options: CompareOptions = {}): Comparing {
  return createStream('compare()', () => {
    checkOptions(options)
    return compareEvents('order' in given ? given : createTask(given), options)
  })
}

async function* compareEvents(
  given: Task,
  options: CompareOptions,
): AsyncGenerator<CompareEvent, Comparison> {
  const { budgetMs = defaultBudgetMs, seeds: count = defaultSeeds, signal } = options
  const { now = () => performance.now(), command = '' } = options
  const task = comparedTask(given)
  const material = materialOf(task)
  const refused: Refusal[] = []
  const methods = chooseMethods(task, options.methods).filter((method) => {
    const why = method.refuse?.(material)
    if (why !== undefined) refused.push({ method: method.name, why })
    return why === undefined
  })
  const seeds = Array.from({ length: count }, (_, i) => i + 1)
  const trials: Trial[] = []
  const machines = new Map<Trial, Netlist>()
  for (const seed of seeds) {
    for (const method of methods) {
      if (signal?.aborted) break
      yield { type: 'training', method: method.name, seed }
      const { trial, netlist } = await runTrial(method, material, { seed, budgetMs, now, signal })
      trials.push(trial)
      if (netlist) machines.set(trial, netlist)
      yield { type: 'trial', trial, done: trials.length, count: seeds.length * methods.length }
    }
  }
  const drawn = await drawBest(trials, machines, task)
  return {
    format: 'nandertal-comparison',
    version: 1,
    task: task.name,
    command,
    budgetMs,
    seeds,
    trials: drawn,

    refused,
    ...evaluateTrials(drawn),
  }
}

/** The same trials, with a drawing of the best machine of each method. */
async function drawBest(
  trials: readonly Trial[],
  machines: ReadonlyMap<Trial, Netlist>,
  { ports }: Task,
): Promise<Trial[]> {
  const best = new Map<string, Trial>()
  for (const trial of machines.keys()) {
    const before = best.get(trial.method)
    if (!before || isBetter(trial, before)) best.set(trial.method, trial)
  }
  return Promise.all(
    trials.map(async (trial) => {
      const netlist = machines.get(trial)
      const isDrawn = netlist && best.get(trial.method) === trial
      if (!isDrawn || gateCount(netlist) > drawnGatesMax) return trial
      const drawing = String(await exportAs('svg', netlist, { ports }))
      return { ...trial, champion: { drawing } }
    }),
  )
}

/** More right, then smaller. */
function isBetter(a: Trial, b: Trial): boolean {
  const last = ({ figures }: Trial) => figures.longer?.at(-1)?.accuracy ?? figures.heldOut ?? 1
  const [x, y] = [a, b].map((trial) => [trial.figures.train + last(trial), -trial.size.bytes])
  return x![0] !== y![0] ? x![0]! > y![0]! : x![1]! > y![1]!
}

function checkOptions(options: CompareOptions): void {
  const faults = createFaultList('compare()')
  const known = ['methods', 'budgetMs', 'seeds', 'command', 'signal', 'now']
  checkKeys(options, known, 'options', faults)
  const { budgetMs = 1, seeds = 1 } = options
  if (!(budgetMs >= 1 && Number.isFinite(budgetMs))) {
    faults.add(
      'compare/bad-budget',
      { what: 'budgetMs' },
      'milliseconds of at least 1',
      quote(budgetMs),
    )
  }
  if (!(Number.isInteger(seeds) && seeds >= 1 && seeds <= seedsMax)) {
    faults.add(
      'compare/bad-seeds',
      { what: 'seeds' },
      `a whole number in [1, ${seedsMax}]`,
      quote(seeds),
    )
  }
  faults.throwIfAny()
}
