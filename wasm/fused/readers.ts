/**
 * Who reads what, of that which the outputs of a genotype depend on.
 *
 * Everything that reads a signal is a reader and has a number: what is to be computed last has the
 * lowest.
 *
 *   0 … latches − 1          what latches take at the next tick
 *   … latches + outputs − 1  outputs
 *   … + gates − 1            gates, from the last to the first
 *
 * Each gate and latch has a row of bits, a bit a reader, and is active when anybody reads it: what is
 * inactive reads nothing. What a change reaches is a set of such bits; taking the highest one after
 * another computes gates in topological order.
 */
import { gene, pairOf } from './genes'
import {
  first, firstFree, gates, inputs, latches, latchGenes, outputGenes, outputs, reserve, signals,
} from './shape'

/** The readers of a genotype's signals. */
@unmanaged
export class Readers {
  /** [signals − 1 − inputs × rowBytes] of latches and gates. */
  rows: usize = 0
  /** [signals] a bit a signal: whether it is read. */
  bits: usize = 0
  /** Active gates. */
  count: i32 = 0
  /** Those of them that have one thing only to read. */
  fixed: i32 = 0
  /** Active latches. */
  latches: i32 = 0

  // @ts-ignore: decorator
  @inline has(signal: i32): bool { return hasBit(this.bits, signal) }

  // @ts-ignore: decorator
  @inline rowOf(signal: i32): usize { return this.rows + (signal - 1 - inputs) * rowBytes }
}

/** Readers that are no gates. */
export let tails: i32 = 0
/** The reader that the first gate is. */
export let lastReader: i32 = 0
export let rowBytes: i32 = 0
/** Words of a bit a signal. */
export let signalWords: i32 = 0

/** [gates] the active gates of `parent` that have more than one signal to read, once they are asked for. */
let listed: usize = 0
let listedOf: Readers | null = null

/** [signals] bits of signals whose being read has changed, and what that means for others not yet. */
let turned: usize = 0

export function setUpReaders(): void {
  tails = latches + outputs
  lastReader = tails + gates - 1
  // Whole vectors, which are taken together at once.
  rowBytes = ((tails + gates + 127) >> 7) << 4
  signalWords = (signals + 63) >> 6
  turned = reserve(signalWords << 3)
  listed = reserve(gates << 2)
}

export function reserveReaders(readers: Readers): void {
  readers.rows = reserve(<usize>(latches + gates) * rowBytes)
  readers.bits = reserve(signalWords << 3)
}

// @ts-ignore: decorator
@inline function hasBit(bits: usize, index: i32): bool {
  return ((load<u64>(bits + ((index >> 6) << 3)) >> (index & 63)) & 1) != 0
}

// @ts-ignore: decorator
@inline export function setBit(bits: usize, index: i32): void {
  const at = bits + ((index >> 6) << 3)
  store<u64>(at, load<u64>(at) | ((<u64>1) << (index & 63)))
}

// @ts-ignore: decorator
@inline function clearBit(bits: usize, index: i32): void {
  const at = bits + ((index >> 6) << 3)
  store<u64>(at, load<u64>(at) & ~((<u64>1) << (index & 63)))
}

/** The bits of a word of signals that stand for gates. */
// @ts-ignore: decorator
@inline export function gateBits(w: i32): u64 {
  return w == first >> 6 ? ~(<u64>0) << (first & 63) : ~(<u64>0)
}

/** The reader that a gene belongs to. */
// @ts-ignore: decorator
@inline export function readerOfGene(at: i32): i32 {
  if (at < latchGenes) return lastReader - (at >> 1)
  return at < outputGenes ? at - latchGenes : latches + at - outputGenes
}

/** Notes who reads what in the genes, from the outputs down. */
export function noteReaders(readers: Readers): void {
  for (let w = 0; w < signalWords; w++) {
    let marked = load<u64>(readers.bits + (w << 3))
    store<u64>(readers.bits + (w << 3), 0)
    while (marked != 0) {
      clearRow(readers.rowOf((w << 6) + <i32>ctz<u64>(marked)))
      marked &= marked - 1
    }
  }
  readers.count = 0
  readers.latches = 0
  if (listedOf === readers) listedOf = null
  for (let o = 0; o < outputs; o++) connect(readers, gene(outputGenes + o), latches + o)
  wake(readers, signalWords - 1)
}

/** Notes that a gene's reader now reads what the gene says, and no longer what it said. */
export function moveReader(readers: Readers, at: i32, old: i32): void {
  const reader = readerOfGene(at)
  const source = gene(at)
  listedOf = null
  if (connect(readers, source, reader)) wake(readers, source >> 6)
  // The other fan-in of the gate may read the same.
  if (at < latchGenes && gene(at ^ 1) == old) return
  if (disconnect(readers, old, reader)) putToSleep(readers, old >> 6)
}

function clearRow(row: usize): void {
  for (let w = 0; w < rowBytes; w += 8) store<u64>(row + w, 0)
}

function isRowEmpty(row: usize): bool {
  let any: u64 = 0
  for (let w = 0; w < rowBytes; w += 8) any |= load<u64>(row + w)
  return any == 0
}

/** Adds a reader to a signal; whether it is the first. */
// @ts-ignore: decorator
@inline function connect(readers: Readers, signal: i32, reader: i32): bool {
  if (signal <= inputs) return false
  setBit(readers.rowOf(signal), reader)
  if (readers.has(signal)) return false
  setBit(readers.bits, signal)
  setBit(turned, signal)
  return true
}

