import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { fileBase, printable, printableLines, shellLine } from '../../src/cli/format.ts'

describe('a line for a shell', () => {
  it('is read by bash as the words that were meant', () => {
    const words = ['plain-1.v', 'two words', "it's", '$(touch x)', '~', 'a\\b', '\x1b[31m\n"\'', '']
    const read = execFileSync('bash', ['-c', `printf '%s\\0' ${shellLine(words)}`], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    })
    expect(read.split('\0').slice(0, -1)).toEqual(words)
  })

  it('is as it was where nothing is special', () => {
    expect(shellLine(['resume', 'runs/full-adder-1', '--evaluations', 80])).toBe(
      'resume runs/full-adder-1 --evaluations 80',
    )
  })

  it('has no control characters', () => {
    expect(shellLine(['\x1b]0;x\x07', '\u202e'])).toMatch(/^\P{Cc}*$/u)
  })
})

describe('texts of others', () => {
  it('lose what commands a terminal, in keys and values', () => {
    const typed = new Uint32Array(2)
    const from = { name: 'x\x1b[2J\ny', list: ['\u202ea'], 'k\x07': 1, typed, none: null }
    expect(printable(from)).toEqual({ name: 'x[2Jy', list: ['a'], k: 1, typed, none: null })
    expect(printableLines('a\x1b\nb')).toBe('a\nb')
  })

  it('name files only in this folder', () => {
    expect(['../../etc/pass wd', '-rf', '..', 'full-adder'].map(fileBase)).toEqual([
      'pass-wd',
      'rf',
      'champion',
      'full-adder',
    ])
  })
})
