import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBuilder } from '../../src/netlist/build.ts'
import { checkNetlist } from '../../src/netlist/check.ts'
import { compact } from '../../src/netlist/compact.ts'
import { activeSignals } from '../../src/netlist/cone.ts'
import { depth, levels } from '../../src/netlist/level.ts'
import { findNetlistFaults, readNetlistJson, writeNetlistJson } from '../../src/netlist/text.ts'
import { gateCount } from '../../src/netlist.ts'
import { drivenNetlistArbitrary, netlistArbitrary } from '../arbitrary.ts'
import { allRows, caseInputs, runCase } from '../kernel/oracle.ts'
import { readNotation } from './notation.ts'

describe('checking a netlist', () => {
  const good = readNotation('inputs a\nlatches q\ng = a NAND q\nq takes g\ny = g')

  it('accepts a sound one', () => {
    expect(checkNetlist(good)).toBe(good)
  })

  it.each([
    ['a gate that reads itself', { fanin: Uint32Array.of(3, 1) }],
    ['half a gate', { fanin: Uint32Array.of(1) }],
    ['a latch that takes nothing', { latches: Uint32Array.of(4) }],
    ['an output that shows nothing', { outputs: Uint32Array.of(9) }],
  ])('refuses %s', (_, change) => {
    expect(() => checkNetlist({ ...good, ...change })).toThrow('internal')
  })
})

describe('levels', () => {
  it('count gates on the longest way', () => {
    const netlist = readNotation(
      'inputs a b\ng0 = a NAND b\ng1 = a NAND g0\ng2 = g1 NAND b\ny = g2',
    )
    expect([...levels(netlist)]).toEqual([0, 0, 0, 1, 2, 3])
    expect(depth(netlist)).toBe(3)
  })

  it('do not count gates that neither an output nor a latch reads', () => {
    expect(depth(readNotation('inputs a\ng0 = NOT a\ny = a'))).toBe(0)
  })
})

describe('compacting', () => {
  it('keeps every output when it drops dead gates and latches', () => {
    fc.assert(
      fc.property(drivenNetlistArbitrary({ latchesMax: 4, casesMax: 8 }), (driven) => {
        const { netlist, stimulus } = driven
        const smaller = checkNetlist(compact(netlist))
        for (let k = 0; k < stimulus.cases; k++) {
          const inputs = caseInputs(stimulus, k)
          expect(runCase(smaller, inputs)).toEqual(runCase(netlist, inputs))
        }
      }),
    )
  })

  it('leaves nothing that no output depends on', () => {
    fc.assert(
      fc.property(netlistArbitrary({ latchesMax: 4 }), (netlist) => {
        const smaller = compact(netlist)
        const active = activeSignals(smaller)
        expect(active.subarray(1 + netlist.inputs).every((mark) => mark === 1)).toBe(true)
        expect(compact(smaller)).toEqual(smaller)
      }),
    )
  })
})

describe('a builder', () => {
  it.each([
    ['not', (a: number, _b: number, _c: number) => 1 - a],
    ['and', (a: number, b: number) => a & b],
    ['or', (a: number, b: number) => a | b],
    ['xor', (a: number, b: number) => a ^ b],
    ['mux', (a: number, b: number, c: number) => (a ? b : c)],
    ['nand', (a: number, b: number) => 1 - (a & b)],
  ] as const)('builds %s, of signals and of constants', (op, wanted) => {
    const builder = createBuilder(3)
    const operands = [builder.zero, builder.one(), 1, 2, 3]
    const choices = operands.flatMap((a) =>
      operands.flatMap((b) => operands.map((c) => [a, b, c] as const)),
    )
    const build = builder[op] as (a: number, b: number, c: number) => number
    const netlist = builder.build(choices.map(([a, b, c]) => build(a, b, c)))
    allRows(netlist).forEach((shown, row) => {
      const value = (signal: number) =>
        signal === 0 ? 0 : signal > 3 ? 1 : (row >> (signal - 1)) & 1
      expect(shown).toEqual(choices.map(([a, b, c]) => wanted(value(a), value(b), value(c))))
    })
  })

  it('shares equal gates', () => {
    const builder = createBuilder(2)
    expect(builder.nand(1, 2)).toBe(builder.nand(2, 1))
    expect(builder.gates).toBe(1)
  })

  it('keeps the value of a latch that was never set', () => {
    const builder = createBuilder(0, 1)
    expect([...builder.build([builder.latch(0)]).latches]).toEqual([1])
  })
})

describe('a netlist as JSON', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(netlistArbitrary({ inputsMin: 0, latchesMax: 4 }), (netlist) => {
        const json = JSON.parse(JSON.stringify(writeNetlistJson(netlist)))
        expect(findNetlistFaults(json)).toEqual([])
        expect(readNetlistJson(json)).toEqual(netlist)
        expect(json.gates).toHaveLength(gateCount(netlist))
      }),
    )
  })

  it('tells every signal that is out of range', () => {
    const faults = findNetlistFaults({ inputs: 1, latches: [9], gates: [[3, 0]], outputs: [1, 4] })
    expect(faults.map(({ path }) => path)).toEqual([
      ['gates', 0, 0],
      ['latches', 0],
      ['outputs', 1],
    ])
  })
})
