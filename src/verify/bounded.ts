/**
 * Bounded model checking: can two machines differ at tick 0, at tick 1, and so on from reset? Ticks
 * are asked in their order, so the first difference is a shortest one.
 *
 * Source: Biere, Cimatti, Clarke & Zhu 1999, "Symbolic Model Checking without BDDs".
 */
import { createProofLog, type ProofLog } from '../sat/proof.ts'
import { type CheckedSolver, createCheckedSolver } from '../sat.ts'
import { createEncoding, type Encoding } from './cnf.ts'
import { negate } from './graph.ts'
import { createUnrolling, type Frame, inFrame, type TickGraph, type Unrolling } from './unroll.ts'

/** The most nodes of all ticks together; beyond, the next tick is unknown. */
const nodesMax = 2 ** 22
/** The most nodes of the cones that are asked about at a tick. */
const visitsMax = 2 ** 24

export interface Bounded {
  readonly unrolling: Unrolling
  readonly solver: CheckedSolver
  readonly encoding: Encoding
  readonly log: ProofLog | undefined
  /** The number of ticks at which no difference can be seen. */
  readonly ticks: number
  /**
   * Asks the next tick: `same`, the inputs [ticks × inputs] of a difference there, or `unknown` after
   * so many conflicts.
   */
  advance(conflictsMax: number): 'same' | 'unknown' | number[][]
}

export function createBounded(tick: TickGraph, keepsProof: boolean): Bounded {
  const unrolling = createUnrolling(tick, 'reset')
  const log = keepsProof ? createProofLog() : undefined
  const solver = createCheckedSolver({ proof: log?.sink })
  const encoding = createEncoding(unrolling.graph, solver)
  let ticks = 0

  const modelInputs = (): number[][] =>
    unrolling.frames
      .slice(0, ticks + 1)
      .map(({ inputs }) => Array.from(inputs, (literal) => (encoding.value(literal >> 1) ? 1 : 0)))

  /** Literals one of which is 1 when outputs differ, each of one output or, of many, of a group. */
  function differences(frame: Frame): number[] {
    const { graph } = unrolling
    const single = Array.from(tick.received, (literal, o) =>
      graph.xor(inFrame(frame, literal), inFrame(frame, tick.wanted[o]!)),
    ).filter((literal) => literal !== 0)
    const groups = Math.max(1, Math.floor(visitsMax / graph.nodes))
    const size = Math.ceil(single.length / groups)
    const either = (a: number, b: number) => negate(graph.and(negate(a), negate(b)))
    return Array.from({ length: size > 0 ? Math.ceil(single.length / size) : 0 }, (_, i) =>
      single.slice(i * size, (i + 1) * size).reduce(either),
    )
  }

  return {
    unrolling,
    solver,
    encoding,
    log,
    get ticks() {
      return ticks
    },
    advance(conflictsMax) {
      if (unrolling.graph.nodes + tick.graph.nodes > nodesMax) return 'unknown'
      const frame = unrolling.frame(ticks)
      const conflictsEnd = solver.statistics.conflicts + conflictsMax
      for (const differs of differences(frame)) {
        const left = conflictsEnd - solver.statistics.conflicts
        if (left <= 0) return 'unknown'
        const assumptions = [encoding.literal(differs)]
        const scope = encoding.cone([differs])
        const answer = solver.solve({ assumptions, conflictsMax: left, scope })
        if (answer === 'satisfiable') return modelInputs()
        if (answer === 'unknown') return 'unknown'
      }
      ticks++
      return 'same'
    },
  }
}
