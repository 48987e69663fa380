/** Two machines side by side, as one that shows what both show. */
import { firstGate, type Netlist } from '../netlist.ts'

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
