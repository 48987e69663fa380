/**
 * (1+λ) over NAND machines on packed cases, all of it in here: mutate in place, simulate only what
 * changed, count errors as far as they matter, take or undo.
 *
 * It answers what `src/island/plain.ts` answers with `src/search/one-plus-lambda.ts` and
 * `src/genome/nand.ts`, draw for draw; a property test holds the two together.
 *
 * Cases come in blocks of 128 lanes and blocks in chunks of up to four, so that the values of a chunk
 * stay in the first-level cache. A chunk is finished before the next one begins, and a mutant is
 * abandoned as soon as the chunks so far have more errors than it may have. The chunk that abandons
 * moves forward in their order, which changes no answer.
 *
 * Without latches the parent's values stay in memory. What a mutation changes is computed in place,
 * gate by gate upwards as far as values come out different; the old values are saved, to undo it.
 * Inactive gates have values only when something connected to them: their stamp says for which
 * parent. With latches all active gates are simulated, tick by tick.
 *
 * Lanes beyond the cases are lanes that nobody cares about.
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
let chunks: i32 = 0
/** Bytes of a signal in a chunk: 16 a block. */
let chunkBytes: i32 = 0
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
/** [chunks × signals × blocks], one chunk only with latches. */
let values: usize = 0
let stamps: usize = 0
let levels: usize = 0
/** [signals] 1 where a mutant's values differ from its parent's, in the chunk at hand. */
let changed: usize = 0
/** Addresses of values that were changed, and the values that they had. */
let changedLog: usize = 0
let savedValues: usize = 0
let changedCount: i32 = 0
let wishes: usize = 0
/** [chunks] in the order in which they are looked at. */
let order: usize = 0
/** [chunks] and [chunks × outputs] the parent's. */
let chunkErrors: usize = 0
let outputErrors: usize = 0
let latchState: usize = 0
let wrongLanes: usize = 0
let epoch: u32 = 1

/** Marks of what the outputs depend on, a bit a signal, and the active gates in order behind `list`. */
@unmanaged
class Marks {
  bits: usize = 0
  /** The end of the list, which is filled from there downwards. */
  end: usize = 0
  list: usize = 0
  count: i32 = 0
  /** Active gates, the first in the list, that have one thing only to read. */
  fixed: i32 = 0
  latches: i32 = 0

  // @ts-ignore: decorator
  @inline has(signal: i32): bool {
    return ((load<u64>(this.bits + ((signal >> 6) << 3)) >> (signal & 63)) & 1) != 0
  }

  // @ts-ignore: decorator
  @inline gate(i: i32): i32 {
    return load<u32>(this.list + (i << 2))
  }
}

/** Of the parent, and of a mutant where its own are wanted. */
const active = changetype<Marks>(memory.data(offsetof<Marks>()))
const mutant = changetype<Marks>(memory.data(offsetof<Marks>()))
/** Words of marks. */
let markWords: i32 = 0
/** The first gate that has more than one signal to read. */
let firstFree: i32 = 0

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
  ticksGiven: i32, chunksGiven: i32, blocksGiven: i32, countsCasesGiven: bool, isWeightedGiven: bool,
  lambdaGiven: i32, patienceGiven: f64,
): void {
  inputs = inputsGiven
  outputs = outputsGiven
  latches = latchesGiven
  gates = gatesGiven
  ticks = ticksGiven
  chunks = chunksGiven
  chunkBytes = blocksGiven << 4
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
  const blockBytes = chunks * chunkBytes
  heap = __heap_base
  stimulus = reserve(ticks * inputs * blockBytes)
  wanted = reserve(ticks * outputs * blockBytes)
  care = reserve(ticks * outputs * blockBytes)
  weights = reserve(blockBytes)
  genes = reserve(genesLength << 2)
  bestGenes = reserve(genesLength << 2)
  youngGenes = reserve(genesLength << 2)
  values = reserve(signals * (isSequential() ? chunkBytes : blockBytes))
  stamps = reserve(signals << 2)
  markWords = (signals + 63) >> 6
  active.bits = reserve(markWords << 3)
  active.end = reserve(gates << 2) + (gates << 2)
  mutant.bits = reserve(markWords << 3)
  mutant.end = reserve(gates << 2) + (gates << 2)
  firstFree = min(gates, max(0, 2 - (first - lowest)))
  levels = reserve(signals << 2)
  changed = reserve(signals)
  changedLog = reserve((gates * chunks) << 2)
  savedValues = reserve(gates * blockBytes)
  wishes = reserve(markWords << 3)
  order = reserve(chunks << 2)
  for (let c = 0; c < chunks; c++) store<u32>(order + (c << 2), c)
  chunkErrors = reserve(chunks << 3)
  outputErrors = reserve((chunks * outputs) << 3)
  latchState = reserve(latches * chunkBytes)
  wrongLanes = reserve(chunkBytes)
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
/** The size is kept only where nothing is wrong, for only there it decides. */
export function getParentSize(): u64 { return parentErrors == 0 ? parentSize : measureSize(active) }
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
  parentSize = parentErrors == 0 ? parentSizeGiven : 0
  bestErrors = <i64>bestErrorsGiven
  bestSize = bestSizeGiven
  memory.fill(changed, 0, signals)
  memory.fill(values, 0, signals * chunkBytes * (isSequential() ? 1 : chunks))
  // Without latches the inputs lie beside the gates for good.
  for (let c = 0; c < chunks && !isSequential(); c++) {
    memory.copy(valueOf(c, 1), stimulusOf(c, 0), inputs * chunkBytes)
  }
  if (parentErrors >= 0) adoptParent()
}

