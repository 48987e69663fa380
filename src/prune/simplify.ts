/**
 * Exact passes until none helps. We do not take a pass's word for it: every step is verified as far as
 * its limits go, and a step that is refuted stops everything.
 */
import { assert } from '../errors.ts'
import { checkNetlist } from '../netlist/check.ts'
import { coreOf } from '../netlist/core.ts'
import { sizeOf } from '../netlist/size.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import type { Pass, PassContext, PruneStep } from '../prune.ts'
import { describeVerdict, type Verdict, type VerifyLimits, verify } from '../verify.ts'
import { isSmaller, type Objective } from './objective.ts'

/** The most times that all passes are gone through. */
const roundsMax = 1000

/** How often costly passes look at netlists of more gates than these; small ones they look at until nothing helps. */
const largeGates = 2000
const costlyRounds = 2

/** What verifying a single step may cost; results are verified without these limits. */
const stepLimits: VerifyLimits = {
  inputsMax: 18,
  letterInputsMax: 8,
  pairsMax: 2 ** 14,
  transitionsMax: 2 ** 18,
  conflictsMax: 20_000,
  ticksMax: 4,
}

export interface Simplified {
  readonly netlist: Netlist
  /** The passes that helped, in order. */
  readonly steps: readonly PruneStep[]
  /** Whether states are coded as before, so that the core's table still holds. */
  readonly isSameCore: boolean
}

/**
 * Applies passes until none makes a machine smaller. A step is held against the core's table where
 * there is one, and against the machine that was handed in elsewhere.
 */
export function simplify(
  netlist: Netlist,
  passes: readonly Pass[],
  context: PassContext,
  objective: Objective = 'gates',
): Simplified {
  const steps = simplifySteps(netlist, passes, context, objective)
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
  }
}

/** A pass that helped, and what it left; before that, that this is about to be proved. */
export type SimplifyStep =
  | { readonly proving: PruneStep }
  | { readonly step: PruneStep; readonly netlist: Netlist }

/** Simplifies step by step: each one is yielded before it is verified, and once more after. */
export function* simplifySteps(
  netlist: Netlist,
  passes: readonly Pass[],
  context: PassContext,
  objective: Objective = 'gates',
): Generator<SimplifyStep, Simplified> {
  const steps: PruneStep[] = []
  let current = netlist
  let { core } = context
  let isSameCore = true
  for (let round = 0; round < roundsMax; round++) {
    const stepsBefore = steps.length
    for (const pass of passes) {
      if (pass.isCostly && round >= costlyRounds && gateCount(current) > largeGates) continue
      const rng = context.rng.split(pass.name, round)
      const next = checkNetlist(pass.apply(current, { rng, core }))
      if (!isSmaller(next, current, objective)) continue
      // A core of fewer latches, or of states coded anew, has other rows.
      if (pass.recodes || next.latches.length !== current.latches.length) {
        core = undefined
        isSameCore = false
      }
      const step = { pass: pass.name, ...sizeOf(next) }
      yield { proving: step }
      expectRight(pass.name, next, core ? undefined : current, core)
      current = next
      steps.push(step)
      yield { step, netlist: current }
    }
    if (steps.length === stepsBefore) break
  }
  return { netlist: current, steps, isSameCore }
}

/** Throws when a pass changed what a machine does, as far as a step's limits let us see. */
function expectRight(
  name: string,
  next: Netlist,
  before: Netlist | undefined,
  core: PassContext['core'],
): void {
  const verdict = before
    ? verify(next, { kind: 'machine', netlist: before }, stepLimits)
    : verify(coreOf(next), core!, stepLimits)
  expectNotDifferent(verdict, name)
}

/** Throws for a verdict that says the machine was changed. */
export function expectNotDifferent(verdict: Verdict, name: string): Verdict {
  assert(
    verdict.verdict !== 'different',
    `pruning by ${name} changed the machine: ${describeVerdict(verdict)}`,
  )
  return verdict
}
