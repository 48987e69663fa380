/**
 * Random numbers that depend on nothing but a seed and labels.
 *
 * A stream is named by a 64-bit key. `split` hashes labels into the key of another stream, so that
 * streams are independent and a checkpoint holds no generator state: the stream of generation 7 is
 * `createRng(seed).split('ask', 7)` whenever it is wanted. Within a stream, numbers come from
 * xoshiro128**, seeded by the key.
 *
 * Sources: Salmon, Moraes, Dror & Shaw 2011, "Parallel Random Numbers: As Easy as 1, 2, 3"
 * (Threefry-2x32, 20 rounds, for keys); Blackman & Vigna 2021, "Scrambled Linear Pseudorandom Number
 * Generators" (xoshiro128**, for numbers).
 */

export interface Rng {
  /** The two words that name this stream. */
  readonly key: readonly [number, number]
  /** The next 32 random bits as an unsigned integer. */
  next(): number
  /** A uniform integer in [0, n), n in [1, 2³²]; draws nothing when n is 1. */
  below(n: number): number
  /** A uniform number in [0, 1) with 53 random bits. */
  float(): number
  /** The stream named by these labels under this one, whatever was drawn from this one. */
  split(...labels: readonly (string | number)[]): Rng
}

/** Creates the root stream of a seed, an integer in [0, 2⁵³). */
export function createRng(seed: number): Rng {
  return createStream((seed % 2 ** 32) >>> 0, Math.floor(seed / 2 ** 32))
}

function createStream(key0: number, key1: number): Rng {
  // Seeding costs two blocks, so it waits for the first number: many streams are only split.
  let seeded = false
  let a = 0
  let b = 0
  let c = 0
  let d = 0

  function seedNumbers() {
    ;[a, b] = threefry(key0, key1, 0, domainNumbers) as [number, number]
    ;[c, d] = threefry(key0, key1, 1, domainNumbers) as [number, number]
    if ((a | b | c | d) === 0) d = 1
    seeded = true
  }

  function next(): number {
    if (!seeded) seedNumbers()
    const x = Math.imul(b, 5)
    const result = Math.imul((x << 7) | (x >>> 25), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = (d << 11) | (d >>> 21)
    return result
  }

  return {
    key: [key0, key1],
    next,
    below(n) {
      if (n === 1) return 0
      // The highest bits that can hold n - 1, drawn again until they are below n: unbiased.
      const shift = Math.clz32(n - 1)
      let x = next() >>> shift
      while (x >= n) x = next() >>> shift
      return x
    },
    float() {
      return ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53
    },
    split(...labels) {
      let keys: readonly [number, number] = [key0, key1]
      for (const label of labels) keys = hashLabel(keys, label)
      return createStream(keys[0], keys[1])
    },
  }
}

// The second counter word keeps what a key is used for apart: it is below 2²¹ for labels that are
// numbers, has its highest bit set for labels that are texts, and is this for drawing numbers.
const domainNumbers = 0x6e756d62
const domainText = 0x80000000

/** One block a label: streams are split at every generation. */
function hashLabel(keys: readonly [number, number], label: string | number): [number, number] {
  if (typeof label === 'number') {
    return threefry(keys[0], keys[1], (label % 2 ** 32) >>> 0, Math.floor(label / 2 ** 32))
  }
  const [low, high] = hashText(label)
  return threefry(keys[0], keys[1], low, high)
}

/**
 * Two words that stand for a text, the second with its highest bit set; different texts meet in one
 * of 2⁶³ cases.
 *
 * Source: Fowler, Noll & Vo 1991, FNV-1a, with two offsets and, for the second word, another prime.
 */
export function hashText(text: string): [number, number] {
  let low = 0x811c9dc5
  let high = 0xcbf29ce4
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    low = Math.imul(low ^ code, 0x01000193)
    high = Math.imul(high ^ code, 0x85ebca6b)
  }
  return [low >>> 0, (high | domainText) >>> 0]
}

/** Brings a list into an order that is drawn, in place. Source: Durstenfeld 1964, "Algorithm 235: Random permutation". */
export function shuffle<T>(list: T[], rng: Rng): void {
  for (let last = list.length - 1; last > 0; last--) {
    const other = rng.below(last + 1)
    const kept = list[last]!
    list[last] = list[other]!
    list[other] = kept
  }
}

const rotations = [13, 15, 26, 6, 17, 29, 16, 24]

/** One block of Threefry-2x32-20: two words from a key of two words and a counter of two words. */
export function threefry(k0: number, k1: number, c0: number, c1: number): [number, number] {
  const keys = [k0, k1, 0x1bd11bda ^ k0 ^ k1]
  let x = (c0 + k0) | 0
  let y = (c1 + k1) | 0
  for (let round = 0; round < 20; round++) {
    const r = rotations[round % 8]!
    x = (x + y) | 0
    y = ((y << r) | (y >>> (32 - r))) ^ x
    if (round % 4 === 3) {
      const injection = (round + 1) / 4
      x = (x + keys[injection % 3]!) | 0
      y = (y + keys[(injection + 1) % 3]! + injection) | 0
    }
  }
  return [x >>> 0, y >>> 0]
}
