/** Small files with known behaviour, one idea each; the files are what a newcomer would write. */
import { describe, expect, it } from 'vitest'
import { getLane, projectionWord, wordsFor } from '../../src/bits.ts'
import { type Imported, importFile } from '../../src/import.ts'
import { createMachine } from '../../src/kernel/machine.ts'
import { plainKernel } from '../../src/kernel/plain.ts'
import { type Kernel, simulate } from '../../src/kernel.ts'
import { gateCount, type Netlist } from '../../src/netlist.ts'
import type { TableSpec } from '../../src/spec.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string, file: string): Imported => importFile(bytes(text), file)

function readMachine(text: string, file: string) {
  const imported = read(text, file)
  if (imported.kind !== 'netlist') throw new Error('a machine was expected')
  return imported
}

function readTable(text: string, file: string) {
  const imported = read(text, file)
  if (imported.kind !== 'spec' || imported.spec.kind !== 'table') throw new Error('not a table')
  return { spec: imported.spec, ports: imported.ports }
}

/** The rows of each output, row 0 first; with care, `-` where a row does not matter. */
function rowsOf(spec: TableSpec): string[] {
  const words = wordsFor(2 ** spec.inputs)
  return Array.from({ length: spec.outputs }, (_, o) =>
    Array.from({ length: 2 ** spec.inputs }, (_, row) =>
      getLane(spec.care, row, o * words) ? getLane(spec.wanted, row, o * words) : '-',
    ).join(''),
  )
}

/** The rows of each output of a combinational machine, row 0 first. */
function rowsOfMachine(netlist: Netlist, kernel: Kernel = plainKernel): string[] {
  const cases = 2 ** netlist.inputs
  const words = wordsFor(cases)
  const bits = Uint32Array.from({ length: netlist.inputs * words }, (_, at) =>
    projectionWord(Math.floor(at / words), at % words),
  )
  const stimulus = { inputs: netlist.inputs, ticks: 1, cases, words, bits }
  const response = simulate(netlist, stimulus, kernel)
  return Array.from(netlist.outputs, (_, o) =>
    Array.from({ length: cases }, (_, row) => getLane(response, row, o * words)).join(''),
  )
}

/** What a machine with one output shows, tick by tick, for words of input bits. */
function playMachine(netlist: Netlist, ...words: number[][]): string {
  const machine = createMachine(netlist)
  return words.map((word) => machine.step(word).join('')).join(' ')
}

// Row r gives a, b, carry the bits 0, 1, 2 of r.
const sumRows = '01101001'
const carryRows = '00010111'

describe('blif', () => {
  it('reads a full adder of covers in any order', () => {
    const { netlist, ports, name } = readMachine(
      `# a full adder
.model adder
.inputs a b \\
        carry
.outputs sum carryOut
.names half carry sum
01 1
10 1
.names a b carry carryOut
11- 1
1-1 1
-11 1
.names a b half   # after its reader
11 0
00 0
.end
`,
      'adder.blif',
    )
    expect(name).toBe('adder')
    expect(ports).toEqual({ inputs: ['a', 'b', 'carry'], outputs: ['sum', 'carryOut'] })
    expect(rowsOfMachine(netlist)).toEqual([sumRows, carryRows])
  })

  it('reads constants: no cubes is 0, a lone 1 is 1, a lone 0 is 0, dashes only is 1', () => {
    const { netlist } = readMachine(
      `.model constants
.inputs a
.outputs none one zero any
.names none
.names one
1
.names zero
0
.names a any
- 1
.end`,
      'constants.blif',
    )
    expect(rowsOfMachine(netlist)).toEqual(['00', '11', '00', '11'])
  })

  it('reads a NAND as one gate', () => {
    const written = '.inputs a b\n.outputs y\n.names a b y\n0- 1\n-0 1\n'
    expect(gateCount(readMachine(written, 'nand.blif').netlist)).toBe(1)
    const offSet = '.inputs a b\n.outputs y\n.names a b y\n11 0\n'
    expect(gateCount(readMachine(offSet, 'nand.blif').netlist)).toBe(1)
  })

  it.each([
    ['.latch x q', '0 1 1 0'],
    ['.latch x q 0', '0 1 1 0'],
    ['.latch x q 1', '1 1 1 0'],
    ['.latch x q 2', '0 1 1 0'],
    ['.latch x q 3', '0 1 1 0'],
    ['.latch x q re clk', '0 1 1 0'],
    ['.latch x q re clk 1', '1 1 1 0'],
    ['.latch x q fe NIL 1', '1 1 1 0'],
  ])('reads %s as a memory that shows %s', (latch, shown) => {
    const { netlist } = readMachine(`.inputs x\n.outputs q\n${latch}\n`, 'memory.blif')
    expect(playMachine(netlist, [1], [1], [0], [0])).toBe(shown)
  })

  it('reads a wide cover in logarithmic depth and linear size', () => {
    const names = Array.from({ length: 500 }, (_, i) => `x${i}`)
    const text = `.inputs ${names.join(' ')}\n.outputs y\n.names ${names.join(' ')} y\n${'1'.repeat(500)} 1\n`
    const { netlist } = readMachine(text, 'wide.blif')
    expect(gateCount(netlist)).toBe(2 * 499)
    expect(createMachine(netlist).depth).toBeLessThan(20)
  })
})

