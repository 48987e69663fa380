/**
 * Names and comments that are safe in the files that we write, wherever they come from.
 */
import type { Provenance } from '../export.ts'
import { type Ports, portNameMax } from '../netlist/ports.ts'
import { firstGate, type Netlist, signalCount } from '../netlist.ts'

/** The most characters of a line of a comment. */
const commentLineMax = 500

/** Control characters, half characters, line separators, and marks that turn text around. */
const invisible = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** One line of text without anything that could end it, turn it around or continue the next. */
export const safeLine = (text: string): string =>
  text
    .slice(0, commentLineMax)
    .replace(invisible, ' ')
    .replace(/[\\\s]+$/, '')

/**
 * The title and lines of a provenance, each behind `prefix`, with line ends; '' without one. Where
 * tools take orders from comments (`// synopsys …`, `// @ts-nocheck`), the prefix is one that keeps
 * the text from being one: `// |`.
 */
export function commentHeader(prefix: string, provenance?: Provenance): string {
  if (!provenance) return ''
  const lines = [provenance.title, ...provenance.lines]
  return lines
    .map((line) => `${prefix} ${safeLine(line)}`.trimEnd())
    .join('\n')
    .concat('\n')
}

/** What a machine without a provenance is called. */
export const titleOf = (provenance?: Provenance): string => provenance?.title || 'machine'

/** Hands out names, each only once. */
export interface Namer {
  /** The wanted name made valid; a number is added where it is taken or reserved. */
  name(wanted: string): string
}

/**
 * Creates a namer for a language.
 *
 * @param clean makes a name valid, apart from reserved words
 */
export function createNamer(
  clean: (wanted: string) => string,
  reserved: Iterable<string> = [],
): Namer {
  const taken = new Set(reserved)
  const numbers = new Map<string, number>()
  return {
    name(wanted) {
      const base = clean(wanted).slice(0, portNameMax)
      let name = base
      let number = numbers.get(base) ?? 2
      while (taken.has(name)) {
        const suffix = `_${number++}`
        name = base.slice(0, portNameMax - suffix.length) + suffix
      }
      numbers.set(base, number)
      taken.add(name)
      return name
    },
  }
}

/** Makes an identifier of ASCII letters, digits and `_`, as nearly all languages have them. */
export function cleanIdentifier(wanted: string): string {
  const word = wanted.replace(/[^A-Za-z0-9_]+/g, '_')
  if (/^_*$/.test(word)) return 'x'
  return /^\d/.test(word) ? `_${word}` : word
}

export interface SignalNames {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  /** [signals] the name of each; the constant is called `zero`. */
  readonly signals: readonly string[]
}

/** Names all ports, and then every signal: inputs as their ports, latches `l0 …`, gates `n7 …`. */
export function nameSignals(
  netlist: Netlist,
  ports: Ports,
  namer: Namer,
  zero: string,
): SignalNames {
  const inputs = ports.inputs.map(namer.name)
  const outputs = ports.outputs.map(namer.name)
  const signals = [zero, ...inputs]
  const first = firstGate(netlist)
  for (let l = 0; l < netlist.latches.length; l++) signals.push(namer.name(`l${l}`))
  for (let signal = first; signal < signalCount(netlist); signal++) {
    signals.push(namer.name(`n${signal}`))
  }
  return { inputs, outputs, signals }
}
