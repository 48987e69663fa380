/**
 * Boolean expressions as gates: `sum: "a ^ b ^ carry"`.
 *
 *   or     := xor  { '|' xor }          an operator binds as in C:
 *   xor    := and  { '^' and }          ~ before & before ^ before |
 *   and    := unary { '&' unary }
 *   unary  := ( '~' | '!' ) unary | '(' or ')' | '0' | '1' | name
 *   name   := letter or '_', then letters, digits and '_', and perhaps an index such as [3]
 */
import type { Builder } from '../netlist/build.ts'

/** The most characters of an expression, and the most parentheses and negations around an operand. */
export const expressionMax = 4096
const depthMax = 64

/** An expression that cannot be read: what was expected, and at which character, from 1. */
export interface ExpressionFault {
  readonly expected: string
  readonly character: number
}

interface Word {
  readonly text: string
  /** Counted from 1. */
  readonly character: number
}

/** The names in an expression in the order of their first appearance; none where it has faults. */
export const expressionNames = (text: string): string[] => [
  ...new Set(
    splitWords(text)
      .map((word) => word.text)
      .filter(isName),
  ),
]

/** Adds the gates of an expression to a netlist; gives its signal, or its first fault. */
export function buildExpression(
  text: string,
  builder: Builder,
  signals: ReadonlyMap<string, number>,
): number | ExpressionFault {
  const words = splitWords(text)
  let at = 0
  let depth = 0
  let fault: ExpressionFault | undefined

  const peek = () => words[at]?.text
  const fail = (expected: string): number => {
    fault ??= { expected, character: words[at]?.character ?? text.length + 1 }
    return builder.zero
  }

  function operators(
    operator: string,
    operand: () => number,
    join: (a: number, b: number) => number,
  ) {
    let signal = operand()
    while (!fault && peek() === operator) {
      at++
      signal = join(signal, operand())
    }
    return signal
  }

  const or = (): number => operators('|', xor, builder.or)
  const xor = (): number => operators('^', and, builder.xor)
  const and = (): number => operators('&', unary, builder.and)

  function unary(): number {
    if (depth >= depthMax) return fail(`at most ${depthMax} parentheses and negations`)
    depth++
    const signal = operand()
    depth--
    return signal
  }

  function operand(): number {
    const word = peek()
    if (word === '~' || word === '!') {
      at++
      return builder.not(unary())
    }
    if (word === '(') {
      at++
      const signal = or()
      if (!fault && peek() !== ')') return fail('a closing parenthesis')
      at++
      return signal
    }
    if (word === '0' || word === '1') {
      at++
      return word === '1' ? builder.one() : builder.zero
    }
    if (word === undefined || !isName(word)) return fail('a name, 0, 1, ~ or a parenthesis')
    const signal = signals.get(word)
    if (signal === undefined) return fail(`one of the inputs ${[...signals.keys()].join(', ')}`)
    at++
    return signal
  }

  const signal = or()
  if (!fault && at < words.length) fail('an operator & ^ | or the end')
  return fault ?? signal
}

const isName = (text: string): boolean => /^[A-Za-z_]/.test(text)

/** Names, numbers and single characters; an odd character is a word of its own. */
function splitWords(text: string): Word[] {
  const words = text.slice(0, expressionMax).matchAll(/[A-Za-z_]\w*(\[\d{1,4}\])?|\d+|\S/g)
  return Array.from(words, (match) => ({ text: match[0], character: match.index + 1 }))
}
