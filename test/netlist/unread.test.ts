/** Bits of an encoder that nothing reads are taken away, and nothing else changes. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMachine } from '../../src/kernel/machine.ts'
import { checkNetlist } from '../../src/netlist/check.ts'
import type { Encoder } from '../../src/netlist/encoder.ts'
import { encoderInputNames } from '../../src/netlist/ports.ts'
import { dropUnread } from '../../src/netlist/unread.ts'
import { createRng } from '../../src/random.ts'
import { randomNetlist } from '../arbitrary.ts'

const encoder: Encoder = {
  columns: [
    { kind: 'number', name: 'a', thresholds: [-1, 0, 1] },
    { kind: 'category', name: 'b', categories: ['red', 'blue'] },
    { kind: 'number', name: 'c', thresholds: [0.5] },
    { kind: 'number', name: 'd', thresholds: [] },
  ],
}
const decoder = { classes: ['x', 'y', 'z'] }
const ports = { inputs: encoderInputNames(encoder), outputs: ['x', 'y'], encoder, decoder }

it('does the same on raw rows, with every input read', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.nat(3), fc.nat(6), (seed, latches, gates) => {
      const netlist = randomNetlist({ inputs: 6, latches, gates, outputs: 2 }, seed)
      const dropped = dropUnread(netlist, ports)
      checkNetlist(dropped.netlist)
      const { inputs, fanin, outputs } = dropped.netlist
      const read = new Set([...fanin, ...dropped.netlist.latches, ...outputs])
      for (let i = 1; i <= inputs; i++) expect(read).toContain(i)
      expect(encoderInputNames(dropped.ports.encoder!)).toEqual(dropped.ports.inputs)
      const [before, after] = [
        createMachine(netlist, ports),
        createMachine(dropped.netlist, dropped.ports),
      ]
      const rng = createRng(seed)
      for (let t = 0; t < 20; t++) {
        const row = [rng.float() * 4 - 2, rng.below(2) ? 'red' : 'blue', rng.float(), 7]
        expect(after.act(row)).toBe(before.act(row))
      }
    }),
  )
})

it('leaves a machine without an encoder as it is', () => {
  const netlist = randomNetlist({ inputs: 2, latches: 0, gates: 0, outputs: 1 }, 1)
  const plain = { inputs: ['a', 'b'], outputs: ['y'] }
  const dropped = dropUnread(netlist, plain)
  expect([dropped.netlist, dropped.ports]).toEqual([netlist, plain])
})
