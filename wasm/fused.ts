/**
 * (1+λ) over NAND machines on packed cases, all of it in here: mutate in place, simulate only what
 * changed, count errors as far as they matter, take or undo.
 *
 * It answers what `src/island/plain.ts` answers with `src/search/one-plus-lambda.ts` and
 * `src/genome/nand.ts`, draw for draw; a property test holds the two together.
 *
 * Without latches each signal has two slots of values. What a mutation changes is written to the
 * other slot of the gates that it reaches and nowhere else, so undoing it turns the slots back, and
 * taking it leaves them. Inactive gates have values only when something connected to them: their
 * stamp says for which parent. With latches all active gates are simulated, tick by tick, until the
 * errors are too many.
 *
 * Cases come in blocks of 128 lanes, padded with lanes that nobody cares about.
 */
import { below, openStream } from './random'

// Shape, as in `createNandGenome`.
let inputs: i32 = 0
let outputs: i32 = 0
let latches: i32 = 0
let gates: i32 = 0
let first: i32 = 0
let signals: i32 = 0
let lowest: i32 = 0
let latchGenes: i32 = 0
let outputGenes: i32 = 0
let genesLength: i32 = 0

// Cases.
let ticks: i32 = 0
let blocks: i32 = 0
let blockBytes: i32 = 0
let countsCases: bool = false
let isWeighted: bool = false

// Search.
let lambda: i32 = 0
let patience: f64 = 0
let key0: u32 = 0
let key1: u32 = 0
let ask0: u32 = 0
let ask1: u32 = 0
let tell0: u32 = 0
let tell1: u32 = 0

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

// Memory, laid out by `setUp`.
let stimulus: usize = 0
let wanted: usize = 0
let care: usize = 0
let weights: usize = 0
let genes: usize = 0
let bestGenes: usize = 0
let youngGenes: usize = 0
let values: usize = 0
let slots: usize = 0
let stamps: usize = 0
let active: usize = 0
let activeGates: usize = 0
let activeCount: i32 = 0
let activeGenes: usize = 0
let activeGenesCount: i32 = 0
let inactiveGenes: usize = 0
let inactiveGenesCount: i32 = 0
let levels: usize = 0
let changed: usize = 0
let changedLog: usize = 0
let changedCount: i32 = 0
let outputErrors: usize = 0
let latchState: usize = 0
let wrongBlocks: usize = 0
let epoch: u32 = 1

// @ts-ignore: decorator
@inline const noBound: i64 = i64.MAX_VALUE

let heap: usize = 0

function reserve(bytes: i32): usize {
  const at = (heap + 15) & ~(<usize>15)
  heap = at + <usize>bytes
  const pages = <i32>((heap + 0xffff) >> 16)
  if (pages > memory.size()) memory.grow(pages - memory.size())
  return at
}

/** Lays out the memory for a task. Called once. */
export function setUp(
  inputsGiven: i32, outputsGiven: i32, latchesGiven: i32, gatesGiven: i32,
  ticksGiven: i32, blocksGiven: i32, countsCasesGiven: bool, isWeightedGiven: bool,
  lambdaGiven: i32, patienceGiven: f64,
): void {
  inputs = inputsGiven
  outputs = outputsGiven
  latches = latchesGiven
  gates = gatesGiven
  ticks = ticksGiven
  blocks = blocksGiven
  countsCases = countsCasesGiven
  isWeighted = isWeightedGiven
  lambda = lambdaGiven
  patience = patienceGiven
  first = 1 + inputs + latches
  signals = first + gates
  lowest = first > 1 ? 1 : 0
  latchGenes = 2 * gates
  outputGenes = latchGenes + latches
  genesLength = outputGenes + outputs
  blockBytes = blocks << 4
  heap = __heap_base
  stimulus = reserve(ticks * inputs * blockBytes)
  wanted = reserve(ticks * outputs * blockBytes)
  care = reserve(ticks * outputs * blockBytes)
  weights = reserve(blockBytes)
  genes = reserve(genesLength << 2)
  bestGenes = reserve(genesLength << 2)
  youngGenes = reserve(genesLength << 2)
  values = reserve(2 * signals * blockBytes)
  slots = reserve(signals << 2)
  stamps = reserve(signals << 2)
  active = reserve(signals)
  activeGates = reserve(gates << 2)
  activeGenes = reserve(genesLength << 2)
  inactiveGenes = reserve(genesLength << 2)
  levels = reserve(signals << 2)
  changed = reserve(signals)
  changedLog = reserve(signals << 2)
  outputErrors = reserve(outputs << 3)
  latchState = reserve(latches * blockBytes)
  wrongBlocks = reserve(blockBytes)
}

