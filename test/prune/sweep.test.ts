import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkNetlist } from '../../src/netlist/check.ts'
import { gateCount, type Netlist } from '../../src/netlist.ts'
import { functionsPass } from '../../src/prune/functions.ts'
import { createSweepPass, sweepPass } from '../../src/prune/sweep.ts'
import type { Pass } from '../../src/prune.ts'
import { createRng } from '../../src/random.ts'
import { besides, transitionOf } from '../../src/verify/transition.ts'
import { verify } from '../../src/verify.ts'
import { netlistArbitrary, randomNetlist } from '../arbitrary.ts'
import { allRows } from '../kernel/oracle.ts'
import { arrayMultiplier, prefixAdder, rippleAdder, treeMultiplier } from '../verify/arithmetic.ts'

const apply = (pass: Pass, netlist: Netlist): Netlist =>
  checkNetlist(pass.apply(netlist, { rng: createRng(1) }))

describe('sweeping', () => {
  it('keeps what every row of a tick shows, and leaves no more than looking at every row does', () => {
    fc.assert(
      fc.property(netlistArbitrary({ inputsMax: 4, latchesMax: 3, gatesMax: 40 }), (netlist) => {
        const swept = apply(sweepPass, netlist)
        expect(verify(swept, { kind: 'machine', netlist }).verdict).toBe('equivalent')
        if (swept.latches.length === netlist.latches.length) {
          expect(allRows(transitionOf(swept))).toEqual(allRows(transitionOf(netlist)))
        }
        expect(gateCount(swept)).toBeLessThanOrEqual(gateCount(apply(functionsPass, netlist)))
      }),
      { numRuns: 200 },
    )
  })

  it('makes one adder of two', () => {
    const both = besides(rippleAdder(16), prefixAdder(16))
    const swept = apply(sweepPass, both)
    expect(gateCount(swept)).toBeLessThanOrEqual(gateCount(rippleAdder(16)))
    const shown = Array.from(swept.outputs)
    expect(shown.slice(17)).toEqual(shown.slice(0, 17))
    expect(verify(swept, { kind: 'machine', netlist: both }).verdict).toBe('equivalent')
  })

  it('leaves alone what takes too many conflicts', () => {
    const both = besides(arrayMultiplier(5), treeMultiplier(5))
    const little = apply(createSweepPass({ pairConflictsMax: 50, conflictsMax: 1e6 }), both)
    const none = apply(createSweepPass({ pairConflictsMax: 100, conflictsMax: 0 }), both)
    const all = apply(createSweepPass({ pairConflictsMax: 1e6, conflictsMax: 1e6 }), both)
    expect(gateCount(little)).toBeLessThan(gateCount(none))
    expect(gateCount(all)).toBeLessThan(gateCount(little))
    const spec = { kind: 'machine', netlist: both } as const
    for (const swept of [little, none, all]) {
      expect(verify(swept, spec).verdict).toBe('equivalent')
    }
  })

  it('takes ten thousand gates', () => {
    const both = besides(arrayMultiplier(20), treeMultiplier(20))
    expect(gateCount(both)).toBeGreaterThan(9000)
    const swept = apply(sweepPass, both)
    expect(gateCount(swept)).toBeLessThan(gateCount(both))
  })

  it('is the same every time', () => {
    const netlist = randomNetlist({ inputs: 30, latches: 5, gates: 500, outputs: 20 }, 3)
    expect(apply(sweepPass, netlist)).toEqual(apply(sweepPass, netlist))
  })
})
