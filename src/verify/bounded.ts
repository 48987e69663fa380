/**
 * Bounded model checking: can two machines differ at tick 0, at tick 1, and so on from reset? Ticks
 * are asked in their order, so the first difference is a shortest one.
 *
 * Source: Biere, Cimatti, Clarke & Zhu 1999, "Symbolic Model Checking without BDDs".
 */
import { createProofLog, type ProofLog } from '../sat/proof.ts'
import { type CheckedSolver, createCheckedSolver } from '../sat.ts'
import { createEncoding, type Encoding } from './cnf.ts'
import { decideEqual } from './sweep.ts'
import { createUnrolling, inFrame, type TickGraph, type Unrolling } from './unroll.ts'

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

  return {
    unrolling,
    solver,
    encoding,
    log,
    get ticks() {
      return ticks
    },
    advance(conflictsMax) {
      const frame = unrolling.frame(ticks)
      const conflictsEnd = solver.statistics.conflicts + conflictsMax
      for (let o = 0; o < tick.received.length; o++) {
        const [a, b] = [inFrame(frame, tick.received[o]!), inFrame(frame, tick.wanted[o]!)]
        if (a === b) continue
        const left = conflictsEnd - solver.statistics.conflicts
        if (left <= 0) return 'unknown'
        const answer = decideEqual(solver, encoding, a, b, left)
        if (answer === 'satisfiable') return modelInputs()
        if (answer === 'unknown') return 'unknown'
      }
      ticks++
      return 'same'
    },
  }
}
