/**
 * Many tests at once: the more pairs are looked at, the more differ by chance. The smallest p counts
 * as often as there are tests, the next one less, and no corrected p is below one before it.
 *
 * Source: Holm 1979, "A Simple Sequentially Rejective Multiple Test Procedure".
 */

/** Corrects the p of each test, in the order given. */
export function correct(ps: readonly number[]): number[] {
  const corrected = new Array<number>(ps.length)
  const order = ps.map((_, i) => i).sort((i, j) => ps[i]! - ps[j]!)
  let largest = 0
  order.forEach((i, place) => {
    largest = Math.max(largest, Math.min(1, ps[i]! * (ps.length - place)))
    corrected[i] = largest
  })
  return corrected
}
