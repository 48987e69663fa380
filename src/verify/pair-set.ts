/**
 * A set of keys of some words each that numbers its keys in the order in which they came.
 *
 * The keys lie one after the other in one array; a table of slots finds them, by open addressing.
 */

export interface PairSet {
  readonly size: number
  /** Adds the key at `offset` of `words` unless it is there; returns its number. */
  add(words: Uint32Array, offset: number): number
  /** Word `w` of key number `index`. */
  word(index: number, w: number): number
}

export function createPairSet(width: number): PairSet {
  let size = 0
  let keys = new Uint32Array(64 * width)
  let slots = new Int32Array(128).fill(-1)

  function hash(words: Uint32Array, offset: number): number {
    let mixed = width
    for (let w = 0; w < width; w++) {
      mixed = Math.imul(mixed ^ words[offset + w]!, 0x9e3779b1)
      mixed ^= mixed >>> 15
    }
    return mixed >>> 0
  }

  function isKey(index: number, words: Uint32Array, offset: number): boolean {
    for (let w = 0; w < width; w++) {
      if (keys[index * width + w] !== words[offset + w]) return false
    }
    return true
  }

  function grow(): void {
    const larger = new Uint32Array(keys.length * 2)
    larger.set(keys)
    keys = larger
    slots = new Int32Array(slots.length * 2).fill(-1)
    for (let index = 0; index < size; index++) {
      let slot = hash(keys, index * width) & (slots.length - 1)
      while (slots[slot] !== -1) slot = (slot + 1) & (slots.length - 1)
      slots[slot] = index
    }
  }

  return {
    get size() {
      return size
    },
    add(words, offset) {
      if (2 * size >= slots.length) grow()
      let slot = hash(words, offset) & (slots.length - 1)
      for (; slots[slot] !== -1; slot = (slot + 1) & (slots.length - 1)) {
        if (isKey(slots[slot]!, words, offset)) return slots[slot]!
      }
      for (let w = 0; w < width; w++) keys[size * width + w] = words[offset + w]!
      slots[slot] = size
      return size++
    },
    word: (index, w) => keys[index * width + w]!,
  }
}
