import { describe, expect, it } from 'vitest'
import { readBase64, writeBase64 } from '../src/base64.ts'

describe('base64', () => {
  it('keeps every byte', () => {
    const bytes = Uint8Array.from({ length: 20_000 }, (_, i) => (i * 7) % 256)
    expect(readBase64(writeBase64(bytes))).toEqual(bytes)
    expect(writeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
  })
})
