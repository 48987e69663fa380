import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBuilder } from '../../src/netlist/build.ts'
import { checkNetlist } from '../../src/netlist/check.ts'
import { gateCount, type Netlist } from '../../src/netlist.ts'
import { type Pass, passes, pruneQuickly } from '../../src/prune.ts'
import { createRng } from '../../src/random.ts'
import { verify } from '../../src/verify.ts'
import { netlistArbitrary, randomNetlist } from '../arbitrary.ts'
import { readNotation, writeNotation } from '../netlist/notation.ts'

const context = { rng: createRng(1) }

const anyNetlist = fc.oneof(
  netlistArbitrary({ inputsMin: 0, inputsMax: 6 }),
  netlistArbitrary({ inputsMin: 0, inputsMax: 3, latchesMax: 6, gatesMax: 20 }),
)

const expectEquivalent = (netlist: Netlist, original: Netlist) =>
  expect(verify(netlist, { kind: 'machine', netlist: original })).toMatchObject({
    verdict: 'equivalent',
  })

describe.each(passes)('the pass $name', (pass) => {
  it('keeps what the machine does and never makes it larger', () => {
    fc.assert(
      fc.property(anyNetlist, (netlist) => {
        const next = checkNetlist(pass.apply(netlist, context))
        expectEquivalent(next, netlist)
        expect(gateCount(next)).toBeLessThanOrEqual(gateCount(netlist))
        expect(next.latches.length).toBeLessThanOrEqual(netlist.latches.length)
      }),
      { numRuns: 300 },
    )
  })

  it('leaves the machine that it is handed alone', () => {
    fc.assert(
      fc.property(anyNetlist, (netlist) => {
        const before = structuredClone(netlist)
        pass.apply(netlist, context)
        expect(netlist).toEqual(before)
      }),
    )
  })
})

describe('pruning', () => {
  const folder = new URL('../cases/prune/', import.meta.url)
  it.each(readdirSync(folder).sort())('does as written in %s', (file) => {
    const [input, expected] = readFileSync(new URL(file, folder), 'utf8').split('==>\n')
    const result = pruneQuickly(readNotation(input!))
    expect(`${writeNotation(result.netlist)}\n`).toBe(expected)
    expect(result.verdict.verdict).toBe('equivalent')
  })

  it('finds nothing more the second time', () => {
    fc.assert(
      fc.property(anyNetlist, (netlist) => {
        const once = pruneQuickly(netlist)
        const again = pruneQuickly(once.netlist)
        expect(again.steps).toEqual([])
        expect(again.netlist).toBe(once.netlist)
      }),
    )
  })

  it('tells each step that helped, and each is smaller than the one before', () => {
    const netlist = randomNetlist({ inputs: 6, latches: 4, gates: 200, outputs: 6 }, 4)
    const { steps, netlist: pruned } = pruneQuickly(netlist)
    expect(steps[0]!.pass).toBe('dead')
    expect(steps.at(-1)!.gates).toBe(gateCount(pruned))
    steps.slice(1).forEach((step, i) => {
      expect(step.gates).toBeLessThanOrEqual(steps[i]!.gates)
    })
    expectEquivalent(pruned, netlist)
  })

  it.each([20, 40])('catches a sabotaged pass on a machine of %i inputs', (inputs) => {
    const sabotaged: Pass = {
      name: 'sabotaged',
      apply: ({ fanin, ...rest }) => ({
        ...rest,
        fanin: fanin.slice(0, -2),
        outputs: Uint32Array.of(inputs + 1),
      }),
    }
    const builder = createBuilder(inputs)
    const [a, b, c] = [builder.input(0), builder.input(1), builder.input(inputs - 1)]
    const netlist = builder.build([builder.nand(builder.nand(a, b), c)])
    expect(() => pruneQuickly(netlist, { passes: [...passes, sabotaged] })).toThrow(
      'pruning by sabotaged changed the machine',
    )
  })

  it('catches a pass that is wrong only after many ticks', () => {
    const counting = readNotation(`
      inputs a
      latches q r
      g0 = a NAND q
      g1 = a NAND g0
      g2 = q NAND g0
      g3 = g1 NAND g2
      g4 = q NAND r
      g5 = NOT g4
      q takes g3
      r takes q
      y = g5`)
    const cutting: Pass = {
      name: 'cutting',
      apply: ({ inputs, latches, fanin }) => ({
        inputs,
        latches,
        fanin: fanin.slice(0, -2),
        outputs: Uint32Array.of(0),
      }),
    }
    expect(() => pruneQuickly(counting, { passes: [cutting] })).toThrow('cutting')
  })
})
