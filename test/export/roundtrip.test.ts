/** What we write, we read back: the same ports and, bit for bit, the same behaviour. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportAs, exporters } from '../../src/export.ts'
import { importFile } from '../../src/import.ts'
import { simulate } from '../../src/kernel.ts'
import { compact } from '../../src/netlist/compact.ts'
import { defaultPorts, type Ports } from '../../src/netlist/ports.ts'
import { gateCount, type Netlist } from '../../src/netlist.ts'
import { netlistArbitrary, randomStimulus } from '../arbitrary.ts'
import { hostileNames } from './hostile.ts'

async function writeAndRead(format: string, netlist: Netlist, ports?: Ports) {
  const emitted = await exportAs(format, netlist, {
    ports,
    provenance: { title: 'a machine', lines: hostileNames },
  })
  const content = typeof emitted === 'string' ? new TextEncoder().encode(emitted) : emitted
  const { extension } = exporters.find(({ name }) => name === format)!
  const imported = importFile(content, `machine${extension}`)
  if (imported.kind !== 'netlist') throw new Error('a machine was expected')
  return imported
}

const behaviour = (netlist: Netlist, seed: number) =>
  simulate(netlist, randomStimulus(netlist.inputs, 64, 32, seed))

const limits = { inputsMin: 0, inputsMax: 5, latchesMax: 5, gatesMax: 40, outputsMax: 4 }

describe.each(['blif', 'aag', 'aig', 'verilog'])('%s', (format) => {
  it('reads back the behaviour of 64 ticks, the ports, and no gate more', async () => {
    await fc.assert(
      fc.asyncProperty(netlistArbitrary(limits), fc.nat(), async (netlist, seed) => {
        const { netlist: back, ports } = await writeAndRead(format, netlist)
        expect(behaviour(back, seed)).toEqual(behaviour(netlist, seed))
        expect(ports).toEqual(defaultPorts(netlist.inputs, netlist.outputs.length))
        expect(gateCount(back)).toBeLessThanOrEqual(gateCount(compact(netlist)))
      }),
      { numRuns: 200 },
    )
  })

  it('reads back machines whose ports have hostile names', async () => {
    const names = fc.constantFrom(...hostileNames)
    const named = netlistArbitrary(limits).chain((netlist) =>
      fc.record({
        netlist: fc.constant(netlist),
        inputs: fc.array(names, { minLength: netlist.inputs, maxLength: netlist.inputs }),
        outputs: fc.array(names, {
          minLength: netlist.outputs.length,
          maxLength: netlist.outputs.length,
        }),
      }),
    )
    await fc.assert(
      fc.asyncProperty(named, fc.nat(), async ({ netlist, inputs, outputs }, seed) => {
        const { netlist: back } = await writeAndRead(format, netlist, { inputs, outputs })
        expect(behaviour(back, seed)).toEqual(behaviour(netlist, seed))
      }),
      { numRuns: 100 },
    )
  })
})
