import { describe, expect, it } from 'vitest'
import { count, decimal, duration, pairs } from '../../src/cli/options.ts'

describe('an option', () => {
  it('reads whole numbers as people write them', () => {
    const { read } = count('N', '', 1, 1e9)
    expect(read(['1_000_000'])).toBe(1_000_000)
    expect(read(['2e6'])).toBe(2_000_000)
    for (const bad of ['0', '-1', '1.5', '1e99', 'many', '', '0x10'])
      expect(read([bad])).toBeUndefined()
  })

  it('reads times with a unit', () => {
    const { read } = duration('')
    expect(['500ms', '60s', '1.5m', '1h'].map((text) => read([text]))).toEqual([
      500, 60_000, 90_000, 3_600_000,
    ])
    for (const bad of ['60', 's', '-1s', '0s', '1d']) expect(read([bad])).toBeUndefined()
  })

  it('reads names with values', () => {
    const { read } = pairs('KEY=VALUE', '')
    expect(read(['lambda=8', 'mode=fast'])).toEqual({ lambda: 8, mode: 'fast' })
    expect(read(['lambda'])).toBeUndefined()
  })

  it('reads numbers in a range', () => {
    const { read } = decimal('PART', '', 'a part', (value) => value < 1)
    expect(read(['0.25'])).toBe(0.25)
    expect(read(['1'])).toBeUndefined()
    expect(read(['nan'])).toBeUndefined()
  })
})
