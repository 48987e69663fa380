/**
 * The genome of NAND machines: Cartesian Genetic Programming with one function.
 *
 * A genotype holds a fixed number of gates, of which the outputs use some (the active ones); the
 * rest drifts freely and is what later mutations connect to. Genes are signal numbers, as in a
 * netlist:
 *
 *   [ gate 0: a b | gate 1: a b | … | next-state of latches | outputs ]
 *
 * Mutation changes exactly one active gene, so no offspring is a copy of its parent. Inactive genes
 * drift when an offspring survives, by as many changes as single mutation would have made on its
 * way to an active gene.
 *
 * Sources: Miller & Thomson 2000, "Cartesian Genetic Programming"; Goldman & Punch 2013, "Reducing
 * Wasted Evaluations in Cartesian Genetic Programming" (single); Kalkreuth, Rudolph & Droschinsky
 * 2017, "A New Subgraph Crossover for Cartesian Genetic Programming".
 */
import { assert } from '../errors.ts'
import type { Genome, GenomeKind, MachineSize } from '../genome.ts'
import { checkNetlist } from '../netlist/check.ts'
import type { Netlist } from '../netlist.ts'
import type { Rng } from '../random.ts'

/** [gates × 2 + latches + outputs] signal numbers. */
export type NandGenotype = Uint32Array

/** Words of a block of many short-lived arrays: one that is kept keeps its block. */
const blockWords = 2 ** 12

/** The most gates of a genotype. */
export const genomeGatesMax = 2 ** 20

export const nandGenome: GenomeKind = {
  name: 'nand',
  description: 'Cartesian Genetic Programming of NAND gates, with next-state genes for latches',
  create: createNandGenome,
}

