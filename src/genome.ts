/**
 * How things vary: a genotype is what evolution changes, a phenotype is what it decodes to.
 *
 * A genotype is plain data (typed arrays, arrays, objects, numbers, texts) that nobody changes in
 * place, so a population can be written to a checkpoint as it is. All chance comes from the stream
 * that is handed in.
 */
import { nandGenome } from './genome/nand.ts'
import type { Netlist } from './netlist.ts'
import type { Rng } from './random.ts'

export interface Genome<G, P> {
  readonly name: string
  /** A genotype drawn uniformly. */
  random(rng: Rng): G
  /** A changed copy. */
  mutate(parent: G, rng: Rng): G
  /**
   * A copy, in memory of its own, with other inactive genes: decodes to the same phenotype. Searches
   * call it on survivors, which has the effect of neutral drift in every offspring at a fraction of
   * its cost.
   */
  drift?(survivor: G, rng: Rng): G
  /**
   * The mutants of one generation, as many calls of `mutate` would make them, or all of them
   * `siblings`: differing from their parent in the same place, each in its own way. They may share
   * memory, so what survives is kept as `drift` returns it, which comes along with this.
   */
  brood?(parent: G, count: number, areSiblings: boolean, rng: Rng): G[]
  /** A mixture of two parents. */
  recombine?(a: G, b: G, rng: Rng): G
  decode(genotype: G): P
  /** Number of genotypes. */
  readonly size: bigint
  /** The genotype with an index in [0, size). */
  nth(index: bigint): G
  /** How genotypes are laid out, where an engine may work on them by itself. */
  readonly layout?: 'nand'
}

/** How large the machines of a genome are. */
export interface MachineSize {
  readonly inputs: number
  readonly outputs: number
  readonly latches: number
  /** Gates of a genotype, active or not. */
  readonly gates: number
}

/** A kind of genome whose phenotypes are machines: what a task names. */
export interface GenomeKind {
  readonly name: string
  readonly description: string
  create(size: MachineSize): Genome<unknown, Netlist>
}

/** Every genome of machines there is, the usual one first; the contract suite runs over all of them. */
export const genomes: readonly GenomeKind[] = [nandGenome]
