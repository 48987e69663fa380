/** The bounds that a front is looked for under. */

/** How many bounds there are when only the largest is given. */
export const boundsDefault = 6

/**
 * A bound and its halves, quarters and so on, the least first; those that are too small to allow any
 * error are left out.
 *
 * @param least the least error that a machine can have, 0 where that is not known
 * @param isWhole whether errors are whole numbers, as bounds then are
 */
export function boundsBelow(
  bound: number,
  least: number,
  isWhole: boolean,
  count = boundsDefault,
): number[] {
  const bounds = [bound]
  for (let next = bound / 2; bounds.length < count && next > 0 && next >= least; next /= 2) {
    bounds.unshift(next)
  }
  return tidyBounds(bounds, isWhole)
}

/** Every bound once, the least first. */
export const tidyBounds = (bounds: readonly number[], isWhole: boolean): number[] =>
  [...new Set(isWhole ? bounds.map(Math.floor) : bounds)].sort((a, b) => a - b)
