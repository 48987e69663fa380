/**
 * What a machine's core must show, row by row, and where that matters: the don't-cares that a
 * specification gives, and the states that are never reached.
 *
 * A row is an input word and a state. It matters when the state can be reached from reset by words
 * that may come; its outputs where the specification cares, its next state always. What keeps to
 * this table reaches the same states and shows what is wanted at every tick.
 */
import { getLane, setLane, wordsFor } from '../bits.ts'
import { coreOf } from '../netlist/core.ts'
import type { Netlist } from '../netlist.ts'
import { tableFromNetlist } from '../spec/table.ts'
import type { Spec, TableSpec } from '../spec.ts'

/** The most inputs and latches of a core that is tabulated. */
export const coreInputsMax = 16
/** The most states of machine and specification together that are followed. */
const statesMax = 2 ** 20
/** The most transitions that are followed. */
const transitionsMax = 2 ** 24

/**
 * Tabulates the core of a machine that does what a spec wants; undefined where it has more inputs
 * and latches than `coreInputsMax`, or more states than can be followed.
 *
 * @param spec default: what the machine itself does
 */
export function tabulateCore(netlist: Netlist, spec?: Spec): TableSpec | undefined {
  const core = coreOf(netlist)
  if (core.inputs > coreInputsMax) return undefined
  const table = tableFromNetlist(core)
  if (netlist.latches.length === 0) {
    return spec?.kind === 'table' ? { ...table, wanted: spec.wanted, care: spec.care } : table
  }
  const care = followStates(netlist, table, describeLetters(netlist, spec))
  return care && { ...table, care }
}

/** What may come at a tick, and what of the answer matters. */
interface Letters {
  /** States of the specification; 1 where it has no memory. */
  readonly states: number
  /** [letters] input words. */
  readonly words: Uint32Array
  follow(state: number, letter: number): number
  cares(state: number, letter: number, output: number): boolean
}

function describeLetters({ inputs }: Netlist, spec: Spec | undefined): Letters {
  if (spec?.kind === 'automaton') {
    const count = spec.letters.length
    return {
      states: spec.states,
      words: spec.letters,
      follow: (state, letter) => spec.next[state * count + letter]!,
      cares: (state, letter, output) => ((spec.care[state * count + letter]! >>> output) & 1) === 1,
    }
  }
  const words = Uint32Array.from({ length: 2 ** inputs }, (_, word) => word)
  const rows = wordsFor(2 ** inputs)
  const cares =
    spec?.kind === 'table'
      ? (_: number, letter: number, output: number) =>
          getLane(spec.care, letter, output * rows) === 1
      : () => true
  return { states: 1, words, follow: () => 0, cares }
}

/** The care words of a core: breadth first over states of machine and specification from reset. */
function followStates(
  { inputs, outputs, latches }: Netlist,
  table: TableSpec,
  letters: Letters,
): Uint32Array | undefined {
  const words = wordsFor(2 ** table.inputs)
  const pairs = 2 ** latches.length * letters.states
  if (pairs > statesMax) return undefined
  const seen = new Uint8Array(pairs)
  const queue = new Uint32Array(pairs)
  let reached = 1
  seen[0] = 1
  const care = new Uint32Array(table.outputs * words)
  for (let at = 0; at < reached; at++) {
    if ((at + 1) * letters.words.length > transitionsMax) return undefined
    const state = Math.floor(queue[at]! / letters.states)
    const wish = queue[at]! % letters.states
    for (let letter = 0; letter < letters.words.length; letter++) {
      const row = letters.words[letter]! + state * 2 ** inputs
      for (let o = 0; o < outputs.length; o++) {
        if (letters.cares(wish, letter, o)) setLane(care, row, o * words)
      }
      let next = 0
      for (let l = 0; l < latches.length; l++) {
        const o = outputs.length + l
        setLane(care, row, o * words)
        next += getLane(table.wanted, row, o * words) * 2 ** l
      }
      const pair = next * letters.states + letters.follow(wish, letter)
      if (seen[pair]) continue
      seen[pair] = 1
      queue[reached++] = pair
    }
  }
  return care
}
