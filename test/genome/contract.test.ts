/** The laws of every genome of machines. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { genomes, type MachineSize } from '../../src/genome.ts'
import { checkNetlist } from '../../src/netlist/check.ts'
import { createRng } from '../../src/random.ts'

const sizes: fc.Arbitrary<MachineSize> = fc.record({
  inputs: fc.nat(5),
  outputs: fc.integer({ min: 1, max: 4 }),
  latches: fc.nat(3),
  gates: fc.nat(30),
})

describe.each(genomes.map((kind) => [kind.name, kind] as const))('the genome %s', (name, kind) => {
  const individuals = fc.tuple(sizes, fc.nat()).map(([size, seed]) => {
    const genome = kind.create(size)
    return { size, genome, rng: createRng(seed), genotype: genome.random(createRng(seed)) }
  })

  it('has a name and a description', () => {
    expect(name).toMatch(/^[a-z][a-z-]*$/)
    expect(kind.description.length).toBeGreaterThan(10)
  })

  it('decodes every genotype to a sound machine of its size', () => {
    fc.assert(
      fc.property(individuals, ({ genome, genotype, size }) => {
        const { inputs, outputs, latches } = checkNetlist(genome.decode(genotype))
        expect([inputs, outputs.length]).toEqual([size.inputs, size.outputs])
        expect(latches.length).toBeLessThanOrEqual(size.latches)
      }),
    )
  })

  it('varies by the stream alone, and leaves what it was handed as it was', () => {
    fc.assert(
      fc.property(individuals, ({ genome, genotype, rng }) => {
        const before = structuredClone(genotype)
        const other = genome.random(rng.split('other'))
        const vary = () => [
          genome.mutate(genotype, rng.split('mutate')),
          genome.drift?.(genotype, rng.split('drift')),
          genome.brood?.(genotype, 3, false, rng.split('brood')),
          genome.brood?.(genotype, 3, true, rng.split('brood')),
          genome.recombine?.(genotype, other, rng.split('recombine')),
        ]
        expect(vary()).toEqual(vary())
        expect(genotype).toEqual(before)
      }),
    )
  })

  it('drifts without changing the machine', () => {
    fc.assert(
      fc.property(individuals, ({ genome, genotype, rng }) => {
        if (!genome.drift) return
        expect(genome.decode(genome.drift(genotype, rng))).toEqual(genome.decode(genotype))
      }),
    )
  })

  it('has broods of what mutation makes, whose survivors keep memory of their own', () => {
    fc.assert(
      fc.property(individuals, ({ genome, genotype, rng }) => {
        if (!genome.brood) return
        const brood = genome.brood(genotype, 3, false, rng.split('brood'))
        const alone = rng.split('brood')
        expect(brood).toEqual([0, 1, 2].map(() => genome.mutate(genotype, alone)))
        const kept = genome.drift!(brood[1], rng.split('drift')) as Uint32Array
        expect(kept.buffer.byteLength).toBe(kept.byteLength)
      }),
    )
  })

  it('counts its genotypes: the first and the last decode', () => {
    fc.assert(
      fc.property(individuals, ({ genome }) => {
        expect(genome.size).toBeGreaterThan(0n)
        for (const index of [0n, genome.size - 1n]) checkNetlist(genome.decode(genome.nth(index)))
      }),
    )
  })
})
