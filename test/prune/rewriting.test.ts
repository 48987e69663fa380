import { describe, expect, it } from 'vitest'
import { createBuilder } from '../../src/netlist/build.ts'
import { checkNetlist } from '../../src/netlist/check.ts'
import { gateCount } from '../../src/netlist.ts'
import { optimalGates } from '../../src/prune/optimal.ts'
import { restructuringPass, rewritingPass } from '../../src/prune/rewriting.ts'
import { createRng } from '../../src/random.ts'
import { tableFromNetlist } from '../../src/spec/table.ts'
import { verify } from '../../src/verify.ts'
import { randomNetlist } from '../arbitrary.ts'
import { expectLaws } from './contract.ts'

describe.each([rewritingPass, restructuringPass])('the pass $name', (pass) => expectLaws(pass))

describe('rewriting', () => {
  it('makes a multiplexer of four gates of one that is a sum of products', () => {
    const { input, not, and, or, build } = createBuilder(3)
    const [s, a, b] = [input(0), input(1), input(2)]
    const netlist = build([or(or(and(s, a), and(not(s), b)), and(a, b))])
    expect(gateCount(netlist)).toBe(10)
    expect(gateCount(rewritingPass.apply(netlist, { rng: createRng(1) }))).toBe(4)
  })

  it('never goes below the smallest circuit of a function of four inputs', () => {
    for (let seed = 0; seed < 40; seed++) {
      const netlist = randomNetlist({ inputs: 4, latches: 0, gates: 30, outputs: 1 }, seed)
      const rewritten = rewritingPass.apply(netlist, { rng: createRng(1) })
      const [table] = tableFromNetlist(rewritten).wanted
      if (table === 0xffff) expect(gateCount(rewritten)).toBeLessThanOrEqual(1)
      else if (table !== 0)
        expect(gateCount(rewritten)).toBeGreaterThanOrEqual(optimalGates(table!))
    }
  })

  it('goes through 20,000 gates, however deep they are', () => {
    const { input, xor, build } = createBuilder(64)
    let last = input(0)
    for (let i = 0; i < 5_000; i++) last = xor(last, input(i % 64))
    const chain = build([last])
    const random = randomNetlist({ inputs: 64, latches: 0, gates: 20_000, outputs: 4_000 }, 7)
    for (const netlist of [chain, random]) {
      const next = checkNetlist(rewritingPass.apply(netlist, { rng: createRng(1) }))
      expect(gateCount(next)).toBeLessThanOrEqual(gateCount(netlist))
      expect(verify(next, { kind: 'machine', netlist }).verdict).not.toBe('different')
    }
  })
})