/** Takes a reader from a signal; whether it was the last. */
// @ts-ignore: decorator
@inline function disconnect(readers: Readers, signal: i32, reader: i32): bool {
  if (signal <= inputs) return false
  const row = readers.rowOf(signal)
  clearBit(row, reader)
  if (!readers.has(signal) || !isRowEmpty(row)) return false
  clearBit(readers.bits, signal)
  setBit(turned, signal)
  return true
}

/** What became active reads, from a word of signals down; and so on. */
function wake(readers: Readers, top: i32): void {
  let isOpen = true
  let from = top
  while (isOpen) {
    isOpen = false
    for (let w = from; w >= first >> 6; w--) {
      const at = turned + (w << 3)
      const gatesOfWord = gateBits(w)
      let awake = load<u64>(at) & gatesOfWord
      while (awake != 0) {
        const bit = 63 - <i32>clz<u64>(awake)
        const g = (w << 6) + bit - first
        readers.count++
        const pair = pairOf(g)
        connect(readers, <i32>(<u32>pair), lastReader - g)
        connect(readers, <i32>(pair >> 32), lastReader - g)
        // A gate reads below itself: what it woke in this word is still to come.
        awake = load<u64>(at) & gatesOfWord & (((<u64>1) << bit) - 1)
      }
      store<u64>(at, load<u64>(at) & ~gatesOfWord)
    }
    for (let l = 0; l < latches; l++) {
      const signal = 1 + inputs + l
      if (!hasBit(turned, signal)) continue
      clearBit(turned, signal)
      readers.latches++
      connect(readers, gene(latchGenes + l), l)
      isOpen = true
      from = signalWords - 1
    }
  }
  countFixed(readers)
}

/** What became inactive reads nothing any more, from a word of signals down; without latches. */
function putToSleep(readers: Readers, top: i32): void {
  for (let w = top; w >= first >> 6; w--) {
    const at = turned + (w << 3)
    let asleep = load<u64>(at)
    while (asleep != 0) {
      const bit = 63 - <i32>clz<u64>(asleep)
      const g = (w << 6) + bit - first
      readers.count--
      const pair = pairOf(g)
      disconnect(readers, <i32>(<u32>pair), lastReader - g)
      disconnect(readers, <i32>(pair >> 32), lastReader - g)
      asleep = load<u64>(at) & (((<u64>1) << bit) - 1)
    }
    store<u64>(at, 0)
  }
  countFixed(readers)
}

function countFixed(readers: Readers): void {
  readers.fixed = 0
  for (let g = 0; g < firstFree; g++) readers.fixed += i32(readers.has(first + g))
}

/** Number of active genes that have another value to take. */
export function countActiveGenes(readers: Readers): i32 {
  return 2 * (readers.count - readers.fixed) + (signals > 1 ? readers.latches + outputs : 0)
}

export function countInactiveGenes(readers: Readers): i32 {
  const free = gates - firstFree - (readers.count - readers.fixed)
  return 2 * free + (signals > 1 ? latches - readers.latches : 0)
}

/** The k-th of the active genes: of gates, then of latches, then of outputs, as the plain genome lists them. */
export function activeGene(readers: Readers, k: i32): i32 {
  const ofGates = 2 * (readers.count - readers.fixed)
  if (k < ofGates) {
    if (listedOf !== readers) listGates(readers)
    return 2 * <i32>load<u32>(listed + ((k >> 1) << 2)) + (k & 1)
  }
  const rest = k - ofGates
  return rest < readers.latches ? latchGene(readers, rest, true) : outputGenes + rest - readers.latches
}

/** The k-th of the inactive genes: of gates, then of latches. */
export function inactiveGene(readers: Readers, k: i32): i32 {
  const ofGates = 2 * (gates - firstFree - (readers.count - readers.fixed))
  if (k < ofGates) return 2 * inactiveGate(readers, k >> 1) + (k & 1)
  return latchGene(readers, k - ofGates, false)
}

function latchGene(readers: Readers, k: i32, isActive: bool): i32 {
  let skip = k
  let l = 0
  while (readers.has(1 + inputs + l) != isActive || skip-- > 0) l++
  return latchGenes + l
}

/** Lists the active gates from `firstFree`: many genes are drawn before they change. */
function listGates(readers: Readers): void {
  const from = first + firstFree
  let to = listed
  for (let w = from >> 6; w < signalWords; w++) {
    let marked = load<u64>(readers.bits + (w << 3))
    if (w == from >> 6) marked &= ~(<u64>0) << (from & 63)
    while (marked != 0) {
      store<u32>(to, (w << 6) + <i32>ctz<u64>(marked) - first)
      marked &= marked - 1
      to += 4
    }
  }
  listedOf = readers
}

/** The k-th gate from `firstFree` that is inactive. */
function inactiveGate(readers: Readers, k: i32): i32 {
  const from = first + firstFree
  let skip = k
  let w = from >> 6
  let bits = ~load<u64>(readers.bits + (w << 3)) & (~(<u64>0) << (from & 63))
  let here = <i32>popcnt<u64>(bits)
  while (skip >= here) {
    skip -= here
    bits = ~load<u64>(readers.bits + (++w << 3))
    here = <i32>popcnt<u64>(bits)
  }
  return (w << 6) + placeOfBit(bits, skip) - first
}

/** The place of the k-th bit that is 1, found by halves. */
// @ts-ignore: decorator
@inline function placeOfBit(bits: u64, k: i32): i32 {
  let rest = bits
  let skip = k
  let place = 0
  for (let half = 32; half > 0; half >>= 1) {
    const low = <i32>popcnt<u64>(rest & (((<u64>1) << half) - 1))
    const isAbove = -i32(skip >= low)
    skip -= low & isAbove
    place += half & isAbove
    rest >>= half & isAbove
  }
  return place
}
