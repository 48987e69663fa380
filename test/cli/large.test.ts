/** Files of ten and a hundred thousand gates, through the program as a user runs it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { exportAs } from '../../src/export.ts'
import type { Netlist } from '../../src/netlist.ts'
import { nandertal } from '../built.ts'

const folder = mkdtempSync(join(tmpdir(), 'nandertal-large-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Gates that read two signals not far before them. */
function layered(gates: number): Netlist {
  const inputs = 64
  const fanin = new Uint32Array(2 * gates)
  for (let g = 0; g < gates; g++) {
    fanin[2 * g] = 1 + inputs + g - 1 - (g % 7)
    fanin[2 * g + 1] = 1 + inputs + g - 8 - ((5 * g) % 31)
  }
  const outputs = Uint32Array.from({ length: 60 }, (_, o) => inputs + gates - o)
  return { inputs, latches: new Uint32Array(0), fanin, outputs }
}

describe.each([10_000, 100_000])('a file of %i gates', (gates) => {
  const file = `large${gates}.aig`

  it('is exported, and what was exported is held against it', async () => {
    writeFileSync(join(folder, file), await exportAs('aig', layered(gates)))
    const exported = await nandertal(['export', file, '--to', 'verilog', '--out', 'p.v'], folder)
    expect(exported.code, exported.stderr).toBe(0)
    const words = ['verify', 'p.v', '--against', file, '--conflicts', '0']
    const verified = await nandertal(words, folder)
    // Beyond reach without a proof; what was looked at showed no difference.
    expect(verified.stdout).toContain('no difference in the first')
    expect(verified.code, verified.stderr).toBe(3)
  })
})
