/** The genotype at hand, [genes] signal numbers as in `src/genome/nand.ts`. */
import { below } from '../random'
import { first, genesLength, latchGenes, lowest, reserve, signals } from './shape'

export let genes: usize = 0

export function setUpGenes(): void {
  genes = reserve(genesLength << 2)
}

// @ts-ignore: decorator
@inline export function gene(at: i32): i32 { return load<u32>(genes + (at << 2)) }
// @ts-ignore: decorator
@inline export function setGene(at: i32, value: i32): void { store<u32>(genes + (at << 2), value) }

/** Both fan-ins of a gate: the first in the low word, the second in the high one. */
// @ts-ignore: decorator
@inline export function pairOf(g: i32): u64 { return load<u64>(genes + (g << 3)) }

// @ts-ignore: decorator
@inline function lowestOf(at: i32): i32 { return at < latchGenes ? lowest : 0 }
// @ts-ignore: decorator
@inline function rangeOf(at: i32): i32 { return at < latchGenes ? first + (at >> 1) - lowest : signals }

/** Draws all genes anew. */
export function drawGenes(): void {
  for (let at = 0; at < genesLength; at++) setGene(at, lowestOf(at) + below(rangeOf(at)))
}

/** The other value that a gene is given, uniformly. */
export function drawValue(at: i32): i32 {
  const value = lowestOf(at) + <i32>below(rangeOf(at) - 1)
  return value >= gene(at) ? value + 1 : value
}
