/**
 * The values of the parent's signals, and what a mutation changes of them.
 *
 * The parent's values stay in memory, in all chunks and ticks. What a mutation changes is computed in
 * place, gate by gate upwards as far as values come out different, and from tick to tick where it
 * reaches latches; what was there is logged, to undo it. A chunk is finished before the next one
 * begins, and a mutant is abandoned at the first tick where it has more errors than it may have. The
 * chunk that abandons moves forward in their order, which changes no answer.
 *
 * Inactive signals have values only when something connected to them: their stamp says for which
 * parent.
 */
import {
  changeOfOutput, clearErrorsOfSlot, clearWrong, closeTick, errorsOfSlot, keepErrorsOfSlot, markWrong, stimulus,
} from './errors'
import { gene, genes, pairOf } from './genes'
import {
  gateBits, lastReader, moveReader, noteReaders, readerOfGene, Readers, reserveReaders, rowBytes, setBit,
  setUpReaders, signalWords, tails,
} from './readers'
import {
  chunkBytes, chunks, countsCases, first, gates, inputs, latches, latchGenes, outputGenes, outputs,
  reserve, signals, ticks,
} from './shape'

/** Who reads what in the parent, and in a mutant where that is wanted. */
export const parent = changetype<Readers>(memory.data(offsetof<Readers>()))
export const mutant = changetype<Readers>(memory.data(offsetof<Readers>()))

// @ts-ignore: decorator
@inline const noBound: i64 = i64.MAX_VALUE

/** [chunks × ticks × signals × chunk] */
let values: usize = 0
/** Changed places and what was there: an entry has the place, then from byte 8 or 16 on the values. */
let log: usize = 0
let logEnd: usize = 0
let entryBytes: usize = 0
/** [readers] bits of the readers that are still to be computed in this tick. */
let pending: usize = 0
/** [latches] bits of those to be computed at the next tick. */
let waiting: usize = 0
let latchWords: i32 = 0
/** [chunks] in the order in which they are looked at. */
let order: usize = 0
/** [signals] the parent that an inactive signal has the values of. */
let stamps: usize = 0
let epoch: u32 = 1
/** [signals] bits of inactive signals that are to be computed. */
let wishes: usize = 0

export function setUpValues(): void {
  setUpReaders()
  reserveReaders(parent)
  reserveReaders(mutant)
  values = reserve(<usize>(chunks * ticks * signals) * chunkBytes)
  entryBytes = chunkBytes == 8 ? 16 : 16 + chunkBytes
  log = reserve(<usize>(chunks * ticks * (gates + latches)) * entryBytes)
  pending = reserve(rowBytes)
  latchWords = (latches + 63) >> 6
  waiting = reserve(latchWords << 3)
  order = reserve(chunks << 2)
  for (let c = 0; c < chunks; c++) store<u32>(order + (c << 2), c)
  stamps = reserve(signals << 2)
  wishes = reserve(signalWords << 3)
}

/** Fills in what never changes: the constant, the inputs, and the latches' reset. */
export function resetValues(): void {
  const slotBytes = <usize>signals * chunkBytes
  memory.fill(values, 0, <usize>(chunks * ticks) * slotBytes)
  const inputBytes = inputs * chunkBytes
  for (let slot = 0; slot < chunks * ticks; slot++) {
    memory.copy(baseOf(slot) + chunkBytes, stimulus + <usize>(slot * inputBytes), inputBytes)
  }
}

/** Where the values of a slot begin: a chunk's at a tick. */
// @ts-ignore: decorator
@inline export function baseOf(slot: i32): usize { return values + <usize>(slot * signals) * chunkBytes }

// @ts-ignore: decorator
@inline function copyChunk(to: usize, from: usize): void {
  for (let offset: usize = 0; offset < <usize>chunkBytes; offset += 8) {
    store<u64>(to + offset, load<u64>(from + offset))
  }
}

// ---- everything ----

/** Computes a gate of a slot. */
// @ts-ignore: decorator
@inline function computeGate(base: usize, g: i32): void {
  const pair = pairOf(g)
  const a = base + <usize>(<u32>pair) * chunkBytes
  const b = base + <usize>(pair >> 32) * chunkBytes
  const to = base + <usize>(first + g) * chunkBytes
  for (let offset: usize = 0; offset < <usize>chunkBytes; offset += 8) {
    store<u64>(to + offset, ~(load<u64>(a + offset) & load<u64>(b + offset)))
  }
}

