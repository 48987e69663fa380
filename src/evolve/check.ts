/**
 * Looks at a task before it is run: its fitness scores a few machines, random and degenerate ones, twice at
 * the same seeds and once at others.
 *
 * What is found are suspicions, each with what it was seen by. A task without any may still be wrong.
 */
import { createEvaluator } from '../evaluator/choose.ts'
import type { ContainOptions } from '../evaluator/open.ts'
import { coreCount } from '../executor/threads.ts'
import type { FailureKind } from '../fitness/failure.ts'
import type { Score } from '../fitness.ts'
import type { Netlist } from '../netlist.ts'
import type { Outcome } from '../problem/outcome.ts'
import { createRng } from '../random.ts'
import type { Task } from '../task.ts'

export interface Finding {
  /** `fault`: a run would be worth nothing; `warning`: look at it. */
  readonly level: 'fault' | 'warning'
  readonly what:
    | FailureKind
    | 'seeded-noise'
    | 'ignores-machine'
    | 'solved-by-nothing'
    | 'direction'
    | 'impossible'
  readonly text: string
}

export interface TaskCheck {
  readonly task: string
  /** Machines that were scored. */
  readonly machines: number
  readonly evaluations: number
  readonly findings: readonly Finding[]
}

export interface CheckOptions extends ContainOptions {
  /** In [0, 2⁵³); default 1. */
  readonly seed?: number
}

/** Random machines that are scored, beside the degenerate ones. */
const randomCount = 8

/** Checks a task by its fitness. Throws a `UsageError` where there is nothing that could score. */
export async function checkTask(task: Task, options: CheckOptions = {}): Promise<TaskCheck> {
  const { seed = 1 } = options
  const rng = createRng(seed).split('check')
  const machines = [...degenerate(task), ...randomMachines(task, seed)]
  const asked = machines.map(({ netlist }) => netlist)
  const { measure, close } = await openMeasure(task, options)
  try {
    const seeds = asked.map((_, i) => rng.split('seed', i).next())
    const first = await measure(asked, seeds)
    const again = await measure(asked, seeds)
    const others = await measure(
      asked,
      asked.map((_, i) => rng.split('other', i).next()),
    )
    const findings = [
      ...findFailures(first),
      ...findNoise(first, again, others),
      ...findIndifference(first),
      ...findEasy(task, machines, first),
      ...findImpossible(task, first),
      ...findDirections(task),
    ]
    return { task: task.name, machines: asked.length, evaluations: 3 * asked.length, findings }
  } finally {
    await close()
  }
}

interface Specimen {
  readonly name: string
  readonly netlist: Netlist
  /** Whether it does nothing that could be wanted. */
  readonly isIdle: boolean
}

/** Machines that do nothing: constants, and the first input as every output. */
function degenerate({ ports, latches }: Task): Specimen[] {
  const inputs = ports.inputs.length
  const outputs = ports.outputs.length
  const first = 1 + inputs + latches
  const idle = (name: string, signal: number, ...fanin: number[]): Specimen => ({
    name: `a machine that ${name}`,
    netlist: {
      inputs,
      latches: new Uint32Array(latches),
      fanin: Uint32Array.from(fanin),
      outputs: new Uint32Array(outputs).fill(signal),
    },
    isIdle: true,
  })
  return [
    idle('always shows 0', 0),
    idle('always shows 1', first, 0, 0),
    ...(inputs > 0 ? [idle('shows its first input', 1)] : []),
  ]
}

const randomMachines = ({ genome }: Task, seed: number): Specimen[] =>
  Array.from({ length: randomCount }, (_, i) => ({
    name: `random machine ${i + 1}`,
    netlist: genome.decode(genome.random(createRng(seed).split('check', 'machine', i))),
    isIdle: false,
  }))

type Measure = (machines: readonly Netlist[], seeds: readonly number[]) => Promise<Outcome[]>

async function openMeasure(
  task: Task,
  { isolate, workers, now }: CheckOptions,
): Promise<{ measure: Measure; close(): Promise<void> }> {
  const { custom } = task.problem
  if (!custom) {
    const measure: Measure = async (machines, seeds) => {
      const rng = createRng(seeds[0] ?? 0)
      const scores = await task.problem.evaluate(machines, { generation: 0, rng })
      return scores.map((score) => ({ score }))
    }
    return { measure, close: async () => {} }
  }
  const evaluator = await createEvaluator(task, custom, {
    isolate,
    workers: workers ?? (await coreCount()),
    limits: task.limits,
    now: now ?? (() => 0),
  })
  return {
    measure: async (machines, seeds) => [
      ...(await evaluator.evaluate(
        machines.map((netlist, i) => ({
          netlist,
          // Each meets the next one: as many meetings as machines.
          ...(custom.form.isMeeting && { opponent: machines[(i + 1) % machines.length]! }),
          seed: seeds[i]!,
        })),
        {},
      )),
    ],
    close: () => evaluator.close(),
  }
}

