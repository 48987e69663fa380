/**
 * How wrong the rows of a chunk are, 128 rows a vector, without ever looking at a row: numbers lie in
 * bit planes, plane o of 128 rows being a vector, and are subtracted and compared plane by plane.
 *
 *   difference   ripple borrow, from the lowest plane up
 *   magnitude    where the last borrow is 1: all planes inverted, plus one
 *   largest      from the highest plane down, the rows that can still be largest
 */

/** Vectors of a chunk, at most. */
export const vectorsMax: i32 = 8
/** Planes of a number, at most. */
const planesMax: i32 = 32

/** [planes × vectors] the magnitudes of a chunk. */
const planes = memory.data(<i32>(32 * 8 * 16), 16)
/** [vectors] rows that can still be largest. */
const rows = memory.data(<i32>(8 * 16), 16)

// @ts-ignore: decorator
@inline function planeAt(o: i32, v: i32): usize { return planes + (((o << 3) + v) << 4) }

/** The ones of a vector, a byte each. */
// @ts-ignore: decorator
@inline function addBytes(bytes: v128): i64 {
  const pairs = i16x8.extadd_pairwise_i8x16_u(bytes)
  const quads = i32x4.extadd_pairwise_i16x8_u(pairs)
  return <i64>(i32x4.extract_lane(quads, 0) + i32x4.extract_lane(quads, 1) +
    i32x4.extract_lane(quads, 2) + i32x4.extract_lane(quads, 3))
}

/**
 * The rows of a chunk with any wrong output.
 *
 * @param shown [outputs] the signal of each
 * @param base the values of the chunk
 * @param wanted [outputs × chunk]
 */
export function countDiffering(
  shown: usize, outputs: i32, base: usize, wanted: usize, bytes: i32,
): i64 {
  let ones = v128.splat<i8>(0)
  for (let offset = 0; offset < bytes; offset += 16) {
    let differing = v128.splat<i8>(0)
    for (let o = 0; o < outputs; o++) {
      const from = base + <usize>load<u32>(shown + (o << 2)) * bytes + offset
      const want = wanted + <usize>(o * bytes + offset)
      differing = v128.or(differing, v128.xor(v128.load(from), v128.load(want)))
    }
    ones = i8x16.add(ones, i8x16.popcnt(differing))
  }
  return addBytes(ones)
}

/** Writes the magnitudes of the differences of a chunk into the planes; arguments as above. */
export function measureDistances(
  shown: usize, outputs: i32, base: usize, wanted: usize, bytes: i32, isSigned: bool,
): void {
  for (let offset = 0, v = 0; offset < bytes; offset += 16, v++) {
    let borrow = v128.splat<i8>(0)
    for (let o = 0; o < outputs; o++) {
      let received = v128.load(base + <usize>load<u32>(shown + (o << 2)) * bytes + offset)
      let want = v128.load(wanted + <usize>(o * bytes + offset))
      // Two's complement counts like a plain number once its highest bit is inverted.
      if (isSigned && o == outputs - 1) {
        received = v128.not(received)
        want = v128.not(want)
      }
      const either = v128.xor(received, want)
      v128.store(planeAt(o, v), v128.xor(either, borrow))
      borrow = v128.or(v128.andnot(want, received), v128.andnot(borrow, either))
    }
    const negative = borrow
    let carry = negative
    for (let o = 0; o < outputs; o++) {
      const inverted = v128.xor(v128.load(planeAt(o, v)), negative)
      v128.store(planeAt(o, v), v128.xor(inverted, carry))
      carry = v128.and(inverted, carry)
    }
  }
}

/** The sum of the magnitudes. */
export function sumDistances(outputs: i32, bytes: i32): i64 {
  let sum: i64 = 0
  for (let o = 0; o < outputs; o++) {
    let ones = v128.splat<i8>(0)
    for (let offset = 0, v = 0; offset < bytes; offset += 16, v++) {
      ones = i8x16.add(ones, i8x16.popcnt(v128.load(planeAt(o, v))))
    }
    sum += addBytes(ones) << o
  }
  return sum
}

/** The largest of the magnitudes. */
export function largestDistance(outputs: i32, bytes: i32): i64 {
  let largest: i64 = 0
  memory.fill(rows, 0xff, bytes)
  for (let o = outputs - 1; o >= 0; o--) {
    let any = v128.splat<i8>(0)
    for (let offset = 0, v = 0; offset < bytes; offset += 16, v++) {
      any = v128.or(any, v128.and(v128.load(rows + offset), v128.load(planeAt(o, v))))
    }
    if (!v128.any_true(any)) continue
    largest |= (<i64>1) << o
    for (let offset = 0, v = 0; offset < bytes; offset += 16, v++) {
      v128.store(rows + offset, v128.and(v128.load(rows + offset), v128.load(planeAt(o, v))))
    }
  }
  return largest
}