// @ts-ignore: decorator
@inline function gene(at: i32): i32 { return load<u32>(genes + (at << 2)) }
// @ts-ignore: decorator
@inline function valueOf(c: i32, signal: i32): usize { return values + (c * signals + signal) * chunkBytes }
// @ts-ignore: decorator
@inline function stimulusOf(c: i32, t: i32): usize {
  return stimulus + (c * ticks + t) * inputs * chunkBytes
}
// @ts-ignore: decorator
@inline function pairOf(g: i32): u64 { return load<u64>(genes + (g << 3)) }
// @ts-ignore: decorator
@inline function lowestOf(at: i32): i32 { return at < latchGenes ? lowest : 0 }
// @ts-ignore: decorator
@inline function rangeOf(at: i32): i32 { return at < latchGenes ? first + (at >> 1) - lowest : signals }
// @ts-ignore: decorator
@inline function isSequential(): bool { return latches > 0 || ticks > 1 }

/** The other value that a gene is given, uniformly. */
function drawValue(at: i32): i32 {
  const value = lowestOf(at) + <i32>below(rangeOf(at) - 1)
  return value >= gene(at) ? value + 1 : value
}

/**
 * Marks what the outputs depend on, and lists the active gates in order. Gates read only below
 * themselves, so one way downwards, from marked gate to marked gate, finds a cone.
 */
function mark(marks: Marks): void {
  const bits = marks.bits
  memory.fill(bits, 0, markWords << 3)
  for (let at = outputGenes; at < genesLength; at++) setBit(bits, gene(at))
  let isOpen = true
  while (isOpen) {
    sweep(marks)
    isOpen = false
    for (let l = 0; l < latches; l++) {
      const next = gene(latchGenes + l)
      if (marks.has(1 + inputs + l) && !marks.has(next)) {
        setBit(bits, next)
        isOpen = true
      }
    }
  }
  marks.count = <i32>((marks.end - marks.list) >> 2)
  marks.fixed = 0
  while (marks.fixed < marks.count && marks.gate(marks.fixed) < firstFree) marks.fixed++
  marks.latches = 0
  for (let l = 0; l < latches; l++) marks.latches += i32(marks.has(1 + inputs + l))
}

// @ts-ignore: decorator
@inline function setBit(bits: usize, signal: i32): void {
  const at = bits + ((signal >> 6) << 3)
  store<u64>(at, load<u64>(at) | ((<u64>1) << (signal & 63)))
}

function sweep(marks: Marks): void {
  const bits = marks.bits
  let list = marks.end
  for (let w = markWords - 1; w >= first >> 6; w--) {
    const at = bits + (w << 3)
    // Inputs and latches that share the lowest word with gates are marked and not followed.
    const gatesOfWord: u64 = w == first >> 6 ? ~(((<u64>1) << (first & 63)) - 1) : ~(<u64>0)
    let pending: u64 = load<u64>(at) & gatesOfWord
    while (pending != 0) {
      const bit = 63 - <i32>clz<u64>(pending)
      const g = (w << 6) + bit - first
      list -= 4
      store<u32>(list, g)
      const pair = load<u64>(genes + (g << 3))
      setBit(bits, <i32>(<u32>pair))
      setBit(bits, <i32>(pair >> 32))
      // What is marked in this word below the gate is still to be followed.
      pending = load<u64>(at) & gatesOfWord & (((<u64>1) << bit) - 1)
    }
  }
  marks.list = list
}

