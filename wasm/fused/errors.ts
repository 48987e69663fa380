/**
 * What is wanted, and how wrong answers are counted: each wrong bit, or each case that is wrong
 * anywhere, times the weight of its word.
 *
 * Lanes beyond the cases are lanes that nobody cares about. A slot is a tick of a chunk, c × ticks + t.
 */
import {
  chunkBytes, chunks, countsCases, inputs, isWeighted, outputs, reserve, ticks,
} from './shape'

export let stimulus: usize = 0
export let wanted: usize = 0
export let care: usize = 0
export let weights: usize = 0

/** [slots × outputs] the parent's errors, where bits are counted. */
let outputErrors: usize = 0
/** [slots] their sums. */
let slotErrors: usize = 0
/** [slots × chunk] the lanes that the parent gets wrong, where cases are counted. */
let slotWrong: usize = 0
/** [chunk] the lanes that are wrong in the ticks so far, and in this tick alone. */
let wrongSoFar: usize = 0
let wrongNow: usize = 0

export function setUpErrors(): void {
  const slots = chunks * ticks
  stimulus = reserve(slots * inputs * chunkBytes)
  wanted = reserve(slots * outputs * chunkBytes)
  care = reserve(slots * outputs * chunkBytes)
  weights = reserve(chunks * chunkBytes)
  if (countsCases) slotWrong = reserve(slots * chunkBytes)
  else {
    outputErrors = reserve((slots * outputs) << 3)
    slotErrors = reserve(slots << 3)
  }
  wrongSoFar = reserve(chunkBytes)
  wrongNow = reserve(chunkBytes)
}

/** The ones of 64 lanes, each with the weight of its word. */
// @ts-ignore: decorator
@inline export function countWord(ones: u64, weight: usize): i64 {
  if (!isWeighted) return <i64>popcnt<u64>(ones)
  return <i64>popcnt<u32>(<u32>ones) * <i64>load<u32>(weight) +
    <i64>popcnt<u32>(<u32>(ones >> 32)) * <i64>load<u32>(weight, 4)
}

// @ts-ignore: decorator
@inline export function wrongWord(value: usize, at: usize): u64 {
  return (load<u64>(value) ^ load<u64>(wanted + at)) & load<u64>(care + at)
}

// @ts-ignore: decorator
@inline function wrongBlock(value: usize, at: usize): v128 {
  return v128.and(v128.xor(v128.load(value), v128.load(wanted + at)), v128.load(care + at))
}

// @ts-ignore: decorator
@inline function countBlock(ones: v128, weight: usize): i64 {
  return countWord(i64x2.extract_lane(ones, 0), weight) +
    countWord(i64x2.extract_lane(ones, 1), weight + 8)
}

/** The wrong bits of values as output `o` of a slot of chunk `c`. */
function countOutput(c: i32, slot: i32, o: i32, value: usize): i64 {
  const at = <usize>(slot * outputs + o) * chunkBytes
  const weight = weights + c * chunkBytes
  if (chunkBytes == 8) return countWord(wrongWord(value, at), weight)
  let errors: i64 = 0
  for (let offset: usize = 0; offset < <usize>chunkBytes; offset += 16) {
    errors += countBlock(wrongBlock(value + offset, at + offset), weight + offset)
  }
  return errors
}

/** The parent's errors of an output in a slot. */
export function errorsOfOutput(slot: i32, o: i32): i64 { return load<i64>(errorsAt(slot, o)) }

// @ts-ignore: decorator
@inline function errorsAt(slot: i32, o: i32): usize { return outputErrors + ((slot * outputs + o) << 3) }

/** What an output that changed adds to the errors of a slot; kept as the parent's, if so told. */
export function changeOfOutput(c: i32, slot: i32, o: i32, value: usize, keeps: bool): i64 {
  const errors = countOutput(c, slot, o, value)
  const change = errors - load<i64>(errorsAt(slot, o))
  if (keeps) store<i64>(errorsAt(slot, o), errors)
  return change
}

/** Forgets the errors of an earlier parent, so that every output changes what there is. */
export function clearErrorsOfSlot(slot: i32): void {
  memory.fill(errorsAt(slot, 0), 0, outputs << 3)
  keepErrorsOfSlot(slot, 0)
}

/** The parent's errors in a slot. */
// @ts-ignore: decorator
@inline export function errorsOfSlot(slot: i32): i64 { return load<i64>(slotErrors + (slot << 3)) }
// @ts-ignore: decorator
@inline export function keepErrorsOfSlot(slot: i32, errors: i64): void {
  store<i64>(slotErrors + (slot << 3), errors)
}

/** Before the first tick of a chunk nothing is wrong. */
export function clearWrong(): void {
  memory.fill(wrongSoFar, 0, chunkBytes)
  memory.fill(wrongNow, 0, chunkBytes)
}

/** Adds an output's wrong lanes to those of this tick. */
export function markWrong(slot: i32, o: i32, value: usize): void {
  const at = <usize>(slot * outputs + o) * chunkBytes
  for (let offset: usize = 0; offset < <usize>chunkBytes; offset += 8) {
    const to = wrongNow + offset
    store<u64>(to, load<u64>(to) | wrongWord(value + offset, at + offset))
  }
}

/**
 * Ends a tick of a chunk; returns the cases of the chunk that are wrong so far.
 *
 * @param isChanged whether this tick's outputs were marked; otherwise the parent's are taken
 */
export function closeTick(c: i32, slot: i32, isChanged: bool, keeps: bool): i64 {
  const parents = slotWrong + slot * chunkBytes
  const now = isChanged ? wrongNow : parents
  let errors: i64 = 0
  for (let offset: usize = 0; offset < <usize>chunkBytes; offset += 8) {
    const lanes = load<u64>(now + offset)
    const wrong = load<u64>(wrongSoFar + offset) | lanes
    store<u64>(wrongSoFar + offset, wrong)
    store<u64>(wrongNow + offset, 0)
    if (keeps) store<u64>(parents + offset, lanes)
    errors += countWord(wrong, weights + c * chunkBytes + offset)
  }
  return errors
}
