/**
 * Local laws of NAND: constants go through gates, an inverter of an inverter is a wire, and a gate
 * one of whose fan-ins says nothing that the other does not is an inverter.
 *
 *   NAND(0, x) = 1        NAND(1, x) = NOT x        NOT NOT x = x        NAND(x, NOT x) = 1
 *   NAND(x, NAND(NOT x, y)) = NOT x                 NAND(x, NAND(x, NOT y)) = NAND(x, y)
 */
import type { Pass } from '../prune.ts'
import { type Rebuilt, type Replacement, type Rule, rewrite } from './rewrite.ts'

/** The constant 1 is a gate that reads the constant 0 twice. */
const isOne = (signal: number, rebuilt: Rebuilt): boolean => rebuilt.fanins(signal)?.[0] === 0

/** The signal that `signal` inverts, if it is an inverter. */
function invertedBy(signal: number, rebuilt: Rebuilt): number | undefined {
  const fanins = rebuilt.fanins(signal)
  return fanins && fanins[0] === fanins[1] ? fanins[0] : undefined
}

const areOpposite = (a: number, b: number, rebuilt: Rebuilt): boolean =>
  invertedBy(a, rebuilt) === b || invertedBy(b, rebuilt) === a

const one = (rebuilt: Rebuilt): Replacement => rebuilt.find(0, 0) ?? [0, 0]

function not(signal: number, rebuilt: Rebuilt): Replacement {
  return invertedBy(signal, rebuilt) ?? rebuilt.find(signal, signal) ?? [signal, signal]
}

/** What is left of `NAND(x, gate)` when the gate reads x or its opposite. */
function absorb(x: number, gate: number, rebuilt: Rebuilt): Replacement | undefined {
  const fanins = rebuilt.fanins(gate)
  if (!fanins) return undefined
  for (const [side, other] of [fanins, [fanins[1], fanins[0]] as const]) {
    if (areOpposite(x, side, rebuilt)) return not(x, rebuilt)
    if (x !== side) continue
    const opposite = invertedBy(other, rebuilt) ?? rebuilt.find(other, other)
    if (opposite !== undefined) return rebuilt.find(x, opposite) ?? [x, opposite]
  }
  return undefined
}

/** Folds one gate; also shares equal gates, since folded ones often are. */
export const foldRule: Rule = (a, b, rebuilt) => {
  if (a === 0 || b === 0 || areOpposite(a, b, rebuilt)) return one(rebuilt)
  if (isOne(a, rebuilt) || a === b) return not(b, rebuilt)
  if (isOne(b, rebuilt)) return not(a, rebuilt)
  return absorb(a, b, rebuilt) ?? absorb(b, a, rebuilt) ?? rebuilt.find(a, b) ?? [a, b]
}

export const constantsPass: Pass = {
  name: 'constants',
  apply: (netlist) => rewrite(netlist, foldRule),
}
