/** The outputs of a machine as numbers: output 0 counts 1, output 1 counts 2, and so on. */

/** The most outputs of which a number holds every bit. */
export const outputsMax = 52

/**
 * Reads the rows of packed words, one by one.
 *
 * @param packed [outputs × words]
 * @param isSigned whether the last output counts below zero: two's complement
 * @param into [rows from `at` on] written in place; as many rows as there are, or as there is room for
 */
export function readNumbers(
  packed: Uint32Array,
  outputs: number,
  isSigned: boolean,
  into: Float64Array,
  at = 0,
): void {
  const words = packed.length / outputs
  const rows = Math.min(32 * words, into.length - at)
  into.fill(0, at, at + rows)
  for (let o = 0; o < outputs; o++) {
    const value = isSigned && o === outputs - 1 ? -(2 ** o) : 2 ** o
    for (let row = 0; row < rows; row++) {
      if ((packed[o * words + (row >>> 5)]! >>> (row & 31)) & 1) into[at + row]! += value
    }
  }
}
