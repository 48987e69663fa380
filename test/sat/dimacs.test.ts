import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDimacs, writeDimacs } from '../../src/sat/dimacs.ts'
import { faultsOf } from '../faults.ts'
import { wildFormula } from './formulas.ts'

describe('formulas as DIMACS', () => {
  it('are read', () => {
    const text = 'c a comment\np cnf 3 3\n1 -2 0 2\n3 0\nc another\n  0\n'
    expect(readDimacs(text)).toEqual({ variables: 3, clauses: [[1, -2], [2, 3], []] })
  })

  it('are written with comments, and read as they were written', () => {
    expect(writeDimacs({ variables: 2, clauses: [[1, -2], []] }, ['two\nlines'])).toBe(
      'c two\nc lines\np cnf 2 2\n1 -2 0\n0\n',
    )
    for (let seed = 0; seed < 200; seed++) {
      const formula = wildFormula(seed)
      expect(readDimacs(writeDimacs(formula, ['p cnf 1 1']))).toEqual(formula)
    }
  })

  it('name all their faults at once', () => {
    const faults = (text: string) => faultsOf(() => readDimacs(text, 'f.cnf'))
    expect(faults('')).toEqual(['f.cnf sat/no-header'])
    expect(faults('1 0\n')).toEqual(['f.cnf:1 sat/no-header'])
    expect(faults('p dnf 1 1\n1 0\n')).toEqual(['f.cnf:1 sat/bad-header'])
    expect(faults('p cnf 99999999 1\n1 0\n')).toEqual(['f.cnf:1 sat/bad-header'])
    expect(faults('p cnf 2 2\np cnf 2 2\n3 x 1.5 0\n1\n')).toEqual([
      'f.cnf:2 sat/second-header',
      'f.cnf:3 sat/bad-literal',
      'f.cnf:3 sat/bad-literal',
      'f.cnf:3 sat/bad-literal',
      'f.cnf:4 sat/open-clause',
      'f.cnf sat/bad-count',
    ])
  })

  it('end in a formula or in faults, whatever comes', () => {
    const word = fc.oneof(fc.constantFrom('p', 'cnf', 'c', '0', '1', '-1', '\n'), fc.string())
    fc.assert(
      fc.property(fc.array(word), (words) => {
        faultsOf(() => readDimacs(words.join(' ')))
      }),
    )
  })
})