/** Number of active genes that have another value to take. */
function countActiveGenes(): i32 {
  return 2 * (active.count - active.fixed) + (signals > 1 ? active.latches + outputs : 0)
}

function countInactiveGenes(): i32 {
  const free = gates - firstFree - (active.count - active.fixed)
  return 2 * free + (signals > 1 ? latches - active.latches : 0)
}

/** The k-th of the active genes: of gates, then of latches, then of outputs, as the plain genome lists them. */
function activeGene(k: i32): i32 {
  const ofGates = 2 * (active.count - active.fixed)
  if (k < ofGates) return 2 * active.gate(active.fixed + (k >> 1)) + (k & 1)
  const rest = k - ofGates
  return rest < active.latches ? latchGene(rest, true) : outputGenes + rest - active.latches
}

/** The k-th of the inactive genes: of gates, then of latches. */
function inactiveGene(k: i32): i32 {
  const ofGates = 2 * (gates - firstFree - (active.count - active.fixed))
  if (k >= ofGates) return latchGene(k - ofGates, false)
  return 2 * inactiveGate(k >> 1) + (k & 1)
}

function latchGene(k: i32, isMarked: bool): i32 {
  let skip = k
  let l = 0
  while (active.has(1 + inputs + l) != isMarked || skip-- > 0) l++
  return latchGenes + l
}

/** The k-th gate from `firstFree` that is not marked. */
function inactiveGate(k: i32): i32 {
  const from = first + firstFree
  let skip = k
  let w = from >> 6
  let free: u64 = ~load<u64>(active.bits + (w << 3)) & ~(((<u64>1) << (from & 63)) - 1)
  while (skip >= <i32>popcnt<u64>(free)) {
    skip -= <i32>popcnt<u64>(free)
    free = ~load<u64>(active.bits + (++w << 3))
  }
  while (skip-- > 0) free &= free - 1
  return (w << 6) + <i32>ctz<u64>(free) - first
}

/** Gates and depth of what is marked, as one number: fewer gates first, then less depth. */
function measureSize(marks: Marks): u64 {
  memory.fill(levels, 0, first << 2)
  for (let i = 0; i < marks.count; i++) {
    const g = marks.gate(i)
    const a = load<u32>(levels + (gene(2 * g) << 2))
    const b = load<u32>(levels + (gene(2 * g + 1) << 2))
    store<u32>(levels + ((first + g) << 2), max(a, b) + 1)
  }
  let depth: u32 = 0
  for (let o = 0; o < outputs; o++) {
    depth = max(depth, load<u32>(levels + (gene(outputGenes + o) << 2)))
  }
  for (let l = 0; l < latches; l++) {
    if (!marks.has(1 + inputs + l)) continue
    depth = max(depth, load<u32>(levels + (gene(latchGenes + l) << 2)))
  }
  return ((<u64>marks.count) << 32) | <u64>depth
}

/** Above 0 when the first is better, 0 when neither; size counts only where nothing is wrong. */
function compare(errors: i64, size: u64, otherErrors: i64, otherSize: u64): i32 {
  if (errors != otherErrors) return errors < otherErrors ? 1 : -1
  if (errors > 0 || size == otherSize) return 0
  return size < otherSize ? 1 : -1
}

// ---- simulation ----

/** Computes a gate from values at `base`; the address of signal 0 of a chunk. */
// @ts-ignore: decorator
@inline function computeGate(base: usize, g: i32): void {
  const pair = pairOf(g)
  const a = base + <usize>(<u32>pair) * chunkBytes
  const b = base + <usize>(pair >> 32) * chunkBytes
  const to = base + <usize>(first + g) * chunkBytes
  for (let offset: usize = 0; offset < <usize>chunkBytes; offset += 16) {
    v128.store(to + offset, v128.not(v128.and(v128.load(a + offset), v128.load(b + offset))))
  }
}

