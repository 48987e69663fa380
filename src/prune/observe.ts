/**
 * What every signal of a machine without latches shows in all rows, and in which rows that can be seen.
 *
 * A row is seen through a gate when some output that matters in that row would change with the gate;
 * in all others the gate may show anything (observability don't-cares). Both are exact.
 */
import { projectionWord, wordsFor } from '../bits.ts'
import { firstGate, gateCount, type Netlist, signalCount } from '../netlist.ts'

export interface Observer {
  /** Words of a signal. */
  readonly words: number
  /** [signals × words] what each signal shows. */
  readonly values: Uint32Array
  /** [signals] 1 for the gate that was looked at last and for all that depends on it. */
  readonly depends: Uint8Array
  /** Writes, [words], the rows in which gate `g` is seen; `depends` goes with it. */
  seenInto(seen: Uint32Array, g: number): void
}

/** @param care [outputs × words] 1 where an output matters; lanes beyond the rows are 0 */
export function observe(netlist: Netlist, care: Uint32Array): Observer {
  const { fanin, outputs } = netlist
  const first = firstGate(netlist)
  const words = wordsFor(2 ** netlist.inputs)
  const signals = signalCount(netlist)
  const values = new Uint32Array(signals * words)
  const depends = new Uint8Array(signals)
  const changed = new Uint32Array(signals * words)
  for (let i = 0; i < netlist.inputs; i++) {
    for (let w = 0; w < words; w++) values[(1 + i) * words + w] = projectionWord(i, w)
  }
  for (let g = 0; g < gateCount(netlist); g++) {
    const a = fanin[2 * g]! * words
    const b = fanin[2 * g + 1]! * words
    const to = (first + g) * words
    for (let w = 0; w < words; w++) values[to + w] = ~(values[a + w]! & values[b + w]!)
  }

  return {
    words,
    values,
    depends,
    seenInto(seen, gate) {
      depends.fill(0)
      seen.fill(0)
      const from = (first + gate) * words
      depends[first + gate] = 1
      for (let w = 0; w < words; w++) changed[from + w] = ~values[from + w]!
      for (let g = gate + 1; g < gateCount(netlist); g++) {
        const [x, y] = [fanin[2 * g]!, fanin[2 * g + 1]!]
        if (!depends[x] && !depends[y]) continue
        depends[first + g] = 1
        const xs = depends[x] ? changed : values
        const ys = depends[y] ? changed : values
        const to = (first + g) * words
        for (let w = 0; w < words; w++) {
          changed[to + w] = ~(xs[x * words + w]! & ys[y * words + w]!)
        }
      }
      outputs.forEach((signal, o) => {
        if (!depends[signal]) return
        const at = signal * words
        for (let w = 0; w < words; w++) {
          seen[w]! |= (values[at + w]! ^ changed[at + w]!) & care[o * words + w]!
        }
      })
    },
  }
}