/** Gives a latch of a slot what it takes: 0 at the first tick, then what its gene showed before. */
// @ts-ignore: decorator
@inline function computeLatch(slot: i32, l: i32): void {
  if (slot % ticks == 0) return
  const from = baseOf(slot - 1) + <usize>gene(latchGenes + l) * chunkBytes
  copyChunk(baseOf(slot) + <usize>(1 + inputs + l) * chunkBytes, from)
}

/** Computes the gates of a slot whose bits are set, in some words of signals. */
function computeGates(base: usize, bits: usize, from: i32, to: i32): void {
  for (let w = from; w <= to; w++) {
    let marked = load<u64>(bits + (w << 3)) & gateBits(w)
    while (marked != 0) {
      computeGate(base, (w << 6) + <i32>ctz<u64>(marked) - first)
      marked &= marked - 1
    }
  }
}

/** Takes the genes as the parent's: computes everything that is active and returns its errors. */
export function adopt(): i64 {
  noteReaders(parent)
  epoch++
  let errors: i64 = 0
  for (let c = 0; c < chunks; c++) {
    const before = errors
    clearWrong()
    for (let slot = c * ticks; slot < (c + 1) * ticks; slot++) {
      for (let l = 0; l < latches; l++) if (parent.has(1 + inputs + l)) computeLatch(slot, l)
      computeGates(baseOf(slot), parent.bits, first >> 6, signalWords - 1)
      for (let o = 0; o < outputs; o++) setBit(pending, latches + o)
      if (!countsCases) clearErrorsOfSlot(slot)
      errors = closeSlot(c, slot, before, errors, true)
    }
  }
  return errors
}

// ---- what a mutation changes ----

/*
 * How wide a chunk is comes as a type, so that each width has code of its own: u64 is one word of 64
 * lanes, v128 one block of 128; u16 and u32 are two and four blocks, and u8 is any number of them.
 */

/** A number of chunks in bytes. */
// @ts-ignore: decorator
@inline function widen<T>(count: usize, bytes: usize): usize {
  if (sizeof<T>() == 8) return count << 3
  if (sizeof<T>() == 16) return count << 4
  if (sizeof<T>() == 2) return count << 5
  if (sizeof<T>() == 4) return count << 6
  return count * bytes
}

// @ts-ignore: decorator
@inline function nandBlocks(a: usize, b: usize, offset: usize): v128 {
  return v128.not(v128.and(v128.load(a + offset), v128.load(b + offset)))
}

/**
 * Computes the gates that are pending in a slot, and what they reach, from the last word of pending
 * readers down.
 *
 * What stays pending are outputs and latches.
 */
