import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { driftInactive, proposeMove, tie } from '../../src/approximate/moves.ts'
import { createSignatures } from '../../src/approximate/signatures.ts'
import { createSketch, type Sketch } from '../../src/approximate/sketch.ts'
import { checkNetlist } from '../../src/netlist/check.ts'
import { compact } from '../../src/netlist/compact.ts'
import { firstGate, gateCount, type Netlist, signalCount } from '../../src/netlist.ts'
import { createRng } from '../../src/random.ts'
import { netlistArbitrary } from '../arbitrary.ts'
import { answersOf } from './oracle.ts'

const netlists = netlistArbitrary({ inputsMin: 0, inputsMax: 6, gatesMax: 40 })

/** How often each signal is read by what is active, counted from nothing. */
function countUses({ genes, gates, first, signals }: Sketch): Uint32Array {
  const uses = new Uint32Array(signals)
  for (let gene = 2 * gates; gene < genes.length; gene++) uses[genes[gene]!]!++
  for (let g = gates - 1; g >= 0; g--) {
    if (uses[first + g] === 0) continue
    uses[genes[2 * g]!]!++
    uses[genes[2 * g + 1]!]!++
  }
  return uses
}

describe('a sketch', () => {
  it('shows what the machine shows, wherever its gates were put', () => {
    fc.assert(
      fc.property(netlists, fc.nat(20), fc.nat(), (netlist, more, seed) => {
        const sketch = createSketch(netlist, gateCount(netlist) + more, createRng(seed))
        const shown = checkNetlist(sketch.toNetlist())
        expect(answersOf(shown)).toEqual(answersOf(netlist))
        expect(gateCount(shown)).toBe(gateCount(compact(netlist)))
        expect(sketch.activeGates).toBe(gateCount(shown))
      }),
    )
  })

  it('counts readers and gates through any changes, kept or undone', () => {
    fc.assert(
      fc.property(netlists, fc.nat(), (netlist, seed) => {
        const rng = createRng(seed)
        const sketch = createSketch(netlist, gateCount(netlist) + 10, rng.split('layout'))
        const signatures = createSignatures(sketch, rng.split('signatures'))
        for (let i = 0; i < 40; i++) {
          const [genes, uses] = [sketch.genes.slice(), sketch.uses.slice()]
          proposeMove(sketch, signatures, rng)
          checkNetlist(sketch.toNetlist())
          expect(sketch.uses).toEqual(countUses(sketch))
          expect(sketch.activeGates).toBe(gateCount(sketch.toNetlist()))
          if (i % 3 > 0) {
            sketch.undo()
            expect(sketch.genes).toEqual(genes)
            expect(sketch.uses).toEqual(uses)
            continue
          }
          sketch.keep()
          const shown = sketch.toNetlist()
          driftInactive(sketch, rng)
          sketch.keep()
          expect(sketch.toNetlist()).toEqual(shown)
        }
      }),
    )
  })

  it.each([0, 'one'] as const)('does with a gate tied to %s as if it showed that', (target) => {
    fc.assert(
      fc.property(netlists, fc.nat(), fc.nat(), (netlist, drawn, seed) => {
        const active = compact(netlist)
        if (gateCount(active) === 0) return
        const sketch = createSketch(active, gateCount(active), createRng(seed))
        const signal = sketch.first + (drawn % gateCount(active))
        const stuck = stickGate(sketch, signal, target === 0 ? 0 : 1)
        tie(sketch, signal, target)
        expect(answersOf(checkNetlist(sketch.toNetlist()))).toEqual(answersOf(stuck))
        expect(sketch.activeGates).toBeLessThanOrEqual(gateCount(active))
      }),
      { numRuns: 300 },
    )
  })

  it('reads another signal wherever a gate was read that was tied to it', () => {
    fc.assert(
      fc.property(netlists, fc.nat(), fc.nat(), (netlist, drawn, seed) => {
        const active = compact(netlist)
        if (gateCount(active) === 0 || active.inputs === 0) return
        const sketch = createSketch(active, gateCount(active), createRng(seed))
        const signal = sketch.first + (drawn % gateCount(active))
        const target = 1 + (seed % (signal - 1))
        tie(sketch, signal, target)
        expect(sketch.uses[signal]).toBe(0)
        expect(sketch.uses).toEqual(countUses(sketch))
      }),
    )
  })
})

/** The machine of a sketch in which one gate always shows the same, which costs two gates at most. */
function stickGate(sketch: Sketch, signal: number, value: 0 | 1): Netlist {
  const netlist: Netlist = {
    inputs: sketch.inputs,
    latches: new Uint32Array(0),
    fanin: sketch.genes.slice(0, 2 * sketch.gates),
    outputs: sketch.genes.slice(2 * sketch.gates),
  }
  const first = firstGate(netlist)
  expect(signalCount(netlist)).toBe(sketch.signals)
  if (value === 1) {
    netlist.fanin.fill(0, 2 * (signal - first), 2 * (signal - first) + 2)
    return netlist
  }
  const follow = (read: number) => (read === signal ? 0 : read)
  return { ...netlist, fanin: netlist.fanin.map(follow), outputs: netlist.outputs.map(follow) }
}