export function stimulusAt(): usize { return stimulus }
export function wantedAt(): usize { return wanted }
export function careAt(): usize { return care }
export function weightsAt(): usize { return weights }
export function genesAt(): usize { return genes }
export function bestGenesAt(): usize { return bestGenes }

/** Sets the stream of the island and the hashes of the labels `ask` and `tell`. */
export function setStreams(k0: u32, k1: u32, a0: u32, a1: u32, t0: u32, t1: u32): void {
  key0 = k0
  key1 = k1
  ask0 = a0
  ask1 = a1
  tell0 = t0
  tell1 = t1
}

export function getGeneration(): f64 { return <f64>generation }
export function getEvaluations(): f64 { return evaluations }
export function getRestarts(): f64 { return restarts }
export function getAge(): f64 { return age }
export function getImprovedAt(): f64 { return improvedAt }
export function getParentErrors(): f64 { return <f64>parentErrors }
export function getParentSize(): u64 { return parentSize }
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
  parentSize = parentSizeGiven
  bestErrors = <i64>bestErrorsGiven
  bestSize = bestSizeGiven
  // Inputs and the constant never change where there is one tick.
  memory.fill(values, 0, 2 * signals * blockBytes)
  memory.fill(changed, 0, signals)
  for (let s = 0; s < signals; s++) store<u32>(slots + (s << 2), <u32>(values + 2 * s * blockBytes))
  if (latches == 0 && ticks == 1) {
    for (let i = 0; i < inputs; i++) memory.copy(slot(1 + i), stimulus + i * blockBytes, blockBytes)
  }
  if (parentErrors >= 0) adoptParent()
}

// @ts-ignore: decorator
@inline function gene(at: i32): i32 { return load<u32>(genes + (at << 2)) }
// @ts-ignore: decorator
@inline function slot(signal: i32): usize { return <usize>load<u32>(slots + (signal << 2)) }
// @ts-ignore: decorator
@inline function lowestOf(at: i32): i32 { return at < latchGenes ? lowest : 0 }
// @ts-ignore: decorator
@inline function rangeOf(at: i32): i32 { return at < latchGenes ? first + (at >> 1) - lowest : signals }
// @ts-ignore: decorator
@inline function isActive(signal: i32): bool { return load<u8>(active + signal) != 0 }
// @ts-ignore: decorator
@inline function isSequential(): bool { return latches > 0 || ticks > 1 }

/** The other value that a gene is given, uniformly. */
function drawValue(at: i32): i32 {
  const value = lowestOf(at) + <i32>below(rangeOf(at) - 1)
  return value >= gene(at) ? value + 1 : value
}

/** Marks what the outputs depend on, and lists the active gates in order. */
function markActive(): void {
  memory.fill(active, 0, signals)
  for (let at = outputGenes; at < genesLength; at++) store<u8>(active + gene(at), 1)
  let isOpen = true
  while (isOpen) {
    for (let g = gates - 1; g >= 0; g--) {
      if (!isActive(first + g)) continue
      store<u8>(active + gene(2 * g), 1)
      store<u8>(active + gene(2 * g + 1), 1)
    }
    isOpen = false
    for (let l = 0; l < latches; l++) {
      const next = gene(latchGenes + l)
      if (isActive(1 + inputs + l) && !isActive(next)) {
        store<u8>(active + next, 1)
        isOpen = true
      }
    }
  }
  activeCount = 0
  for (let g = 0; g < gates; g++) {
    if (isActive(first + g)) store<u32>(activeGates + (activeCount++ << 2), g)
  }
}

