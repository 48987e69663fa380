/** Every fault of a file at once, each with its place; and what is refused before it is read. */
import { describe, expect, it } from 'vitest'
import { isUsageError, type UsageError } from '../../src/errors.ts'
import { bytesMax } from '../../src/import/source.ts'
import { importFile, readers } from '../../src/import.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function faultsOf(content: string | Uint8Array, file: string): UsageError {
  try {
    importFile(typeof content === 'string' ? bytes(content) : content, file)
  } catch (error) {
    if (isUsageError(error)) return error
    throw error
  }
  throw new Error('the file was accepted')
}

/** `where code` of each fault. */
const placesOf = (content: string | Uint8Array, file: string): string[] =>
  faultsOf(content, file).faults.map(({ where, code }) => `${where} ${code}`)

describe.each(readers)('$name', (reader) => {
  it.each(reader.extensions)('refuses an empty %s file, blanks, and noise', (extension) => {
    const noise = Uint8Array.from({ length: 2000 }, (_, i) => (i * i * 31 + i * 7) & 0xff)
    for (const content of [new Uint8Array(), bytes(' \n\t\n'), noise, new Uint8Array(99)]) {
      const error = faultsOf(content, `empty${extension}`)
      for (const { expected, received } of error.faults) {
        expect(expected).not.toBe('')
        expect(received).not.toBe('')
      }
    }
  })

  it('claims extensions of its own, in lower case and with a dot', () => {
    for (const extension of reader.extensions) {
      expect(extension).toMatch(/^\.[a-z.]+$/)
      const owners = readers.filter(({ extensions }) => extensions.includes(extension))
      expect(owners).toEqual([reader])
    }
  })
})

describe('importFile', () => {
  it('says what it knows and what was meant', () => {
    const error = faultsOf('', 'folder.x/adder.plaa')
    expect(error.code).toBe('import/unknown-format')
    expect(error.message).toContain('.blif, .aag, .aig, .v, .pla, .truth')
    expect(error.message).toContain('Did you mean .pla?')
    expect(placesOf('', 'folder.x/adder')).toEqual(['folder.x/adder import/unknown-format'])
  })

  it('refuses a file that is too large without reading it', () => {
    expect(placesOf(new Uint8Array(bytesMax + 1), 'large.pla')).toEqual([
      'large.pla import/too-large',
    ])
  })
})

describe('blif', () => {
  it('tells each fault at its place', () => {
    const text = `10 1
.model faulty
.inputs a b a
.outputs y z
.names a b y
1- 1
-1 0
1 1
12 1
.names a y
1 1
.names b missing w
11 1
.latch w b
.latch w
.latch w s1 xx clk 7
.latch w s2 re clock
.subckt other x=a
.exdc
.nmaes a b
`
    expect(placesOf(text, 'faulty.blif')).toEqual([
      'faulty.blif:1:1 import/stray-line',
      'faulty.blif:7:4 import/mixed-cover',
      'faulty.blif:8:1 import/bad-cube',
      'faulty.blif:9:1 import/bad-cube',
      'faulty.blif:15:1 import/bad-latch',
      'faulty.blif:16:13 import/bad-latch',
      'faulty.blif:16:20 import/bad-latch',
      'faulty.blif:17:16 import/many-clocks',
      'faulty.blif:18:1 import/unsupported',
      'faulty.blif:19:1 import/unsupported',
      'faulty.blif:20:1 import/unknown-command',
      'faulty.blif:3:13 import/duplicate-name',
      'faulty.blif:14:10 import/duplicate-signal',
      'faulty.blif:10:10 import/duplicate-signal',
      'faulty.blif:12:10 import/undefined-signal',
      'faulty.blif:4:12 import/undefined-signal',
    ])
  })

  it('names the signals of a combinational loop', () => {
    const text = `.inputs a
.outputs y
.names a p y
11 1
.names a r p
11 1
.names p q
1 1
.names q r
1 1
`
    const error = faultsOf(text, 'loop.blif')
    expect(error.message).toBe(
      'loop.blif:5:12: expected feedback only through latches, ' +
        'received a loop through "p", "r", "q" [import/loop]',
    )
  })

  it('finds a loop of 200 000 covers without recursion', () => {
    const lines = ['.outputs x0']
    for (let i = 0; i < 200_000; i++) lines.push(`.names x${(i + 1) % 200_000} x${i}`, '1 1')
    expect(placesOf(lines.join('\n'), 'loop.blif')).toEqual(['loop.blif:2:11 import/loop'])
  })

  it('counts the faults that it does not list', () => {
    const error = faultsOf(`.outputs y\n${'.nmaes\n'.repeat(1000)}`, 'many.blif')
    expect(error.faults).toHaveLength(51)
    expect(error.faults[50]!.received).toBe('951 more faults')
  })
})

