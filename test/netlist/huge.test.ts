/** Netlists of a million gates: read, hashed, simulated, drawn and written, deep ones as well as wide. */
import { describe, expect, it } from 'vitest'
import { exportAs } from '../../src/export.ts'
import { importFile } from '../../src/import.ts'
import { simulate } from '../../src/kernel.ts'
import { drawText } from '../../src/netlist/draw.ts'
import { depth } from '../../src/netlist/level.ts'
import { gateCount, type Netlist } from '../../src/netlist.ts'
import { constantsPass } from '../../src/prune/constants.ts'
import { deadPass } from '../../src/prune/dead.ts'
import { latchesPass } from '../../src/prune/latches.ts'
import { strashPass } from '../../src/prune/strash.ts'
import { createRng, type Rng } from '../../src/random.ts'
import { randomStimulus } from '../arbitrary.ts'

const gates = 1_000_000
const [inputs, latches] = [64, 8]
const firstAnd = 1 + inputs + latches

/** The two literals that AND gate g reads, the larger one first. */
type Reads = (g: number, rng: Rng) => readonly [number, number]

/** Every gate reads the complement of the one before it: a NAND chain as deep as there are gates. */
const chain: Reads = (g, rng) => {
  const port = 2 * (1 + rng.below(inputs + latches))
  return g === 0 ? [port + 1, port - 2] : [2 * (firstAnd + g - 1) + 1, port]
}

/** Every gate reads two literals not far before it. */
const random: Reads = (g, rng) => {
  const end = 2 * (firstAnd + g)
  const from = Math.max(0, end - 2000)
  const [a, b] = [from + rng.below(end - from), from + rng.below(end - from)]
  return a > b ? [a, b] : [b, a]
}

/** A file in binary AIGER, written without our exporter. */
function aigerFile(reads: Reads, outputs: number): Uint8Array {
  const rng = createRng(1).split('huge')
  const bytes: number[] = []
  const push = (delta: number) => {
    let rest = delta
    for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80)
    bytes.push(rest)
  }
  for (let g = 0; g < gates; g++) {
    const [larger, smaller] = reads(g, rng)
    push(2 * (firstAnd + g) - larger)
    push(larger - smaller)
  }
  const last = 2 * (firstAnd + gates - 1)
  const lines = [`aig ${firstAnd + gates - 1} ${inputs} ${latches} ${outputs} ${gates}`]
  for (let l = 0; l < latches; l++) lines.push(`${last - 4 * l}`)
  for (let o = 0; o < outputs; o++) lines.push(`${last - 2 * o}`)
  return Buffer.concat([Buffer.from(`${lines.join('\n')}\n`), Uint8Array.from(bytes)])
}

const read = (content: Uint8Array, file: string): Netlist => {
  const imported = importFile(content, file)
  if (imported.kind !== 'netlist') throw new Error('a machine was expected')
  return imported.netlist
}

const shows = (netlist: Netlist) => simulate(netlist, randomStimulus(inputs, 3, 64, 1))

describe.each([
  { name: 'a chain', reads: chain, outputs: 1, deepest: gates },
  { name: 'a random graph', reads: random, outputs: 500, deepest: 100 },
])('$name of a million gates', ({ reads, outputs, deepest }) => {
  const netlist = read(aigerFile(reads, outputs), 'huge.aig')

  it('is read whole', () => {
    expect(gateCount(netlist)).toBeGreaterThanOrEqual(0.9 * gates)
    expect(depth(netlist)).toBeGreaterThanOrEqual(deepest)
  })

  it.each([deadPass, constantsPass, strashPass, latchesPass])(
    'keeps what it does under the pass $name',
    (pass) => {
      const next = pass.apply(netlist, { rng: createRng(1) })
      expect(gateCount(next)).toBeLessThanOrEqual(gateCount(netlist))
      expect(shows(next)).toEqual(shows(netlist))
    },
  )

  it('is written as AIGER and read back the same', async () => {
    const written = await exportAs('aig', netlist)
    const back = read(written as Uint8Array, 'back.aig')
    expect(gateCount(back)).toBe(gateCount(netlist))
    expect(shows(back)).toEqual(shows(netlist))
  })

  it('is drawn in few lines', () => {
    expect(drawText(netlist).split('\n').length).toBeLessThan(300)
  })
})
