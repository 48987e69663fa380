/**
 * Sine and cosine of + − × ÷ alone, so that every engine computes the same bits: those of `Math` may
 * differ in the last one, and a simulator that runs for long makes much of a last bit.
 *
 * An angle is first brought into [−π/4, π/4] by whole quarters of a turn, which are taken away in three
 * parts, so that no bits are lost; there a Taylor series is short. Up to x¹⁵ for the sine and x¹⁶ for
 * the cosine, what is left out is below 5e-17. The error is at most 3e-16 for angles of up to 2²⁰
 * quarters; beyond, digits are lost as k × part is no longer exact.
 *
 * Source of the three parts: Cody & Waite 1980, "Software Manual for the Elementary Functions".
 */

// The binary digits of π/2 in turn: 33, 31 and 52 of them.
const quarterHigh = 0x1921fb544 / 2 ** 32
const quarterMiddle = 0x42d18469 / 2 ** 64
const quarterLow = 0x898cc51701b83 / 2 ** 116

/** Half a turn, to the last bit of a double. */
export const pi = 2 * (quarterHigh + quarterMiddle)

/** The sine of an angle in radians, in [−1, 1]; NaN where the angle is not finite. */
export function sine(x: number): number {
  if (x <= quarterHigh / 2 && x >= -quarterHigh / 2) return sineSeries(x)
  const k = Math.round(x / quarterHigh)
  const r = x - k * quarterHigh - k * quarterMiddle - k * quarterLow
  const quarter = k - 4 * Math.floor(k / 4)
  if (quarter === 0) return sineSeries(r)
  if (quarter === 1) return cosineSeries(r)
  if (quarter === 2) return -sineSeries(r)
  return -cosineSeries(r)
}

/** The cosine of an angle in radians, in [−1, 1]; NaN where the angle is not finite. */
export function cosine(x: number): number {
  if (x <= quarterHigh / 2 && x >= -quarterHigh / 2) return cosineSeries(x)
  const k = Math.round(x / quarterHigh)
  const r = x - k * quarterHigh - k * quarterMiddle - k * quarterLow
  const quarter = k - 4 * Math.floor(k / 4)
  if (quarter === 0) return cosineSeries(r)
  if (quarter === 1) return -sineSeries(r)
  if (quarter === 2) return -cosineSeries(r)
  return sineSeries(r)
}

const [s3, s5, s7] = [1 / 6, 1 / 120, 1 / 5040]
const [s9, s11, s13, s15] = [1 / 362880, 1 / 39916800, 1 / 6227020800, 1 / 1307674368000]

function sineSeries(x: number): number {
  const y = x * x
  const rest = s9 - y * (s11 - y * (s13 - y * s15))
  return x - x * y * (s3 - y * (s5 - y * (s7 - y * rest)))
}

const [c4, c6, c8] = [1 / 24, 1 / 720, 1 / 40320]
const [c10, c12, c14, c16] = [1 / 3628800, 1 / 479001600, 1 / 87178291200, 1 / 20922789888000]

function cosineSeries(x: number): number {
  const y = x * x
  const rest = c10 - y * (c12 - y * (c14 - y * c16))
  return 1 - y * (0.5 - y * (c4 - y * (c6 - y * (c8 - y * rest))))
}
