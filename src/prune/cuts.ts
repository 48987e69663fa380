/**
 * Cuts: small sets of signals that a signal is a function of, and that function.
 *
 * A gate's cuts are the unions of one cut of each fan-in, the signal alone besides; of all that have at
 * most four leaves, the first few with the fewest leaves are kept (priority cuts).
 *
 * Source: Mishchenko, Cho, Chatterjee & Brayton 2007, "Combinational and Sequential Mapping with
 * Priority Cuts".
 */

/** The most leaves of a cut. */
export const leavesMax = 4
/** The most cuts that a signal keeps, the one of itself alone included. */
const cutsMax = 9
/** Leaves, their number, and the function of them, a place each. */
const stride = leavesMax + 2

const projections = [0xaaaa, 0xcccc, 0xf0f0, 0xff00]

export interface Cuts {
  /** Lists the cut of a signal that is no gate, or that is looked at from outside only. */
  addLeaf(signal: number): void
  /** Lists the cuts of a gate; its fan-ins have theirs. */
  addGate(signal: number, a: number, b: number): void
  count(signal: number): number
  /** The leaves of a cut, ascending, written into `leaves`; returns how many. */
  leavesInto(leaves: Int32Array, signal: number, cut: number): number
  /** The function of a cut as a table of four inputs; leaf i is input i. */
  table(signal: number, cut: number): number
}

/** @param signalsMax number of signals that may be added */
export function createCuts(signalsMax: number): Cuts {
  const data = new Int32Array(signalsMax * cutsMax * stride)
  const counts = new Uint8Array(signalsMax)
  const merged = new Int32Array(leavesMax + 1)
  const place = (signal: number, cut: number) => (signal * cutsMax + cut) * stride

  function addLeaf(signal: number): void {
    const at = place(signal, 0)
    data[at] = signal
    data[at + leavesMax] = signal === 0 ? 0 : 1
    data[at + leavesMax + 1] = signal === 0 ? 0 : projections[0]!
    counts[signal] = 1
  }

  /** Unites two cuts into `merged`; returns the number of leaves, or more than there may be. */
  function unite(p: number, q: number): number {
    const pEnd = p + data[p + leavesMax]!
    const qEnd = q + data[q + leavesMax]!
    let i = p
    let j = q
    let size = 0
    while (i < pEnd || j < qEnd) {
      if (size === leavesMax) return leavesMax + 1
      const x = i < pEnd ? data[i]! : 0x7fffffff
      const y = j < qEnd ? data[j]! : 0x7fffffff
      merged[size++] = Math.min(x, y)
      if (x <= y) i++
      if (y <= x) j++
    }
    return size
  }

  /** The table of a cut over the leaves in `merged`, which contain its own. */
  function stretch(at: number, size: number): number {
    const own = data[at + leavesMax]!
    let table = data[at + leavesMax + 1]!
    // From the last leaf down: input i moves to a place that is not below its own.
    for (let i = own - 1, j = size - 1; i >= 0; i--) {
      while (merged[j] !== data[at + i]) j--
      if (i !== j) table = swapInputs(table, i, j)
    }
    return table
  }

  /** Whether a cut of the signal has no leaf that is not in `merged`. */
  function isCovered(signal: number, from: number, to: number, size: number): boolean {
    for (let cut = from; cut < to; cut++) {
      const at = place(signal, cut)
      const own = data[at + leavesMax]!
      if (own > size) continue
      let i = 0
      for (let j = 0; i < own && j < size; j++) if (data[at + i] === merged[j]) i++
      if (i === own) return true
    }
    return false
  }

  function addGate(signal: number, a: number, b: number): void {
    addLeaf(signal)
    let count = 1
    for (let p = 0; p < counts[a]!; p++) {
      for (let q = 0; q < counts[b]!; q++) {
        if (a === b && p !== q) continue
        const size = unite(place(a, p), place(b, q))
        if (size > leavesMax || isCovered(signal, 1, count, size)) continue
        // The one with the most leaves makes room for a smaller one.
        if (count === cutsMax) {
          let largest = 1
          for (let cut = 2; cut < count; cut++) {
            if (data[place(signal, cut) + leavesMax]! > data[place(signal, largest) + leavesMax]!)
              largest = cut
          }
          if (data[place(signal, largest) + leavesMax]! <= size) continue
          data.copyWithin(place(signal, largest), place(signal, count - 1), place(signal, count))
          count--
        }
        const at = place(signal, count++)
        const table = ~(stretch(place(a, p), size) & stretch(place(b, q), size)) & 0xffff
        for (let i = 0; i < size; i++) data[at + i] = merged[i]!
        data[at + leavesMax] = size
        data[at + leavesMax + 1] = table
      }
    }
    counts[signal] = count
  }

  return {
    addLeaf,
    addGate,
    count: (signal) => counts[signal]!,
    leavesInto(leaves, signal, cut) {
      const at = place(signal, cut)
      const size = data[at + leavesMax]!
      for (let i = 0; i < size; i++) leaves[i] = data[at + i]!
      return size
    },
    table: (signal, cut) => data[place(signal, cut) + leavesMax + 1]!,
  }
}

/** Lanes where inputs i and j differ, the first 1 and the second 0. */
const mixed = projections.map((x) => projections.map((y) => x & ~y & 0xffff))

/** A function of four inputs after inputs i < j were exchanged. */
function swapInputs(table: number, i: number, j: number): number {
  const up = mixed[i]![j]!
  const down = mixed[j]![i]!
  const shift = 2 ** j - 2 ** i
  return (table & ~(up | down) & 0xffff) | ((table & up) << shift) | ((table & down) >>> shift)
}
