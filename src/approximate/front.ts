/** The machines that nothing beats in error, gates and depth at once. */
import { type Size, sizeOf } from '../netlist/size.ts'
import type { Netlist } from '../netlist.ts'

export interface Found extends Size {
  readonly netlist: Netlist
  readonly error: number
}

/** Whether `a` is at least as good as `b` in everything. */
const covers = (a: Found, b: Found): boolean =>
  a.error <= b.error && a.gates <= b.gates && a.depth <= b.depth

/** Adds a machine to a front; returns the same front when something there is as good. */
export function addToFront(
  front: readonly Found[],
  netlist: Netlist,
  error: number,
): readonly Found[] {
  const found: Found = { netlist, error, ...sizeOf(netlist) }
  if (front.some((other) => covers(other, found))) return front
  return [...front.filter((other) => !covers(found, other)), found]
}

/** The least error first, then the fewest gates, then the least depth. */
export const sortFront = <T extends { error: number; gates: number; depth: number }>(
  front: readonly T[],
): T[] => [...front].sort((a, b) => a.error - b.error || a.gates - b.gates || a.depth - b.depth)