/** Lists the genes that mutation and drift choose from, in the order of the plain genome. */
function listGenes(): void {
  activeGenesCount = 0
  inactiveGenesCount = 0
  for (let g = 0; g < gates; g++) {
    if (rangeOf(2 * g) < 2) continue
    list(isActive(first + g), 2 * g)
    list(isActive(first + g), 2 * g + 1)
  }
  if (signals <= 1) return
  for (let l = 0; l < latches; l++) list(isActive(1 + inputs + l), latchGenes + l)
  for (let o = 0; o < outputs; o++) list(true, outputGenes + o)
}

// @ts-ignore: decorator
@inline function list(toActive: bool, at: i32): void {
  if (toActive) store<u32>(activeGenes + (activeGenesCount++ << 2), at)
  else store<u32>(inactiveGenes + (inactiveGenesCount++ << 2), at)
}

/** Gates and depth of what is marked, as one number: fewer gates first, then less depth. */
function measureSize(): u64 {
  memory.fill(levels, 0, first << 2)
  for (let i = 0; i < activeCount; i++) {
    const g = <i32>load<u32>(activeGates + (i << 2))
    const a = load<u32>(levels + (gene(2 * g) << 2))
    const b = load<u32>(levels + (gene(2 * g + 1) << 2))
    store<u32>(levels + ((first + g) << 2), max(a, b) + 1)
  }
  let depth: u32 = 0
  for (let o = 0; o < outputs; o++) {
    depth = max(depth, load<u32>(levels + (gene(outputGenes + o) << 2)))
  }
  for (let l = 0; l < latches; l++) {
    if (!isActive(1 + inputs + l)) continue
    depth = max(depth, load<u32>(levels + (gene(latchGenes + l) << 2)))
  }
  return ((<u64>activeCount) << 32) | <u64>depth
}

/** Above 0 when the first is better, 0 when neither; size counts only where nothing is wrong. */
function compare(errors: i64, size: u64, otherErrors: i64, otherSize: u64): i32 {
  if (errors != otherErrors) return errors < otherErrors ? 1 : -1
  if (errors > 0 || size == otherSize) return 0
  return size < otherSize ? 1 : -1
}

// ---- simulation ----

/** Computes a gate into `to`; tells whether it differs from what lies at `old`. */
// @ts-ignore: decorator
@inline function computeGate(g: i32, to: usize, old: usize): bool {
  const a = slot(gene(2 * g))
  const b = slot(gene(2 * g + 1))
  let difference = i64x2.splat(0)
  for (let offset: usize = 0; offset < <usize>blockBytes; offset += 16) {
    const value = v128.not(v128.and(v128.load(a + offset), v128.load(b + offset)))
    difference = v128.or(difference, v128.xor(value, v128.load(old + offset)))
    v128.store(to + offset, value)
  }
  return v128.any_true(difference)
}

/** The weighted ones of a block. */
// @ts-ignore: decorator
@inline function countBlock(block: v128, at: i32): i64 {
  const ones = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(i8x16.popcnt(block)))
  if (!isWeighted) {
    return <i64>(i32x4.extract_lane(ones, 0) + i32x4.extract_lane(ones, 1) +
      i32x4.extract_lane(ones, 2) + i32x4.extract_lane(ones, 3))
  }
  const weight = v128.load(weights + (at << 4))
  const low = i64x2.extmul_low_i32x4_u(ones, weight)
  const high = i64x2.extmul_high_i32x4_u(ones, weight)
  const sum = i64x2.add(low, high)
  return i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1)
}

