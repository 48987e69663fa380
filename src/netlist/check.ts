/** Holds a netlist against its invariants; runs after every decode, pass and reader. */
import { assert } from '../errors.ts'
import { firstGate, type Netlist, signalCount, signalsMax } from '../netlist.ts'

/** Returns the netlist; throws an internal error if a signal is out of order or out of range. */
export function checkNetlist(netlist: Netlist): Netlist {
  const { fanin, latches, outputs } = netlist
  const signals = signalCount(netlist)
  assert(fanin.length % 2 === 0, 'a gate has two fan-ins')
  assert(signals <= signalsMax, 'too many signals')
  const first = firstGate(netlist)
  for (let i = 0; i < fanin.length; i++) {
    assert(fanin[i]! < first + (i >> 1), `fan-in of gate ${i >> 1} not below its gate`)
  }
  for (const next of latches) assert(next < signals, 'latch takes a signal that is not there')
  for (const signal of outputs) assert(signal < signals, 'output shows a signal that is not there')
  return netlist
}
