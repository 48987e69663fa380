/** The shape of genotypes and cases, and the memory that everything lies in. */

export { reserve } from '../memory'

// A genotype, as in `createNandGenome`.
export let inputs: i32 = 0
export let outputs: i32 = 0
export let latches: i32 = 0
export let gates: i32 = 0
/** The signal of the first gate. */
export let first: i32 = 0
export let signals: i32 = 0
/** The lowest signal that a gate or a latch may read. */
export let lowest: i32 = 0
/** Where the genes of latches and of outputs begin. */
export let latchGenes: i32 = 0
export let outputGenes: i32 = 0
export let genesLength: i32 = 0
/** The first gate that has more than one signal to read. */
export let firstFree: i32 = 0

// Cases: chunks of lanes that are looked at one after another.
export let ticks: i32 = 0
export let chunks: i32 = 0
/** Bytes of a signal in a chunk: 8, or 16 for each block of 128 lanes. */
export let chunkBytes: i32 = 0
/** Whether each wrong case counts, and not each wrong bit. */
export let countsCases: bool = false
export let isWeighted: bool = false

export function setShape(
  inputsGiven: i32, outputsGiven: i32, latchesGiven: i32, gatesGiven: i32,
  ticksGiven: i32, chunksGiven: i32, chunkBytesGiven: i32, countsCasesGiven: bool,
  isWeightedGiven: bool,
): void {
  inputs = inputsGiven
  outputs = outputsGiven
  latches = latchesGiven
  gates = gatesGiven
  first = 1 + inputs + latches
  signals = first + gates
  lowest = first > 1 ? 1 : 0
  latchGenes = 2 * gates
  outputGenes = latchGenes + latches
  genesLength = outputGenes + outputs
  firstFree = min(gates, max(0, 2 - (first - lowest)))
  ticks = ticksGiven
  chunks = chunksGiven
  chunkBytes = chunkBytesGiven
  countsCases = countsCasesGiven
  isWeighted = isWeightedGiven
}
