/** Cones: the signals that something depends on, within a tick and through latches. */
import { firstGate, type Netlist, signalCount } from '../netlist.ts'

/**
 * Marks, [signals], what the outputs depend on through gates and latches. A latch that no output
 * depends on is not marked, nor is what only feeds it.
 */
export function activeSignals(netlist: Netlist): Uint8Array {
  const { fanin, latches, outputs, inputs } = netlist
  const first = firstGate(netlist)
  const active = new Uint8Array(signalCount(netlist))
  const stack: number[] = []
  const mark = (signal: number) => {
    if (active[signal]) return
    active[signal] = 1
    stack.push(signal)
  }
  outputs.forEach(mark)
  while (stack.length > 0) {
    const signal = stack.pop()!
    if (signal >= first) {
      mark(fanin[2 * (signal - first)]!)
      mark(fanin[2 * (signal - first) + 1]!)
    } else if (signal > inputs) {
      mark(latches[signal - inputs - 1]!)
    }
  }
  return active
}
