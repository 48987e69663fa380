/**
 * Damages valid files in the ways in which files get damaged, and holds a reader to its promise:
 * whatever comes, it answers or throws a `UsageError`, and soon.
 *
 * The mutator knows lines, tokens, numbers and bytes; it pieces two files together, doubles and
 * drops parts, and puts the interesting values of every format where they hurt. A failure names the
 * seed and the number of the input, and shows the input; `NANDERTAL_FUZZ_SEED` repeats a run and
 * `NANDERTAL_FUZZ_INPUTS` sets how many inputs it has.
 */
import { isUsageError } from '../../src/errors.ts'
import { createRng, type Rng } from '../../src/random.ts'

/** Damages a file; `others` are there to take parts from. */
export type Mutate = (file: Uint8Array, rng: Rng, others: readonly Uint8Array[]) => Uint8Array

export interface FuzzOptions {
  /** Default: `NANDERTAL_FUZZ_INPUTS` or 100 000. */
  readonly inputs?: number
  /** Default: `NANDERTAL_FUZZ_SEED` or 1. */
  readonly seed?: number
  /** The most milliseconds of one input, default 100; a slow one is tried again before it counts. */
  readonly timeLimitMs?: number
}

export interface FuzzReport {
  readonly seed: number
  readonly inputs: number
  /** Inputs that were read in spite of their damage. */
  readonly accepted: number
  /** Inputs that were answered with a `UsageError`. */
  readonly refused: number
  readonly slowestMs: number
}

/** Longer inputs are cut, so that doubling does not run away. */
const inputBytesMax = 1 << 14

/** Feeds a reader damaged files; throws at the first one that it does not answer as promised. */
export function fuzzReader(
  name: string,
  read: (content: Uint8Array, file: string) => unknown,
  seeds: readonly Uint8Array[],
  mutate: Mutate = mutateText,
  options: FuzzOptions = {},
): FuzzReport {
  const seed = options.seed ?? Number(process.env.NANDERTAL_FUZZ_SEED ?? 1)
  const inputs = options.inputs ?? Number(process.env.NANDERTAL_FUZZ_INPUTS ?? 100_000)
  const timeLimitMs = options.timeLimitMs ?? 100
  const root = createRng(seed).split('fuzz', name)
  let accepted = 0
  let slowestMs = 0

  for (let index = 0; index < inputs; index++) {
    const rng = root.split(index)
    const file = mutate(pick(rng, seeds), rng, seeds).subarray(0, inputBytesMax)
    const fail = (what: string, cause?: unknown): never => {
      const shown = `${Buffer.from(file).toString('latin1').slice(0, 2000)}`
      throw new Error(`${name}, seed ${seed}, input ${index}: ${what}\n${JSON.stringify(shown)}`, {
        cause,
      })
    }
    let tookMs = timed(() => {
      try {
        read(file, `fuzz.${name}`)
        accepted++
      } catch (error) {
        if (!isUsageError(error)) fail(`threw ${error}`, error)
      }
    })
    // On a shared machine anything is slow once; a slow input takes the processor's time each time.
    for (let again = 0; tookMs > timeLimitMs && again < 5; again++) {
      tookMs = Math.min(
        tookMs,
        busyMs(() => swallow(() => read(file, `fuzz.${name}`))),
      )
    }
    if (tookMs > timeLimitMs) fail(`took ${tookMs.toFixed(0)} ms`)
    slowestMs = Math.max(slowestMs, tookMs)
  }
  return { seed, inputs, accepted, refused: inputs - accepted, slowestMs }
}

function timed(work: () => void): number {
  const from = performance.now()
  work()
  return performance.now() - from
}

/** Milliseconds of a processor, whoever else has it meanwhile. */
function busyMs(work: () => void): number {
  const from = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1000
}

function swallow(work: () => void): void {
  try {
    work()
  } catch {
    // It was judged the first time; only its time is wanted now.
  }
}

/** Damages a text file: one to four changes to its lines, tokens, numbers or bytes. */
export const mutateText: Mutate = (file, rng, others) => {
  let text = Buffer.from(file).toString('latin1')
  for (let changes = changeCount(rng); changes > 0; changes--) {
    text = pick(rng, textChanges)(text, rng, others).slice(0, inputBytesMax)
  }
  return Buffer.from(text, 'latin1')
}

/** Damages any file: its bytes, and half of the time its text. */
export const mutateBytes: Mutate = (file, rng, others) => {
  let text = Buffer.from(file).toString('latin1')
  for (let changes = changeCount(rng); changes > 0; changes--) {
    const kinds = rng.below(2) === 0 ? byteChanges : textChanges
    text = pick(rng, kinds)(text, rng, others).slice(0, inputBytesMax)
  }
  return Buffer.from(text, 'latin1')
}

