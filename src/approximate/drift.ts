/**
 * The search under one bound: as few gates as the bound allows.
 *
 * First ties, greedily: of some random ones, the one that adds the least error for each gate that it
 * saves, as long as there is room below the bound. Then drift: what is smaller and not above the bound
 * is kept, and what is as large and, mostly, not more wrong, so that the machine wanders, and gains room
 * below the bound for the next gate.
 *
 * Sources: Vasicek & Sekanina 2015, "Evolutionary Approach to Approximate Digital Circuits Design"
 * (Cartesian Genetic Programming from the exact circuit, size under a bound of the error); Shin &
 * Gupta 2010, "Approximate Logic Synthesis for Error Tolerant Applications" (constants by error for
 * what they save).
 */
import type { Rng } from '../random.ts'
import type { Evaluator } from './evaluator.ts'
import {
  drawActiveGate,
  drawTarget,
  driftInactive,
  proposeMove,
  type TieTarget,
  tie,
} from './moves.ts'
import { createSignatures, type Signatures } from './signatures.ts'
import type { Sketch } from './sketch.ts'

/** A sketch with who measures it, and its error. */
export interface Candidate {
  readonly sketch: Sketch
  readonly evaluator: Evaluator
  error: number
}

/** Called whenever a change was kept. */
export type OnKept = (candidate: Candidate) => void

/** One in so many changes that save nothing may use up what is left below the bound. */
const freeEvery = 64

/** Ties of which the best one is kept. */
const tiesCompared = 48

/**
 * Ties signals while that saves gates below the bound; the candidate is changed in place. Returns the
 * evaluations that were spent, which may be fewer than given.
 */
export function tieGreedily(
  candidate: Candidate,
  bound: number,
  evaluations: number,
  rng: Rng,
  onKept: OnKept,
): number {
  const { sketch, evaluator } = candidate
  const signatures = createSignatures(sketch, rng.split('signatures'))
  let spent = 0
  while (spent + tiesCompared <= evaluations && sketch.activeGates > 0) {
    spent += tiesCompared
    const best = cheapestTie(candidate, bound, signatures, rng)
    if (!best) return spent
    tie(sketch, best.signal, best.target)
    candidate.error = evaluator.evaluate(sketch, bound)
    keep(candidate)
    signatures.update()
    onKept(candidate)
  }
  return spent
}

function keep({ sketch, evaluator }: Candidate): void {
  evaluator.keep()
  sketch.keep()
}

interface Tie {
  readonly signal: number
  readonly target: TieTarget
}

/** Of some random ties that save gates below the bound, the one that costs least a gate. */
function cheapestTie(
  { sketch, evaluator, error }: Candidate,
  bound: number,
  signatures: Signatures,
  rng: Rng,
): Tie | undefined {
  const gates = sketch.activeGates
  let best: Tie | undefined
  let bestCost = Number.POSITIVE_INFINITY
  for (let i = 0; i < tiesCompared; i++) {
    const signal = drawActiveGate(sketch, rng)
    const target = drawTarget(sketch, signal, signatures, rng)
    tie(sketch, signal, target)
    const saved = gates - sketch.activeGates
    if (saved > 0) {
      const above = evaluator.evaluate(sketch, bound)
      if (above !== Number.POSITIVE_INFINITY) {
        evaluator.undo()
        const cost = (above - error) / saved
        if (cost < bestCost) [best, bestCost] = [{ signal, target }, cost]
      }
    }
    sketch.undo()
  }
  return best
}

/** Drifts for so many evaluations; the candidate is changed in place. */
export function drift(
  candidate: Candidate,
  bound: number,
  evaluations: number,
  rng: Rng,
  onKept: OnKept,
): void {
  const { sketch, evaluator } = candidate
  const signatures = createSignatures(sketch, rng.split('signatures'))
  for (let spent = 0; spent < evaluations && sketch.activeGates > 0; spent++) {
    const gates = sketch.activeGates
    proposeMove(sketch, signatures, rng)
    // The size is known without looking at a row.
    const isFree = sketch.activeGates < gates || rng.below(freeEvery) === 0
    const allowed = isFree ? bound : candidate.error
    const isLarger = sketch.activeGates > gates
    const error = isLarger ? Number.POSITIVE_INFINITY : evaluator.evaluate(sketch, allowed)
    if (error === Number.POSITIVE_INFINITY) {
      sketch.undo()
      continue
    }
    candidate.error = error
    keep(candidate)
    driftInactive(sketch, rng)
    sketch.keep()
    signatures.update()
    onKept(candidate)
  }
}
