/**
 * One line of descent of a machine that is made smaller: it drifts as a whole or window by window, and
 * passes clean up behind it.
 */
import { assert } from '../errors.ts'
import { closeCore, coreOf } from '../netlist/core.ts'
import { listFanouts } from '../netlist/fanouts.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import type { Sizes } from '../problem.ts'
import type { Pass } from '../prune.ts'
import type { Rng } from '../random.ts'
import { tableFromNetlist } from '../spec/table.ts'
import type { TableSpec } from '../spec.ts'
import { verify } from '../verify.ts'
import { costOf } from './cost.ts'
import { type Drifted, drift } from './drift.ts'
import { isSmaller, type Objective, sizesOf, slackOf } from './objective.ts'
import { driftSampled, type Hard } from './sampled.ts'
import { expectNotDifferent, simplify } from './simplify.ts'
import { cutOut, drawWindow, putBack } from './window.ts'

export interface Lineage {
  /** The structure that it began with. */
  readonly origin: string
  /** Where it is: as right as the best, and not much larger. */
  readonly current: Netlist
  readonly best: Netlist
  /** Inputs of its core that refuted steps on cases. */
  readonly hard: readonly Hard[]
}

export type Method = 'drift' | 'cases' | 'windows'

export interface RoundOptions {
  readonly rng: Rng
  /** What the round may cost, see `costOf`; at least one drift is made. */
  readonly work: number
  readonly objective: Objective
  /** What the core must show; undefined where it is too large to be tabulated. */
  readonly core: TableSpec | undefined
  readonly passes: readonly Pass[]
  /** As a whole by its table or on cases, or window by window. */
  readonly by: Method
  /** Whether what is left out by the objective counts as well, and nothing larger is taken. */
  readonly isPolish?: boolean
  readonly signal?: AbortSignal
}

export interface Round {
  readonly lineage: Lineage
  /** What the core must show now; undefined where states are coded anew. */
  readonly core: TableSpec | undefined
  readonly evaluations: number
  readonly work: number
}

/** Gates that nobody reads, for changes to connect to. */
const spare = 20
/** Evaluations of one drift: enough to get somewhere, and few enough to take a new order soon. */
const evaluationsMin = 2000
const evaluationsMax = 4_000_000

/** Makes a machine smaller for one round. */
export async function advanceLineage(lineage: Lineage, options: RoundOptions): Promise<Round> {
  const { rng, objective, core, passes } = options
  const moved = await methods[options.by](lineage, options)
  // The costly passes are for the end; on the way drift finds most of what they do.
  const used = options.isPolish ? passes : passes.filter((pass) => !pass.isCostly)
  const clean = (netlist: Netlist) =>
    simplify(netlist, used, { rng: rng.split('passes'), core }, objective)
  const hard = moved.hard ?? lineage.hard
  const spent = { evaluations: moved.evaluations, work: moved.work }
  const best = moved.best === lineage.best ? undefined : clean(moved.best)
  // Both keep to one table, or begin again from the best.
  if (best && !best.isSameCore) {
    return {
      ...spent,
      lineage: { ...lineage, best: best.netlist, current: best.netlist, hard: [] },
      core: undefined,
    }
  }
  const last = clean(moved.last)
  const current = last.isSameCore ? last.netlist : moved.last
  return {
    ...spent,
    lineage: { ...lineage, best: best?.netlist ?? moved.best, current, hard },
    core,
  }
}

interface Moved extends Drifted {
  readonly work: number
  readonly hard?: readonly Hard[]
}

const methods: Readonly<
  Record<Method, (lineage: Lineage, options: RoundOptions) => Promise<Moved>>
> = {
  drift: driftWhole,
  windows: driftWindows,
  cases: ({ current, best, hard }, options) => driftSampled(current, best, { ...options, hard }),
}

async function driftWhole({ current, best }: Lineage, options: RoundOptions): Promise<Moved> {
  const { rng, work, objective, core, isPolish = false, signal } = options
  assert(core, 'a whole core drifts by its table')
  const start = isPolish ? best : current
  const cost = costOf(gateCount(start), core.inputs)
  const mark = coreOf(best)
  const drifted = await drift(coreOf(start), core, {
    rng,
    evaluations: limit(work / cost),
    slack: isPolish ? 0 : slackOf[objective],
    sizes: isPolish ? polishSizes(objective) : sizesOf[objective],
    spare,
    mark,
    signal,
  })
  const latches = start.latches.length
  const close = (netlist: Netlist) => expectTable(closeCore(netlist, latches), core, 'drift')
  // The mark comes back where nothing smaller was found; it was verified when it was.
  const closed = drifted.best === mark ? best : close(drifted.best)
  return {
    best: isSmaller(closed, best, objective) ? closed : best,
    last: close(drifted.last),
    evaluations: drifted.evaluations,
    work: drifted.evaluations * cost,
  }
}

const polishSizes = (objective: Objective): Sizes =>
  objective === 'depth' ? sizesOf.depth : sizesOf['gates,depth']

const limit = (evaluations: number): number =>
  Math.min(evaluationsMax, Math.max(evaluationsMin, Math.floor(evaluations)))

/** Throws unless a machine's core does what a table wants. */
function expectTable(netlist: Netlist, core: TableSpec, name: string): Netlist {
  expectNotDifferent(verify(coreOf(netlist), core), name)
  return netlist
}

/** Windows are drawn between these sizes, so that each sees other ways. */
const windowGates = { min: 12, max: 72 }
const windowLeaves = { min: 4, max: 10 }
/** What a window may cost. */
const windowWork = 2 ** 23
/** Windows in a row that could not be drawn, after which a round ends. */
const missesMax = 50

async function driftWindows(lineage: Lineage, options: RoundOptions): Promise<Moved> {
  const { rng, objective, signal } = options
  let { current } = lineage
  let fanouts = listFanouts(current)
  let [evaluations, work, misses] = [0, 0, 0]
  for (let k = 0; work < options.work && misses < missesMax && !signal?.aborted; k++) {
    if (gateCount(current) < 2) break
    const stream = rng.split('window', k)
    const draw = ({ min, max }: { min: number; max: number }) => min + stream.below(max - min + 1)
    const limits = { gatesMax: draw(windowGates), leavesMax: draw(windowLeaves) }
    const window = drawWindow(current, fanouts, limits, stream)
    if (!window) {
      misses++
      continue
    }
    misses = 0
    const inside = cutOut(current, window)
    const table = tableFromNetlist(inside)
    const cost = costOf(gateCount(inside), inside.inputs)
    const drifted = await drift(inside, table, {
      rng: stream,
      evaluations: limit(windowWork / cost),
      slack: slackOf[objective],
      sizes: sizesOf.gates,
      spare,
      signal,
    })
    evaluations += drifted.evaluations
    work += drifted.evaluations * cost
    // Another inside of the same size is as welcome as a smaller one: it opens other ways.
    const isSame = gateCount(drifted.last) <= gateCount(drifted.best)
    const chosen = isSame ? drifted.last : drifted.best
    expectTable(chosen, table, 'a window')
    const next = putBack(current, window, chosen)
    if (objective !== 'gates' && isSmaller(current, next, objective)) continue
    current = next
    fanouts = listFanouts(current)
  }
  const best = isSmaller(current, lineage.best, objective) ? current : lineage.best
  return { best, last: current, evaluations, work }
}
