import { describe, expect, it } from 'vitest'
import { firstLink, readJournal, salvage, writeLine } from '../../src/run/journal.ts'

const entries = [
  { type: 'started', task: 'ä\n"', chain: 'not ours' },
  { type: 'improved', evaluations: 12, score: { errors: 1e-7 } },
  { type: 'stopped' },
  { type: 'verified', verdict: null },
]

function write(runId: string, of: typeof entries = entries): string[] {
  let link = firstLink(runId)
  return of.map((entry) => {
    const next = writeLine(link, entry)
    link = next.link
    return next.line
  })
}

const encode = (lines: readonly string[]) => new TextEncoder().encode(lines.join(''))
const lines = write('run-a')
const bytes = encode(lines)

describe('a journal', () => {
  it('is lines of JSON that say what was written', () => {
    expect(JSON.parse(lines[1]!)).toEqual({
      ...entries[1],
      chain: expect.stringMatching(/^\w{16}$/),
    })
    expect(readJournal('run-a', bytes)).toMatchObject({ entries, hasMore: false })
  })

  it('is believed up to where it is torn, at whichever byte', () => {
    const ends = readJournal('run-a', bytes).ends
    for (let length = 0; length < bytes.length; length++) {
      const { entries: read, hasMore } = readJournal('run-a', bytes.subarray(0, length))
      const whole = ends.filter((end) => end <= length).length - 1
      expect(read).toEqual(entries.slice(0, whole))
      expect(hasMore).toBe(length > ends[whole]!)
    }
  })

  it('is believed up to the line of any flipped bit', () => {
    const { ends } = readJournal('run-a', bytes)
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const flipped = bytes.slice()
      flipped[bit >> 3]! ^= 1 << (bit & 7)
      const before = ends.filter((end) => end <= bit >> 3).length - 1
      expect(readJournal('run-a', flipped).entries).toEqual(entries.slice(0, before))
    }
  })

  it('is not believed with lines that are missing, doubled, swapped or of another run', () => {
    const [a, b, c, d] = lines as [string, string, string, string]
    const read = (...of: string[]) => readJournal('run-a', encode(of)).entries.length
    expect(read(a, c, d)).toBe(1)
    expect(read(a, a, b)).toBe(1)
    expect(read(b, a, c)).toBe(0)
    expect(read(a, b, write('run-b')[2]!)).toBe(2)
    expect(readJournal('run-b', bytes).entries).toEqual([])
  })

  it('gives what can still be read of it, and says how much cannot', () => {
    const [a, b, c, d] = lines as [string, string, string, string]
    const damaged = (count: number) => ({ type: 'damaged', lines: count })
    const read = (...of: string[]) => salvage('run-a', encode(of), 4)
    expect(read(a, b, c, d)).toEqual(entries)
    expect(read(a, b.replace('12', '13'), c, d)).toEqual([
      entries[0],
      damaged(1),
      entries[2],
      entries[3],
    ])
    expect(read(a, b)).toEqual([entries[0], entries[1], damaged(2)])
    expect(read()).toEqual([damaged(4)])
    expect(read(a, b, c, d, d)).toEqual(entries)
  })
})
