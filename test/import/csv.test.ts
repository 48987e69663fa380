/** CSV as people write it, and every fault with its line. */
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../src/import/csv.ts'
import { faultsOf } from '../faults.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string, options = {}) => readCsv(bytes(text), 'data.csv', options)
const fields = (text: string) => read(text).rows.map((row) => row.fields)

describe('a CSV file', () => {
  it('is read with its header and the lines of its rows', () => {
    expect(read('size,class\n1.5,a\n\n2.5,b\n')).toEqual({
      header: ['size', 'class'],
      rows: [
        { line: 2, fields: ['1.5', 'a'] },
        { line: 4, fields: ['2.5', 'b'] },
      ],
      columns: 2,
      classes: undefined,
    })
  })

  it('may use tabs or semicolons, CRLF, a byte order mark, blanks and quotes', () => {
    const expected = [
      ['1', 'a, b'],
      ['2', 'c "d"'],
    ]
    expect(fields('\uFEFFx;class\r\n1;a, b\r\n2;"c ""d"""\r\n')).toEqual(expected)
    expect(fields('x\tclass\n1\t"a, b"\n2 \t c "d"\n'.replace(' c "d"', '"c ""d"""'))).toEqual(
      expected,
    )
    expect(fields('x,class\n 1 ,"a, b"\n2,"c ""d"""')).toEqual(expected)
  })

  it('may have decimal commas where the delimiter is another', () => {
    expect(read('size;year;class\n3,5;2024;a\n-,25;2025;b\n?;2026;b\n')).toMatchObject({
      header: ['size', 'year', 'class'],
      rows: [
        { fields: ['3.5', '2024', 'a'] },
        { fields: ['-.25', '2025', 'b'] },
        { fields: ['?', '2026', 'b'] },
      ],
    })
    expect(fields('1,5\t2\n3\t2,5e-3\n')).toEqual([
      ['1.5', '2'],
      ['3', '2.5e-3'],
    ])
  })

  it('keeps commas where a column has another value too, or the comma is the delimiter', () => {
    expect(fields('x;class\n3,5;a\n3.5;b\n')).toEqual([
      ['3,5', 'a'],
      ['3.5', 'b'],
    ])
    expect(fields('x;class\n1,2,3;a\n4,5;b\n')).toEqual([
      ['1,2,3', 'a'],
      ['4,5', 'b'],
    ])
    expect(fields('x,class\n"3,5",a\n"4,5",b\n')).toEqual([
      ['3,5', 'a'],
      ['4,5', 'b'],
    ])
  })

  it('refuses names with control characters', () => {
    expect(faultsOf(() => read('"a\nb",class\n1,2\n', { header: true }))).toEqual([
      'data.csv:1: column 1 import/bad-name',
    ])
  })

  it('counts the lines within a quoted field', () => {
    const { rows } = read('n,text\n1,"a\nb"\n2,c\n')
    expect(rows.map(({ line }) => line)).toEqual([2, 4])
  })

  it('has a header when the first row looks unlike the others', () => {
    expect(read('a,b,out\n0,0,1\n1,0,0').header).toEqual(['a', 'b', 'out'])
    expect(read('x,y,z\n0,0,-\n1,0,x').header).toEqual(['x', 'y', 'z'])
    expect(read('colour,class\nred,warm\nblue,cold').header).toEqual(['colour', 'class'])
    expect(read('0,0,1\n1,0,0').header).toBeNull()
    expect(read('red,warm\nblue,cold\nred,warm').header).toBeNull()
    expect(read('1.5,a\n2.5,b').header).toBeNull()
  })

  it('has a header or none when the caller says so', () => {
    expect(read('2019,2020\n1,2', { header: true }).header).toEqual(['2019', '2020'])
    expect(read('a,b\n1,2', { header: false }).rows).toHaveLength(2)
  })

  it('may begin with its numbers of rows and features and the names of classes', () => {
    const { header, rows, classes } = read('2,3,no,yes\n1,2,3,0\n4,5,6,1\n')
    expect(classes).toEqual(['no', 'yes'])
    expect(header).toBeNull()
    expect(rows.map(({ line }) => line)).toEqual([2, 3])
    expect(read('3,3,0,0\n1,2,3,0\n4,5,6,1\n').classes).toBeUndefined()
  })

  it('tells every ragged row and bad name at once', () => {
    const faults = faultsOf(() => read('a,,a\n1,2,3\n1,2\n1,2,3,4\n'))
    expect(faults).toEqual([
      'data.csv:3 import/ragged-row',
      'data.csv:4 import/ragged-row',
      'data.csv:1: column 2 import/no-name',
      'data.csv:1: column 3 import/duplicate-name',
    ])
  })

  it('tells the line of a broken quote', () => {
    expect(faultsOf(() => read('a,b\n1,"2\n3,4'))).toEqual(['data.csv:3 import/bad-quotes'])
    expect(faultsOf(() => read('a,b\n1,"2"x\n'))).toEqual(['data.csv:2 import/bad-quotes'])
    expect(faultsOf(() => read('a,b\n1,"2" x\n'))).toEqual(['data.csv:2 import/bad-quotes'])
    expect(faultsOf(() => read('a,b\n1,2"x\n'))).toEqual(['data.csv:2 import/bad-quotes'])
  })

  it('is refused when it is empty, only a header, or in UTF-16', () => {
    expect(faultsOf(() => read(''))).toEqual(['data.csv import/empty'])
    expect(faultsOf(() => read(' \n\n'))).toEqual(['data.csv import/empty'])
    expect(faultsOf(() => read('a,b\n', { header: true }))).toEqual(['data.csv import/empty'])
    const utf16 = Uint8Array.of(0xff, 0xfe, 0x31, 0, 0x2c, 0)
    expect(faultsOf(() => readCsv(utf16, 'data.csv'))).toEqual(['data.csv import/bad-encoding'])
  })
})
