/** What the tasks without memory want, against rows worked out by hand. */
import { createTask, isEnvironment } from 'nandertal'
import { builtinTasks } from 'nandertal/tasks'
import { describe, expect, it } from 'vitest'
import type { TableSpec } from '../../src/spec.ts'

/** A row as `inputs outputs`, both in the order of the ports; `-` does not matter. */
const rows: Readonly<Record<string, readonly string[]>> = {
  not: ['0 1', '1 0'],
  and: ['00 0', '10 0', '01 0', '11 1'],
  or: ['00 0', '10 1', '01 1', '11 1'],
  xor: ['00 0', '10 1', '01 1', '11 0'],
  // a b select
  mux: ['010 0', '100 1', '101 0', '011 1'],
  // data select
  demux: ['00 00', '10 10', '01 00', '11 01'],
  // data s0 s1
  'demux-4': ['000 0000', '100 1000', '110 0100', '101 0010', '111 0001', '011 0000'],
  'majority-3': ['000 0', '100 0', '101 1', '111 1'],
  'majority-5': ['00000 0', '11000 0', '10101 1', '11110 1'],
  'parity-3': ['000 0', '010 1', '011 0', '111 1'],
  'parity-5': ['00000 0', '00010 1', '10010 0', '11111 1'],
  'parity-7': ['0000000 0', '0001000 1', '1001000 0', '1111111 1'],
  'half-adder': ['00 00', '10 10', '01 10', '11 01'],
  'full-adder': ['000 00', '001 10', '101 01', '111 11'],
  // 3 + 1 = 4; 2 + 3 = 5; 3 + 3 = 6
  'adder-2': ['0000 000', '1110 001', '0111 101', '1111 011'],
  // 5 + 3 = 8; 7 + 7 = 14; 6 + 1 = 7
  'adder-3': ['101110 0001', '111111 0111', '011100 1110'],
  // 15 + 1 = 16; 9 + 6 = 15; 15 + 15 = 30
  'adder-4': ['11111000 00001', '10010110 11110', '11111111 01111'],
  // 3 · 3 = 9; 2 · 3 = 6; 0 · 3 = 0
  'multiplier-2': ['1111 1001', '0111 0110', '0011 0000'],
  // 7 · 7 = 49; 5 · 3 = 15; 6 · 4 = 24
  'multiplier-3': ['111111 100011', '101110 111100', '011001 000110'],
  // 15 · 15 = 225; 9 · 6 = 54
  'multiplier-4': ['11111111 10000111', '10010110 01101100'],
  // 31 · 31 = 961; 17 · 10 = 170
  'multiplier-5': ['1111111111 1000001111', '1000101010 0101010100'],
  // 1 < 2; 2 = 2; 3 > 0
  'comparator-2': ['1001 100', '0101 010', '1100 001'],
  'priority-encoder': ['0000 --0', '1000 001', '1100 101', '1110 011', '1001 111'],
  // 0; 1; 4; 6; 9; 10 and 15 never come
  'seven-segment': [
    '0000 1111110',
    '1000 0110000',
    '0010 0110011',
    '0110 1011111',
    '1001 1111011',
    '0101 -------',
    '1111 -------',
  ],
  // 1; 8; A; b; F
  'seven-segment-hex': [
    '1000 0110000',
    '0001 1111111',
    '0101 1110111',
    '1101 0011111',
    '1111 1000111',
  ],
  // a0 a1 d0 d1 d2 d3
  'multiplexer-6': ['000111 0', '001000 1', '100100 1', '010010 1', '111110 0'],
  // a0 a1 a2 d0 … d7
  'multiplexer-11': ['00010000000 1', '10100000100 1', '11111111110 0'],
  // nw n ne w c e sw s se: born with three, lives on with two or three, else dead
  life: ['111000000 1', '110000000 0', '110010000 1', '100010000 0', '111110000 0', '111010000 1'],
  // a b carry op0 op1: and, or, xor, plus
  'alu-slice': ['11000 1-', '10000 0-', '01010 1-', '11101 0-', '10011 10', '11111 11'],
  // 3 + 2 = 5, carry lost; 3 − 2 = 1; 1 or 2; 0; −1
  'hack-alu-2': [
    '1101000010 10',
    '1101010011 10',
    '1001010101 11',
    '1111101010 00',
    '0000111010 11',
  ],
  // 9 + 5 = 14; 9 − 5 = 4; 5 − 9 = −4; 9 and 5
  'hack-alu-4': [
    '10011010000010 0111',
    '10011010010011 0010',
    '10011010000111 0011',
    '10011010000000 1000',
  ],
}

async function tableOf(name: string): Promise<TableSpec> {
  const { spec } = createTask(await builtinTasks[name]!.load())
  if (spec?.kind !== 'table') throw new Error(`${name} is not a table`)
  return spec
}

function outputsAt({ inputs, outputs, wanted, care }: TableSpec, bits: string): string {
  const row = [...bits].reduce((sum, bit, i) => sum + (Number(bit) << i), 0)
  const words = Math.ceil(2 ** inputs / 32)
  const at = (array: Uint32Array, o: number) => (array[o * words + (row >> 5)]! >>> (row & 31)) & 1
  return Array.from({ length: outputs }, (_, o) => (at(care, o) ? at(wanted, o) : '-')).join('')
}

describe.each(Object.entries(rows))('%s', (name, wanted) => {
  it('wants what was worked out by hand', async () => {
    const table = await tableOf(name)
    const received = wanted.map((row) => {
      const [bits] = row.split(' ')
      return `${bits} ${outputsAt(table, bits!)}`
    })
    expect(received).toEqual(wanted)
    expect(wanted[0]!.indexOf(' ')).toBe(table.inputs)
  })
})

it('every task without memory has rows here', async () => {
  const tasks = await Promise.all(Object.values(builtinTasks).map(({ load }) => load()))
  const tables = tasks.filter(
    ({ genome, problem }) => genome.latches === 0 && !isEnvironment(problem),
  )
  expect(Object.keys(rows).sort()).toEqual(tables.map(({ name }) => name).sort())
})