describe('aiger', () => {
  it.each([
    ['aag 1 1 0', 'faulty.aag:1:1 import/bad-header'],
    ['aag -1 0 0 1 0', 'faulty.aag:1:1 import/bad-header'],
    ['abc 1 1 0 1 0', 'faulty.aag:1:1 import/bad-header'],
    ['aag 1 2 0 1 0\n2\n4\n2', 'faulty.aag:1 import/bad-header'],
    ['aag 1 1 0 0 0\n2', 'faulty.aag:1 import/bad-header'],
    ['aag 9999999 1 0 1 0\n2\n2', 'faulty.aag:1 import/bad-header'],
    ['aag 99999 1 0 1 90000\n2\n2', 'faulty.aag:1 import/bad-header'],
    ['aag 1 1 0 1 0 1\n2\n2\n2', 'faulty.aag:1 import/unsupported'],
    ['aag 1 1 0 1 0 0 0 0 2\n2\n2\n2\n2', 'faulty.aag:1 import/unsupported'],
    ['aig 2 1 0 1 0\n2', 'faulty.aag:1 import/bad-header'],
  ])('refuses the header of %j', (text, place) => {
    expect(placesOf(text, 'faulty.aag')).toEqual([place])
  })

  it('tells each broken line at its place', () => {
    const text = 'aag 6 2 1 2 3\n2\nx\n6 2 0 1\n12\n99\n8 2\n10 2 6\n12 2 -1\n'
    expect(placesOf(text, 'faulty.aag')).toEqual([
      'faulty.aag:3:1 import/bad-numbers',
      'faulty.aag:4:1 import/bad-numbers',
      'faulty.aag:6:1 import/bad-numbers',
      'faulty.aag:7:1 import/bad-numbers',
      'faulty.aag:9:1 import/bad-numbers',
    ])
  })

  it('tells each literal that cannot be at its place', () => {
    const text = 'aag 9 2 2 2 3\n2\n3\n2 2\n8 2 5\n18\n1\n10 12 2\n10 2 2\n0 2 2\n'
    expect(placesOf(text, 'faulty.aag')).toEqual([
      'faulty.aag:3 import/bad-literal',
      'faulty.aag:4 import/duplicate-signal',
      'faulty.aag:9 import/duplicate-signal',
      'faulty.aag:10 import/bad-literal',
      'faulty.aag:6 import/undefined-signal',
      'faulty.aag:8 import/undefined-signal',
      'faulty.aag:5 import/bad-literal',
    ])
  })

  it('names the literals of a loop', () => {
    const error = faultsOf('aag 3 1 0 1 2\n2\n4\n4 6 2\n6 5 2\n', 'loop.aag')
    expect(error.message).toContain('loop.aag:4: expected feedback only through latches')
    expect(error.message).toContain('a loop through 4, 6')
  })

  it('tells each name that cannot be at its place', () => {
    const names = ['i0 x', 'i1 x', 'i0 y', 'i2 z', 'o0 ', 'q0 w', `o0 ${'n'.repeat(65)}`]
    expect(placesOf(`aag 2 2 0 1 0\n2\n4\n2\n${names.join('\n')}\n`, 'faulty.aag')).toEqual([
      'faulty.aag:6 import/bad-symbol',
      'faulty.aag:7 import/bad-symbol',
      'faulty.aag:8 import/bad-symbol',
      'faulty.aag:9 import/bad-symbol',
      'faulty.aag:10:1 import/bad-symbol',
      'faulty.aag:11 import/bad-symbol',
    ])
  })

  it.each([
    [[0x02], 'a truncated gate'],
    [[0x80, 0x80, 0x80, 0x80, 0x80, 0x01], 'a number that does not end'],
    [[0x00, 0x02], 'a gate that reads itself'],
    [[0x07, 0x00], 'a literal below 0'],
    [[0x04, 0x03], 'a second literal below 0'],
  ])('refuses the binary gate %j, %s', (gate) => {
    // One more byte than the header asks for, so that it is the gate that is refused.
    const content = Uint8Array.from([...bytes('aig 3 2 0 1 1\n000006\n'), ...gate])
    expect(placesOf(content, 'faulty.aig')).toEqual([
      'faulty.aig: AND gate 1 of 1, byte 22 import/bad-delta',
    ])
  })
})

describe('pla', () => {
  it('tells each fault at its place', () => {
    const text = `.i 2
.o 2
.ilb a a b
.type xy
.mv 4
.o 3
10 11
1x 11
10 1
  01 0z
.p 9
.e
`
    expect(placesOf(text, 'faulty.pla')).toEqual([
      'faulty.pla:4:7 import/bad-type',
      'faulty.pla:5:1 import/unsupported',
      'faulty.pla:6:1 import/duplicate-command',
      'faulty.pla:8:1 import/bad-cube',
      'faulty.pla:9:1 import/bad-cube',
      'faulty.pla:10:3 import/bad-cube',
      'faulty.pla import/bad-count',
      'faulty.pla:3:8 import/duplicate-name',
      'faulty.pla:3:6 import/bad-names',
    ])
  })

  it('tells both lines that want different values of a row', () => {
    const error = faultsOf('.i 2\n.o 2\n.ob s c\n.type fr\n1- 1~\n00 0~\n-1 10\n11 01\n', 'two.pla')
    expect(error.message).toBe(
      [
        'two.pla:8:1: expected the same value of s for inputs 11 in all lines, ' +
          'received 0, and the opposite on line 5 [import/conflict]',
      ].join('\n'),
    )
  })

  it.each([
    ['.i 25\n.o 1\n', 'large.pla:1:4 import/bad-count'],
    ['.i 24\n.o 1000\n', 'large.pla import/too-large'],
    [`.i 24\n.o 1\n${`${'-'.repeat(24)} 1\n`.repeat(1000)}`, 'large.pla import/too-large'],
    ['10 1\n', 'large.pla:1:1 import/bad-count'],
    ['.i 1\n.o 0\n', 'large.pla import/no-outputs'],
  ])('refuses %j', (text, place) => {
    expect(placesOf(text, 'large.pla')).toEqual([place])
  })
})

describe('truth', () => {
  it('tells each fault at its place', () => {
    expect(placesOf('0110\n0b011\n0x6g\n01 10\n0x12\n', 'faulty.truth')).toEqual([
      'faulty.truth:4:4 import/bad-table',
      'faulty.truth:2:1 import/bad-table',
      'faulty.truth:3:4 import/bad-table',
      'faulty.truth:4:1 import/bad-table',
      'faulty.truth:5:1 import/bad-table',
    ])
  })
})