/** `memory.copy` and `memory.fill` cost more than the few blocks that are moved here. */
// @ts-ignore: decorator
@inline function copyBlocks(to: usize, from: usize, bytes: i32): void {
  for (let offset: usize = 0; offset < <usize>bytes; offset += 16) {
    v128.store(to + offset, v128.load(from + offset))
  }
}

// @ts-ignore: decorator
@inline function clearBlocks(at: usize, bytes: i32): void {
  for (let offset: usize = 0; offset < <usize>bytes; offset += 16) {
    v128.store(at + offset, i64x2.splat(0))
  }
}

function computeGates(base: usize, marks: Marks): void {
  const end = marks.list + (marks.count << 2)
  if (chunkBytes == 16) {
    for (let next = marks.list; next < end; next += 4) {
      const g = <i32>load<u32>(next)
      const pair = pairOf(g)
      const a = v128.load(base + ((<usize>(<u32>pair)) << 4))
      const b = v128.load(base + ((<usize>(pair >> 32)) << 4))
      v128.store(base + ((first + g) << 4), v128.not(v128.and(a, b)))
    }
    return
  }
  for (let next = marks.list; next < end; next += 4) computeGate(base, load<u32>(next))
}

/** The ones of a block, each with the weight of its word. */
// @ts-ignore: decorator
@inline function countOnes(ones: v128, weight: usize): i64 {
  const sums = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(i8x16.popcnt(ones)))
  if (!isWeighted) {
    return <i64>(i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) +
      i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3))
  }
  const each = v128.load(weight)
  const sum = i64x2.add(i64x2.extmul_low_i32x4_u(sums, each), i64x2.extmul_high_i32x4_u(sums, each))
  return i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1)
}

/** The wrong bits of values as output `o` of a tick of a chunk. */
function countOutput(c: i32, t: i32, o: i32, value: usize): i64 {
  const at = <usize>((c * ticks + t) * outputs + o) * chunkBytes
  const weight = weights + c * chunkBytes
  let errors: i64 = 0
  for (let offset: usize = 0; offset < <usize>chunkBytes; offset += 16) {
    const wrong = v128.and(
      v128.xor(v128.load(value + offset), v128.load(wanted + at + offset)),
      v128.load(care + at + offset),
    )
    if (v128.any_true(wrong)) errors += countOnes(wrong, weight + offset)
  }
  return errors
}

/** Adds the cases that are wrong in a tick of a chunk to `wrongLanes`. */
function markWrong(c: i32, t: i32, base: usize): void {
  for (let o = 0; o < outputs; o++) {
    const value = base + <usize>gene(outputGenes + o) * chunkBytes
    const at = <usize>((c * ticks + t) * outputs + o) * chunkBytes
    for (let offset: usize = 0; offset < <usize>chunkBytes; offset += 16) {
      const wrong = v128.and(
        v128.xor(v128.load(value + offset), v128.load(wanted + at + offset)),
        v128.load(care + at + offset),
      )
      v128.store(wrongLanes + offset, v128.or(v128.load(wrongLanes + offset), wrong))
    }
  }
}

function countWrong(c: i32): i64 {
  let errors: i64 = 0
  for (let offset: usize = 0; offset < <usize>chunkBytes; offset += 16) {
    const wrong = v128.load(wrongLanes + offset)
    if (v128.any_true(wrong)) errors += countOnes(wrong, weights + c * chunkBytes + offset)
  }
  return errors
}

/** What abandoned looks earlier from now on. */
// @ts-ignore: decorator
@inline function moveForward(place: i32): void {
  if (place == 0) return
  const at = order + (place << 2)
  const chunk = load<u32>(at)
  store<u32>(at, load<u32>(at - 4))
  store<u32>(at - 4, chunk)
}

/** Errors of marked genes over all ticks; more than `bound` when they are more than `bound`. */
function evaluateSequence(marks: Marks, bound: i64): i64 {
  let errors: i64 = 0
  for (let place = 0; place < chunks; place++) {
    const c = <i32>load<u32>(order + (place << 2))
    const before = errors
    clearBlocks(wrongLanes, chunkBytes)
    clearBlocks(values + (1 + inputs) * chunkBytes, latches * chunkBytes)
    for (let t = 0; t < ticks; t++) {
      copyBlocks(values + chunkBytes, stimulusOf(c, t), inputs * chunkBytes)
      computeGates(values, marks)
      if (countsCases) {
        markWrong(c, t, values)
        errors = before + countWrong(c)
      } else {
        for (let o = 0; o < outputs; o++) {
          errors += countOutput(c, t, o, values + <usize>gene(outputGenes + o) * chunkBytes)
        }
      }
      if (errors > bound) {
        moveForward(place)
        return errors
      }
      moveLatches(marks)
    }
  }
  return errors
}

