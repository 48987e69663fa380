/**
 * One tick of machines as a machine without latches, so that any state can be simulated: latches
 * become inputs behind the inputs, and what they take becomes outputs behind the outputs. The
 * numbers of signals stay as they are.
 */
import { firstGate, type Netlist } from '../netlist.ts'

/** One tick of a machine. */
export function transitionOf(netlist: Netlist): Netlist {
  const { inputs, latches, fanin, outputs } = netlist
  return {
    inputs: inputs + latches.length,
    latches: new Uint32Array(0),
    fanin,
    outputs: Uint32Array.from([...outputs, ...latches]),
  }
}

/** Two machines that share their inputs, as one: latches of both, outputs of both. */
export function besides(a: Netlist, b: Netlist): Netlist {
  const { inputs } = a
  const latches = a.latches.length + b.latches.length
  const gatesA = a.fanin.length / 2
  const place = (from: Netlist, latchesBefore: number, gatesBefore: number) => (signal: number) => {
    if (signal <= inputs) return signal
    const first = firstGate(from)
    return signal < first
      ? signal + latchesBefore
      : 1 + inputs + latches + gatesBefore + (signal - first)
  }
  const placeA = place(a, 0, 0)
  const placeB = place(b, a.latches.length, gatesA)
  const join = (field: 'latches' | 'fanin' | 'outputs') =>
    Uint32Array.from([...a[field].map(placeA), ...b[field].map(placeB)])
  return { inputs, latches: join('latches'), fanin: join('fanin'), outputs: join('outputs') }
}
