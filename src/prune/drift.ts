/**
 * Neutral drift: a machine is changed gene by gene, every change that leaves it right and is not much
 * larger is taken, and the smallest machine on the way is kept.
 *
 * Every row of the table is looked at for every change, so what comes out is as exact as what went in.
 * It is evolution without an aim but size, by the fast engine of evolution itself; it leaves the structure
 * that it was given, which conventional synthesis keeps.
 *
 * Sources: Vasicek 2015, "Cartesian GP in Optimization of Combinational Circuits with Hundreds of Inputs
 * and Thousands of Gates"; Dueck & Scheuer 1990, "Threshold Accepting".
 */
import { createNandGenome, encodeNetlist, type NandGenotype } from '../genome/nand.ts'
import { createFusedEngineOf } from '../island/fused.ts'
import type { Island } from '../island.ts'
import { compact } from '../netlist/compact.ts'
import { depth } from '../netlist/level.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import { packBits } from '../problem/packed.ts'
import { casesFromTable } from '../problem/table.ts'
import type { Packed, Sizes } from '../problem.ts'
import type { Rng } from '../random.ts'
import type { OnePlusLambdaState } from '../search/one-plus-lambda.ts'
import type { Individual } from '../search.ts'
import type { TableSpec } from '../spec.ts'
import { reorder } from './reorder.ts'

export interface DriftOptions {
  readonly rng: Rng
  readonly evaluations: number
  /** How much larger than the smallest a machine on the way may be. */
  readonly slack: number
  readonly sizes: Sizes
  /** Gates that nobody reads yet, for changes to connect to. */
  readonly spare: number
  /** The smallest machine so far, if another than the one to start from. */
  readonly mark?: Netlist
  readonly signal?: AbortSignal
}

export interface Drifted {
  /** The smallest on the way; the mark where none was smaller. */
  readonly best: Netlist
  /** Where the walk ended: as right as the best, and larger by at most the slack. */
  readonly last: Netlist
  readonly evaluations: number
}

/** Mutants a generation, all of the same gene: what one change costs falls with their number. */
const lambda = 16
/** A budget of the walk's own says when it ends. */
const endless = Number.MAX_SAFE_INTEGER

/**
 * Drifts from a machine without latches that does what a table wants.
 *
 * @param table wanted of the machine, in every row
 */
export async function drift(
  netlist: Netlist,
  table: TableSpec,
  options: DriftOptions,
): Promise<Drifted> {
  return driftCases(netlist, packBits(casesFromTable(table)), options)
}

/** Drifts from a machine without latches that is right in all cases. */
export async function driftCases(
  netlist: Netlist,
  cases: Packed,
  { rng, evaluations, slack, sizes, spare, mark = netlist, signal }: DriftOptions,
): Promise<Drifted> {
  const { inputs, outputs } = netlist
  const size = {
    inputs,
    outputs: outputs.length,
    latches: 0,
    gates: gateCount(netlist) + spare,
  }
  const engine = createFusedEngineOf({
    size,
    packed: { ...cases, sizes, scoredAs: 'errors' },
    objectives: { errors: 'min', ...Object.fromEntries(sizes.map((name) => [name, 'min'])) },
    target: { errors: 0 },
    budget: { evaluations: endless, stall: endless },
    ...{ lambda, patience: 0, areSiblings: true, slack },
  })
  const measures = { gates: gateCount, depth }
  const scoreOf = (machine: Netlist) => [0, ...sizes.map((name) => measures[name](machine))]
  const genotype = encodeNetlist(reorder(netlist, spare, rng.split('order')), size)
  const start: Individual<NandGenotype> = { genotype, score: scoreOf(netlist) }
  // Of the mark only the size is known here.
  const marked: Individual<NandGenotype> = { genotype, score: scoreOf(mark) }
  const state: OnePlusLambdaState<NandGenotype> = {
    ...{ parent: start, best: marked },
    ...{ restarts: 0, age: 0, improvedAt: 0 },
  }
  const newborn = engine.create(rng.split('drift').below(2 ** 32))
  const { island } = await engine.advance({ ...newborn, state }, evaluations, signal)
  const { decode } = createNandGenome(size)
  const { parent, best } = island.state as typeof state
  const isSmaller = best!.score.some((value, i) => value !== marked.score[i])
  return {
    best: isSmaller ? compact(decode(best!.genotype)) : mark,
    last: compact(decode(parent!.genotype)),
    evaluations: (island as Island).evaluations,
  }
}
