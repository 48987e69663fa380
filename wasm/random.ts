/**
 * The random streams of `src/random.ts`, word for word: keys by Threefry-2x32-20, numbers by
 * xoshiro128**. A stream is global state here, for only one is drawn from at a time.
 *
 * A generation draws from two streams, `key.split(generation).split(text)` for two texts. They are
 * opened for four generations at once, a generation a lane, so that the many rounds of Threefry cost
 * little beside what is drawn.
 *
 * Sources: Salmon, Moraes, Dror & Shaw 2011, "Parallel Random Numbers: As Easy as 1, 2, 3"; Blackman &
 * Vigna 2021, "Scrambled Linear Pseudorandom Number Generators".
 */

/** The numbers that are drawn next come from here. */
let a: u32 = 0
let b: u32 = 0
let c: u32 = 0
let d: u32 = 0

const domainNumbers: u32 = 0x6e756d62

/** The four generations that are open, the first a multiple of four; none at first. */
let opened: u64 = u64.MAX_VALUE
let key0: u32 = 0
let key1: u32 = 0
/** [2 texts × 4 words × 4 generations] the first state of each stream. */
const states = memory.data(128)
/** [2 texts × 2] their hashes. */
const texts = memory.data(16)

/** [2] what a call of `threefry` came to. */
const block = memory.data(32)

// @ts-ignore: decorator
@inline function add(a: v128, b: v128): v128 { return i32x4.add(a, b) }
// @ts-ignore: decorator
@inline function mix(x: v128, r: i32, y: v128): v128 {
  return v128.xor(v128.or(i32x4.shl(x, r), i32x4.shr_u(x, 32 - r)), y)
}

/** One block of Threefry a lane, into `block`. */
function threefry(k0: v128, k1: v128, c0: v128, c1: v128): void {
  const k2 = v128.xor(v128.xor(i32x4.splat(0x1bd11bda), k0), k1)
  let x = add(c0, k0)
  let y = add(c1, k1)
  x = add(x, y); y = mix(y, 13, x); x = add(x, y); y = mix(y, 15, x)
  x = add(x, y); y = mix(y, 26, x); x = add(x, y); y = mix(y, 6, x)
  x = add(x, k1); y = add(y, add(k2, i32x4.splat(1)))
  x = add(x, y); y = mix(y, 17, x); x = add(x, y); y = mix(y, 29, x)
  x = add(x, y); y = mix(y, 16, x); x = add(x, y); y = mix(y, 24, x)
  x = add(x, k2); y = add(y, add(k0, i32x4.splat(2)))
  x = add(x, y); y = mix(y, 13, x); x = add(x, y); y = mix(y, 15, x)
  x = add(x, y); y = mix(y, 26, x); x = add(x, y); y = mix(y, 6, x)
  x = add(x, k0); y = add(y, add(k1, i32x4.splat(3)))
  x = add(x, y); y = mix(y, 17, x); x = add(x, y); y = mix(y, 29, x)
  x = add(x, y); y = mix(y, 16, x); x = add(x, y); y = mix(y, 24, x)
  x = add(x, k1); y = add(y, add(k2, i32x4.splat(4)))
  x = add(x, y); y = mix(y, 13, x); x = add(x, y); y = mix(y, 15, x)
  x = add(x, y); y = mix(y, 26, x); x = add(x, y); y = mix(y, 6, x)
  v128.store(block, add(x, k2))
  v128.store(block, add(y, add(k0, i32x4.splat(5))), 16)
}

/** Sets the key of all streams and the hashes of the two texts. */
export function setKeys(k0: u32, k1: u32, ask0: u32, ask1: u32, tell0: u32, tell1: u32): void {
  key0 = k0
  key1 = k1
  store<u32>(texts, ask0)
  store<u32>(texts, ask1, 4)
  store<u32>(texts, tell0, 8)
  store<u32>(texts, tell1, 12)
  opened = u64.MAX_VALUE
}

function openGenerations(from: u64): void {
  const low = i32x4.add(i32x4.splat(<i32>from), i32x4(0, 1, 2, 3))
  threefry(i32x4.splat(key0), i32x4.splat(key1), low, i32x4.splat(<i32>(from >> 32)))
  const generation0 = v128.load(block)
  const generation1 = v128.load(block, 16)
  for (let text = 0; text < 2; text++) {
    const hash = texts + (text << 3)
    threefry(
      generation0, generation1, i32x4.splat(load<u32>(hash)), i32x4.splat(load<u32>(hash, 4)),
    )
    const stream0 = v128.load(block)
    const stream1 = v128.load(block, 16)
    for (let half = 0; half < 2; half++) {
      threefry(stream0, stream1, i32x4.splat(half), i32x4.splat(domainNumbers))
      const to = states + (text << 6) + (half << 5)
      v128.store(to, v128.load(block))
      v128.store(to, v128.load(block, 16), 16)
    }
  }
  opened = from
}

/** Opens the stream of a generation and a text: 0 for the first of `setKeys`, 1 for the second. */
export function openStream(generation: u64, text: i32): void {
  const from = generation & ~(<u64>3)
  if (from != opened) openGenerations(from)
  const at = states + (text << 6) + ((<i32>generation & 3) << 2)
  a = load<u32>(at)
  b = load<u32>(at, 16)
  c = load<u32>(at, 32)
  d = load<u32>(at, 48)
  if ((a | b | c | d) == 0) d = 1
}

// @ts-ignore: decorator
@inline
function next(): u32 {
  const result: u32 = rotl<u32>(b * 5, 7) * 9
  const t: u32 = b << 9
  c ^= a
  d ^= b
  b ^= c
  a ^= d
  c ^= t
  d = rotl<u32>(d, 11)
  return result
}

/** A uniform integer in [0, n); draws nothing when n is 1. */
export function below(n: u32): u32 {
  if (n == 1) return 0
  const shift = clz<u32>(n - 1)
  let x = next() >> shift
  while (x >= n) x = next() >> shift
  return x
}
