/**
 * (1+λ) over NAND machines on packed cases, all of it in here: mutate in place, simulate only what
 * changed, count errors as far as they matter, take or undo.
 *
 * It answers what `src/island/plain.ts` answers with `src/search/one-plus-lambda.ts` and
 * `src/genome/nand.ts`, draw for draw; a property test holds the two together.
 */
import { care, setUpErrors, stimulus, wanted, weights } from './fused/errors'
import { drawGenes, drawValue, gene, genes, pairOf, setGene, setUpGenes } from './fused/genes'
import {
  activeGene, countActiveGenes, countInactiveGenes, gateBits, inactiveGene, noteReaders, Readers,
  signalWords,
} from './fused/readers'
import { canScan, evaluateValue, openScan, setUpScan } from './fused/scan'
import {
  first, genesLength, inputs, latches, latchGenes, outputGenes, outputs, reserve, setShape, signals,
} from './fused/shape'
import {
  adopt, evaluateMutant, mutant, parent, resetValues, setUpValues, takeMutant,
} from './fused/values'
import { below, openStream, setKeys } from './random'

// Search.
let lambda: i32 = 0
let patience: f64 = 0
/** Whether all mutants of a generation change the same gene. */
let areSiblings: bool = false
/** How much larger than the best a parent may be, in what counts first. */
let slack: u64 = 0
/** What is small: gates, then depth; gates alone; depth, then gates. */
let smallness: i32 = 0
const gatesAlone: i32 = 1
const depthFirst: i32 = 2

/** The search's state; errors are −1 where there is no parent or no best yet. */
let generation: u64 = 0
let evaluations: f64 = 0
let restarts: f64 = 0
let age: f64 = 0
let improvedAt: f64 = 0
let parentErrors: i64 = -1
let parentSize: u64 = 0
let bestErrors: i64 = -1
let bestSize: u64 = 0

let bestGenes: usize = 0
let youngGenes: usize = 0
/** [signals] the level of a gate, for measuring depth. */
let levels: usize = 0

/** Lays out the memory for a task. Called once. */
export function setUp(
  inputsGiven: i32, outputsGiven: i32, latchesGiven: i32, gatesGiven: i32,
  ticksGiven: i32, chunksGiven: i32, chunkBytesGiven: i32, countsCasesGiven: bool,
  isWeightedGiven: bool, lambdaGiven: i32, patienceGiven: f64, areSiblingsGiven: bool,
  slackGiven: u32, smallnessGiven: i32,
): void {
  setShape(
    inputsGiven, outputsGiven, latchesGiven, gatesGiven,
    ticksGiven, chunksGiven, chunkBytesGiven, countsCasesGiven, isWeightedGiven,
  )
  lambda = lambdaGiven
  patience = patienceGiven
  areSiblings = areSiblingsGiven
  slack = slackGiven
  smallness = smallnessGiven
  setUpGenes()
  setUpErrors()
  setUpValues()
  setUpScan()
  bestGenes = reserve(genesLength << 2)
  youngGenes = reserve(genesLength << 2)
  levels = reserve(signals << 2)
}

export function stimulusAt(): usize { return stimulus }
export function wantedAt(): usize { return wanted }
export function careAt(): usize { return care }
export function weightsAt(): usize { return weights }
export function genesAt(): usize { return genes }
export function bestGenesAt(): usize { return bestGenes }

/** Sets the key of the island's streams and the hashes of the labels `ask` and `tell`. */
export function setStreams(k0: u32, k1: u32, ask0: u32, ask1: u32, tell0: u32, tell1: u32): void {
  setKeys(k0, k1, ask0, ask1, tell0, tell1)
}

export function getGeneration(): f64 { return <f64>generation }
export function getEvaluations(): f64 { return evaluations }
export function getRestarts(): f64 { return restarts }
export function getAge(): f64 { return age }
export function getImprovedAt(): f64 { return improvedAt }
export function getParentErrors(): f64 { return <f64>parentErrors }
export function getParentSize(): u64 { return measureSize(parent) }
export function getBestErrors(): f64 { return <f64>bestErrors }
export function getBestSize(): u64 { return bestSize }

/** Takes over a state; genes of parent and best lie at `genesAt` and `bestGenesAt`. */
export function enter(
  generationGiven: f64, evaluationsGiven: f64, restartsGiven: f64, ageGiven: f64,
  improvedAtGiven: f64, parentErrorsGiven: f64, parentSizeGiven: u64, bestErrorsGiven: f64,
  bestSizeGiven: u64,
): void {
  generation = <u64>generationGiven
  evaluations = evaluationsGiven
  restarts = restartsGiven
  age = ageGiven
  improvedAt = improvedAtGiven
  parentErrors = <i64>parentErrorsGiven
  bestErrors = <i64>bestErrorsGiven
  bestSize = bestSizeGiven
  // Size decides only where nothing is wrong.
  parentSize = parentErrors == 0 ? level(parentSizeGiven) : 0
  resetValues()
  if (parentErrors >= 0) adopt()
}

/** Gates and depth of what is active, as one number that is smaller for smaller machines. */
function measureSize(readers: Readers): u64 {
  const gates = <u64>readers.count
  if (smallness == gatesAlone) return gates << 32
  const depth = <u64>measureDepth(readers)
  return smallness == depthFirst ? (depth << 32) | gates : (gates << 32) | depth
}

