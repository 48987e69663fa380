/** What the rounds of pruning cost, so that an effort means the same everywhere. */

/** What an evaluation costs, in hundredths of what the smallest does, as measured. */
export const costOf = (gates: number, inputs: number): number =>
  64 + gates + Math.ceil(2 ** inputs / 32)
