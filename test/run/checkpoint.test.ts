import { describe, expect, it } from 'vitest'
import type { Island } from '../../src/island.ts'
import { readCheckpoint, writeCheckpoint } from '../../src/run/checkpoint.ts'

const island: Island = {
  index: 0,
  seed: 2 ** 40 + 3,
  generation: 12,
  evaluations: 48,
  improvedAt: 40,
  solvedAt: null,
  state: {
    parent: { genotype: new Uint32Array([1, 2, 0xffffffff]), score: [3, Number.POSITIVE_INFINITY] },
    index: 2n ** 70n,
    text: 'ä\n"',
  },
  stopped: null,
}
const checkpoint = { island, lines: 3 }
const bytes = writeCheckpoint('run-a', checkpoint)

describe('a checkpoint', () => {
  it('reads back what was written, typed arrays, large integers and infinities included', () => {
    expect(readCheckpoint('run-a', bytes)).toEqual(checkpoint)
  })

  it('is the same bytes for the same island', () => {
    expect(writeCheckpoint('run-a', structuredClone(checkpoint))).toEqual(bytes)
  })

  it('is refused after any flipped bit', () => {
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = bytes.slice()
      flipped[bit >> 3]! ^= 1 << (bit & 7)
      expect(readCheckpoint('run-a', flipped)).toHaveProperty('fault')
    }
  })

  it('is refused when it is cut at any length', () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(readCheckpoint('run-a', bytes.subarray(0, length))).toHaveProperty('fault')
    }
  })

  it('is refused for another run, and says so', () => {
    expect(readCheckpoint('run-b', bytes)).toEqual({ fault: 'it belongs to another run' })
  })
})
