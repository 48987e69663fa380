/** A number for two signals in either order, to find gates by their fan-ins. */
import { assert } from '../errors.ts'
import { signalsMax } from '../netlist.ts'

const factor = 2 ** 26
assert(signalsMax * factor <= Number.MAX_SAFE_INTEGER, 'keys of pairs are exact')

/** The same for (a, b) and (b, a), and for no other pair. */
export const pairKey = (a: number, b: number): number => Math.min(a, b) * factor + Math.max(a, b)