/** The next tick: every active latch takes its signal, all at once. */
function moveLatches(marks: Marks): void {
  for (let l = 0; l < latches; l++) {
    if (!marks.has(1 + inputs + l)) continue
    const from = values + <usize>gene(latchGenes + l) * chunkBytes
    copyBlocks(latchState + l * chunkBytes, from, chunkBytes)
  }
  for (let l = 0; l < latches; l++) {
    if (!marks.has(1 + inputs + l)) continue
    copyBlocks(values + (1 + inputs + l) * chunkBytes, latchState + l * chunkBytes, chunkBytes)
  }
}

/** Errors of the parent without latches, everything computed and kept. */
function evaluateWhole(): i64 {
  let errors: i64 = 0
  for (let c = 0; c < chunks; c++) {
    computeGates(valueOf(c, 0), active)
    errors += countChunk(c)
  }
  return errors
}

/** Counts the errors of a chunk anew and keeps them as the parent's. */
function countChunk(c: i32): i64 {
  let errors: i64 = 0
  if (countsCases) {
    clearBlocks(wrongLanes, chunkBytes)
    markWrong(c, 0, valueOf(c, 0))
    errors = countWrong(c)
  } else {
    for (let o = 0; o < outputs; o++) {
      const wrong = countOutput(c, 0, o, valueOf(c, gene(outputGenes + o)))
      store<i64>(outputErrors + ((c * outputs + o) << 3), wrong)
      errors += wrong
    }
  }
  store<i64>(chunkErrors + (c << 3), errors)
  return errors
}

/** Gives an inactive signal, and the inactive ones that it depends on, their values. */
function need(signal: i32): void {
  if (!isMissing(signal)) return
  // Found downwards, computed upwards, from wished bit to wished bit.
  setBit(wishes, signal)
  let w = signal >> 6
  const top = w
  let low = w
  while (w >= first >> 6) {
    const at = wishes + (w << 3)
    let pending = load<u64>(at)
    if (pending != 0) low = w
    while (pending != 0) {
      const bit = 63 - <i32>clz<u64>(pending)
      const pair = pairOf((w << 6) + bit - first)
      if (isMissing(<i32>(<u32>pair))) setBit(wishes, <i32>(<u32>pair))
      if (isMissing(<i32>(pair >> 32))) setBit(wishes, <i32>(pair >> 32))
      pending = load<u64>(at) & (((<u64>1) << bit) - 1)
    }
    w--
  }
  for (w = low; w <= top; w++) {
    const at = wishes + (w << 3)
    let pending = load<u64>(at)
    while (pending != 0) {
      const s = (w << 6) + <i32>ctz<u64>(pending)
      pending &= pending - 1
      for (let c = 0; c < chunks; c++) computeGate(valueOf(c, 0), s - first)
      store<u32>(stamps + (s << 2), epoch)
    }
    store<u64>(at, 0)
  }
}

/** Whether a signal is an inactive gate whose values are those of an earlier parent. */
// @ts-ignore: decorator
@inline function isMissing(signal: i32): bool {
  return signal >= first && !active.has(signal) && load<u32>(stamps + (signal << 2)) != epoch
}

/** Computes a gate of a mutant; where it comes out different, saves what was there and marks it. */
// @ts-ignore: decorator
@inline function recompute(base: usize, g: i32, pair: u64): void {
  const signal = first + g
  const a = base + <usize>(<u32>pair) * chunkBytes
  const b = base + <usize>(pair >> 32) * chunkBytes
  const to = base + <usize>signal * chunkBytes
  const saved = savedValues + changedCount * chunkBytes
  let difference = i64x2.splat(0)
  for (let offset: usize = 0; offset < <usize>chunkBytes; offset += 16) {
    const old = v128.load(to + offset)
    const value = v128.not(v128.and(v128.load(a + offset), v128.load(b + offset)))
    difference = v128.or(difference, v128.xor(value, old))
    v128.store(saved + offset, old)
    v128.store(to + offset, value)
  }
  if (!v128.any_true(difference)) return
  store<u8>(changed + signal, 1)
  store<u32>(changedLog + (changedCount++ << 2), <u32>to)
}

