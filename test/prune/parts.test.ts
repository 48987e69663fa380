/** What pruning is made of: orders, windows, diagrams, tables of cores. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkNetlist } from '../../src/netlist/check.ts'
import { closeCore, coreOf } from '../../src/netlist/core.ts'
import { listFanouts } from '../../src/netlist/fanouts.ts'
import { gateCount, type Netlist } from '../../src/netlist.ts'
import { tabulateCore } from '../../src/prune/care.ts'
import { buildDiagrams, buildTable } from '../../src/prune/diagram.ts'
import { reorder } from '../../src/prune/reorder.ts'
import { cutOut, drawWindow, putBack } from '../../src/prune/window.ts'
import { createRng } from '../../src/random.ts'
import { tableFromFunction } from '../../src/spec/table.ts'
import { verify } from '../../src/verify.ts'
import { netlistArbitrary, randomNetlist } from '../arbitrary.ts'

const anyNetlist = netlistArbitrary({ inputsMin: 0, inputsMax: 4, latchesMax: 4, gatesMax: 40 })
const seeds = fc.nat()

const expectEquivalent = (netlist: Netlist, original: Netlist) =>
  expect(verify(netlist, { kind: 'machine', netlist: original })).toMatchObject({
    verdict: 'equivalent',
  })

describe('a new order', () => {
  it('shows the same, with spare gates strewn in', () => {
    fc.assert(
      fc.property(anyNetlist, fc.nat(10), seeds, (netlist, spare, seed) => {
        const ordered = checkNetlist(reorder(netlist, spare, createRng(seed)))
        expect(gateCount(ordered)).toBe(gateCount(netlist) + spare)
        expectEquivalent(ordered, netlist)
      }),
    )
  })
})

describe('a core', () => {
  it('closes to the machine that it was', () => {
    fc.assert(
      fc.property(anyNetlist, (netlist) => {
        const core = coreOf(netlist)
        expect(core.latches.length).toBe(0)
        expect(closeCore(checkNetlist(core), netlist.latches.length)).toEqual(netlist)
      }),
    )
  })

  it('cares for every state that is reached, and for no other', () => {
    // Latch q turns over at each tick, latch r stays 0; the output shows r.
    const table = tabulateCore({
      inputs: 0,
      latches: Uint32Array.of(3, 0),
      fanin: Uint32Array.of(1, 1),
      outputs: Uint32Array.of(2),
    })
    // Rows are r q = 00, 01, 10, 11; columns are the output and the next q and r.
    expect([...table!.care]).toEqual([0b0011, 0b0011, 0b0011])
    expect([...table!.wanted].map((word) => word & 0b0011)).toEqual([0, 0b01, 0])
  })

  it('lets machines that keep to its table do the same at every tick', () => {
    const machines = netlistArbitrary({ inputsMin: 1, inputsMax: 2, latchesMax: 3, gatesMax: 20 })
    fc.assert(
      fc.property(machines, seeds, (netlist, seed) => {
        const table = tabulateCore(netlist)!
        expect(verify(coreOf(netlist), table).verdict).toBe('equivalent')
        for (const diagram of buildDiagrams(table, createRng(seed))) {
          expect(verify(diagram, table).verdict).toBe('equivalent')
          expectEquivalent(closeCore(diagram, netlist.latches.length), netlist)
        }
      }),
    )
  })
})

describe('a diagram', () => {
  it('does what a table wants, whatever the inputs stand for', () => {
    const tables = fc.tuple(fc.nat(6), fc.integer({ min: 1, max: 4 }), seeds)
    fc.assert(
      fc.property(tables, ([inputs, outputs, seed]) => {
        const rng = createRng(seed)
        const wish = () => [0, 1, null][rng.below(3)]!
        const table = tableFromFunction(inputs, outputs, () =>
          Array.from({ length: outputs }, wish),
        )
        for (const diagram of [buildTable(table), ...buildDiagrams(table, rng)]) {
          expect(verify(checkNetlist(diagram), table).verdict).toBe('equivalent')
        }
      }),
    )
  })
})

describe('a window', () => {
  const limits = { gatesMax: 12, leavesMax: 6 }

  it('keeps within its limits, and put back as it was nothing changed', () => {
    fc.assert(
      fc.property(anyNetlist, seeds, (netlist, seed) => {
        if (gateCount(netlist) === 0) return
        const window = drawWindow(netlist, listFanouts(netlist), limits, createRng(seed))
        if (!window) return
        expect(window.leaves.length).toBeLessThanOrEqual(limits.leavesMax)
        const inside = checkNetlist(cutOut(netlist, window))
        expectEquivalent(checkNetlist(putBack(netlist, window, inside)), netlist)
      }),
      { numRuns: 400 },
    )
  })

  it('is found in large machines', () => {
    const netlist = randomNetlist({ inputs: 40, latches: 10, gates: 3000, outputs: 20 }, 3)
    const fanouts = listFanouts(netlist)
    const rng = createRng(1)
    const windows = Array.from({ length: 50 }, (_, k) =>
      drawWindow(netlist, fanouts, { gatesMax: 40, leavesMax: 10 }, rng.split(k)),
    )
    expect(windows.filter((window) => window).length).toBeGreaterThan(25)
  })
})
