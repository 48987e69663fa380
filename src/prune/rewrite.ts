/**
 * Rebuilds a netlist gate by gate. A rule sees the fan-ins of each gate as they were rebuilt and
 * answers with a signal that is already there or with the fan-ins of the one gate to add; so the
 * result never has more gates. What nobody reads any more is dropped at the end.
 */
import { compact } from '../netlist/compact.ts'
import { createPairTable } from '../netlist/pair-table.ts'
import { firstGate, gateCount, type Netlist } from '../netlist.ts'

/** A signal that is there, or the fan-ins of a gate to add. */
export type Replacement = number | readonly [number, number]

/** @param gate number of the gate in the netlist that is rebuilt */
export type Rule = (a: number, b: number, rebuilt: Rebuilt, gate: number) => Replacement

/** The gates that were rebuilt so far. */
export interface Rebuilt {
  /** The fan-ins of a signal, or undefined if it is no gate. */
  fanins(signal: number): readonly [number, number] | undefined
  /** The first gate with these fan-ins, in either order. */
  find(a: number, b: number): number | undefined
}

export interface Rewritten {
  readonly netlist: Netlist
  /** [signals] what became of every signal of the netlist before, before dropping any. */
  readonly signals: Uint32Array
}

/** Applies a rule to every gate and drops what became dead. */
export const rewrite = (netlist: Netlist, rule: Rule): Netlist =>
  compact(rewriteSignals(netlist, rule).netlist)

/**
 * Applies a rule to every gate; latches keep their numbers.
 *
 * @param latchSignals [latches] the signal to read in place of each latch, by default itself
 */
export function rewriteSignals(
  netlist: Netlist,
  rule: Rule,
  latchSignals?: Uint32Array,
): Rewritten {
  const { inputs } = netlist
  const first = firstGate(netlist)
  const signals = new Uint32Array(first + gateCount(netlist))
  for (let signal = 0; signal < first; signal++) signals[signal] = signal
  if (latchSignals) signals.set(latchSignals, 1 + inputs)
  const fanin = new Uint32Array(netlist.fanin.length)
  const known = createPairTable(gateCount(netlist))
  let gates = 0
  const rebuilt: Rebuilt = {
    fanins(signal) {
      const at = 2 * (signal - first)
      return at >= 0 && at < 2 * gates ? [fanin[at]!, fanin[at + 1]!] : undefined
    },
    find: known.get,
  }

  for (let g = 0; g < gateCount(netlist); g++) {
    const a = signals[netlist.fanin[2 * g]!]!
    const b = signals[netlist.fanin[2 * g + 1]!]!
    const replacement = rule(a, b, rebuilt, g)
    if (typeof replacement === 'number') {
      signals[first + g] = replacement
      continue
    }
    const signal = first + gates
    const [left, right] = replacement
    fanin[2 * gates] = left
    fanin[2 * gates + 1] = right
    gates++
    signals[first + g] = signal
    known.add(left, right, signal)
  }
  const follow = (signal: number) => signals[signal]!
  return {
    netlist: {
      inputs,
      latches: netlist.latches.map(follow),
      fanin: fanin.slice(0, 2 * gates),
      outputs: netlist.outputs.map(follow),
    },
    signals,
  }
}
