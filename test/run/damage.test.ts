/** A checkpoint of 10 KB with every bit flipped and every end cut, swapped, of another run, of the future. */
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { digest } from '../../src/digest.ts'
import type { Island } from '../../src/island.ts'
import { createRng } from '../../src/random.ts'
import { readCheckpoint, writeCheckpoint } from '../../src/run/checkpoint.ts'
import { createRunFiles, openRunFiles, type Place } from '../../src/run/files.ts'
import { createModelDisk, type ModelDisk } from './model-disk.ts'

const path = '/r'
const checkpoint = `${path}/checkpoint`
/** The same SHA-256, by the program that Node has for it: some ten times as fast. */
const seal = (text: string): string => createHash('sha256').update(text).digest('hex')

/** An island of about 10 KB. */
function islandAt(generation: number): Island {
  const rng = createRng(generation)
  const genotype = Uint32Array.from({ length: 1800 }, () => rng.below(2 ** 20))
  const parent = { genotype, score: [3, 40, 7] }
  const spent = { evaluations: 4 * generation, improvedAt: 1, solvedAt: null, stopped: null }
  return { index: 0, seed: 1, generation, ...spent, state: { parent } }
}

let disk: ModelDisk
const place = (): Place => ({ disk, path, id: 'run-a', seal })
let bytes: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  disk = createModelDisk()
  const files = await createRunFiles(place(), new Uint8Array())
  for (const generation of [1, 2]) {
    await files!.append({ type: 'improved' })
    await files!.checkpoint(islandAt(generation))
  }
  bytes = (await disk.read(checkpoint)) as Uint8Array<ArrayBuffer>
})

/** What is wrong with a checkpoint. */
function faultOf(content: Uint8Array): string {
  const reading = readCheckpoint('run-a', content, seal)
  return 'fault' in reading ? reading.fault : 'nothing'
}

/** One in so many damaged files is put into the run and opened there. */
const openedEvery = 41

/** What is said of a checkpoint in the place of the last one, where the one before it is loaded. */
async function passOver(content: Uint8Array<ArrayBuffer>): Promise<string> {
  disk.damage(checkpoint, () => content)
  const { island, warnings } = await openRunFiles(place())
  if (island?.generation !== 1 || warnings.length !== 1) return `generation ${island?.generation}`
  return warnings[0]!
}

describe('a checkpoint of 10 KB', () => {
  it('has about that size, and loads', async () => {
    expect(bytes.length).toBeGreaterThan(9_000)
    expect(bytes.length).toBeLessThan(11_000)
    expect(seal('ä')).toBe(digest('ä'))
    const { island, warnings } = await openRunFiles(place())
    expect([island, warnings]).toEqual([islandAt(2), []])
  })

  it('gives way to the one before with any flipped bit, which is said', async () => {
    const said = /^it(s checksum|s header| has no| has schema| is cut)/
    const wrong: string[] = []
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const flipped = bytes.slice()
      flipped[bit >> 3]! ^= 1 << (bit & 7)
      const fault = faultOf(flipped)
      if (!said.test(fault)) wrong.push(`bit ${bit}: ${fault}`)
      if (bit % openedEvery > 0) continue
      expect(await passOver(flipped)).toBe(`/r/checkpoint was passed over: ${fault}`)
    }
    expect(wrong).toEqual([])
  })

  it('gives way to the one before when it is cut at any length, which is said', async () => {
    const header = bytes.indexOf(0x0a)
    const body = bytes.length - header - 1
    const wrong: string[] = []
    for (let length = 0; length < bytes.length; length++) {
      const fault = faultOf(bytes.slice(0, length))
      const cut = `it is cut: ${length - header - 1} of ${body} bytes are there`
      const expected = length === 0 ? 'it is empty' : cut
      const said = length > 0 && length <= header ? 'it has no checkpoint header' : expected
      if (fault !== said) wrong.push(`${length}: ${fault}`)
      if (length % openedEvery > 0) continue
      expect(await passOver(bytes.slice(0, length))).toBe(`/r/checkpoint was passed over: ${fault}`)
    }
    expect(wrong).toEqual([])
  })

  it('gives way to the one before when it is of another run or of the future, which is said', async () => {
    const other = writeCheckpoint('run-b', { island: islandAt(2), lines: 2 }, seal)
    expect(await passOver(Uint8Array.from(other))).toMatch(/it belongs to another run$/)
    const text = new TextDecoder().decode(bytes)
    const future = new TextEncoder().encode(text.replace('checkpoint 2', 'checkpoint 3'))
    expect(await passOver(future)).toMatch(/it has schema 3, where this version reads 2$/)
    const longer = new Uint8Array(bytes.length + 1)
    longer.set(bytes)
    expect(await passOver(longer)).toMatch(/its checksum does not match its content$/)
  })

  it('is the newest that is whole, whichever name it has', async () => {
    disk.damage(checkpoint, () => bytes)
    const before = (await disk.read(`${checkpoint}.prev`)) as Uint8Array<ArrayBuffer>
    disk.damage(checkpoint, () => before)
    disk.damage(`${checkpoint}.prev`, () => bytes)
    const { island, warnings } = await openRunFiles(place())
    expect([island?.generation, warnings]).toEqual([2, []])
  })
})
