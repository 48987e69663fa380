/**
 * The long way to small machines, round by round: several structures to start from, of which the
 * better half goes on and on, each drifting and cleaned up.
 *
 * A state is plain data and a round a function of it, so pruning can be stopped after any round and gone
 * on with: the answer is the same.
 *
 * Source of the halving: Karnin, Koren & Somekh 2013, "Almost Optimal Exploration in Multi-Armed Bandits".
 */
import { closeCore } from '../netlist/core.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import type { Pass } from '../prune.ts'
import { createRng } from '../random.ts'
import type { Spec, TableSpec } from '../spec.ts'
import { tabulateCore } from './care.ts'
import { buildDiagrams } from './diagram.ts'
import { evolveTable } from './from-scratch.ts'
import { advanceLineage, type Lineage } from './lineage.ts'
import { isSmaller, type Objective } from './objective.ts'
import { simplify } from './simplify.ts'

export interface RoundsState {
  readonly round: number
  /** What the rounds so far cost. */
  readonly work: number
  readonly evaluations: number
  /** Those that are still in the running, the smallest first after each halving. */
  readonly lineages: readonly Lineage[]
  /** The smallest machine so far, of any lineage. */
  readonly best: Netlist
}

export interface RoundsOptions {
  readonly seed: number
  /** What all rounds together may cost. */
  readonly work: number
  readonly objective: Objective
  readonly passes: readonly Pass[]
  /** What must stay true; default: the machine itself. */
  readonly spec?: Spec
  readonly signal?: AbortSignal
}

/** What a round may cost: some tenths of a second. */
const roundWork = 2 ** 28
/** The share of all work, in sixteenths, until which lineages compete, and from which the best is polished. */
const competeUntil = 8
const polishFrom = 15
/** From this size on, windows take turns with drift of the whole. */
const windowsFrom = { inputs: 9, gates: 120 }
/** The most gates that drift as a whole. */
const wholeGatesMax = 4000
/** The most bits of a table that evolution is asked to find from nothing, and what it may cost. */
const scratchBits = 2 ** 12
const scratchShare = 1 / 4
const scratchWork = 2 ** 34

/** The lineages to start with: the machine as it came, and other structures where its core is small. */
export async function startRounds(netlist: Netlist, options: RoundsOptions): Promise<RoundsState> {
  const { seed, passes, objective, spec, work, signal } = options
  const rng = createRng(seed).split('prune')
  const clean = (machine: Netlist, core: TableSpec | undefined) =>
    simplify(machine, passes, { rng: rng.split('start'), core }, objective).netlist
  const given = clean(netlist, tabulateCore(netlist, spec))
  const core = tabulateCore(given, spec)
  const starts: Lineage[] = [{ origin: 'given', current: given, best: given }]
  let evaluations = 0
  let spent = 0
  const add = (origin: string, table: Netlist) => {
    const machine = clean(closeCore(table, given.latches.length), core)
    starts.push({ origin, current: machine, best: machine })
  }
  if (core && gateCount(given) > 1) {
    for (const diagram of buildDiagrams(core, rng.split('diagram'))) add('diagram', diagram)
    if (core.outputs * 2 ** core.inputs <= scratchBits) {
      const share = Math.min(work * scratchShare, scratchWork)
      const found = await evolveTable(core, rng.split('scratch'), share, signal)
      evaluations += found.evaluations
      spent += found.work
      if (found.netlist) add('evolution', found.netlist)
    }
  }
  const best = smallest(given, starts, objective)
  return { round: 0, work: spent, evaluations, lineages: starts, best }
}

/** Whether the work is done. */
export const isDone = (state: RoundsState, { work }: RoundsOptions): boolean => state.work >= work

/** What the next round does, in words. */
export function describeRound(state: RoundsState, options: RoundsOptions): string {
  if (isPolish(state, options)) return 'polish'
  return methodOf(state, tableOf(state.lineages[0]!, options))
}

/** Advances one lineage by a round; the others wait for their turn. */
export async function advanceRounds(
  state: RoundsState,
  options: RoundsOptions,
): Promise<RoundsState> {
  const { seed, objective, passes, work, signal } = options
  const polish = isPolish(state, options)
  const alive = selectLineages(state, options)
  const index = state.round % alive.length
  const lineage = alive[index]!
  const core = tableOf(lineage, options)
  const round = await advanceLineage(lineage, {
    rng: createRng(seed).split('prune', 'round', state.round),
    work: Math.min(roundWork, work - state.work),
    objective,
    core,
    passes,
    by: polish && core ? 'drift' : methodOf({ ...state, lineages: alive }, core),
    isPolish: polish && core !== undefined,
    signal,
  })
  if (round.core) tables.set(round.lineage, { table: round.core })
  return {
    round: state.round + 1,
    // Where nothing can be done, the round is spent all the same.
    work: state.work + (round.work || roundWork),
    evaluations: state.evaluations + round.evaluations,
    lineages: alive.map((other, i) => (i === index ? round.lineage : other)),
    best: smallest(state.best, [round.lineage], objective),
  }
}

function smallest(before: Netlist, lineages: readonly Lineage[], objective: Objective): Netlist {
  let best = before
  for (const lineage of lineages) if (isSmaller(lineage.best, best, objective)) best = lineage.best
  return best
}

const isPolish = ({ work }: RoundsState, options: RoundsOptions): boolean =>
  work * 16 >= options.work * polishFrom

/** Half of the lineages after each of as many parts of the competition as there are halvings. */
function selectLineages(state: RoundsState, { work, objective }: RoundsOptions) {
  const { lineages } = state
  const share = (state.work * 16) / (work * competeUntil)
  const left = share >= 1 ? 1 : share >= 1 / 2 ? 2 : lineages.length
  if (left >= lineages.length) return lineages
  const sorted = [...lineages].sort((a, b) => {
    if (isSmaller(a.best, b.best, objective)) return -1
    return isSmaller(b.best, a.best, objective) ? 1 : 0
  })
  return sorted.slice(0, left)
}

function methodOf({ round, lineages }: RoundsState, core: TableSpec | undefined) {
  const gates = gateCount(lineages[0]!.best)
  if (!core || gates > wholeGatesMax) return 'windows'
  const isLarge = core.inputs >= windowsFrom.inputs && gates >= windowsFrom.gates
  return isLarge && Math.floor(round / lineages.length) % 2 === 1 ? 'windows' : 'drift'
}

/** Tables of lineages, kept while a lineage's machine is; they are the same however often they are made. */
const tables = new WeakMap<Lineage, { table: TableSpec | undefined }>()

function tableOf(lineage: Lineage, { spec }: RoundsOptions): TableSpec | undefined {
  const known = tables.get(lineage)
  if (known) return known.table
  const table = tabulateCore(lineage.current, spec)
  tables.set(lineage, { table })
  return table
}
