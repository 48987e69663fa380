/**
 * Words of 32 bits: lane k of word w is bit k of `words[w]`, so case 32w + k of whatever is packed.
 */

/** Number of words that hold `lanes` lanes. */
export const wordsFor = (lanes: number): number => Math.ceil(lanes / 32)

/** The word whose lowest `lanes` bits are 1, `lanes` in [0, 32]. */
export const lowLanes = (lanes: number): number =>
  lanes >= 32 ? 0xffffffff : ((1 << lanes) - 1) >>> 0

/** Number of ones in a word. */
export function popcount(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** The bit of lane `lane` in packed words that start at `offset`. */
export const getLane = (words: Uint32Array, lane: number, offset = 0): number =>
  (words[offset + (lane >>> 5)]! >>> (lane & 31)) & 1

/** Sets the bit of lane `lane` in packed words that start at `offset`. */
export function setLane(words: Uint32Array, lane: number, offset = 0): void {
  words[offset + (lane >>> 5)]! |= 1 << (lane & 31)
}

/** The words in which input `i` shows its value in rows 0, 1, 2 … of a truth table. */
const projections = [0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0, 0xff00ff00, 0xffff0000]

/**
 * The word w of input `i` when lanes count through all rows of a truth table: row r gives input i
 * the bit i of r.
 */
export const projectionWord = (i: number, w: number): number =>
  i < 5 ? projections[i]! : (w >>> (i - 5)) & 1 ? 0xffffffff : 0
