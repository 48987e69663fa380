/**
 * Reads what a machine is to be driven with: the inputs of a trace file (`.jsonl`), or rows of bits.
 *
 *   # cin b a      a comment
 *   1 0 1          a tick a line, a bit an input; blanks and commas between bits may be left out
 *   011
 *                  an empty line: the next case starts from reset
 *   000
 *
 * Cases that are shorter than others go on with zeros.
 */
import { setLane, wordsFor } from '../bits.ts'
import { assert, createFaultList, quote, UsageError } from '../errors.ts'
import type { Stimulus } from '../kernel.ts'
import { decodeText } from './source.ts'
import { readTraces } from './traces.ts'

/** The most rows, and the most words of 32 bits that they may take when packed. */
const rowsMax = 2 ** 20
const stimulusWordsMax = 2 ** 24

/** Reads a stimulus for a machine of so many inputs. Throws a `UsageError` with every fault. */
export function readStimulus(content: Uint8Array, file: string, inputs: number): Stimulus {
  if (!/\.jsonl$/i.test(file)) return readRows(decodeText(content), file, inputs)
  const imported = readTraces(content, file)
  assert(imported.kind === 'spec' && imported.spec.kind === 'cases', 'traces are cases')
  const { stimulus } = imported.spec
  if (stimulus.inputs === inputs) return stimulus
  throw new UsageError('import/bad-row', {
    where: file,
    expected: `${inputs} inputs at every tick, as the machine has`,
    received: `${stimulus.inputs}`,
  })
}

function readRows(text: string, file: string, inputs: number): Stimulus {
  const faults = createFaultList(file)
  const cases: string[][] = []
  let isStarting = true
  let rows = 0
  text.split('\n').forEach((whole, index) => {
    const bits = whole.replace(/#.*/, '').replace(/[\s,]+/g, '')
    if (bits === '') {
      // A line that only comments is not an empty one.
      if (whole.trim() === '') isStarting = true
      return
    }
    if (!/^[01]*$/.test(bits) || bits.length !== inputs) {
      faults.add('import/bad-row', { line: index + 1 }, `${inputs} bits`, quote(whole.trim()))
    }
    if (isStarting) cases.push([])
    isStarting = false
    cases.at(-1)!.push(bits)
    rows++
  })
  if (rows === 0) faults.add('import/empty', {}, 'a row of bits a tick', 'none')
  const ticks = cases.reduce((most, own) => Math.max(most, own.length), 0)
  const words = wordsFor(cases.length)
  if (rows > rowsMax || ticks * inputs * words > stimulusWordsMax) {
    faults.add('import/too-large', {}, `at most ${rowsMax} rows`, `${rows}`)
  }
  faults.throwIfAny()
  const packed = new Uint32Array(ticks * inputs * words)
  cases.forEach((own, lane) => {
    own.forEach((bits, t) => {
      for (let i = 0; i < inputs; i++) {
        if (bits[i] === '1') setLane(packed, lane, (t * inputs + i) * words)
      }
    })
  })
  return { inputs, ticks, cases: cases.length, words, bits: packed }
}