export function createNandGenome(shape: MachineSize): Genome<NandGenotype, Netlist> {
  const { inputs, outputs, latches, gates } = shape
  assert(gates >= 0 && gates <= genomeGatesMax, 'gates of a genotype out of range')
  const first = 1 + inputs + latches
  const signals = first + gates
  const latchGenes = 2 * gates
  const outputGenes = latchGenes + latches
  const length = outputGenes + outputs
  // A gate that reads the constant is a constant: gates read it only where there is nothing else.
  const lowest = first > 1 ? 1 : 0
  const lowestOf = (gene: number) => (gene < latchGenes ? lowest : 0)
  const rangeOf = (gene: number) => (gene < latchGenes ? first + (gene >> 1) - lowest : signals)
  // Scratch that marking, collecting and decoding write into, so that only genotypes and phenotypes
  // are allocated.
  const used = new Uint8Array(signals)
  const inactive = new Uint32Array(length)
  let inactiveCount = 0
  const renumbered = Uint32Array.from({ length: signals }, (_, signal) => signal)
  const decodedFanin = new Uint32Array(2 * gates)
  // All offspring of a generation come from few parents: the active genes of the last are kept.
  const active = new Uint32Array(length)
  let activeCount = 0
  let lastParent: NandGenotype | undefined
  const genotypes = createBlocks()
  const fanins = createBlocks()

  /** Marks in `used` what the outputs depend on, through gates and latches. */
  function markActive(genotype: NandGenotype): void {
    used.fill(0)
    for (let gene = outputGenes; gene < length; gene++) used[genotype[gene]!] = 1
    // Gates read only below themselves, so one sweep downwards marks a cone; a latch that turns
    // out to be used starts another sweep from what it takes.
    let isOpen = true
    while (isOpen) {
      markFanin(genotype, first, used)
      isOpen = false
      for (let l = 0; l < latches; l++) {
        const next = genotype[latchGenes + l]!
        if (used[1 + inputs + l] === 1 && used[next] === 0) {
          used[next] = 1
          isOpen = true
        }
      }
    }
  }

  /** Sorts the genes that have another value to take into `active` and `inactive`. */
  function sortGenes(genotype: NandGenotype): void {
    markActive(genotype)
    activeCount = 0
    inactiveCount = 0
    for (let g = 0; g < gates; g++) {
      if (rangeOf(2 * g) < 2) continue
      sortGene(2 * g, first + g)
      sortGene(2 * g + 1, first + g)
    }
    if (signals > 1) {
      for (let l = 0; l < latches; l++) sortGene(latchGenes + l, 1 + inputs + l)
      for (let o = 0; o < outputs; o++) active[activeCount++] = outputGenes + o
    }
    lastParent = genotype
  }

  function sortGene(gene: number, owner: number): void {
    if (used[owner] === 1) active[activeCount++] = gene
    else inactive[inactiveCount++] = gene
  }

  /** Gives a gene another value, uniformly; written in place. */
  function changeGene(genotype: NandGenotype, gene: number, rng: Rng): void {
    const low = lowestOf(gene)
    const value = low + rng.below(rangeOf(gene) - 1)
    genotype[gene] = value >= genotype[gene]! ? value + 1 : value
  }

  return {
    name: nandGenome.name,
    layout: 'nand',

    random(rng) {
      const genotype = new Uint32Array(length)
      for (let gene = 0; gene < length; gene++) {
        genotype[gene] = lowestOf(gene) + rng.below(rangeOf(gene))
      }
      return genotype
    },

    mutate(parent, rng) {
      const child = parent.slice()
      if (parent !== lastParent) sortGenes(parent)
      if (activeCount > 0) changeGene(child, active[rng.below(activeCount)]!, rng)
      return child
    },

    brood(parent, count, areSiblings, rng) {
      if (parent !== lastParent) sortGenes(parent)
      const drawn = () => active[rng.below(activeCount)]!
      const shared = areSiblings && activeCount > 0 ? drawn() : undefined
      const brood: NandGenotype[] = []
      for (let i = 0; i < count; i++) {
        const child = genotypes.keep(length)
        child.set(parent)
        if (activeCount > 0) changeGene(child, shared ?? drawn(), rng)
        brood.push(child)
      }
      return brood
    },

    drift(survivor, rng) {
      // No active gene changes, so the sorted genes are those of the drifted one as well.
      sortGenes(survivor)
      const drifted = survivor.slice()
      lastParent = drifted
      if (inactiveCount === 0 || activeCount === 0) return drifted
      for (;;) {
        const drawn = rng.below(activeCount + inactiveCount)
        if (drawn < activeCount) break
        changeGene(drifted, inactive[drawn - activeCount]!, rng)
      }
      return drifted
    },

    recombine(a, b, rng) {
      if (gates < 2) return rng.below(2) === 0 ? a.slice() : b.slice()
      markActive(a)
      const usedA = used.slice()
      markActive(b)
      const usedB = used.slice()
      const point = Math.min(activeGate(usedA, rng), activeGate(usedB, rng))
      const child = b.slice()
      child.set(a.subarray(0, 2 * (point + 1)))
      // What is used after the point and read an unused signal of the other parent before it reads
      // a used one instead, so that both halves stay connected.
      const sources = markedSources(usedA, first + point)
      for (let gene = 2 * (point + 1); gene < length; gene++) {
        const isUsed = gene >= latchGenes || usedB[first + (gene >> 1)] === 1
        const source = child[gene]!
        if (!isUsed || source < first || source > first + point || usedA[source] === 1) continue
        if (sources.length > 0) child[gene] = sources[rng.below(sources.length)]!
      }
      return child
    },

    decode(genotype) {
      markActive(genotype)
      // Constant and inputs keep their numbers.
      let count = 1 + inputs
      for (let signal = count; signal < first; signal++) {
        if (used[signal] === 1) renumbered[signal] = count++
      }
      const next = new Uint32Array(count - 1 - inputs)
      const size = decodeGates(genotype, first, used, renumbered, count, decodedFanin)
      for (let l = 0, kept = 0; l < latches; l++) {
        if (used[1 + inputs + l]) next[kept++] = renumbered[genotype[latchGenes + l]!]!
      }
      const shown = new Uint32Array(outputs)
      const fanin = fanins.keep(size)
      for (let i = 0; i < size; i++) fanin[i] = decodedFanin[i]!
      for (let o = 0; o < outputs; o++) shown[o] = renumbered[genotype[outputGenes + o]!]!
      return { inputs, latches: next, fanin, outputs: shown }
    },

    get size() {
      let size = 1n
      for (let gene = 0; gene < length; gene++) size *= BigInt(rangeOf(gene))
      return size
    },

    nth(index) {
      const genotype = new Uint32Array(length)
      let rest = index
      for (let gene = 0; gene < length; gene++) {
        const range = BigInt(rangeOf(gene))
        genotype[gene] = lowestOf(gene) + Number(rest % range)
        rest /= range
      }
      return genotype
    },
  }

  /** A random marked gate, or a random gate where none is marked. */
  function activeGate(marks: Uint8Array, rng: Rng): number {
    let count = 0
    for (let g = 0; g < gates; g++) count += marks[first + g]!
    if (count === 0) return rng.below(gates)
    let skip = rng.below(count)
    for (let g = 0; ; g++) {
      if (marks[first + g] === 1 && skip-- === 0) return g
    }
  }

  /** Inputs, latches and marked gates up to a signal. */
  function markedSources(marks: Uint8Array, last: number): number[] {
    const sources: number[] = []
    for (let signal = lowest; signal <= last; signal++) {
      if (signal < first || marks[signal] === 1) sources.push(signal)
    }
    return sources
  }
}

