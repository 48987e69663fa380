import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createNandGenome, encodeNetlist } from '../../src/genome/nand.ts'
import type { MachineSize } from '../../src/genome.ts'
import { checkNetlist } from '../../src/netlist/check.ts'
import { activeSignals } from '../../src/netlist/cone.ts'
import { gateCount } from '../../src/netlist.ts'
import { createRng } from '../../src/random.ts'

const shapes: fc.Arbitrary<MachineSize> = fc.record({
  inputs: fc.nat(5),
  outputs: fc.integer({ min: 1, max: 4 }),
  latches: fc.nat(3),
  gates: fc.nat(30),
})

const genotypes = fc.tuple(shapes, fc.nat()).map(([shape, seed]) => {
  const genome = createNandGenome(shape)
  return { shape, genome, seed, genotype: genome.random(createRng(seed)) }
})

/** How many places differ. */
const distance = (a: Uint32Array, b: Uint32Array) => a.filter((gene, i) => gene !== b[i]).length

describe('the NAND genome', () => {
  it('decodes every genotype to a sound netlist of active signals only', () => {
    fc.assert(
      fc.property(genotypes, ({ genome, genotype, shape }) => {
        const netlist = checkNetlist(genome.decode(genotype))
        expect(netlist.inputs).toBe(shape.inputs)
        expect(netlist.outputs.length).toBe(shape.outputs)
        const active = activeSignals(netlist)
        expect(active.subarray(1 + netlist.inputs).every((mark) => mark === 1)).toBe(true)
      }),
    )
  })

  it('mutates exactly one gene where there is one to mutate, and leaves the parent alone', () => {
    fc.assert(
      fc.property(genotypes, ({ genome, genotype, seed }) => {
        const before = genotype.slice()
        const child = genome.mutate(genotype, createRng(seed).split('mutate'))
        expect(genotype).toEqual(before)
        expect(distance(child, genotype)).toBe(genome.size > 1n ? 1 : 0)
        checkNetlist(genome.decode(child))
      }),
    )
  })

  it('drifts without changing the phenotype', () => {
    fc.assert(
      fc.property(genotypes, ({ genome, genotype, seed }) => {
        const drifted = genome.drift!(genotype, createRng(seed).split('drift'))
        expect(genome.decode(drifted)).toEqual(genome.decode(genotype))
      }),
    )
  })

  it('recombines two parents into a sound genotype, the same for the same stream', () => {
    fc.assert(
      fc.property(genotypes, ({ genome, genotype, seed }) => {
        const other = genome.random(createRng(seed).split('other'))
        const child = genome.recombine!(genotype, other, createRng(seed))
        expect(genome.recombine!(genotype, other, createRng(seed))).toEqual(child)
        checkNetlist(genome.decode(child))
      }),
    )
  })

  it('enumerates every genotype of a tiny space exactly once', () => {
    const genome = createNandGenome({ inputs: 2, outputs: 1, latches: 0, gates: 2 })
    // Gates choose from 2 and 3 signals twice, the output from 5.
    expect(genome.size).toBe(BigInt(2 * 2 * 3 * 3 * 5))
    const all = Array.from({ length: Number(genome.size) }, (_, i) => genome.nth(BigInt(i)).join())
    expect(new Set(all).size).toBe(all.length)
  })

  it('encodes a netlist so that it decodes to the same', () => {
    fc.assert(
      fc.property(genotypes, fc.nat(10), ({ genome, genotype, shape }, room) => {
        const netlist = genome.decode(genotype)
        const larger = {
          ...shape,
          latches: netlist.latches.length,
          gates: gateCount(netlist) + room,
        }
        const encoded = encodeNetlist(netlist, larger)
        expect(createNandGenome(larger).decode(encoded)).toEqual(netlist)
      }),
    )
  })

  it('gives the same genotype for the same stream', () => {
    const genome = createNandGenome({ inputs: 3, outputs: 2, latches: 1, gates: 12 })
    expect(genome.random(createRng(9))).toEqual(genome.random(createRng(9)))
  })
})
