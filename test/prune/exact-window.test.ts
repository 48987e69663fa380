import { describe, expect, it } from 'vitest'
import { createBuilder } from '../../src/netlist/build.ts'
import { gateCount } from '../../src/netlist.ts'
import { exactWindowPass } from '../../src/prune/exact-window.ts'
import { createRng } from '../../src/random.ts'
import { verify } from '../../src/verify.ts'
import { expectLaws } from './contract.ts'

describe('the pass exact-window', () => {
  expectLaws(exactWindowPass, 40)

  it('finds what two outputs can share', () => {
    // A half adder of seven gates: exclusive or from inverters, and a carry of its own.
    const { input, nand, not, build } = createBuilder(2)
    const [a, b] = [input(0), input(1)]
    const netlist = build([nand(nand(a, not(b)), nand(b, not(a))), not(nand(a, b))])
    expect(gateCount(netlist)).toBe(7)
    const next = exactWindowPass.apply(netlist, { rng: createRng(1) })
    expect(gateCount(next)).toBe(5)
    expect(verify(next, { kind: 'machine', netlist }).verdict).toBe('equivalent')
  })
})
