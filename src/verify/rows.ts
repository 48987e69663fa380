/** Machines without latches: every row, 32 in a word, in blocks that fit the cache. */
import { lowLanes } from '../bits.ts'
import { simulate } from '../kernel.ts'
import { type Netlist, signalCount } from '../netlist.ts'
import { rowBlocks } from '../spec/rows.ts'
import { wordBits } from '../spec/table.ts'
import type { TableSpec } from '../spec.ts'
import type { Counterexample, Verdict } from '../verify.ts'

/** Compares a machine with a table or with another machine; both without latches. */
export function verifyRows(
  netlist: Netlist,
  reference: TableSpec | Netlist,
  inputsMax: number,
): Verdict {
  const { inputs, outputs } = netlist
  if (inputs > inputsMax) {
    return { verdict: 'unknown', reason: `more than ${inputsMax} inputs`, reached: 0 }
  }
  const rows = 2 ** inputs
  const machine = 'fanin' in reference ? reference : undefined
  const table = 'fanin' in reference ? undefined : reference
  const signals = signalCount(netlist) + (machine ? signalCount(machine) : 0)

  for (const { stimulus, firstWord } of rowBlocks(inputs, signals)) {
    const received = simulate(netlist, stimulus)
    const wanted = machine
      ? simulate(machine, stimulus)
      : cutWords(table!.wanted, outputs.length, firstWord, stimulus.words)
    const care = table && cutWords(table.care, outputs.length, firstWord, stimulus.words)
    const wrong = findWrong(received, wanted, care, stimulus.words, rows)
    if (!wrong) continue
    const row = firstWord * 32 + wrong.lane
    return { verdict: 'different', counterexample: describeRow(wrong, wordBits(row, inputs)) }
  }
  return { verdict: 'equivalent', method: 'exhaustive', cases: rows }
}

/** The words of one block of a table, [outputs × words]. */
function cutWords(
  packed: Uint32Array,
  outputs: number,
  firstWord: number,
  words: number,
): Uint32Array {
  const all = packed.length / outputs
  if (words === all) return packed
  const block = new Uint32Array(outputs * words)
  for (let o = 0; o < outputs; o++) {
    const from = o * all + firstWord
    block.set(packed.subarray(from, from + words), o * words)
  }
  return block
}

interface WrongBit {
  readonly lane: number
  readonly output: number
  readonly wanted: 0 | 1
}

/** The first lane with a wrong bit, and its first wrong output. */
function findWrong(
  received: Uint32Array,
  wanted: Uint32Array,
  care: Uint32Array | undefined,
  words: number,
  rows: number,
): WrongBit | undefined {
  const inRows = lowLanes(rows)
  let found: WrongBit | undefined
  for (let at = 0; at < received.length; at++) {
    const difference = (received[at]! ^ wanted[at]!) & inRows & (care ? care[at]! : -1)
    if (difference === 0) continue
    const bit = 31 - Math.clz32(difference & -difference)
    const lane = (at % words) * 32 + bit
    if (found && found.lane <= lane) continue
    const wantedBit = ((wanted[at]! >>> bit) & 1) as 0 | 1
    found = { lane, output: Math.floor(at / words), wanted: wantedBit }
  }
  return found
}

const describeRow = ({ output, wanted }: WrongBit, bits: readonly number[]): Counterexample => ({
  inputs: [bits],
  tick: 0,
  output,
  wanted,
  received: wanted ? 0 : 1,
})
