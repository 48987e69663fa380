/**
 * Finds gates by their fan-ins, in either order: open addressing in flat arrays, for netlists of
 * millions of gates.
 */

export interface PairTable {
  /** The signal that is kept under two fan-ins; undefined where there is none. */
  get(a: number, b: number): number | undefined
  /** Keeps a signal under two fan-ins; the first one that was kept stays. */
  add(a: number, b: number, signal: number): void
}

const empty = 0xffffffff
/** Slots of a new table; a power of two. */
const slotsAtFirst = 64

/** @param expected number of gates, where it is known */
export function createPairTable(expected = 0): PairTable {
  let slots = slotsAtFirst
  while (slots < 2 * expected) slots *= 2
  let size = 0
  // [slots × 3] the smaller fan-in, the larger one, the signal
  let table = new Uint32Array(3 * slots).fill(empty)

  /** Where a pair lies, or the empty slot where it would. */
  function find(low: number, high: number): number {
    let mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b)
    mixed ^= mixed >>> 15
    let at = 3 * (mixed & (slots - 1))
    while (table[at + 2] !== empty && (table[at] !== low || table[at + 1] !== high)) {
      at += 3
      if (at === table.length) at = 0
    }
    return at
  }

  function grow(): void {
    const before = table
    slots *= 2
    table = new Uint32Array(3 * slots).fill(empty)
    for (let from = 0; from < before.length; from += 3) {
      if (before[from + 2] === empty) continue
      table.set(before.subarray(from, from + 3), find(before[from]!, before[from + 1]!))
    }
  }

  return {
    get(a, b) {
      const signal = table[find(Math.min(a, b), Math.max(a, b)) + 2]!
      return signal === empty ? undefined : signal
    },
    add(a, b, signal) {
      const [low, high] = [Math.min(a, b), Math.max(a, b)]
      let at = find(low, high)
      if (table[at + 2] !== empty) return
      if (2 * size >= slots) {
        grow()
        at = find(low, high)
      }
      table[at] = low
      table[at + 1] = high
      table[at + 2] = signal
      size++
    },
  }
}
