/**
 * Many values of one gate's gene, at a part of what simulating each would cost.
 *
 * Whatever its gene says, the gate's value is in each lane either as it was or turned over, and lanes do
 * not see each other. So the gate is turned over once in all lanes: an output is then wrong where it was
 * wrong before, but for the lanes where the gate comes out different and the output follows it:
 *
 *   wrong = wrong before ^ (follows & different)
 *
 * That is as exact as simulating each mutant, for machines without latches and for one tick.
 */
import { countWord, errorsOfOutput, errorsOfSlot, weights, wrongWord } from './errors'
import { gene, pairOf } from './genes'
import { readerOfGene } from './readers'
import {
  chunkBytes, chunks, countsCases, first, latches, outputs, reserve, ticks,
} from './shape'
import {
  baseOf, chunkAt, moveForward, need, takeOutput, turnOver, undo, valueOfOutput,
} from './values'

/** [chunks] how many outputs follow the gate; −1 where that is not known yet. */
let followers: usize = 0
/** [chunks] the errors of the other outputs. */
let restErrors: usize = 0
/** [chunks × outputs × 2 × chunk] of those that follow: where they were wrong, where they follow. */
let follows: usize = 0
/** [chunks × chunk] where any other output is wrong, when cases are counted. */
let restWrong: usize = 0
/** [outputs × chunk] the parent's wrong lanes. */
let wrongBefore: usize = 0
/** [chunk] where the gate comes out different. */
let different: usize = 0

export function setUpScan(): void {
  if (!canScan()) return
  followers = reserve(chunks << 2)
  restErrors = reserve(chunks << 3)
  follows = reserve(<usize>(chunks * outputs * 2) * chunkBytes)
  restWrong = reserve(chunks * chunkBytes)
  wrongBefore = reserve(outputs * chunkBytes)
  different = reserve(chunkBytes)
}

/** Whether machines of this task can be scanned. */
export function canScan(): bool { return latches == 0 && ticks == 1 }

/** Begins with the values of a gate's gene. */
export function openScan(): void {
  for (let c = 0; c < chunks; c++) store<i32>(followers + (c << 2), -1)
}

/** The wrong lanes of an output, from a byte of a chunk on. */
// @ts-ignore: decorator
@inline function wrongOf(c: i32, o: i32, offset: usize): u64 {
  return wrongWord(valueOfOutput(c, o) + offset, <usize>(c * outputs + o) * chunkBytes + offset)
}

/** Finds what follows a gate in a chunk. */
function findFollowers(c: i32, reader: i32): void {
  const bytes = <usize>chunkBytes
  for (let o = 0; o < outputs; o++) {
    for (let offset: usize = 0; offset < bytes; offset += 8) {
      store<u64>(wrongBefore + o * bytes + offset, wrongOf(c, o, offset))
    }
  }
  turnOver(c, reader)
  const rest = restWrong + c * bytes
  for (let offset: usize = 0; offset < bytes; offset += 8) store<u64>(rest + offset, 0)
  let to = follows + <usize>(c * outputs * 2) * bytes
  let count = 0
  let errors: i64 = 0
  for (let o = 0; o < outputs; o++) {
    const before = wrongBefore + o * bytes
    if (takeOutput(o)) {
      for (let offset: usize = 0; offset < bytes; offset += 8) {
        store<u64>(to + offset, load<u64>(before + offset))
        store<u64>(to + bytes + offset, load<u64>(before + offset) ^ wrongOf(c, o, offset))
      }
      to += 2 * bytes
      count++
    } else if (countsCases) {
      for (let offset: usize = 0; offset < bytes; offset += 8) {
        store<u64>(rest + offset, load<u64>(rest + offset) | load<u64>(before + offset))
      }
    } else errors += errorsOfOutput(c, o)
  }
  undo()
  store<i32>(followers + (c << 2), count)
  store<i64>(restErrors + (c << 3), errors)
}

/**
 * The errors of the genes, of which a gate's gene was changed; more than `bound` when they are more
 * than `bound`. Changes nothing.
 */
export function evaluateValue(at: i32, bound: i64): i64 {
  need(gene(at))
  const reader = readerOfGene(at)
  let errors: i64 = 0
  for (let place = 0; place < chunks; place++) {
    const c = chunkAt(place)
    if (load<i32>(followers + (c << 2)) < 0) findFollowers(c, reader)
    errors += countsCases ? countCases(c, at) : countBits(c, at, bound - errors)
    if (errors > bound) {
      moveForward(place)
      return errors
    }
  }
  return errors
}

/** Finds where the gate comes out different in a chunk; whether anywhere. */
function compareGate(c: i32, at: i32): bool {
  const pair = pairOf(at >> 1)
  const bytes = <usize>chunkBytes
  const base = baseOf(c)
  const a = base + <usize>(<u32>pair) * bytes
  const b = base + <usize>(pair >> 32) * bytes
  const gate = base + <usize>(first + (at >> 1)) * bytes
  let any: u64 = 0
  for (let offset: usize = 0; offset < bytes; offset += 8) {
    const lanes = ~(load<u64>(a + offset) & load<u64>(b + offset)) ^ load<u64>(gate + offset)
    store<u64>(different + offset, lanes)
    any |= lanes
  }
  return any != 0
}

/** The wrong bits of a chunk; more than `bound` when they are more than `bound`. */
function countBits(c: i32, at: i32, bound: i64): i64 {
  if (!compareGate(c, at)) return errorsOfSlot(c)
  const bytes = <usize>chunkBytes
  const weight = weights + c * bytes
  let errors = load<i64>(restErrors + (c << 3))
  let from = follows + <usize>(c * outputs * 2) * bytes
  for (let i = load<i32>(followers + (c << 2)); i > 0 && errors <= bound; i--) {
    for (let offset: usize = 0; offset < bytes; offset += 8) {
      const following = load<u64>(from + bytes + offset) & load<u64>(different + offset)
      errors += countWord(load<u64>(from + offset) ^ following, weight + offset)
    }
    from += 2 * bytes
  }
  return errors
}

/** The wrong cases of a chunk. */
function countCases(c: i32, at: i32): i64 {
  compareGate(c, at)
  const bytes = <usize>chunkBytes
  const end = load<i32>(followers + (c << 2))
  let errors: i64 = 0
  for (let offset: usize = 0; offset < bytes; offset += 8) {
    let wrong = load<u64>(restWrong + c * bytes + offset)
    let from = follows + <usize>(c * outputs * 2) * bytes + offset
    for (let i = 0; i < end; i++) {
      wrong |= load<u64>(from) ^ (load<u64>(from + bytes) & load<u64>(different + offset))
      from += 2 * bytes
    }
    errors += countWord(wrong, weights + c * bytes + offset)
  }
  return errors
}
