/**
 * Gives signals locals, so that two that live at the same time never share one.
 *
 * Source: Poletto & Sarkar 1999, "Linear Scan Register Allocation": signals in order, a local is free
 * again after the last reader of its signal.
 */
import { firstGate, type Netlist, signalCount } from '../../netlist.ts'

/** How many locals are used, and the local of each signal; the constant 0 has none. */
export function assignLocals(netlist: Netlist): {
  locals: number
  local: (signal: number) => number
} {
  const { fanin } = netlist
  const first = firstGate(netlist)
  const last = lastReaders(netlist)
  const own = new Int32Array(signalCount(netlist)).fill(-1)
  const free: number[] = []
  let locals = 0
  const take = (signal: number): void => {
    own[signal] = free.pop() ?? locals++
  }
  const release = (signal: number, at: number): void => {
    if (signal > 0 && last[signal] === at) free.push(own[signal]!)
  }
  for (let signal = 1; signal < first; signal++) take(signal)
  for (let signal = first; signal < own.length; signal++) {
    const at = 2 * (signal - first)
    const [a, b] = [fanin[at]!, fanin[at + 1]!]
    release(a, signal)
    if (b !== a) release(b, signal)
    take(signal)
    // A gate that nobody reads keeps its local for itself only while it is written.
    if (last[signal] === 0) free.push(own[signal]!)
  }
  return { locals, local: (signal) => own[signal]! }
}

/** [signals] the last gate that reads each; 0 for none, and the end for outputs and next latches. */
function lastReaders(netlist: Netlist): Uint32Array {
  const { fanin, latches, outputs } = netlist
  const first = firstGate(netlist)
  const end = signalCount(netlist)
  const last = new Uint32Array(end)
  for (let at = 0; at < fanin.length; at++) last[fanin[at]!] = first + (at >> 1)
  for (const signal of outputs) last[signal] = end
  for (const signal of latches) last[signal] = end
  return last
}
