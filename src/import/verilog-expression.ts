/**
 * Expressions of structural Verilog: names, selects, constants, concatenations, and the operators
 * that work bit by bit or give one bit.
 *
 * What stands for itself becomes bits at once. Operators that work bit by bit wait as a small tree,
 * since Verilog widens their operands to the width of whatever they are assigned to.
 *
 * Source: IEEE 1364-2005, clauses 4 and 5.
 */
import { type FaultList, quote } from '../errors.ts'
import { type Graph, oneBit, zeroBit } from './verilog-graph.ts'
import { refuse, type Scanner, type VerilogToken } from './verilog-tokens.ts'

/** The most bits of a net, a constant or a concatenation. */
export const vectorBitsMax = 2 ** 12
/** How deep expressions and statements may be nested. */
export const nestingMax = 500

/** A declared net. */
export interface Net {
  readonly name: VerilogToken
  /** [width] lowest first. */
  readonly bits: readonly number[]
  /** The index of the lowest bit, and whether indices fall from there. */
  readonly low: number
  readonly falls: boolean
  /** A net without a range has no selects. */
  readonly isScalar: boolean
}

type Operation =
  | { readonly kind: 'bits'; readonly bits: readonly number[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or' | 'xor'; readonly a: Expression; readonly b: Expression }
  | {
      readonly kind: 'mux'
      readonly select: number
      readonly a: Expression
      readonly b: Expression
    }

/** What waits for the width of what it is assigned to; `width` is its own. */
export type Expression = Operation & { readonly width: number; readonly depth: number }

export interface ExpressionReader {
  /** Reads an expression. */
  read(): Expression
  /** Reads an expression as bits of its own width. */
  readBits(): number[]
  /** Reads a name, with or without a select, or a concatenation of such. */
  readTarget(): number[]
  /** Reads a constant in brackets: `[left:right]`. */
  readRange(): { left: number; right: number }
  /** The bits of an expression, widened or cut to a width. */
  bitsOf(expression: Expression, width: number): number[]
}

/** From what binds least to what binds most; `?:` binds less than all. */
const precedence: Readonly<Record<string, number>> = {
  ...{ '||': 1, '&&': 2, '|': 3, '^': 4, '^~': 4, '~^': 4, '&': 5, '==': 6, '!=': 6 },
}
const unsupported = new Set('+ - * / % ** << >> <<< >>> < > <= >= === !=='.split(' '))
const synthesizeFirst = 'Only gates are read; make them first (yosys: synth).'

export function createExpressionReader(
  scanner: Scanner,
  graph: Graph,
  findNet: (name: VerilogToken) => Net,
  faults: FaultList,
): ExpressionReader {
  let nesting = 0

  const expect = (text: string): VerilogToken => {
    if (scanner.token.kind === 'symbol' && scanner.token.text === text) return scanner.take()
    return refuse(faults, scanner.token, `${quote(text)} here`)
  }
  const isSymbol = (text: string) => scanner.token.kind === 'symbol' && scanner.token.text === text

  function takeIf(text: string): boolean {
    const isThere = isSymbol(text)
    if (isThere) scanner.take()
    return isThere
  }

  function checkDepth(depth: number): void {
    if (depth <= nestingMax) return
    refuse(
      faults,
      scanner.token,
      `at most ${nestingMax} levels of an expression`,
      'import/too-deep',
    )
  }

  /** Two operands that are joined bit by bit. */
  function pair(kind: 'and' | 'or' | 'xor', a: Expression, b: Expression): Expression {
    return { kind, a, b, width: Math.max(a.width, b.width), depth: deepest(a, b) }
  }

  function choice(select: number, a: Expression, b: Expression): Expression {
    return { kind: 'mux', select, a, b, width: Math.max(a.width, b.width), depth: deepest(a, b) }
  }

  const inverse = (of: Expression): Expression => ({
    kind: 'not',
    of,
    width: of.width,
    depth: deepest(of, of),
  })

  function deepest(a: Expression, b: Expression): number {
    const depth = 1 + Math.max(a.depth, b.depth)
    checkDepth(depth)
    return depth
  }

  const bits = (list: readonly number[]): Expression => ({
    kind: 'bits',
    bits: list,
    width: list.length,
    depth: 0,
  })

  function bitsOf(expression: Expression, width: number): number[] {
    switch (expression.kind) {
      case 'bits':
        return expression.width === width ? expression.bits.slice() : widen(expression.bits, width)
      case 'not':
        return bitsOf(expression.of, width).map(graph.not)
      case 'and':
      case 'or':
      case 'xor': {
        const b = bitsOf(expression.b, width)
        return bitsOf(expression.a, width).map((bit, i) => graph[expression.kind](bit, b[i]!))
      }
      case 'mux': {
        const b = bitsOf(expression.b, width)
        return bitsOf(expression.a, width).map((bit, i) => graph.mux(expression.select, bit, b[i]!))
      }
      default:
        return expression satisfies never
    }
  }

  const own = (expression: Expression) => bitsOf(expression, expression.width)
  const reduce = (list: readonly number[], join: (a: number, b: number) => number) =>
    list.reduce((all, bit) => join(all, bit))
  const isTrue = (expression: Expression) => reduce(own(expression), graph.or)

  /** Runs a part of an expression one level deeper. */
  function deeper<T>(part: () => T): T {
    checkDepth(nesting + 1)
    nesting++
    try {
      return part()
    } finally {
      nesting--
    }
  }

  function read(): Expression {
    return deeper(() => {
      const condition = readBinary(1)
      if (!takeIf('?')) return condition
      const select = isTrue(condition)
      const a = read()
      expect(':')
      const b = read()
      return choice(select, a, b)
    })
  }

  function readBinary(least: number): Expression {
    let a = readUnary()
    for (;;) {
      const { token } = scanner
      if (token.kind !== 'symbol') return a
      if (unsupported.has(token.text)) {
        refuse(faults, token, 'one of ~ & | ^ ?: == !=', 'import/unsupported', synthesizeFirst)
      }
      const level = precedence[token.text]
      if (level === undefined || level < least) return a
      scanner.take()
      const left = a
      a = join(token.text, left, readBinary(level + 1))
    }
  }

  function join(operator: string, a: Expression, b: Expression): Expression {
    switch (operator) {
      case '&':
        return pair('and', a, b)
      case '|':
        return pair('or', a, b)
      case '^':
        return pair('xor', a, b)
      case '~^':
      case '^~':
        return inverse(pair('xor', a, b))
      case '&&':
        return bits([graph.and(isTrue(a), isTrue(b))])
      case '||':
        return bits([graph.or(isTrue(a), isTrue(b))])
      default: {
        const differ = isTrue(pair('xor', a, b))
        return bits([operator === '==' ? graph.not(differ) : differ])
      }
    }
  }

  function readUnary(): Expression {
    const { token } = scanner
    if (token.kind !== 'symbol') return readPrimary()
    const operand = () => deeper(readUnary)
    switch (token.text) {
      case '~':
        scanner.take()
        return inverse(operand())
      case '!':
        scanner.take()
        return bits([graph.not(isTrue(operand()))])
      case '&':
      case '~&':
      case '|':
      case '~|':
      case '^':
      case '~^':
      case '^~': {
        scanner.take()
        const list = own(operand())
        const { text } = token
        const joined = text.includes('&')
          ? reduce(list, graph.and)
          : reduce(list, text.includes('|') ? graph.or : graph.xor)
        return bits([text.length === 2 ? graph.not(joined) : joined])
      }
      default:
        return readPrimary()
    }
  }

  function readPrimary(): Expression {
    const { token } = scanner
    if (token.kind === 'number') return bits(constantBits(scanner.take(), faults))
    if (token.kind === 'name') return bits(readSelected())
    if (isSymbol('{')) return bits(readConcatenation())
    if (!takeIf('(')) return refuse(faults, token, 'a name, a constant, ( or {')
    const inner = read()
    expect(')')
    return inner
  }

  /** Parts stand highest first. */
  function readConcatenation(): number[] {
    expect('{')
    const first = scanner.token
    let list = deeper(() => own(read()))
    if (isSymbol('{')) {
      const times = constantValue(list)
      const part = deeper(readConcatenation)
      const width = (times ?? 0) * part.length
      if (times === undefined || width === 0 || width > vectorBitsMax) {
        refuse(faults, first, `how many times, for at most ${vectorBitsMax} bits`)
      }
      list = Array.from({ length: width }, (_, i) => part[i % part.length]!)
    } else {
      const parts = [list]
      while (takeIf(',')) {
        parts.push(deeper(() => own(read())))
        checkWidth(parts, first)
      }
      list = parts.reverse().flat()
    }
    expect('}')
    return list
  }

  function checkWidth(parts: readonly number[][], place: VerilogToken): void {
    const width = parts.reduce((sum, part) => sum + part.length, 0)
    if (width <= vectorBitsMax) return
    refuse(faults, place, `at most ${vectorBitsMax} bits together`, 'import/too-large')
  }

  /** A name with an optional `[index]` or `[left:right]`. */
  function readSelected(): number[] {
    const name = scanner.take()
    const net = findNet(name)
    if (!isSymbol('[')) return [...net.bits]
    if (net.isScalar)
      refuse(faults, scanner.token, `${quote(name.text)} without a select: it is one bit`)
    const { left, right } = readSelect()
    const [from, to] = net.falls
      ? [net.low - right, net.low - left]
      : [right - net.low, left - net.low]
    if (from < 0 || to < from || to >= net.bits.length) {
      refuse(faults, name, `bits that ${quote(name.text)} has`)
    }
    return net.bits.slice(from, to + 1)
  }

  function readSelect(): { left: number; right: number } {
    expect('[')
    const left = readWhole()
    const right = takeIf(':') ? readWhole() : left
    expect(']')
    return { left, right }
  }

  /** A constant whole number. */
  function readWhole(): number {
    const sign = takeIf('-') ? -1 : 1
    if (scanner.token.kind !== 'number') refuse(faults, scanner.token, 'a constant index')
    const token = scanner.take()
    const value = constantValue(constantBits(token, faults))
    return value === undefined ? refuse(faults, token, 'an index below 2³¹') : sign * value
  }

  function readTarget(): number[] {
    if (!isSymbol('{')) {
      if (scanner.token.kind !== 'name') refuse(faults, scanner.token, 'a name to assign to')
      return readSelected()
    }
    scanner.take()
    const parts = [deeper(readTarget)]
    while (takeIf(',')) {
      parts.push(deeper(readTarget))
      checkWidth(parts, scanner.token)
    }
    expect('}')
    return parts.reverse().flat()
  }

  return {
    read,
    readBits: () => own(read()),
    readTarget,
    readRange: readSelect,
    bitsOf,
  }
}

/** Bits with zeros above, or without their highest. */
const widen = (bits: readonly number[], width: number): number[] =>
  Array.from({ length: width }, (_, i) => bits[i] ?? zeroBit)

const digitBits: Readonly<Record<string, number>> = { b: 1, o: 3, h: 4 }

/** The bits of a constant, lowest first; an unknown bit (`x`) may be anything and is 0. */
function constantBits(token: VerilogToken, faults: FaultList): number[] {
  const [, size, sign, base = 'd', digits = ''] =
    /^(\d*)(?:'([sS]?)([bBoOdDhH]))?(.*)$/.exec(token.text) ?? []
  const isSized = token.text.includes("'")
  const written = isSized ? digits : size!
  const width = isSized && size ? Number(size) : 32
  if (sign) {
    refuse(faults, token, 'constants without a sign', 'import/unsupported', synthesizeFirst)
  }
  if (width < 1 || width > vectorBitsMax) refuse(faults, token, `1 to ${vectorBitsMax} bits`)
  const each = digitBits[base.toLowerCase()]
  const wanted = each ? /^[\da-fx]+$/i : /^\d{1,15}$|^x$/i
  if (!wanted.test(written)) refuse(faults, token, 'digits of its base')
  const values = each
    ? [...written].reverse().flatMap((digit) => lowBits(digit, each, token, faults))
    : lowBits(written, 50, token, faults)
  return Array.from({ length: width }, (_, i) => (values[i] === 1 ? oneBit : zeroBit))
}

function lowBits(digit: string, count: number, token: VerilogToken, faults: FaultList): number[] {
  const value = /x/i.test(digit) ? 0 : count === 50 ? Number(digit) : Number.parseInt(digit, 16)
  if (value >= 2 ** count) refuse(faults, token, 'digits of its base')
  return Array.from({ length: count }, (_, i) => Math.floor(value / 2 ** i) % 2)
}

/** The number that constant bits stand for; undefined where they are no constants or too many. */
function constantValue(list: readonly number[]): number | undefined {
  let value = 0
  for (let i = list.length - 1; i >= 0; i--) {
    if (list[i] !== zeroBit && list[i] !== oneBit) return undefined
    value = 2 * value + list[i]!
    if (value >= 2 ** 31) return undefined
  }
  return value
}
