/**
 * What the signals of a sketch show in some random rows, so that changes can prefer signals that are
 * alike. Gates that nothing reads have a signature as well.
 *
 * Source: Venkataramani, Roy & Raghunathan 2013, "Substitute-and-Simplify: A Unified Design Paradigm
 * for Approximate and Quality Configurable Circuits" (signals take the place of others that are
 * alike with high probability).
 */
import { popcount } from '../bits.ts'
import type { Rng } from '../random.ts'
import type { Sketch } from './sketch.ts'

export interface Signatures {
  /** Takes the signals of the sketch as they are now. */
  update(): void
  /** In how many of the rows two signals differ. */
  distance(a: number, b: number): number
}

/** Words of a signature, 32 rows each. */
const words = 8

export function createSignatures(sketch: Sketch, rng: Rng): Signatures {
  const { first, gates, signals, genes } = sketch
  const values = new Uint32Array(signals * words)
  for (let at = words; at < first * words; at++) values[at] = rng.next()
  const update = () => simulateGates(values, genes, first, gates)
  update()
  return { update, distance: (a, b) => differingRows(values, a * words, b * words) }
}

function simulateGates(values: Uint32Array, genes: Uint32Array, first: number, gates: number) {
  for (let g = 0; g < gates; g++) {
    const [a, b] = [genes[2 * g]! * words, genes[2 * g + 1]! * words]
    const to = (first + g) * words
    for (let w = 0; w < words; w++) values[to + w] = ~(values[a + w]! & values[b + w]!)
  }
}

function differingRows(values: Uint32Array, a: number, b: number): number {
  let rows = 0
  for (let w = 0; w < words; w++) rows += popcount(values[a + w]! ^ values[b + w]!)
  return rows
}
