/**
 * The error of a machine that changes a little at a time: the inside of
 * `src/approximate/simd.ts`.
 *
 * The values of all signals stay in memory, in chunks of rows. A change comes as the gates that it can
 * reach, in order; a gate whose fan-ins come out as they were is left alone. What is overwritten is
 * logged, to take it back. A chunk is finished before the next one begins, and a change is given up
 * once the error is above its bound; the chunk that gives up moves forward in their order, which
 * changes no answer.
 *
 *   values   [chunks × signals × chunk]
 *   wanted   [chunks × outputs × chunk]
 *   gates    [4 words each] signal, its two fan-ins, whether it is computed in any case
 */
import {
  countDiffering, largestDistance, measureDistances, sumDistances,
} from './approximate/distance'
import { reserve } from './memory'

/** What is measured of a row. */
const nothing = 0
const differing = 1

let signals: i32 = 0
let outputs: i32 = 0
let chunks: i32 = 0
let chunkBytes: i32 = 0
let ofRow: i32 = 0
/** Whether the largest error of a row counts and not their sum. */
let isWorst: bool = false
let isSigned: bool = false

let values: usize = 0
let wanted: usize = 0
let shown: usize = 0
let gates: usize = 0
let response: usize = 0
/** [signals] 1 where a value of this chunk came out different. */
let changed: usize = 0
let log: usize = 0
let logEnd: usize = 0
/** [chunks] in the order in which they are looked at. */
let order: usize = 0
/** [chunks] their errors as they are kept, and with the last change. */
let errors: usize = 0
let newErrors: usize = 0

/** Lays out the memory. Called once. */
export function setUp(
  signalsGiven: i32, gatesMax: i32, outputsGiven: i32, chunksGiven: i32, chunkBytesGiven: i32,
  ofRowGiven: i32, isWorstGiven: bool, isSignedGiven: bool,
): void {
  signals = signalsGiven
  outputs = outputsGiven
  chunks = chunksGiven
  chunkBytes = chunkBytesGiven
  ofRow = ofRowGiven
  isWorst = isWorstGiven
  isSigned = isSignedGiven
  values = reserve(<usize>(chunks * signals) * chunkBytes)
  wanted = reserve(<usize>(chunks * outputs) * chunkBytes)
  response = reserve(<usize>(chunks * outputs) * chunkBytes)
  shown = reserve(outputs << 2)
  gates = reserve(gatesMax << 4)
  changed = reserve(signals)
  log = reserve(<usize>(chunks * gatesMax) * (16 + chunkBytes))
  logEnd = log
  order = reserve(chunks << 2)
  errors = reserve(chunks << 3)
  newErrors = reserve(chunks << 3)
  for (let c = 0; c < chunks; c++) store<u32>(order + (c << 2), c)
}

export function valuesAt(): usize { return values }
export function wantedAt(): usize { return wanted }
export function shownAt(): usize { return shown }
export function gatesAt(): usize { return gates }
export function responseAt(): usize { return response }

/** Computes a gate of a chunk; logs and returns whether anything came out different. */
// @ts-ignore: decorator
@inline function computeGate(base: usize, signal: u32, a: u32, b: u32): bool {
  const to = base + <usize>signal * chunkBytes
  const fromA = base + <usize>a * chunkBytes
  const fromB = base + <usize>b * chunkBytes
  let difference = v128.splat<i8>(0)
  const logged = logEnd + 16
  for (let offset: usize = 0; offset < <usize>chunkBytes; offset += 16) {
    const old = v128.load(to + offset)
    const value = v128.not(v128.and(v128.load(fromA + offset), v128.load(fromB + offset)))
    difference = v128.or(difference, v128.xor(old, value))
    v128.store(logged + offset, old)
    v128.store(to + offset, value)
  }
  if (!v128.any_true(difference)) return false
  store<usize>(logEnd, to)
  logEnd = logged + chunkBytes
  return true
}

/** Computes what a change reaches in a chunk; returns whether an output shows something different. */
function propagate(base: usize, count: i32): bool {
  for (let i = 0; i < count; i++) {
    const entry = gates + (i << 4)
    const signal = load<u32>(entry)
    const a = load<u32>(entry, 4)
    const b = load<u32>(entry, 8)
    const isReached = load<u32>(entry, 12) | load<u8>(changed + a) | load<u8>(changed + b)
    if (isReached && computeGate(base, signal, a, b)) store<u8>(changed + signal, 1)
  }
  let isShown: u8 = 0
  for (let o = 0; o < outputs; o++) isShown |= load<u8>(changed + load<u32>(shown + (o << 2)))
  for (let i = 0; i < count; i++) store<u8>(changed + load<u32>(gates + (i << 4)), 0)
  return isShown != 0
}

/** The sum or the largest of the errors of a chunk's rows. */
function measure(c: i32): i64 {
  const base = values + <usize>(c * signals) * chunkBytes
  const want = wanted + <usize>(c * outputs) * chunkBytes
  if (ofRow == nothing) return 0
  if (ofRow == differing) {
    const rows = countDiffering(shown, outputs, base, want, chunkBytes)
    return isWorst ? <i64>(rows > 0) : rows
  }
  measureDistances(shown, outputs, base, want, chunkBytes, isSigned)
  return isWorst ? largestDistance(outputs, chunkBytes) : sumDistances(outputs, chunkBytes)
}

/**
 * The error with a change; −1 when it is above the bound, and the change is taken back.
 *
 * @param count gates that the change can reach
 * @param isRewired whether outputs show other signals than before
 * @param bound of the sum or of the largest error of a row
 */
export function evaluate(count: i32, isRewired: bool, bound: f64): f64 {
  let total: i64 = 0
  logEnd = log
  for (let i = 0; i < chunks; i++) {
    const c = load<u32>(order + (i << 2))
    const isChanged = propagate(values + <usize>(c * signals) * chunkBytes, count) || isRewired
    const error = isChanged ? measure(c) : load<i64>(errors + (c << 3))
    store<i64>(newErrors + (c << 3), error)
    total = isWorst ? max(total, error) : total + error
    if (<f64>total <= bound) continue
    undo()
    for (let j = i; j > 0; j--) store<u32>(order + (j << 2), load<u32>(order + ((j - 1) << 2)))
    store<u32>(order, c)
    return -1
  }
  return <f64>total
}

/** Takes the last change back. */
export function undo(): void {
  const step = 16 + chunkBytes
  for (let entry = log; entry < logEnd; entry += step) {
    memory.copy(load<usize>(entry), entry + 16, chunkBytes)
  }
  logEnd = log
}

/** Keeps the last change. */
export function keep(): void {
  memory.copy(errors, newErrors, chunks << 3)
  logEnd = log
}

/** Copies what the outputs show into the response, [chunks × outputs × chunk]. */
export function respond(): void {
  for (let c = 0; c < chunks; c++) {
    for (let o = 0; o < outputs; o++) {
      const signal = load<u32>(shown + (o << 2))
      const from = values + <usize>(c * signals + signal) * chunkBytes
      memory.copy(response + <usize>(c * outputs + o) * chunkBytes, from, chunkBytes)
    }
  }
}