/** One finding for each kind of failure: a fault where nothing else comes back. */
function findFailures(outcomes: readonly Outcome[]): Finding[] {
  const faults = outcomes.flatMap((outcome) => ('fault' in outcome ? [outcome.fault] : []))
  const kinds = [...new Set(faults.map(({ kind }) => kind))]
  const level = faults.length > outcomes.length / 2 ? 'fault' : 'warning'
  return kinds.map((what): Finding => {
    const same = faults.filter(({ kind }) => kind === what)
    const { text, place } = same[0]!
    const where = place === undefined ? '' : `, ${place}`
    return { level, what, text: `${same.length} of ${outcomes.length} machines: ${text}${where}` }
  })
}

const scoreOf = (outcome: Outcome): Score | undefined =>
  'score' in outcome ? outcome.score : undefined

const differ = (a: Outcome, b: Outcome): boolean => {
  const [x, y] = [scoreOf(a), scoreOf(b)]
  return x !== undefined && y !== undefined && x.some((value, i) => value !== y[i])
}

function findNoise(
  first: readonly Outcome[],
  again: readonly Outcome[],
  others: readonly Outcome[],
): Finding[] {
  const show = (outcome: Outcome) => scoreOf(outcome)?.join(', ')
  const unrepeatable = first.findIndex((outcome, i) => differ(outcome, again[i]!))
  if (unrepeatable >= 0) {
    const scores = `${show(first[unrepeatable]!)} and then ${show(again[unrepeatable]!)}`
    const text = `the same machine and seed scored ${scores}: runs cannot be repeated`
    return [{ level: 'fault', what: 'noisy', text }]
  }
  const seeded = first.findIndex((outcome, i) => differ(outcome, others[i]!))
  if (seeded < 0) return []
  const scores = `${show(first[seeded]!)} and ${show(others[seeded]!)}`
  const text = `the same machine scored ${scores} at two seeds: say noise: { resample: 'adaptive' }`
  return [{ level: 'warning', what: 'seeded-noise', text }]
}

function findIndifference(outcomes: readonly Outcome[]): Finding[] {
  const known = outcomes.filter((outcome) => 'score' in outcome)
  if (known.length < 2 || known.some((outcome) => differ(outcome, known[0]!))) return []
  const text = `${known.length} different machines all scored ${scoreOf(known[0]!)!.join(', ')}`
  return [{ level: 'warning', what: 'ignores-machine', text }]
}

/** A target that a machine reaches which does nothing is no target. */
function findEasy(
  { order, problem }: Task,
  machines: readonly Specimen[],
  outcomes: readonly Outcome[],
): Finding[] {
  if (!problem.target) return []
  const easy = machines.find(({ isIdle }, i) => {
    const score = scoreOf(outcomes[i]!)
    return score && isIdle && order.isSolved(score)
  })
  return easy
    ? [{ level: 'warning', what: 'solved-by-nothing', text: `${easy.name} reaches the target` }]
    : []
}

/** Scores beyond what sums of finite things come to: an infinity in disguise. */
const impossibleFrom = 1e300

function findImpossible({ order }: Task, outcomes: readonly Outcome[]): Finding[] {
  for (const outcome of outcomes) {
    const at = scoreOf(outcome)?.findIndex((value) => Math.abs(value) >= impossibleFrom) ?? -1
    if (at < 0) continue
    const text = `${order.names[at]} is ${scoreOf(outcome)![at]}: throw where there is no score`
    return [{ level: 'warning', what: 'impossible', text }]
  }
  return []
}

const losses = /error|loss|cost|wrong|miss|fault|penalty|distance|crash|wait|delay|gates|depth/i
const gains = /accuracy|reward|correct|right|hits|profit|return|survived|fitness/i

/** Names that say one thing and directions that say the other. */
function findDirections({ problem }: Task): Finding[] {
  return Object.entries(problem.objectives).flatMap(([name, direction]): Finding[] => {
    const isLoss = losses.test(name) && !gains.test(name)
    const isGain = gains.test(name) && !losses.test(name)
    if (!(direction === 'max' ? isLoss : isGain)) return []
    const text = `${name} is to be ${direction === 'max' ? 'large' : 'small'}: is that meant?`
    return [{ level: 'warning', what: 'direction', text }]
  })
}