/** Half of the files have one change only, so that they get far into the reader. */
const changeCount = (rng: Rng): number => 1 + (rng.below(2) === 0 ? 0 : rng.below(4))

type TextChange = (text: string, rng: Rng, others: readonly Uint8Array[]) => string

const byteChanges: readonly TextChange[] = [
  replaceByte,
  replaceByte,
  flipBit,
  insertByte,
  removeSpan,
  doubleSpan,
  truncate,
]

const textChanges: readonly TextChange[] = [
  ...byteChanges,
  changeLine('remove'),
  changeLine('double'),
  changeLine('swap'),
  changeLine('borrow'),
  changeToken,
  changeToken,
  changeToken,
  changeNumber,
  changeNumber,
  splice,
]

const harmfulTokens = [
  ...['', '0', '1', '-1', '2', '4294967295', '4294967296', '99999999999999999999', '1e9', 'NaN'],
  ...[
    '-',
    '~',
    '\\',
    '#',
    '"',
    "'",
    '.',
    '..',
    '.end',
    '.e',
    '.names',
    '.inputs',
    '.model',
    '.i 99',
  ],
  ...['.latch', '.o 0', '.p', '.type fr', '__proto__', 'constructor', 'toString', 'é', '\u0000'],
  ...['\r', '\r\n', '\t', ' ', '\n\n', '0x', '0b', '0xff', '----', '1111', 'c', 'i0', 'aag', 'aig'],
  ...['\u00ff\u00ff\u00ff\u00ff\u00ff\u007f', '\u0080\u0080\u0080', '[', ']', '{', '}', ',', ':'],
]

function replaceByte(text: string, rng: Rng): string {
  const at = rng.below(text.length + 1)
  return text.slice(0, at) + String.fromCharCode(rng.below(256)) + text.slice(at + 1)
}

function flipBit(text: string, rng: Rng): string {
  if (text === '') return text
  const at = rng.below(text.length)
  const flipped = text.charCodeAt(at) ^ (1 << rng.below(8))
  return text.slice(0, at) + String.fromCharCode(flipped) + text.slice(at + 1)
}

function insertByte(text: string, rng: Rng): string {
  const at = rng.below(text.length + 1)
  return text.slice(0, at) + String.fromCharCode(rng.below(256)) + text.slice(at)
}

function removeSpan(text: string, rng: Rng): string {
  const at = rng.below(text.length + 1)
  return text.slice(0, at) + text.slice(at + 1 + rng.below(8))
}

function doubleSpan(text: string, rng: Rng): string {
  const at = rng.below(text.length + 1)
  const length = 1 + rng.below(64)
  const times = rng.below(8) === 0 ? 1 + rng.below(64) : 1
  return text.slice(0, at) + text.slice(at, at + length).repeat(times) + text.slice(at)
}

function truncate(text: string, rng: Rng): string {
  return text.slice(0, rng.below(text.length + 1))
}

function changeLine(how: 'remove' | 'double' | 'swap' | 'borrow'): TextChange {
  return (text, rng, others) => {
    const lines = text.split('\n')
    const at = rng.below(lines.length)
    const other = rng.below(lines.length)
    if (how === 'remove') lines.splice(at, 1)
    else if (how === 'double') lines.splice(other, 0, lines[at]!)
    else if (how === 'swap') [lines[at], lines[other]] = [lines[other]!, lines[at]!]
    else lines.splice(at, 0, pick(rng, textOf(pick(rng, others)).split('\n')))
    return lines.join('\n')
  }
}

/** Replaces a token by a harmful one, by another token of the file, or by itself twice. */
function changeToken(text: string, rng: Rng): string {
  const tokens = text.split(/(\s+)/)
  const at = rng.below(tokens.length)
  const replacements = [pick(rng, harmfulTokens), pick(rng, tokens), `${tokens[at]} ${tokens[at]}`]
  tokens[at] = pick(rng, replacements)
  return tokens.join('')
}

function changeNumber(text: string, rng: Rng): string {
  const parts = text.split(/(\d+)/)
  if (parts.length < 2) return text
  const at = 1 + 2 * rng.below((parts.length - 1) >> 1)
  const value = Number(parts[at])
  const below = Math.min(2 * value + 2, 2 ** 32)
  const numbers = [value + 1, value - 1, value * 2, 0, 2 ** rng.below(54), rng.below(below)]
  parts[at] = String(pick(rng, numbers))
  return parts.join('')
}

function splice(text: string, rng: Rng, others: readonly Uint8Array[]): string {
  const other = textOf(pick(rng, others))
  return text.slice(0, rng.below(text.length + 1)) + other.slice(rng.below(other.length + 1))
}

const textOf = (file: Uint8Array): string => Buffer.from(file).toString('latin1')

const pick = <T>(rng: Rng, items: readonly T[]): T => items[rng.below(items.length)]!