function propagate<T>(readers: Readers, base: usize, top: i32): void {
  const bytes = <usize>chunkBytes
  // Of reader 0, had it been a gate: gates are numbered from the last to the first.
  const pairs = genes + (lastReader << 3)
  const places = base + <usize>(first + lastReader) * bytes
  const rows = readers.rows + (latches + lastReader) * rowBytes
  const stride = <usize>rowBytes
  const todo = pending
  const step = entryBytes
  const lastWord = tails >> 6
  const lastBit: u64 = (<u64>1) << (tails & 63)
  let end = logEnd
  for (let w = top; w >= lastWord; w--) {
    const lowestGate: u64 = w == lastWord ? lastBit : 1
    let waitingHere = load<u64>(todo + (w << 3))
    const used = <usize>(w + 1) << 3
    while (waitingHere >= lowestGate) {
      const bit = 63 - <i32>clz<u64>(waitingHere)
      const reader = <usize>((w << 6) + bit)
      waitingHere ^= (<u64>1) << bit
      const pair = load<u64>(pairs - (reader << 3))
      const a = base + widen<T>(<usize>(<u32>pair), bytes)
      const b = base + widen<T>(<usize>(pair >> 32), bytes)
      const to = places - widen<T>(reader, bytes)
      if (sizeof<T>() == 8) {
        const old = load<u64>(to)
        const value = ~(load<u64>(a) & load<u64>(b))
        if (value == old) continue
        store<u64>(end, old, 8)
        store<u64>(to, value)
      } else if (sizeof<T>() == 16) {
        const old = v128.load(to)
        const value = nandBlocks(a, b, 0)
        if (!v128.any_true(v128.xor(value, old))) continue
        v128.store(end, old, 16)
        v128.store(to, value)
      } else if (sizeof<T>() == 2) {
        const old0 = v128.load(to)
        const old1 = v128.load(to, 16)
        const value0 = nandBlocks(a, b, 0)
        const value1 = nandBlocks(a, b, 16)
        if (!v128.any_true(v128.or(v128.xor(value0, old0), v128.xor(value1, old1)))) continue
        v128.store(end, old0, 16)
        v128.store(end, old1, 32)
        v128.store(to, value0)
        v128.store(to, value1, 16)
      } else if (sizeof<T>() == 4) {
        const old0 = v128.load(to)
        const old1 = v128.load(to, 16)
        const old2 = v128.load(to, 32)
        const old3 = v128.load(to, 48)
        const value0 = nandBlocks(a, b, 0)
        const value1 = nandBlocks(a, b, 16)
        const value2 = nandBlocks(a, b, 32)
        const value3 = nandBlocks(a, b, 48)
        const low = v128.or(v128.xor(value0, old0), v128.xor(value1, old1))
        const high = v128.or(v128.xor(value2, old2), v128.xor(value3, old3))
        if (!v128.any_true(v128.or(low, high))) continue
        v128.store(end, old0, 16)
        v128.store(end, old1, 32)
        v128.store(end, old2, 48)
        v128.store(end, old3, 64)
        v128.store(to, value0)
        v128.store(to, value1, 16)
        v128.store(to, value2, 32)
        v128.store(to, value3, 48)
      } else {
        let difference = i64x2.splat(0)
        for (let offset: usize = 0; offset < bytes; offset += 16) {
          const old = v128.load(to + offset)
          const value = nandBlocks(a, b, offset)
          difference = v128.or(difference, v128.xor(value, old))
          v128.store(end + 16 + offset, old)
          v128.store(to + offset, value)
        }
        if (!v128.any_true(difference)) continue
      }
      store<u32>(end, <u32>to)
      end += step
      const row = rows - reader * stride
      waitingHere |= load<u64>(row + (w << 3))
      // This word's own bits are taken from `waitingHere` in the end.
      for (let offset: usize = 0; offset < used; offset += 16) {
        v128.store(todo + offset, v128.or(v128.load(todo + offset), v128.load(row + offset)))
      }
    }
    store<u64>(todo + (w << 3), waitingHere)
  }
  logEnd = end
}

// @ts-ignore: decorator
@inline function propagateChunk(readers: Readers, base: usize, top: i32): void {
  if (chunkBytes == 8) propagate<u64>(readers, base, top)
  else if (chunkBytes == 16) propagate<v128>(readers, base, top)
  else if (chunkBytes == 32) propagate<u16>(readers, base, top)
  else if (chunkBytes == 64) propagate<u32>(readers, base, top)
  else propagate<u8>(readers, base, top)
}

/**
 * Counts the outputs that are pending in a slot and forgets them; returns the errors so far.
 *
 * @param before the errors of earlier chunks
 * @param soFar the errors of earlier slots
 */
function closeSlot(c: i32, slot: i32, before: i64, soFar: i64, keeps: bool): i64 {
  let ofSlot: i64 = countsCases ? 0 : errorsOfSlot(slot)
  let isChanged = false
  const low = latches >> 6
  const high = (tails - 1) >> 6
  for (let w = low; w <= high; w++) {
    const at = pending + (w << 3)
    let readers = load<u64>(at)
    if (w == low) readers &= ~(<u64>0) << (latches & 63)
    if (readers == 0) continue
    store<u64>(at, load<u64>(at) ^ readers)
    isChanged = true
    if (countsCases) continue
    while (readers != 0) {
      const o = (w << 6) + <i32>ctz<u64>(readers) - latches
      readers &= readers - 1
      ofSlot += changeOfOutput(c, slot, o, valueOfOutput(slot, o), keeps)
    }
  }
  if (!countsCases) {
    if (keeps && isChanged) keepErrorsOfSlot(slot, ofSlot)
    return soFar + ofSlot
  }
  if (isChanged) for (let o = 0; o < outputs; o++) markWrong(slot, o, valueOfOutput(slot, o))
  return before + closeTick(c, slot, isChanged, keeps)
}

// @ts-ignore: decorator
@inline export function valueOfOutput(slot: i32, o: i32): usize {
  return baseOf(slot) + <usize>gene(outputGenes + o) * chunkBytes
}

/** Moves the latches that are pending to those that wait for the next tick. */
function awaitLatches(): void {
  for (let w = 0; w < latchWords; w++) {
    const at = pending + (w << 3)
    let readers = load<u64>(at)
    if (w == latches >> 6) readers &= ((<u64>1) << (latches & 63)) - 1
    store<u64>(at, load<u64>(at) ^ readers)
    store<u64>(waiting + (w << 3), readers)
  }
}

