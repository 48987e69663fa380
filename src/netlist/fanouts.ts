/** Who reads the gates of a netlist. */
import { firstGate, gateCount, type Netlist } from '../netlist.ts'

export interface Fanouts {
  /** [edges] gates that read a gate, gate by gate. */
  readonly readers: Uint32Array
  /** [gates + 1] where the readers of each gate begin. */
  readonly starts: Uint32Array
  /** [gates] 1 where an output or a latch reads the gate. */
  readonly isShown: Uint8Array
}

/** Lists who reads the gates of a netlist. */
export function listFanouts(netlist: Netlist): Fanouts {
  const { fanin, outputs, latches } = netlist
  const gates = gateCount(netlist)
  const first = firstGate(netlist)
  const starts = new Uint32Array(gates + 1)
  for (const signal of fanin) if (signal >= first) starts[signal - first + 1]!++
  for (let g = 0; g < gates; g++) starts[g + 1]! += starts[g]!
  const readers = new Uint32Array(starts[gates]!)
  const filled = starts.slice()
  for (let i = 0; i < fanin.length; i++) {
    if (fanin[i]! >= first) readers[filled[fanin[i]! - first]!++] = i >> 1
  }
  const isShown = new Uint8Array(gates)
  for (const signal of outputs) if (signal >= first) isShown[signal - first] = 1
  for (const signal of latches) if (signal >= first) isShown[signal - first] = 1
  return { readers, starts, isShown }
}