/** The same for a chunk of one block, the commonest. */
// @ts-ignore: decorator
@inline function recomputeBlock(base: usize, g: i32, pair: u64): void {
  const signal = first + g
  const to = base + (signal << 4)
  const old = v128.load(to)
  const a = v128.load(base + ((<usize>(<u32>pair)) << 4))
  const b = v128.load(base + ((<usize>(pair >> 32)) << 4))
  const value = v128.not(v128.and(a, b))
  if (!v128.any_true(v128.xor(value, old))) return
  v128.store(savedValues + (changedCount << 4), old)
  v128.store(to, value)
  store<u8>(changed + signal, 1)
  store<u32>(changedLog + (changedCount++ << 2), <u32>to)
}

// @ts-ignore: decorator
@inline function isReached(pair: u64): bool {
  return (load<u8>(changed + <usize>(<u32>pair)) | load<u8>(changed + <usize>(pair >> 32))) != 0
}

/** Computes what a mutated gate changes in a chunk; `above` is its next active gate's place. */
function propagate(c: i32, mutated: i32, above: usize): void {
  const base = valueOf(c, 0)
  const before = changedCount
  const isBlock = chunkBytes == 16
  if (isBlock) recomputeBlock(base, mutated, pairOf(mutated))
  else recompute(base, mutated, pairOf(mutated))
  if (changedCount == before) return
  const end = active.list + (active.count << 2)
  if (isBlock) {
    for (let next = above; next < end; next += 4) {
      const g = <i32>load<u32>(next)
      const pair = pairOf(g)
      if (isReached(pair)) recomputeBlock(base, g, pair)
    }
    return
  }
  for (let next = above; next < end; next += 4) {
    const g = <i32>load<u32>(next)
    const pair = pairOf(g)
    if (isReached(pair)) recompute(base, g, pair)
  }
}

/** Where the active gates above a gate begin in their list. */
function placeAbove(g: i32): usize {
  let low = 0
  let high = active.count
  while (low < high) {
    const middle = (low + high) >> 1
    if (active.gate(middle) <= g) low = middle + 1
    else high = middle
  }
  return active.list + (low << 2)
}

/** The errors of a chunk of a mutant, from its parent's and the outputs that changed. */
// @ts-ignore: decorator
@inline function countChanged(c: i32, at: i32): i64 {
  if (countsCases) {
    clearBlocks(wrongLanes, chunkBytes)
    markWrong(c, 0, valueOf(c, 0))
    return countWrong(c)
  }
  let errors = load<i64>(chunkErrors + (c << 3))
  for (let o = 0; o < outputs; o++) {
    const signal = gene(outputGenes + o)
    if (load<u8>(changed + signal) == 0 && at != outputGenes + o) continue
    const old = load<i64>(outputErrors + ((c * outputs + o) << 3))
    errors += countOutput(c, 0, o, valueOf(c, signal)) - old
  }
  return errors
}

/** Forgets which signals changed, from an entry of the log on. */
// @ts-ignore: decorator
@inline function clearChanged(c: i32, from: i32): void {
  const base = valueOf(c, 0)
  for (let i = from; i < changedCount; i++) {
    const offset = <usize>load<u32>(changedLog + (i << 2)) - base
    const signal = chunkBytes == 16 ? offset >> 4 : offset / <usize>chunkBytes
    store<u8>(changed + signal, 0)
  }
}

/** Errors of a mutant without latches; more than `bound` when they are more than `bound`. */
function evaluateChange(at: i32, bound: i64): i64 {
  changedCount = 0
  need(gene(at))
  const isGate = at < latchGenes
  const above = isGate ? placeAbove(at >> 1) : 0
  let errors: i64 = 0
  for (let place = 0; place < chunks; place++) {
    const c = <i32>load<u32>(order + (place << 2))
    const before = changedCount
    if (isGate) propagate(c, at >> 1, above)
    if (isGate && changedCount == before) errors += load<i64>(chunkErrors + (c << 3))
    else errors += countChanged(c, at)
    clearChanged(c, before)
    if (errors > bound) {
      moveForward(place)
      return errors
    }
  }
  return errors
}