function measureDepth(readers: Readers): u32 {
  memory.fill(levels, 0, first << 2)
  for (let w = first >> 6; w < signalWords; w++) {
    let marked = load<u64>(readers.bits + (w << 3)) & gateBits(w)
    while (marked != 0) {
      const signal = (w << 6) + <i32>ctz<u64>(marked)
      marked &= marked - 1
      const pair = pairOf(signal - first)
      const a = load<u32>(levels + (<usize>(<u32>pair) << 2))
      const b = load<u32>(levels + (<usize>(pair >> 32) << 2))
      store<u32>(levels + (signal << 2), max(a, b) + 1)
    }
  }
  let depth: u32 = 0
  for (let o = 0; o < outputs; o++) {
    depth = max(depth, load<u32>(levels + (gene(outputGenes + o) << 2)))
  }
  for (let l = 0; l < latches; l++) {
    if (!readers.has(1 + inputs + l)) continue
    depth = max(depth, load<u32>(levels + (gene(latchGenes + l) << 2)))
  }
  return depth
}

/** The size of the best for what is larger by at most the slack: among those, none is better. */
function level(size: u64): u64 {
  if (bestErrors != 0 || size <= bestSize) return size
  return (size >> 32) - (bestSize >> 32) <= slack && slack > 0 ? bestSize : size
}

/** Above 0 when the first is better, 0 when neither; size counts only where nothing is wrong. */
function compare(errors: i64, size: u64, otherErrors: i64, otherSize: u64): i32 {
  if (errors != otherErrors) return errors < otherErrors ? 1 : -1
  if (errors > 0 || size == otherSize) return 0
  return size < otherSize ? 1 : -1
}

/** The first generation of a life: λ random genotypes, the best becomes the parent. */
function begin(): void {
  let errors: i64 = 0
  let size: u64 = 0
  for (let k = 0; k < lambda; k++) {
    drawGenes()
    const own = adopt()
    const ownSize = own == 0 ? level(measureSize(parent)) : 0
    if (k > 0 && compare(own, ownSize, errors, size) <= 0) continue
    errors = own
    size = ownSize
    memory.copy(youngGenes, genes, genesLength << 2)
  }
  memory.copy(genes, youngGenes, genesLength << 2)
  parentErrors = errors
  parentSize = size
  adopt()
}

/** A generation of mutants; returns whether the best of them took the parent's place. */
function mutateAndSelect(): bool {
  const count = countActiveGenes(parent)
  if (count == 0) return true
  let chosenAt = -1
  let chosenValue = 0
  let errors: i64 = parentErrors
  let size: u64 = parentSize
  let at = areSiblings ? activeGene(parent, below(count)) : 0
  const isScan = areSiblings && at < latchGenes && canScan()
  if (isScan) openScan()
  for (let k = 0; k < lambda; k++) {
    if (!areSiblings) at = activeGene(parent, below(count))
    const value = drawValue(at)
    const old = gene(at)
    setGene(at, value)
    const own = isScan ? evaluateValue(at, errors) : evaluateMutant(at, errors)
    if (own <= errors) {
      let ownSize: u64 = 0
      if (own == 0) {
        noteReaders(mutant)
        ownSize = level(measureSize(mutant))
      }
      // Equal to the parent is enough for the first; later ones must be better than the chosen.
      const gain = compare(own, ownSize, errors, size)
      if (gain > 0 || (gain == 0 && chosenAt < 0)) {
        chosenAt = at
        chosenValue = value
        errors = own
        size = ownSize
      }
    }
    setGene(at, old)
  }
  if (chosenAt < 0) return false
  const old = gene(chosenAt)
  setGene(chosenAt, chosenValue)
  takeMutant(chosenAt, old)
  parentErrors = errors
  parentSize = size
  return true
}

/** Changes inactive genes as often as single mutation would have on its way to an active one. */
function drift(): void {
  const ofActive = countActiveGenes(parent)
  const ofInactive = countInactiveGenes(parent)
  if (ofInactive == 0 || ofActive == 0) return
  for (;;) {
    const drawn = <i32>below(ofActive + ofInactive)
    if (drawn < ofActive) return
    const at = inactiveGene(parent, drawn - ofActive)
    setGene(at, drawValue(at))
  }
}

/**
 * Advances by generations until at least `limit` evaluations are spent or the best became better.
 * Returns whether the best became better in the last one.
 */
export function advance(limit: f64): bool {
  while (evaluations < limit) {
    openStream(generation, 0)
    let gain = 1
    let survived = true
    if (parentErrors < 0) {
      begin()
    } else {
      const oldErrors = parentErrors
      const oldSize = parentSize
      survived = mutateAndSelect()
      gain = survived ? compare(parentErrors, parentSize, oldErrors, oldSize) : -1
    }
    age += <f64>lambda
    evaluations += <f64>lambda
    if (survived) {
      openStream(generation, 1)
      drift()
    }
    generation++
    let isBetter = false
    if (survived && (bestErrors < 0 || compare(parentErrors, parentSize, bestErrors, bestSize) > 0)) {
      isBetter = true
      bestErrors = parentErrors
      bestSize = getParentSize()
      memory.copy(bestGenes, genes, genesLength << 2)
    }
    if (gain > 0) improvedAt = age
    else if (patience > 0 && age - improvedAt >= max(patience, improvedAt)) {
      restarts += 1
      age = 0
      improvedAt = 0
      parentErrors = -1
    }
    if (isBetter) return true
  }
  return false
}
