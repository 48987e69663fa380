/** What every exporter owes, whatever it emits: the laws run over the whole registry. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isUsageError } from '../../src/errors.ts'
import { exportAs, exporters } from '../../src/export.ts'
import type { Ports } from '../../src/netlist/ports.ts'
import type { Netlist } from '../../src/netlist.ts'
import { netlistArbitrary } from '../arbitrary.ts'
import { hostileNames } from './hostile.ts'

const limits = { inputsMin: 0, inputsMax: 4, latchesMax: 3, gatesMax: 12, outputsMax: 3 }

const hostile = (netlist: Netlist, shift = 0) => {
  const name = (index: number) => hostileNames[(index + shift) % hostileNames.length]!
  const ports: Ports = {
    inputs: Array.from({ length: netlist.inputs }, (_, i) => name(i)),
    outputs: Array.from(netlist.outputs, (_, o) => name(o)),
  }
  return { ports, provenance: { title: name(0), lines: hostileNames } }
}

describe.each(exporters)('$name', (exporter) => {
  it('has a name, an extension and a description of its own', () => {
    expect(exporters.filter(({ name }) => name === exporter.name)).toHaveLength(1)
    expect(exporter.extension).toMatch(/^\.[a-z]+$/)
    expect(exporter.description).not.toBe('')
  })

  it('emits the same for the same machine', async () => {
    await fc.assert(
      fc.asyncProperty(netlistArbitrary(limits), async (netlist) => {
        const emitted = await exportAs(exporter.name, netlist)
        expect(emitted.length).toBeGreaterThan(0)
        expect(await exportAs(exporter.name, netlist)).toEqual(emitted)
      }),
      { numRuns: 15 },
    )
  })

  it('keeps hostile names and comments within one line each', async () => {
    await fc.assert(
      fc.asyncProperty(netlistArbitrary(limits), fc.nat(40), async (netlist, shift) => {
        const { provenance } = hostile(netlist)
        const tame = await exportAs(exporter.name, netlist, {
          provenance: { title: 'tame', lines: hostileNames.map(() => 'tame') },
        })
        const options = { ...hostile(netlist, shift), provenance }
        const emitted = await exportAs(exporter.name, netlist, options)
        if (typeof emitted !== 'string' || typeof tame !== 'string') return
        expect(emitted.split(/\r\n|[\n\r\u2028\u2029]/)).toHaveLength(tame.split('\n').length)
        expect(emitted).not.toMatch(/[\0\u202e]|\/\/ *(synopsys|@ts)/)
        if (exporter.name === 'svg') expect(emitted).not.toContain('<script')
      }),
      { numRuns: 30 },
    )
  })

  it('falls back to plain names where ports do not fit', async () => {
    const netlist = {
      inputs: 2,
      latches: new Uint32Array(),
      fanin: Uint32Array.of(1, 2),
      outputs: Uint32Array.of(3),
    }
    const ports = { inputs: ['only one'], outputs: ['y'] }
    expect(await exportAs(exporter.name, netlist, { ports })).toEqual(
      await exportAs(exporter.name, netlist),
    )
  })

  it('emits a machine without gates, inputs and provenance', async () => {
    const empty = new Uint32Array()
    const netlist = { inputs: 0, latches: empty, fanin: empty, outputs: Uint32Array.of(0) }
    expect((await exportAs(exporter.name, netlist)).length).toBeGreaterThan(0)
  })
})

describe('exportAs', () => {
  it('says what it knows and what was meant', async () => {
    const netlist = {
      inputs: 0,
      latches: new Uint32Array(),
      fanin: new Uint32Array(),
      outputs: new Uint32Array(1),
    }
    const error = await exportAs('verilgo', netlist).catch((caught: unknown) => caught)
    if (!isUsageError(error)) throw error
    expect(error.code).toBe('export/unknown-format')
    expect(error.message).toContain(
      'verilog, blif, aag, aig, hdl, typescript, c, wasm, onnx, onnx-sequence, dot, svg, vcd',
    )
    expect(error.message).toContain('Did you mean verilog?')
  })
})
