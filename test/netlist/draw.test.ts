import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawText, truthTableText } from '../../src/netlist/draw.ts'
import { netlistArbitrary, randomNetlist } from '../arbitrary.ts'
import { readNotation } from './notation.ts'

const xor = readNotation(`
  inputs a b
  g0 = a NAND b
  g1 = a NAND g0
  g2 = b NAND g0
  g3 = g1 NAND g2
  y = g3`)

const toggle = readNotation(`
  inputs a
  latches q
  g0 = NOT q
  q takes g0
  y = q`)

describe('a drawing', () => {
  it('shows the gates by level', () => {
    expect(
      drawText(xor, { inputs: ['left', 'right'], outputs: ['differ'] }),
    ).toMatchInlineSnapshot(`
      "4 gates, depth 3, 2 inputs, 1 output

      level 1   n3 = left NAND right
      level 2   n4 = left NAND n3   n5 = right NAND n3
      level 3   n6 = n4 NAND n5
      outputs   differ = n6"
    `)
  })

  it('shows what latches take', () => {
    expect(drawText(toggle)).toMatchInlineSnapshot(`
      "1 gate, 1 latch, depth 1, 1 input, 1 output

      level 1   n3 = NOT l0
      latches   l0 takes n3
      outputs   y = l0"
    `)
  })

  it('calls gates otherwise when a port has their name', () => {
    expect(drawText(toggle, { inputs: ['n0'], outputs: ['l7'] })).toContain('gate3 = NOT latch0')
  })

  it('shows how many gates there are at each level when there are many', () => {
    const text = drawText(randomNetlist({ inputs: 8, latches: 0, gates: 300, outputs: 2 }, 1))
    expect(text).toContain('300 gates')
    expect(text).toMatch(/level 1 +█+ \d+/)
  })

  it('stays within the width while no single gate is wider', () => {
    fc.assert(
      fc.property(netlistArbitrary({ latchesMax: 3, gatesMax: 60 }), (netlist) => {
        const lines = drawText(netlist, undefined, 60).split('\n')
        expect(lines.every((line) => line.length <= 60)).toBe(true)
      }),
    )
  })
})

describe('a printed truth table', () => {
  it('has a row for each value of the inputs', () => {
    expect(truthTableText(xor)).toMatchInlineSnapshot(`
      "a b │ y
      0 0 │ 0
      1 0 │ 1
      0 1 │ 1
      1 1 │ 0"
    `)
  })

  it('has columns for the state of a machine with latches', () => {
    expect(truthTableText(toggle)).toMatchInlineSnapshot(`
      "a │ l0 │ y │ l0'
      0 │ 0  │ 0 │ 1
      1 │ 0  │ 0 │ 1
      0 │ 1  │ 1 │ 0
      1 │ 1  │ 1 │ 0"
    `)
  })

  it('is left out when it would be too long', () => {
    expect(truthTableText(randomNetlist({ inputs: 7, latches: 0, gates: 1, outputs: 1 }, 1))).toBe(
      undefined,
    )
  })
})
