/**
 * Two machines with memory, proved equal without looking at every pair of states, or told apart by the
 * shortest inputs: ticks from reset one after the other, and induction over more and more of them.
 */
import type { Netlist } from '../netlist.ts'
import { createRng } from '../random.ts'
import type { ProofListener, Verdict, VerifyLimits } from '../verify.ts'
import { createBounded } from './bounded.ts'
import { describeInputs } from './combinational.ts'
import { proveByInduction } from './induction.ts'
import { createTickGraph } from './unroll.ts'

/** The ticks that are assumed, one attempt after the other. */
const inductionTicks = [1, 2, 4, 8]
/** The most conflicts for a pair of signals. */
const pairConflictsMax = 1000

export interface SequentialProof {
  /** A proof, or a difference among the first ticks; undefined when there is neither. */
  prove(): Verdict | undefined
  /** Goes on tick by tick; without a difference, `unknown` says how far there is none. */
  look(unknown: Verdict & { verdict: 'unknown' }): Verdict
}

export function createSequentialProof(
  netlist: Netlist,
  reference: Netlist,
  { conflictsMax, ticksMax }: Required<VerifyLimits>,
  onProof?: ProofListener,
): SequentialProof {
  const tick = createTickGraph(netlist, reference)
  const bounded = createBounded(tick, onProof !== undefined)
  let spent = 0

  /** Looks at ticks up to a number of them, as far as conflicts last. */
  function lookUntil(ticks: number): Verdict | 'same' | 'spent' {
    while (bounded.ticks < ticks) {
      if (spent >= conflictsMax) return 'spent'
      const before = bounded.solver.statistics.conflicts
      const answer = bounded.advance(conflictsMax - spent)
      spent += bounded.solver.statistics.conflicts - before
      if (answer === 'unknown') return 'spent'
      if (answer === 'same') continue
      const counterexample = describeInputs(netlist, reference, answer)
      return { verdict: 'different', counterexample }
    }
    return 'same'
  }

  return {
    prove() {
      for (const ticks of inductionTicks) {
        const looked = lookUntil(Math.min(ticks, ticksMax))
        if (looked === 'spent') return undefined
        if (looked !== 'same') return looked
        const rng = createRng(0).split('verify', 'induction')
        const left = conflictsMax - spent
        const limits = { rng, ticks, pairConflictsMax, conflictsMax: left, onProof }
        const { isProved, invariants, clauses, conflicts } = proveByInduction(tick, bounded, limits)
        spent += conflicts
        if (isProved)
          return { verdict: 'equivalent', method: 'induction', ticks, invariants, clauses }
      }
      return undefined
    },
    look(unknown) {
      const looked = lookUntil(ticksMax)
      if (looked !== 'same' && looked !== 'spent') return looked
      return { ...unknown, ticks: bounded.ticks }
    },
  }
}
