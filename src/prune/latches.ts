/**
 * Latches that never leave 0, and latches that always agree.
 *
 * We start from the boldest guess, that every latch is constant 0, rebuild the gates under it, and
 * take back what does not hold: a class is split where its latches take different signals. What is
 * left when nothing more splits is true by induction: at reset all latches are 0, and latches that
 * agree at a tick agree at the next.
 *
 * Source: van Eijk 2000, "Sequential Equivalence Checking Based on Structural Similarities".
 */
import { compact } from '../netlist/compact.ts'
import type { Netlist } from '../netlist.ts'
import type { Pass } from '../prune.ts'
import { foldRule } from './constants.ts'
import { rewriteSignals } from './rewrite.ts'

/** The most times that classes are split; a netlist that needs more is left as it is. */
const splitsMax = 256

export const latchesPass: Pass = { name: 'latches', apply: mergeLatches }

function mergeLatches(netlist: Netlist): Netlist {
  // [latches] the signal that stands for each latch: 0, or the first latch of its class.
  let stands = new Uint32Array(netlist.latches.length)
  for (let split = 0; split < splitsMax; split++) {
    const rewritten = rewriteSignals(netlist, foldRule, stands)
    const refined = splitClasses(netlist, stands, rewritten.signals)
    if (refined.every((signal, l) => signal === stands[l])) return compact(rewritten.netlist)
    stands = refined
  }
  return netlist
}

/** Latches stay together when they were together and take the same signal. */
function splitClasses(
  netlist: Netlist,
  stands: Uint32Array,
  signals: Uint32Array,
): Uint32Array<ArrayBuffer> {
  const classes = new Map<string, number>([['0 0', 0]])
  return stands.map((stand, l) => {
    const key = `${stand} ${signals[netlist.latches[l]!]}`
    const known = classes.get(key)
    if (known !== undefined) return known
    classes.set(key, 1 + netlist.inputs + l)
    return 1 + netlist.inputs + l
  })
}