describe('aiger', () => {
  const halfAdder = `aag 7 2 0 2 3
2
4
6
12
6 13 15
12 2 4
14 3 5
i0 x
i1 y
o0 s
o1 c
c
half adder
`

  it('reads a half adder with names', () => {
    const { netlist, ports } = readMachine(halfAdder, 'half.aag')
    expect(ports).toEqual({ inputs: ['x', 'y'], outputs: ['s', 'c'] })
    expect(rowsOfMachine(netlist)).toEqual(['0110', '0001'])
  })

  it('gives plain names where the file gives none, never one that is taken', () => {
    const { ports } = readMachine('aag 2 2 0 2 0\n2\n4\n2\n5\ni1 a\no0 y1\n', 'names.aag')
    expect(ports).toEqual({ inputs: ['a_2', 'a'], outputs: ['y1', 'y1_2'] })
  })

  it('reads the binary form', () => {
    const header = bytes('aig 3 2 0 1 1\n6\n')
    const { netlist } = importFile(Uint8Array.from([...header, 2, 2]), 'and.aig') as {
      netlist: Netlist
    }
    expect(rowsOfMachine(netlist)).toEqual(['0001'])
  })

  it('reads constants', () => {
    const { netlist } = readMachine('aag 1 1 0 2 0\n2\n0\n1\n', 'constants.aag')
    expect(rowsOfMachine(netlist)).toEqual(['00', '11'])
  })

  it.each([
    ['4 2', '0 1 1 0'],
    ['4 2 0', '0 1 1 0'],
    ['4 2 1', '1 1 1 0'],
    ['4 2 4', '0 1 1 0'],
    ['4 3 1', '1 0 0 1'],
  ])('reads the latch %s as a memory that shows %s', (latch, shown) => {
    const { netlist } = readMachine(`aag 2 1 1 1 0\n2\n${latch}\n4\n`, 'memory.aag')
    expect(playMachine(netlist, [1], [1], [0], [0])).toBe(shown)
  })

  it('reads a toggle that needs no input', () => {
    const { netlist } = readMachine('aag 1 0 1 2 0\n2 3\n2\n3\n', 'toggle.aag')
    expect(playMachine(netlist, [], [], [])).toBe('01 10 01')
  })

  it('reads a million gates', () => {
    const gates = 1_000_000
    const lines = [`aag ${gates + 2} 2 0 1 ${gates}`, '2', '4', `${2 * gates + 4}`]
    // The last gate comes first, so that recursion would be a million calls deep.
    for (let g = gates - 1; g >= 0; g--) lines.push(`${2 * g + 6} ${2 * g + 4 + (g % 2)} 2`)
    const { netlist } = readMachine(`${lines.join('\n')}\n`, 'million.aag')
    expect(gateCount(netlist)).toBeGreaterThanOrEqual(gates)
  })
})

describe('pla', () => {
  it('reads a full adder with names', () => {
    const { spec, ports } = readTable(
      `.i 3
.o 2
.ilb a b carry
.ob sum carryOut
.p 7
100 10
010 10
001 10
111 10
11- 01
1-1 01
-11 01
.e
`,
      'adder.pla',
    )
    expect(ports).toEqual({ inputs: ['a', 'b', 'carry'], outputs: ['sum', 'carryOut'] })
    expect(rowsOf(spec)).toEqual([sumRows, carryRows])
  })

  // Inputs are a (bit 0 of the row) and b; the lines speak of rows 1, 2, 3 and leave row 0 out.
  it.each([
    ['f', '0100'],
    ['fd', '01-0'],
    ['fr', '-1-0'],
    ['fdr', '-1-0'],
  ])('reads type %s as %s', (type, rows) => {
    const { spec } = readTable(`.i 2\n.o 1\n.type ${type}\n10 1\n01 -\n11 0\n.e\n`, 'type.pla')
    expect(rowsOf(spec)).toEqual([rows])
  })

  it('lets don’t-care win where lines overlap', () => {
    const { spec } = readTable('.i 2\n.o 1\n1- 1\n-1 -\n.e\n', 'overlap.pla')
    expect(rowsOf(spec)).toEqual(['01--'])
  })

  it('ignores blanks and bars within a cube, and ~', () => {
    const { spec } = readTable('.i 2\n.o 2\n1 0 | 1 ~\n', 'bars.pla')
    expect(rowsOf(spec)).toEqual(['0100', '0000'])
  })

  it('expands free inputs beyond a word', () => {
    const { spec } = readTable('.i 8\n.o 1\n1----0-1 1\n', 'wide.pla')
    const rows = Array.from({ length: 256 }, (_, row) =>
      row & 1 && !(row & 32) && row & 128 ? 1 : 0,
    )
    expect(rowsOf(spec)).toEqual([rows.join('')])
  })

  it('expands a cube of 16 million rows within a second', () => {
    const from = performance.now()
    const { spec } = readTable(`.i 24\n.o 1\n${'-'.repeat(24)} 1\n`, 'all.pla')
    expect(spec.wanted.every((word) => word === 0xffffffff)).toBe(true)
    expect(performance.now() - from).toBeLessThan(1000)
  })
})

describe('truth', () => {
  it('puts the highest row leftmost', () => {
    const { spec, ports } = readTable('# a and not b, then a or b\n0010\n\n1110\n', 'two.truth')
    expect(rowsOf(spec)).toEqual(['0100', '0111'])
    expect(ports).toEqual({ inputs: ['a', 'b'], outputs: ['y0', 'y1'] })
  })

  it.each([
    ['0110', '0110'],
    ['6', '0110'],
    ['0x6', '0110'],
    ['0b0110', '0110'],
    ['0x0110', '0000100010000000'],
    ['8000\n0110', '0000000000000001'],
    ['1', '1'],
    ['0b10', '01'],
    ['x1-0', '0-1-'],
    ['fedcba98', '00011001010111010011101101111111'],
  ])('reads %j', (text, rows) => {
    expect(rowsOf(readTable(text, 'one.truth').spec)[0]).toBe(rows)
  })
})
