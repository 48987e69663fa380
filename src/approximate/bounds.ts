/** The bounds that a front is looked for under. */

/** How many bounds there are when only the largest is given. */
export const boundsDefault = 6

/**
 * A bound and its halves, quarters and so on, the least first; those that are too small to allow any
 * error are left out.
 *
 * @param least the least error that a machine can have, 0 where that is not known
 */
export function boundsBelow(bound: number, least: number, count = boundsDefault): number[] {
  const bounds = [bound]
  for (let i = 1; i < count; i++) {
    const next = bounds[0]! / 2
    if (next === 0 || next < least) break
    bounds.unshift(next)
  }
  return bounds
}
