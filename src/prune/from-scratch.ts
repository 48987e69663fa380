/** A machine from a table by evolution from nothing: what finds it owes nothing to any structure. */
import { createNandGenome } from '../genome/nand.ts'
import { createFusedEngineOf } from '../island/fused.ts'
import { compact } from '../netlist/compact.ts'
import type { Netlist } from '../netlist.ts'
import { packBits, suitTable } from '../problem/packed.ts'
import { casesFromTable } from '../problem/table.ts'
import type { Rng } from '../random.ts'
import type { TableSpec } from '../spec.ts'
import { costOf } from './lineage.ts'

export interface Found {
  /** Undefined where the work did not suffice. */
  readonly netlist: Netlist | undefined
  readonly evaluations: number
  readonly work: number
}

/** Gates of a genotype that are active on the way, about: only those cost anything. */
const activeGates = 40

/** Evaluations between looks at the signal. */
const sliceEvaluations = 1_000_000

/** Evolves a machine that does what a table wants, with at most so much work. */
export async function evolveTable(
  table: TableSpec,
  rng: Rng,
  work: number,
  signal?: AbortSignal,
): Promise<Found> {
  const packed = packBits(casesFromTable(table))
  const { gates, search } = suitTable(packed.errorsMax)
  const size = { inputs: table.inputs, outputs: table.outputs, latches: 0, gates: gates! }
  const cost = costOf(activeGates, size.inputs)
  const evaluations = Math.floor(work / cost)
  const engine = createFusedEngineOf({
    size,
    packed: { ...packed, scoredAs: 'errors', sizes: ['gates'] },
    objectives: { errors: 'min', gates: 'min' },
    target: { errors: 0 },
    // A little way on, for the first machine that is right is seldom small.
    budget: { evaluations: Math.max(1, evaluations), stall: Math.floor(evaluations / 4) },
    ...{ lambda: search!.lambda!, patience: search!.patience!, areSiblings: true, slack: 0 },
  })
  let island = engine.create(rng.below(2 ** 32))
  while (!island.stopped && !signal?.aborted) {
    island = (await engine.advance(island, sliceEvaluations)).island
  }
  const best = engine.best(island)
  const isRight = best?.score[0] === 0
  const { decode } = createNandGenome(size)
  return {
    netlist: isRight ? compact(decode(best.genotype as Uint32Array)) : undefined,
    evaluations: island.evaluations,
    work: island.evaluations * cost,
  }
}
