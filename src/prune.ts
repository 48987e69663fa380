/**
 * Makes a machine smaller without changing what it does.
 *
 * Two ways, taken in turns. Exact passes repeat until none helps. Then neutral drift walks among the
 * machines that do the same, as a whole or window by window, and from other structures as well; it finds
 * what passes cannot, for it leaves the structure that it was given. We take nobody's word for
 * anything: every step is held against the machine before it, within limits where that is large, and
 * the result against what was handed in.
 */
import { quote, UsageError } from './errors.ts'
import { expectNetlist } from './netlist/expect.ts'
import { type Size, sizeOf } from './netlist/size.ts'
import { gateCount, type Netlist } from './netlist.ts'
import { constantsPass } from './prune/constants.ts'
import { deadPass } from './prune/dead.ts'
import { exactWindowPass } from './prune/exact-window.ts'
import { functionsPass } from './prune/functions.ts'
import { latchesPass } from './prune/latches.ts'
import { isSmaller, type Objective } from './prune/objective.ts'
import { resubstitutionPass } from './prune/resubstitution.ts'
import { rewritingPass } from './prune/rewriting.ts'
import {
  advanceRounds,
  describeRound,
  isDone,
  type RoundsOptions,
  startRounds,
} from './prune/rounds.ts'
import { expectNotDifferent, simplify, simplifySteps } from './prune/simplify.ts'
import { digestPruning, readPruneState, writePruneState } from './prune/state.ts'
import { statesPass } from './prune/states.ts'
import { strashPass } from './prune/strash.ts'
import { sweepPass } from './prune/sweep.ts'
import { createRng, type Rng } from './random.ts'
import type { Spec, TableSpec } from './spec.ts'
import { createStream, type Stream } from './stream.ts'
import { describeVerdict, type Verdict, verify } from './verify.ts'

export { buildTable } from './prune/diagram.ts'
export { type Objective, objectives } from './prune/objective.ts'

/** What a pass may use. */
export interface PassContext {
  /** All chance of a pass comes from here. */
  readonly rng: Rng
  /**
   * What the core of the machine must show, where that is small enough to be tabulated: at most 16
   * inputs and latches. Rows and bits that do not matter are free.
   */
  readonly core?: TableSpec
}

export interface Pass {
  readonly name: string
  /** Whether states may be coded anew, so that the core becomes another. */
  readonly recodes?: boolean
  /** Whether it takes long enough that drift does not wait for it after each round. */
  readonly isCostly?: boolean
  /**
   * Returns a netlist with the same ports that is never larger; its core keeps to `context.core`, and
   * it is equivalent where there is none.
   */
  apply(netlist: Netlist, context: PassContext): Netlist
}

/** Every pass there is, the cheap ones first; the laws of pruning are tested over all of them. */
export const passes: readonly Pass[] = [
  deadPass,
  constantsPass,
  strashPass,
  latchesPass,
  functionsPass,
  rewritingPass,
  resubstitutionPass,
  sweepPass,
  exactWindowPass,
  statesPass,
]

/** A pass that helped, and how large the machine was after it. */
export interface PruneStep extends Size {
  readonly pass: string
}

export interface PruneOptions {
  /** What is small; default gates. */
  readonly objective?: Objective
  /**
   * How much work to do, about as many seconds of one core, counted so that the answer is the same
   * everywhere; 0: exact passes only. Default: what suits the machine's size, at most 10.
   */
  readonly effort?: number
  /** In [0, 2⁵³); default 1. */
  readonly seed?: number
  /** What must stay true, which the machine does; default: all that the machine itself does. */
  readonly spec?: Spec
  /** Default: all passes. */
  readonly passes?: readonly Pass[]
  /** A state to go on from, as `writePruneState` wrote it: of the same machine and options. */
  readonly state?: { readonly text: string; readonly file: string }
  /** Ends pruning after the round at hand; what it has is verified and returned. */
  readonly signal?: AbortSignal
}

export type PruneEvent =
  | ({ readonly type: 'pruning' } & Size)
  /** A step, or `all` of them, is about to be proved: what it leaves, if it is right. */
  | ({ readonly type: 'proving'; readonly by: string } & Size)
  | ({ readonly type: 'smaller'; readonly by: string } & Size)
  | ({
      readonly type: 'round'
      readonly round: number
      /** What was done, in a word. */
      readonly by: string
      /** The part of all work that is done, in [0, 1]. */
      readonly share: number
      readonly evaluations: number
      readonly lineages: number
      /** Where it stands, as text to go on from. */
      save(): string
    } & Size)
  | { readonly type: 'verified'; readonly verdict: Verdict }

export interface PruneResult {
  readonly netlist: Netlist
  /** What helped, in order; each smaller than the one before. */
  readonly steps: readonly PruneStep[]
  /** Mutants that were tried. */
  readonly evaluations: number
  /** Whether a signal ended it early. */
  readonly isInterrupted: boolean
  /** The result against the spec, or against the machine that was handed in; never `different`. */
  readonly verdict: Verdict
}

