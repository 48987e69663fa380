import { describe, expect, it } from 'vitest'
import { createBuilder } from '../../src/netlist/build.ts'
import { checkNetlist } from '../../src/netlist/check.ts'
import { gateCount } from '../../src/netlist.ts'
import { resubstitutionPass, rewiringPass } from '../../src/prune/resubstitution.ts'
import { createRng } from '../../src/random.ts'
import { tableFromFunction } from '../../src/spec/table.ts'
import { verify } from '../../src/verify.ts'
import { randomNetlist } from '../arbitrary.ts'
import { expectLaws } from './contract.ts'

const rng = createRng(1)

describe.each([resubstitutionPass, rewiringPass])('the pass $name', (pass) => expectLaws(pass))

describe('resubstitution', () => {
  it('finds that an exclusive or is an or where both are not 1 at once', () => {
    // y = (a AND b) OR (a XOR b), which reads the products of a half adder.
    const { input, and, xor, or, build } = createBuilder(2)
    const [a, b] = [input(0), input(1)]
    const netlist = build([or(and(a, b), xor(a, b))])
    const next = resubstitutionPass.apply(netlist, { rng })
    expect(verify(next, { kind: 'machine', netlist }).verdict).toBe('equivalent')
    expect(gateCount(next)).toBe(3)
  })

  it('drops a fan-in that nobody sees', () => {
    // NAND(a, NAND(b, NAND(a, c))): the c matters only where a is 1, and there NAND(a, c) is NOT c.
    const { input, nand, build } = createBuilder(3)
    const [a, b, c] = [input(0), input(1), input(2)]
    const netlist = build([nand(a, nand(b, nand(a, nand(a, nand(c, c))))), nand(c, c)])
    const next = resubstitutionPass.apply(netlist, { rng })
    expect(verify(next, { kind: 'machine', netlist }).verdict).toBe('equivalent')
    expect(gateCount(next)).toBeLessThan(gateCount(netlist))
  })

  it('uses the rows that do not matter', () => {
    const { input, xor, build } = createBuilder(2)
    const netlist = build([xor(input(0), input(1))])
    const core = tableFromFunction(2, 1, ([a, b]) => [a && b ? null : a! ^ b!])
    const next = resubstitutionPass.apply(netlist, { rng, core })
    expect(gateCount(next)).toBe(3)
    expect(verify(next, core).verdict).toBe('equivalent')
  })

  it('goes through thousands of gates slice by slice', () => {
    const netlist = randomNetlist({ inputs: 40, latches: 0, gates: 4_000, outputs: 900 }, 3)
    const next = checkNetlist(resubstitutionPass.apply(netlist, { rng }))
    expect(gateCount(next)).toBeLessThan(gateCount(netlist))
    expect(verify(next, { kind: 'machine', netlist }).verdict).not.toBe('different')
  })
})
