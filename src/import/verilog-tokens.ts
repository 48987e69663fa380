/**
 * Verilog as a stream of tokens: comments, attributes and compiler directives are left out.
 *
 * Only the token at hand is kept, since netlists are large.
 */
import { type FaultList, quote } from '../errors.ts'
import type { Token } from './source.ts'

export interface VerilogToken extends Token {
  /** An escaped name (`\a+b `) is a name without its backslash, and never a keyword. */
  readonly kind: 'name' | 'keyword' | 'number' | 'symbol' | 'end'
}

export interface Scanner {
  /** The token at hand; of kind `end` after the last one. */
  readonly token: VerilogToken
  /** Takes the token at hand and goes on to the next. */
  take(): VerilogToken
}

const newline = 0x0a
const skipped = /(?:\s+|\/\/[^\n]*|`[^\n]*)+/y
const escaped = /\\(\S+)/y
const word = /[A-Za-z_$][\w$]*/y
const number = /(?:\d[\d_]*\s*)?'[sS]?[bBoOdDhH]\s*[\da-fA-FxXzZ?_]+|\d[\d_]*/y
const symbol = /===|!==|<<<|>>>|<=|>=|==|!=|&&|\|\||~&|~\||~\^|\^~|<<|>>|\*\*|\+:|-:|[^\s\w]/y

/** Words that cannot name anything unless they are escaped. */
const keywords = new Set(
  (
    'always and assign begin buf case casex casez default defparam else end endcase endfunction ' +
    'endgenerate endmodule endtask for forever function generate genvar if initial inout input ' +
    'integer localparam module nand negedge nor not or output parameter posedge real reg repeat ' +
    'signed specify supply0 supply1 task tri wand while wire wor xnor xor'
  ).split(' '),
)

export function createScanner(text: string, faults: FaultList): Scanner {
  let at = 0
  let line = 1
  let lineStart = 0

  function match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at
    return pattern.exec(text)
  }

  /** Goes on to `to`, counting lines. */
  function advance(to: number): void {
    for (; at < to; at++) {
      if (text.charCodeAt(at) !== newline) continue
      line++
      lineStart = at + 1
    }
  }

  /** Skips what stands between two marks, as comments and attributes do. */
  function skipBetween(opening: string, closing: string): boolean {
    if (!text.startsWith(opening, at)) return false
    const end = text.indexOf(closing, at + opening.length)
    if (end === -1) {
      const place = { line, column: at - lineStart + 1 }
      faults.add('import/bad-syntax', place, `${closing} after ${opening}`, 'the end of the file')
    }
    advance(end === -1 ? text.length : end + closing.length)
    return true
  }

  function skipBlanks(): void {
    for (;;) {
      const blanks = match(skipped)
      if (blanks) advance(at + blanks[0].length)
      // `@(*)` is no attribute.
      const isAttribute = text.startsWith('(*', at) && !text.startsWith('(*)', at)
      if (skipBetween('/*', '*/') || (isAttribute && skipBetween('(*', '*)'))) continue
      if (!blanks) return
    }
  }

  function scan(): VerilogToken {
    skipBlanks()
    const place = { line, column: at - lineStart + 1 }
    if (at >= text.length) return { kind: 'end', text: 'the end of the file', ...place }
    const name = match(escaped)
    if (name) {
      at += name[0].length
      return { kind: 'name', text: name[1]!, ...place }
    }
    const plain = match(word)
    if (plain) {
      at += plain[0].length
      return { kind: keywords.has(plain[0]) ? 'keyword' : 'name', text: plain[0], ...place }
    }
    const digits = match(number)
    if (digits) {
      advance(at + digits[0].length)
      return { kind: 'number', text: digits[0].replace(/[\s_]/g, ''), ...place }
    }
    const mark = match(symbol)?.[0] ?? text[at]!
    at += mark.length
    return { kind: 'symbol', text: mark, ...place }
  }

  let token = scan()
  return {
    get token() {
      return token
    },
    take() {
      const taken = token
      token = scan()
      return taken
    },
  }
}

/** Thrown inside the reader to give up a statement; its fault is in the list already. */
export const giveUp = Symbol('a statement that is given up')

/** Adds a fault at the token at hand and gives up the statement. */
export function refuse(
  faults: FaultList,
  { kind, text, ...place }: VerilogToken,
  expected: string,
  code = 'import/bad-syntax',
  hint?: string,
): never {
  faults.add(code, place, expected, kind === 'end' ? text : quote(text), hint)
  throw giveUp
}