/** Gives the latches that wait their values of this slot; makes what reads the changed ones pending. */
function moveLatches(readers: Readers, slot: i32): void {
  for (let w = 0; w < latchWords; w++) {
    let moving = load<u64>(waiting + (w << 3))
    while (moving != 0) {
      const l = (w << 6) + <i32>ctz<u64>(moving)
      moving &= moving - 1
      const to = baseOf(slot) + <usize>(1 + inputs + l) * chunkBytes
      const from = baseOf(slot - 1) + <usize>gene(latchGenes + l) * chunkBytes
      const saved = logEnd + entryBytes - chunkBytes
      let difference: u64 = 0
      for (let offset: usize = 0; offset < <usize>chunkBytes; offset += 8) {
        const old = load<u64>(to + offset)
        const value = load<u64>(from + offset)
        difference |= old ^ value
        store<u64>(saved + offset, old)
        store<u64>(to + offset, value)
      }
      if (difference == 0) continue
      store<u32>(logEnd, <u32>to)
      logEnd += entryBytes
      const row = readers.rowOf(1 + inputs + l)
      for (let offset = 0; offset < rowBytes; offset += 8) {
        store<u64>(pending + offset, load<u64>(pending + offset) | load<u64>(row + offset))
      }
    }
  }
}

/**
 * The errors of the genes, of which one was changed; more than `bound` when they are more than
 * `bound`. The values are the mutant's then, to be taken back by `undo`.
 *
 * @param reader what the changed gene belongs to
 * @param keeps whether the errors become the parent's
 */
function evaluateChange(readers: Readers, reader: i32, bound: i64, keeps: bool): i64 {
  // Most tasks are one slot and count bits.
  if (chunks == 1 && ticks == 1 && latches == 0 && !countsCases) {
    logEnd = log
    setBit(pending, reader)
    propagateChunk(readers, values, reader >> 6)
    return closeSlot(0, 0, 0, 0, keeps)
  }
  const top = latches > 0 ? (rowBytes >> 3) - 1 : reader >> 6
  let errors: i64 = 0
  logEnd = log
  for (let place = 0; place < chunks; place++) {
    const c = chunkAt(place)
    const before = errors
    if (countsCases) clearWrong()
    for (let slot = c * ticks; slot < (c + 1) * ticks; slot++) {
      if (latches > 0 && slot > c * ticks) moveLatches(readers, slot)
      setBit(pending, reader)
      propagateChunk(readers, baseOf(slot), top)
      errors = closeSlot(c, slot, before, errors, keeps)
      if (latches > 0) awaitLatches()
      if (errors > bound) {
        moveForward(place)
        return errors
      }
    }
  }
  return errors
}

/** The chunk that is looked at in some place. */
// @ts-ignore: decorator
@inline export function chunkAt(place: i32): i32 { return load<u32>(order + (place << 2)) }

/** What abandoned looks earlier from now on. */
export function moveForward(place: i32): void {
  if (place == 0) return
  const at = order + (place << 2)
  const chunk = load<u32>(at)
  store<u32>(at, load<u32>(at - 4))
  store<u32>(at - 4, chunk)
}

/**
 * Turns all values of a gate over in a chunk of one tick, and what that reaches; to be taken back by
 * `undo`. The outputs that it reaches stay pending.
 */
export function turnOver(c: i32, reader: i32): void {
  const base = baseOf(c)
  const to = base + <usize>(first + lastReader - reader) * chunkBytes
  const saved = log + entryBytes - chunkBytes
  for (let offset: usize = 0; offset < <usize>chunkBytes; offset += 8) {
    const old = load<u64>(to + offset)
    store<u64>(saved + offset, old)
    store<u64>(to + offset, ~old)
  }
  store<u32>(log, <u32>to)
  logEnd = log + entryBytes
  const row = parent.rowOf(first + lastReader - reader)
  for (let offset = 0; offset <= reader >> 6 << 3; offset += 8) {
    store<u64>(pending + offset, load<u64>(row + offset))
  }
  propagateChunk(parent, base, reader >> 6)
}

/** Whether an output is pending in the first tick of a chunk without latches; it is no longer. */
export function takeOutput(o: i32): bool {
  const at = pending + ((o >> 6) << 3)
  const bit = (<u64>1) << (o & 63)
  const readers = load<u64>(at)
  store<u64>(at, readers & ~bit)
  return (readers & bit) != 0
}

