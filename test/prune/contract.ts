/** The laws of exact passes, for any pass: equivalent, never larger, the same for the same seed. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkNetlist } from '../../src/netlist/check.ts'
import { coreOf } from '../../src/netlist/core.ts'
import { gateCount, type Netlist } from '../../src/netlist.ts'
import type { Pass } from '../../src/prune.ts'
import { createRng } from '../../src/random.ts'
import { tableFromNetlist } from '../../src/spec/table.ts'
import type { TableSpec } from '../../src/spec.ts'
import { verify } from '../../src/verify.ts'
import { netlistArbitrary } from '../arbitrary.ts'

const machines = fc.oneof(
  netlistArbitrary({ inputsMin: 0, inputsMax: 6, gatesMax: 40 }),
  netlistArbitrary({ inputsMin: 0, inputsMax: 3, latchesMax: 4, gatesMax: 30 }),
)

/** Random words, of which a part are ones. */
const careOf = (table: TableSpec, seed: number): Uint32Array => {
  const rng = createRng(seed).split('care')
  return table.care.map((word) => word & (rng.next() | rng.next()))
}

export function expectLaws(pass: Pass, numRuns = 150): void {
  it('keeps what a machine does and never makes it larger', () => {
    fc.assert(
      fc.property(machines, fc.nat(), (netlist, seed) => {
        const next = checkNetlist(pass.apply(netlist, { rng: createRng(seed) }))
        expect(verify(next, { kind: 'machine', netlist }).verdict).toBe('equivalent')
        expectNotLarger(next, netlist)
      }),
      { numRuns },
    )
  })

  it('keeps to the table of a core where that matters', () => {
    fc.assert(
      fc.property(machines, fc.nat(), (netlist, seed) => {
        const table = tableFromNetlist(coreOf(netlist))
        const core = { ...table, care: careOf(table, seed) }
        const next = checkNetlist(pass.apply(netlist, { rng: createRng(seed), core }))
        expectNotLarger(next, netlist)
        if (pass.recodes || next.latches.length < netlist.latches.length) return
        expect(verify(coreOf(next), core).verdict).toBe('equivalent')
      }),
      { numRuns },
    )
  })

  it('does the same for the same seed and leaves what it is handed alone', () => {
    fc.assert(
      fc.property(machines, fc.nat(), (netlist, seed) => {
        const before = structuredClone(netlist)
        const once = pass.apply(netlist, { rng: createRng(seed) })
        expect(netlist).toEqual(before)
        expect(pass.apply(netlist, { rng: createRng(seed) })).toEqual(once)
      }),
      { numRuns: 30 },
    )
  })
}

function expectNotLarger(next: Netlist, netlist: Netlist): void {
  expect(gateCount(next)).toBeLessThanOrEqual(gateCount(netlist))
  expect(next.latches.length).toBeLessThanOrEqual(netlist.latches.length)
}
