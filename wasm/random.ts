/**
 * The random streams of `src/random.ts`, word for word: keys by Threefry-2x32-20, numbers by
 * xoshiro128**. A stream is global state here, for only one is drawn from at a time.
 */

/** What is drawn next comes from this key. */
let key0: u32 = 0
let key1: u32 = 0
let a: u32 = 0
let b: u32 = 0
let c: u32 = 0
let d: u32 = 0

const domainNumbers: u32 = 0x6e756d62

let block0: u32 = 0
let block1: u32 = 0

// @ts-ignore: decorator
@inline
function round(r: i32): void {
  block0 += block1
  block1 = rotl<u32>(block1, r) ^ block0
}

/** One block of Threefry into `block0` and `block1`. */
function threefry(k0: u32, k1: u32, c0: u32, c1: u32): void {
  const k2: u32 = 0x1bd11bda ^ k0 ^ k1
  block0 = c0 + k0
  block1 = c1 + k1
  round(13); round(15); round(26); round(6)
  block0 += k1
  block1 += k2 + 1
  round(17); round(29); round(16); round(24)
  block0 += k2
  block1 += k0 + 2
  round(13); round(15); round(26); round(6)
  block0 += k0
  block1 += k1 + 3
  round(17); round(29); round(16); round(24)
  block0 += k1
  block1 += k2 + 4
  round(13); round(15); round(26); round(6)
  block0 += k2
  block1 += k0 + 5
}

/** Opens the stream `key.split(number).split(text)`; a text comes as the two words of its hash. */
export function openStream(k0: u32, k1: u32, number: u64, text0: u32, text1: u32): void {
  threefry(k0, k1, <u32>number, <u32>(number >> 32))
  threefry(block0, block1, text0, text1)
  key0 = block0
  key1 = block1
  threefry(key0, key1, 0, domainNumbers)
  a = block0
  b = block1
  threefry(key0, key1, 1, domainNumbers)
  c = block0
  d = block1
  if ((a | b | c | d) == 0) d = 1
}

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