/** The wrong bits of a signal as output `o` of a tick. */
function countOutput(signal: i32, o: i32, t: i32): i64 {
  const value = slot(signal)
  const at = (t * outputs + o) * blockBytes
  let errors: i64 = 0
  for (let block = 0; block < blocks; block++) {
    const offset = <usize>(block << 4)
    const wrong = v128.and(
      v128.xor(v128.load(value + offset), v128.load(wanted + at + offset)),
      v128.load(care + at + offset),
    )
    if (v128.any_true(wrong)) errors += countBlock(wrong, block)
  }
  return errors
}

/** Adds the cases that are wrong in a tick to `wrongBlocks`. */
function markWrong(t: i32): void {
  for (let o = 0; o < outputs; o++) {
    const value = slot(gene(outputGenes + o))
    const at = (t * outputs + o) * blockBytes
    for (let offset: usize = 0; offset < <usize>blockBytes; offset += 16) {
      const wrong = v128.and(
        v128.xor(v128.load(value + offset), v128.load(wanted + at + offset)),
        v128.load(care + at + offset),
      )
      v128.store(wrongBlocks + offset, v128.or(v128.load(wrongBlocks + offset), wrong))
    }
  }
}

function countWrong(): i64 {
  let errors: i64 = 0
  for (let block = 0; block < blocks; block++) {
    const wrong = v128.load(wrongBlocks + (block << 4))
    if (v128.any_true(wrong)) errors += countBlock(wrong, block)
  }
  return errors
}

/** Errors of marked genes over all ticks; more than `bound` when they are more than `bound`. */
function evaluateSequence(bound: i64): i64 {
  let errors: i64 = 0
  memory.fill(wrongBlocks, 0, blockBytes)
  for (let l = 0; l < latches; l++) memory.fill(slot(1 + inputs + l), 0, blockBytes)
  for (let t = 0; t < ticks; t++) {
    for (let i = 0; i < inputs; i++) {
      store<u32>(slots + ((1 + i) << 2), <u32>(stimulus + (t * inputs + i) * blockBytes))
    }
    for (let i = 0; i < activeCount; i++) {
      const g = <i32>load<u32>(activeGates + (i << 2))
      const to = slot(first + g)
      const a = slot(gene(2 * g))
      const b = slot(gene(2 * g + 1))
      for (let offset: usize = 0; offset < <usize>blockBytes; offset += 16) {
        v128.store(to + offset, v128.not(v128.and(v128.load(a + offset), v128.load(b + offset))))
      }
    }
    if (countsCases) {
      markWrong(t)
      errors = countWrong()
    } else {
      for (let o = 0; o < outputs; o++) errors += countOutput(gene(outputGenes + o), o, t)
    }
    if (errors > bound) return errors
    for (let l = 0; l < latches; l++) {
      if (isActive(1 + inputs + l)) {
        memory.copy(latchState + l * blockBytes, slot(gene(latchGenes + l)), blockBytes)
      }
    }
    for (let l = 0; l < latches; l++) {
      if (isActive(1 + inputs + l)) {
        memory.copy(slot(1 + inputs + l), latchState + l * blockBytes, blockBytes)
      }
    }
  }
  return errors
}

/** Errors of marked genes without latches, all active gates computed. */
function evaluateWhole(): i64 {
  for (let i = 0; i < activeCount; i++) {
    const g = <i32>load<u32>(activeGates + (i << 2))
    computeGate(g, slot(first + g), slot(first + g))
  }
  let errors: i64 = 0
  if (countsCases) {
    memory.fill(wrongBlocks, 0, blockBytes)
    markWrong(0)
    return countWrong()
  }
  for (let o = 0; o < outputs; o++) {
    const wrong = countOutput(gene(outputGenes + o), o, 0)
    store<i64>(outputErrors + (o << 3), wrong)
    errors += wrong
  }
  return errors
}

