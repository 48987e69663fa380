/**
 * All rows of a truth table as a stimulus, block by block, so that millions of rows never lie in
 * memory at once and a machine's signals stay in the processor's cache.
 */
import { projectionWord, wordsFor } from '../bits.ts'
import type { Stimulus } from '../kernel.ts'

/** Words of all signals together that a block may take: 256 KiB. */
const blockWords = 2 ** 16

/**
 * Yields a stimulus and the number of its first word; the same memory is used for every block.
 *
 * @param signals number of signals of the largest machine that will be simulated
 */
export function* rowBlocks(
  inputs: number,
  signals: number,
): Generator<{ stimulus: Stimulus; firstWord: number }> {
  const rows = 2 ** inputs
  const words = Math.min(wordsFor(rows), largestPowerBelow(blockWords / signals))
  const bits = new Uint32Array(inputs * words)
  const stimulus = { inputs, ticks: 1, cases: Math.min(rows, 32 * words), words, bits }
  for (let firstWord = 0; firstWord * 32 < rows; firstWord += words) {
    for (let i = 0; i < inputs; i++) {
      for (let w = 0; w < words; w++) bits[i * words + w] = projectionWord(i, firstWord + w)
    }
    yield { stimulus, firstWord }
  }
}

const largestPowerBelow = (n: number): number => 2 ** Math.max(0, 31 - Math.clz32(n))