/** Gives what changed its old values back. */
function undo(): void {
  for (let i = 0; i < changedCount; i++) {
    const to = <usize>load<u32>(changedLog + (i << 2))
    const saved = savedValues + i * chunkBytes
    copyBlocks(to, saved, chunkBytes)
  }
  changedCount = 0
}

/** Makes a mutant's values and errors the parent's. */
function take(at: i32): void {
  changedCount = 0
  const isGate = at < latchGenes
  const above = isGate ? placeAbove(at >> 1) : 0
  for (let c = 0; c < chunks; c++) {
    const before = changedCount
    if (isGate) propagate(c, at >> 1, above)
    if (!isGate || changedCount > before) keepErrors(c, at)
    clearChanged(c, before)
  }
  changedCount = 0
}

/** Keeps the errors of a chunk whose changes are marked. */
function keepErrors(c: i32, at: i32): void {
  if (countsCases) {
    countChunk(c)
    return
  }
  let errors = load<i64>(chunkErrors + (c << 3))
  for (let o = 0; o < outputs; o++) {
    const signal = gene(outputGenes + o)
    if (load<u8>(changed + signal) == 0 && at != outputGenes + o) continue
    const slot = outputErrors + ((c * outputs + o) << 3)
    const wrong = countOutput(c, 0, o, valueOf(c, signal))
    errors += wrong - load<i64>(slot)
    store<i64>(slot, wrong)
  }
  store<i64>(chunkErrors + (c << 3), errors)
}

// ---- search ----

/** Marks and computes a parent that came from elsewhere; returns its errors. */
function adoptParent(): i64 {
  mark(active)
  epoch++
  return isSequential() ? evaluateSequence(active, noBound) : evaluateWhole()
}

/** The first generation of a life: λ random genotypes, the best becomes the parent. */
function begin(): void {
  let errors: i64 = noBound
  let size: u64 = 0
  for (let k = 0; k < lambda; k++) {
    for (let at = 0; at < genesLength; at++) {
      store<u32>(genes + (at << 2), lowestOf(at) + below(rangeOf(at)))
    }
    mark(active)
    const own = isSequential() ? evaluateSequence(active, errors) : evaluateWhole()
    const ownSize = own == 0 ? measureSize(active) : 0
    if (k > 0 && compare(own, ownSize, errors, size) <= 0) continue
    errors = own
    size = ownSize
    memory.copy(youngGenes, genes, genesLength << 2)
  }
  memory.copy(genes, youngGenes, genesLength << 2)
  parentErrors = errors
  parentSize = size
  adoptParent()
}

/** Errors of the genes with one of them mutated, in place; more than `bound` when they are more. */
function evaluateMutant(at: i32, bound: i64): i64 {
  if (isSequential()) {
    mark(mutant)
    return evaluateSequence(mutant, bound)
  }
  return evaluateChange(at, bound)
}

/** A generation of mutants; returns whether the best of them took the parent's place. */
function mutateAndSelect(): bool {
  const count = countActiveGenes()
  if (count == 0) return true
  let chosenAt = -1
  let chosenValue = 0
  let errors: i64 = parentErrors
  let size: u64 = parentSize
  for (let k = 0; k < lambda; k++) {
    const at = activeGene(below(count))
    const value = drawValue(at)
    const old = gene(at)
    store<u32>(genes + (at << 2), value)
    const own = evaluateMutant(at, errors)
    if (own <= errors) {
      let ownSize: u64 = 0
      if (own == 0) {
        if (!isSequential()) mark(mutant)
        ownSize = measureSize(mutant)
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
    if (!isSequential()) undo()
  }
  if (chosenAt < 0) return false
  store<u32>(genes + (chosenAt << 2), chosenValue)
  if (!isSequential()) take(chosenAt)
  // What becomes active has its values already; what drifts must be computed when it is needed.
  mark(active)
  epoch++
  parentErrors = errors
  parentSize = size
  return true
}

/** Changes inactive genes as often as single mutation would have on its way to an active one. */
function drift(): void {
  const ofActive = countActiveGenes()
  const ofInactive = countInactiveGenes()
  if (ofInactive == 0 || ofActive == 0) return
  for (;;) {
    const drawn = <i32>below(ofActive + ofInactive)
    if (drawn < ofActive) return
    const at = inactiveGene(drawn - ofActive)
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