/** Gives an inactive signal, and the inactive ones that it depends on, their values. */
function need(signal: i32): void {
  if (signal < first || isActive(signal) || stamp(signal) == epoch) return
  // Marked downwards with a stamp that no parent has, computed upwards.
  store<u32>(stamps + (signal << 2), 0)
  let from = signal
  for (let s = signal; s >= first; s--) {
    if (isActive(s) || stamp(s) != 0) continue
    from = s
    wish(gene(2 * (s - first)))
    wish(gene(2 * (s - first) + 1))
  }
  for (let s = from; s <= signal; s++) {
    if (isActive(s) || stamp(s) != 0) continue
    computeGate(s - first, slot(s), slot(s))
    store<u32>(stamps + (s << 2), epoch)
  }
}

// @ts-ignore: decorator
@inline function stamp(signal: i32): u32 { return load<u32>(stamps + (signal << 2)) }
// @ts-ignore: decorator
@inline function wish(signal: i32): void {
  if (signal >= first && !isActive(signal) && stamp(signal) != epoch) {
    store<u32>(stamps + (signal << 2), 0)
  }
}

/** Writes a gate's new values to its other slot and turns to it if they differ. */
// @ts-ignore: decorator
@inline function recompute(g: i32): void {
  const signal = first + g
  const old = slot(signal)
  const base = values + 2 * signal * blockBytes
  const other = old == base ? base + blockBytes : base
  if (!computeGate(g, other, old)) return
  store<u32>(slots + (signal << 2), <u32>other)
  store<u8>(changed + signal, 1)
  store<u32>(changedLog + (changedCount++ << 2), signal)
}

/** Applies a mutation without latches: computes what it reaches, from its gate upwards. */
function propagate(at: i32): void {
  changedCount = 0
  if (at >= outputGenes) {
    need(gene(at))
    return
  }
  const mutated = at >> 1
  need(gene(at))
  recompute(mutated)
  if (changedCount == 0) return
  // The active gates above the mutated one: binary search for it in their list.
  let low = 0
  let high = activeCount
  while (low < high) {
    const middle = (low + high) >> 1
    if (<i32>load<u32>(activeGates + (middle << 2)) <= mutated) low = middle + 1
    else high = middle
  }
  for (let i = low; i < activeCount; i++) {
    const g = <i32>load<u32>(activeGates + (i << 2))
    const pair = load<u64>(genes + (g << 3))
    if (load<u8>(changed + <usize>(<u32>pair)) | load<u8>(changed + <usize>(pair >> 32))) recompute(g)
  }
}

/** Errors after `propagate`; more than `bound` when they are more than `bound`. */
function countChanged(at: i32, bound: i64): i64 {
  if (countsCases) {
    if (changedCount == 0 && at < outputGenes) return parentErrors
    memory.fill(wrongBlocks, 0, blockBytes)
    markWrong(0)
    return countWrong()
  }
  let errors: i64 = parentErrors
  for (let o = 0; o < outputs; o++) {
    const signal = gene(outputGenes + o)
    if (load<u8>(changed + signal) == 0 && at != outputGenes + o) continue
    errors += countOutput(signal, o, 0) - load<i64>(outputErrors + (o << 3))
  }
  return errors > bound ? noBound : errors
}

/** Turns the slots of what changed back. */
function undo(): void {
  for (let i = 0; i < changedCount; i++) {
    const signal = <i32>load<u32>(changedLog + (i << 2))
    const base = values + 2 * signal * blockBytes
    const now = slot(signal)
    store<u32>(slots + (signal << 2), <u32>(now == base ? base + blockBytes : base))
    store<u8>(changed + signal, 0)
  }
  changedCount = 0
}

/** Leaves what changed as it is. */
function keep(): void {
  for (let i = 0; i < changedCount; i++) {
    store<u8>(changed + load<u32>(changedLog + (i << 2)), 0)
  }
  changedCount = 0
}

// ---- search ----

/** Marks, lists and computes a parent that came from elsewhere; returns its errors. */
function adoptParent(): i64 {
  markActive()
  listGenes()
  epoch++
  return isSequential() ? evaluateSequence(noBound) : evaluateWhole()
}

