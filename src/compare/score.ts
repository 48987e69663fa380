/** How good answers are: tokens that are right, of all or class by class. */
import type { CasesSpec } from '../spec.ts'

/**
 * The part of the tokens that are right, in [0, 1]; a token is a case at a tick at which something is
 * asked for, and right when all of that is.
 *
 * @param response [ticks × outputs × words]
 * @param isBalanced whether it is the mean over classes, tokens with the same wanted bits, of the part that is right
 */
export function accuracy(
  { stimulus, outputs, wanted, care }: CasesSpec,
  response: Uint32Array,
  isBalanced: boolean,
): number {
  const { ticks, cases, words } = stimulus
  const tokens = new Map<string, { right: number; all: number }>()
  for (let t = 0; t < ticks; t++) {
    for (let c = 0; c < cases; c++) {
      const lane = c & 31
      let isRight = true
      let label = ''
      for (let o = 0; o < outputs; o++) {
        const at = (t * outputs + o) * words + (c >>> 5)
        if (((care[at]! >>> lane) & 1) === 0) continue
        const bit = (wanted[at]! >>> lane) & 1
        if (((response[at]! >>> lane) & 1) !== bit) isRight = false
        label += `${o}${bit}`
      }
      if (label === '') continue
      const key = isBalanced ? label : ''
      const counts = tokens.get(key) ?? { right: 0, all: 0 }
      counts.all++
      if (isRight) counts.right++
      tokens.set(key, counts)
    }
  }
  let sum = 0
  for (const { right, all } of tokens.values()) sum += right / all
  return tokens.size === 0 ? 1 : sum / tokens.size
}