/** Gives what changed its old values back. */
export function undo(): void {
  const end = logEnd
  const bytes = <usize>chunkBytes
  if (bytes == 8) {
    for (let entry = log; entry < end; entry += 16) {
      store<u64>(<usize>load<u32>(entry), load<u64>(entry, 8))
    }
    return
  }
  const step = entryBytes
  for (let entry = log; entry < end; entry += step) {
    const to = <usize>load<u32>(entry)
    for (let offset: usize = 0; offset < bytes; offset += 16) {
      v128.store(to + offset, v128.load(entry + offset, 16))
    }
  }
}

/**
 * Errors of the genes, of which one was changed, against the parent, which stays as it is; more than
 * `bound` when they are more than `bound`.
 */
export function evaluateMutant(at: i32, bound: i64): i64 {
  const errors = evaluateChange(prepare(at), readerOfGene(at), bound, false)
  undo()
  return errors
}

/** Makes the genes, of which one was changed, the parent's; `old` is what it was. */
export function takeMutant(at: i32, old: i32): void {
  evaluateChange(prepare(at), readerOfGene(at), noBound, true)
  // What keeps itself alive through latches is found from the outputs only.
  if (latches > 0) noteReaders(parent)
  else moveReader(parent, at, old)
  // What became active has its values; what drifts must be computed when it is needed.
  epoch++
}

/**
 * Sees to it that a changed gene and all it depends on can be computed; returns who reads what.
 *
 * Without latches, what becomes active lies below the gate that was changed and stays as it is, so
 * the parent's readers will do. A latch can bring the change back to it.
 */
function prepare(at: i32): Readers {
  const source = gene(at)
  if (source <= inputs || parent.has(source)) return parent
  need(source)
  if (latches == 0) return parent
  noteReaders(mutant)
  return mutant
}

/** Gives an inactive signal, and the inactive ones that it depends on, the parent's values. */
export function need(signal: i32): void {
  if (!isMissing(signal)) return
  setBit(wishes, signal)
  let low = wishBelow(signal >> 6)
  let top = signal >> 6
  let isOpen = latches > 0
  while (isOpen) {
    isOpen = false
    for (let l = 0; l < latches; l++) {
      const next = gene(latchGenes + l)
      if (!isWished(1 + inputs + l) || isWished(next) || !isMissing(next)) continue
      setBit(wishes, next)
      isOpen = true
    }
    top = signalWords - 1
    low = 0
    wishBelow(top)
  }
  for (let slot = 0; slot < chunks * ticks; slot++) {
    for (let l = 0; l < latches; l++) if (isWished(1 + inputs + l)) computeLatch(slot, l)
    computeGates(baseOf(slot), wishes, low, top)
  }
  for (let w = low; w <= top; w++) {
    let wished = load<u64>(wishes + (w << 3))
    store<u64>(wishes + (w << 3), 0)
    while (wished != 0) {
      store<u32>(stamps + (((w << 6) + <i32>ctz<u64>(wished)) << 2), epoch)
      wished &= wished - 1
    }
  }
}

/** Wishes for what wished gates depend on, from a word down; returns the lowest word with a wish. */
function wishBelow(top: i32): i32 {
  let low = top
  for (let w = top; w >= first >> 6; w--) {
    const at = wishes + (w << 3)
    const gatesOfWord = gateBits(w)
    let wished = load<u64>(at) & gatesOfWord
    if (wished != 0) low = w
    while (wished != 0) {
      const bit = 63 - <i32>clz<u64>(wished)
      const pair = pairOf((w << 6) + bit - first)
      wish(<i32>(<u32>pair))
      wish(<i32>(pair >> 32))
      wished = load<u64>(at) & gatesOfWord & (((<u64>1) << bit) - 1)
    }
  }
  return low
}

// @ts-ignore: decorator
@inline function wish(signal: i32): void {
  if (isMissing(signal)) setBit(wishes, signal)
}

// @ts-ignore: decorator
@inline function isWished(signal: i32): bool {
  return ((load<u64>(wishes + ((signal >> 6) << 3)) >> (signal & 63)) & 1) != 0
}

/** Whether a signal is inactive and its values are those of an earlier parent. */
// @ts-ignore: decorator
@inline function isMissing(signal: i32): bool {
  return signal > inputs && !parent.has(signal) && load<u32>(stamps + (signal << 2)) != epoch
}
