/**
 * What the readers share: limits, text as lines of tokens with their places, and names of ports.
 */
import { type FaultList, quote } from '../errors.ts'
import { defaultPorts, findTextFault, type Ports, portNameMax } from '../netlist/ports.ts'

/** The most bytes of a file. */
export const bytesMax = 2 ** 27

/** The most inputs and the most outputs of a file. */
export const portsMax = 2 ** 16

/** The most words of a truth table, outputs × words. */
export const tableWordsMax = 2 ** 22

/** A word of a file and where it starts, both counted from 1. */
export interface Token {
  readonly text: string
  readonly line: number
  readonly column: number
}

/** Decodes UTF-8; bytes that are not UTF-8 become U+FFFD. */
export const decodeText = (content: Uint8Array): string => new TextDecoder().decode(content)

/**
 * Splits a text into lines of tokens; empty lines are left out and `#` starts a comment. With
 * `continued`, a line that ends in a backslash goes on in the next one.
 */
export function* tokenLines(text: string, { continued = false } = {}): Generator<Token[]> {
  let tokens: Token[] = []
  let from = 0
  for (let line = 1; from <= text.length; line++) {
    const newline = text.indexOf('\n', from)
    const to = newline === -1 ? text.length : newline
    let content = text.slice(from, to)
    from = to + 1
    const comment = content.indexOf('#')
    if (comment !== -1) content = content.slice(0, comment)
    const goesOn = continued && /\\\r?$/.test(content.slice(-2))
    if (goesOn) content = content.slice(0, content.lastIndexOf('\\'))
    for (const match of content.matchAll(/\S+/g)) {
      tokens.push({ text: match[0], line, column: match.index + 1 })
    }
    if (goesOn || tokens.length === 0) continue
    yield tokens
    tokens = []
  }
  if (tokens.length > 0) yield tokens
}

/** Reads a whole number in [0, max]; anything else is a fault and gives undefined. */
export function readCount(
  token: Token | undefined,
  what: string,
  max: number,
  head: Token,
  faults: FaultList,
): number | undefined {
  const value = token && /^\d{1,15}$/.test(token.text) ? Number(token.text) : Number.NaN
  if (value <= max) return value
  const expected = `${what}, a whole number up to ${max}`
  faults.add('import/bad-count', token ?? head, expected, token ? quote(token.text) : 'nothing')
  return undefined
}

/** Checks the names of inputs or outputs: plain text, not too long, not too many, none twice. */
export function checkNames(names: readonly Token[], what: string, faults: FaultList): void {
  if (names.length > portsMax) {
    const expected = `at most ${portsMax} ${what}s`
    faults.add('import/too-many-ports', names[portsMax]!, expected, `${names.length}`)
  }
  const seen = new Map<string, Token>()
  for (const name of names) {
    const earlier = seen.get(name.text)
    if (earlier) {
      const received = `${quote(name.text)} as on line ${earlier.line}`
      faults.add('import/duplicate-name', name, `another name for this ${what}`, received)
    }
    seen.set(name.text, name)
    const fault = findTextFault(name.text, portNameMax)
    if (fault) faults.add('import/bad-name', name, `a name: ${fault.expected}`, fault.received)
  }
}

/** Ports with the given names, [inputs] and [outputs]; where one is missing, a plain one. */
export function completePorts(
  inputs: readonly (string | undefined)[],
  outputs: readonly (string | undefined)[],
): Ports {
  const plain = defaultPorts(inputs.length, outputs.length)
  return {
    inputs: completeNames(inputs, plain.inputs),
    outputs: completeNames(outputs, plain.outputs),
  }
}

function completeNames(given: readonly (string | undefined)[], plain: readonly string[]): string[] {
  const taken = new Set(given)
  return Array.from(given, (name, i) => {
    if (name !== undefined) return name
    let free = plain[i]!
    for (let n = 2; taken.has(free); n++) free = `${plain[i]}_${n}`
    taken.add(free)
    return free
  })
}