/** Pruning that can be iterated for its events and awaited for its result. */
export type Pruning = Stream<PruneEvent, PruneResult>

/** What one unit of effort may cost: about a second. */
const effortWork = 2 ** 30
const effortMax = 2 ** 20

/** Small machines are as small as they get in less time. */
const suitEffort = (netlist: Netlist): number => Math.min(10, gateCount(netlist) / 16)

/**
 * Prunes a machine. Nothing happens before the first event is asked for or the result is awaited.
 * Throws a `UsageError` for a netlist that is none, and for one that does not do what the spec wants.
 */
export function prune(netlist: Netlist, options: PruneOptions = {}): Pruning {
  return createStream('prune()', () => pruneEvents(netlist, options))
}

async function* pruneEvents(
  netlist: Netlist,
  options: PruneOptions,
): AsyncGenerator<PruneEvent, PruneResult> {
  expectNetlist(netlist, 'the netlist')
  const { objective = 'gates', spec, signal } = options
  checkOptions(options)
  if (spec) expectRight(netlist, spec)
  const used = options.passes ?? passes
  const steps: PruneStep[] = []
  yield { type: 'pruning', ...sizeOf(netlist) }

  const context = { rng: createRng(1) }
  let best = netlist
  for (const move of simplifySteps(netlist, used, context, objective)) {
    const { pass: by, ...size } = 'step' in move ? move.step : move.proving
    if ('step' in move) {
      best = move.netlist
      steps.push(move.step)
    }
    yield { type: 'step' in move ? 'smaller' : 'proving', by, ...size }
    await nextTurn()
    if (signal?.aborted) break
  }

  const effort = options.effort ?? suitEffort(best)
  const work = Math.round(effort * effortWork)
  const seed = options.seed ?? 1
  const rounds: RoundsOptions = { seed, work, objective, passes: used, spec, signal }
  const pruning = digestPruning(netlist, rounds)
  const { state: saved } = options
  let state = saved && readPruneState(saved.text, saved.file, pruning)
  if (effort > 0 && !signal?.aborted) state ??= await startRounds(best, rounds)
  let by = 'structure'
  while (state) {
    if (isSmaller(state.best, best, objective)) {
      best = state.best
      steps.push({ pass: by, ...sizeOf(best) })
      yield { type: 'smaller', by, ...sizeOf(best) }
    }
    const now = state
    const share = Math.min(1, state.work / rounds.work)
    const { round, evaluations, lineages } = state
    const counts = { share, evaluations, lineages: lineages.length }
    const save = () => writePruneState(now, pruning)
    yield { type: 'round', round, by, ...counts, ...sizeOf(best), save }
    if (isDone(state, rounds) || signal?.aborted) break
    await nextTurn()
    by = describeRound(state, rounds)
    state = await advanceRounds(state, rounds)
  }

  yield { type: 'proving', by: 'all', ...sizeOf(best) }
  await nextTurn()
  const verdict = expectNotDifferent(
    verify(best, spec ?? { kind: 'machine', netlist }),
    'all passes and rounds',
  )
  yield { type: 'verified', verdict }
  const evaluations = state?.evaluations ?? 0
  return { netlist: best, steps, evaluations, isInterrupted: signal?.aborted ?? false, verdict }
}

/** Lets a signal be heard: passes and rounds keep the thread. */
const nextTurn = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

/** What the exact passes alone come to. */
export type QuickPruning = Pick<PruneResult, 'netlist' | 'steps' | 'verdict'>

export interface QuickOptions {
  readonly passes?: readonly Pass[]
  readonly objective?: Objective
}

/** The exact passes alone, until none helps. Throws a `UsageError` for a netlist that is none. */
export function pruneQuickly(
  netlist: Netlist,
  { passes: used = passes, objective = 'gates' }: QuickOptions = {},
): QuickPruning {
  expectNetlist(netlist, 'the netlist')
  const { netlist: pruned, steps } = simplify(netlist, used, { rng: createRng(1) }, objective)
  const verdict = verify(pruned, { kind: 'machine', netlist })
  return { netlist: pruned, steps, verdict: expectNotDifferent(verdict, 'all passes') }
}

function checkOptions({ effort = 0, seed = 0 }: PruneOptions): void {
  if (!(effort >= 0 && effort <= effortMax)) {
    throw new UsageError('prune/effort', {
      where: 'effort',
      expected: `a number in [0, ${effortMax}]`,
      received: quote(effort),
    })
  }
  if (Number.isSafeInteger(seed) && seed >= 0) return
  throw new UsageError('prune/seed', {
    where: 'seed',
    expected: 'a whole number in [0, 2⁵³)',
    received: quote(seed),
  })
}

/** A machine that is wrong already would stay wrong in another way. */
function expectRight(netlist: Netlist, spec: Spec): void {
  const verdict = verify(netlist, spec)
  if (verdict.verdict === 'equivalent') return
  throw new UsageError('prune/not-proved', {
    where: 'the machine',
    expected: 'one that is proved to do what it is held against',
    received: describeVerdict(verdict),
    hint: 'Prune without it: then all that the machine does is kept.',
  })
}
