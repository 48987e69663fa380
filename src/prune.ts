/**
 * Makes a machine smaller without changing what it does.
 *
 * A pass is a function from a netlist to one that is never larger and always equivalent. Passes
 * repeat until none helps; a step counts when there are fewer gates, or as many gates and fewer
 * latches, or as many of both and less depth. We do not take a pass's word for it: every step is
 * verified against the machine that was handed in.
 */
import { assert } from './errors.ts'
import { checkNetlist } from './netlist/check.ts'
import { expectNetlist } from './netlist/expect.ts'
import { depth } from './netlist/level.ts'
import { type Size, sizeOf } from './netlist/size.ts'
import { gateCount, type Netlist } from './netlist.ts'
import { constantsPass } from './prune/constants.ts'
import { deadPass } from './prune/dead.ts'
import { functionsPass } from './prune/functions.ts'
import { latchesPass } from './prune/latches.ts'
import { strashPass } from './prune/strash.ts'
import { createRng, type Rng } from './random.ts'
import type { TableSpec } from './spec.ts'
import { describeVerdict, type Verdict, type VerifyLimits, verify } from './verify.ts'

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
]

export interface PruneOptions {
  /** Default: all passes. */
  readonly passes?: readonly Pass[]
}

/** A pass that helped, and how large the machine was after it. */
export interface PruneStep extends Size {
  readonly pass: string
}

export interface PruneResult {
  readonly netlist: Netlist
  readonly steps: readonly PruneStep[]
  /** The result against the machine that was handed in; never `different`. */
  readonly verdict: Verdict
}

/** The most times that all passes are gone through. */
const roundsMax = 1000

/** What verifying a single step may cost; the result is verified without these limits. */
const stepLimits: VerifyLimits = {
  inputsMax: 18,
  letterInputsMax: 8,
  pairsMax: 2 ** 14,
  transitionsMax: 2 ** 18,
}

/** Prunes a machine until no pass makes it smaller. Throws a `UsageError` for a netlist that is none. */
export function prune(netlist: Netlist, options: PruneOptions = {}): PruneResult {
  expectNetlist(netlist, 'the netlist')
  const used = options.passes ?? passes
  const steps: PruneStep[] = []
  let current = netlist
  for (let round = 0; round < roundsMax; round++) {
    const stepsBefore = steps.length
    for (const pass of used) {
      const next = checkNetlist(pass.apply(current, { rng: createRng(1).split(pass.name, round) }))
      if (!isSmaller(next, current)) continue
      expectSame(pass.name, next, netlist, stepLimits)
      current = next
      steps.push({ pass: pass.name, ...sizeOf(current) })
    }
    if (steps.length === stepsBefore) break
  }
  return {
    netlist: current,
    steps,
    verdict: expectSame('all passes', current, netlist),
  }
}

function expectSame(
  name: string,
  next: Netlist,
  original: Netlist,
  limits?: VerifyLimits,
): Verdict {
  const verdict = verify(next, { kind: 'machine', netlist: original }, limits)
  assert(
    verdict.verdict !== 'different',
    `pruning by ${name} changed the machine: ${describeVerdict(verdict)}`,
  )
  return verdict
}

/** Fewer gates, or as many and fewer latches, or as many of both and less depth. */
function isSmaller(a: Netlist, b: Netlist): boolean {
  const gates = gateCount(a) - gateCount(b)
  if (gates !== 0) return gates < 0
  const latches = a.latches.length - b.latches.length
  return latches !== 0 ? latches < 0 : depth(a) < depth(b)
}