/**
 * Zeroed arrays that share blocks. V8 takes longer to make room for an array of its own than all
 * else that is done for an offspring, and offspring are many and short-lived.
 */
function createBlocks(): { keep(size: number): Uint32Array } {
  let block = new Uint32Array(0)
  let taken = 0
  return {
    keep(size) {
      if (taken + size > block.length) {
        block = new Uint32Array(Math.max(blockWords, size))
        taken = 0
      }
      taken += size
      return block.subarray(taken - size, taken)
    },
  }
}

// The loops over all gates stand outside, for V8 loads what a closure holds anew at every use.

/** Marks what marked gates read; `used` is written in place. */
function markFanin(genotype: NandGenotype, first: number, used: Uint8Array): void {
  for (let signal = used.length - 1; signal >= first; signal--) {
    if (used[signal] === 0) continue
    const gene = 2 * (signal - first)
    used[genotype[gene]!] = 1
    used[genotype[gene + 1]!] = 1
  }
}

/**
 * Numbers the marked gates and writes their fan-ins; returns how many fan-ins.
 *
 * @param renumbered [signals] what comes before the gates has its number; written in place
 * @param count numbers that are taken
 * @param fanin [2 × gates] written in place
 */
function decodeGates(
  genotype: NandGenotype,
  first: number,
  used: Uint8Array,
  renumbered: Uint32Array,
  count: number,
  fanin: Uint32Array,
): number {
  let to = 0
  for (let signal = first; signal < used.length; signal++) {
    if (used[signal] === 0) continue
    const gene = 2 * (signal - first)
    renumbered[signal] = count + (to >> 1)
    fanin[to++] = renumbered[genotype[gene]!]!
    fanin[to++] = renumbered[genotype[gene + 1]!]!
  }
  return to
}

/** The genotype whose phenotype is this netlist, with unused gates behind; for starting from a machine. */
export function encodeNetlist(netlist: Netlist, shape: MachineSize): NandGenotype {
  checkNetlist(netlist)
  const { fanin, latches, outputs, inputs } = netlist
  assert(inputs === shape.inputs && outputs.length === shape.outputs, 'ports differ')
  assert(latches.length === shape.latches, 'number of latches differs')
  assert(fanin.length <= 2 * shape.gates, 'more gates than the genotype holds')
  const source = shape.inputs + shape.latches > 0 ? 1 : 0
  const genotype = new Uint32Array(2 * shape.gates + shape.latches + shape.outputs).fill(source)
  genotype.set(fanin)
  genotype.set(latches, 2 * shape.gates)
  genotype.set(outputs, 2 * shape.gates + shape.latches)
  return genotype
}