/** The first generation of a life: λ random genotypes, the best becomes the parent. */
function begin(): void {
  let errors: i64 = noBound
  let size: u64 = 0
  for (let k = 0; k < lambda; k++) {
    for (let at = 0; at < genesLength; at++) {
      store<u32>(genes + (at << 2), lowestOf(at) + below(rangeOf(at)))
    }
    markActive()
    const own = isSequential() ? evaluateSequence(errors) : evaluateWhole()
    const ownSize = measureSize()
    if (k > 0 && compare(own, ownSize, errors, size) <= 0) continue
    errors = own
    size = ownSize
    memory.copy(youngGenes, genes, genesLength << 2)
  }
  memory.copy(genes, youngGenes, genesLength << 2)
  parentErrors = errors
  parentSize = size
}

/** Errors of the genes with one of them mutated, in place. */
function evaluateMutant(at: i32, bound: i64): i64 {
  if (isSequential()) {
    markActive()
    return evaluateSequence(bound)
  }
  propagate(at)
  return countChanged(at, bound)
}

/** A generation of mutants; returns whether the best of them took the parent's place. */
function mutateAndSelect(): bool {
  if (activeGenesCount == 0) return true
  let chosenAt = -1
  let chosenValue = 0
  let errors: i64 = parentErrors
  let size: u64 = parentSize
  for (let k = 0; k < lambda; k++) {
    const at = <i32>load<u32>(activeGenes + (below(activeGenesCount) << 2))
    const value = drawValue(at)
    const old = gene(at)
    store<u32>(genes + (at << 2), value)
    const own = evaluateMutant(at, errors)
    if (own <= errors) {
      let ownSize: u64 = 0
      if (own == 0) {
        if (!isSequential()) markActive()
        ownSize = measureSize()
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
    store<u32>(genes + (at << 2), old)
    if (!isSequential()) {
      undo()
      // Only a mutant without errors has had its own marks.
      if (own == 0) markActive()
    }
  }
  if (chosenAt < 0) {
    if (isSequential()) markActive()
    return false
  }
  store<u32>(genes + (chosenAt << 2), chosenValue)
  if (!isSequential()) {
    propagate(chosenAt)
    if (!countsCases) {
      for (let o = 0; o < outputs; o++) {
        const signal = gene(outputGenes + o)
        if (load<u8>(changed + signal) == 0 && chosenAt != outputGenes + o) continue
        store<i64>(outputErrors + (o << 3), countOutput(signal, o, 0))
      }
    }
    keep()
  }
  // What becomes active has its values already; what drifts must be computed when it is needed.
  markActive()
  listGenes()
  epoch++
  parentErrors = errors
  parentSize = measureSize()
  return true
}

/** Changes inactive genes as often as single mutation would have on its way to an active one. */
function drift(): void {
  if (inactiveGenesCount == 0 || activeGenesCount == 0) return
  for (;;) {
    const drawn = <i32>below(activeGenesCount + inactiveGenesCount)
    if (drawn < activeGenesCount) return
    const at = <i32>load<u32>(inactiveGenes + ((drawn - activeGenesCount) << 2))
    store<u32>(genes + (at << 2), drawValue(at))
  }
}

/**
 * Advances by generations until at least `limit` evaluations are spent or the best became better.
 * Returns whether the best became better in the last one.
 */
export function advance(limit: f64): bool {
  while (evaluations < limit) {
    openStream(key0, key1, generation, ask0, ask1)
    let gain = 1
    let survived = true
    if (parentErrors < 0) {
      begin()
      adoptParent()
    } else {
      const oldErrors = parentErrors
      const oldSize = parentSize
      survived = mutateAndSelect()
      gain = survived ? compare(parentErrors, parentSize, oldErrors, oldSize) : -1
    }
    age += <f64>lambda
    evaluations += <f64>lambda
    if (survived) {
      openStream(key0, key1, generation, tell0, tell1)
      drift()
    }
    generation++
    let isBetter = false
    if (survived && (bestErrors < 0 || compare(parentErrors, parentSize, bestErrors, bestSize) > 0)) {
      isBetter = true
      bestErrors = parentErrors
      bestSize = parentSize
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
