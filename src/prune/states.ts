/**
 * Fewer states: those that are never reached are left out, those that nothing tells apart become one,
 * and what is left gets new codes of as few bits as can be.
 *
 * States are told apart by what they show, then by where they lead, until nothing more splits. The
 * machine is built anew from the table of the remaining states, in some codings, of which the smallest
 * counts; it is taken only when it has no more gates, and fewer latches or fewer gates.
 *
 * Source: Moore 1956, "Gedanken-Experiments on Sequential Machines".
 */
import { getLane, setLane, wordsFor } from '../bits.ts'
import { createBuilder } from '../netlist/build.ts'
import { closeCore, coreOf } from '../netlist/core.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import type { Pass } from '../prune.ts'
import type { Rng } from '../random.ts'
import { tableFromNetlist } from '../spec/table.ts'
import type { TableSpec } from '../spec.ts'
import { resubstitutionPass, rewiringPass } from './resubstitution.ts'
import { rewritingPass } from './rewriting.ts'

export const statesPass: Pass = {
  name: 'states',
  recodes: true,
  isCostly: true,
  apply: minimiseStates,
}

/** The most inputs and latches together, and states that are reached. */
const variablesMax = 14
const statesMax = 256
/** Codings that are tried. */
const codings = 4
/** How often a machine that was built is gone through. */
const rounds = 6

/** What a machine does from the states that it reaches; state 0 is the reset state. */
interface States {
  readonly count: number
  readonly letters: number
  /** [states × letters] */
  readonly next: Uint32Array
  /** [states × letters] the bits that are shown, as text. */
  readonly shown: readonly string[]
}

function minimiseStates(netlist: Netlist, { rng }: Parameters<Pass['apply']>[1]): Netlist {
  const latches = netlist.latches.length
  if (latches === 0 || netlist.inputs + latches > variablesMax) return netlist
  const reached = followStates(netlist)
  if (!reached) return netlist
  const states = mergeEqual(reached)
  const bits = 32 - Math.clz32(states.count - 1)
  if (bits >= latches && states.count === reached.count) return netlist
  let best = netlist
  for (let coding = 0; coding < codings; coding++) {
    const codes = drawCodes(
      states.count,
      bits,
      coding === 0 ? undefined : rng.split('codes', coding),
    )
    const built = buildCoded(netlist, states, codes, bits, rng.split('build', coding))
    if (isSmaller(built, best)) best = built
  }
  return best
}

/** No more of either, and fewer of one. */
function isSmaller(a: Netlist, b: Netlist): boolean {
  const gates = gateCount(a) - gateCount(b)
  const latches = a.latches.length - b.latches.length
  return gates <= 0 && latches <= 0 && gates + latches < 0
}

/** Goes through all states that are reached from reset; undefined where there are too many. */
function followStates(netlist: Netlist): States | undefined {
  const { inputs } = netlist
  const outputs = netlist.outputs.length
  const letters = 2 ** inputs
  const table = tableFromNetlist(coreOf(netlist))
  const words = wordsFor(2 ** table.inputs)
  const numbers = new Map<number, number>([[0, 0]])
  const found = [0]
  const next: number[] = []
  const shown: string[] = []
  for (let at = 0; at < found.length; at++) {
    if (found.length > statesMax) return undefined
    for (let letter = 0; letter < letters; letter++) {
      const row = found[at]! * letters + letter
      let text = ''
      for (let o = 0; o < outputs; o++) text += getLane(table.wanted, row, o * words)
      let state = 0
      for (let l = 0; l < netlist.latches.length; l++) {
        state |= getLane(table.wanted, row, (outputs + l) * words) << l
      }
      if (!numbers.has(state)) {
        numbers.set(state, found.length)
        found.push(state)
      }
      next.push(numbers.get(state)!)
      shown.push(text)
    }
  }
  return { count: found.length, letters, next: Uint32Array.from(next), shown }
}

/** One state for each class of states that nothing tells apart, numbered as they first come. */
function mergeEqual({ count, letters, next, shown }: States): States {
  const rowOf = <T>(list: ArrayLike<T>, state: number): T[] =>
    Array.from({ length: letters }, (_, letter) => list[state * letters + letter]!)
  let classes = numberKeys(count, (state) => rowOf(shown, state).join())
  for (;;) {
    const before = classes
    const refined = numberKeys(
      count,
      (state) => `${before.of[state]}:${rowOf(next, state).map((to) => before.of[to])}`,
    )
    classes = refined
    if (refined.count === before.count) break
  }
  const first = Array.from({ length: classes.count }, (_, c) => classes.of.indexOf(c))
  return {
    count: classes.count,
    letters,
    next: Uint32Array.from(first.flatMap((s) => rowOf(next, s).map((to) => classes.of[to]!))),
    shown: first.flatMap((s) => rowOf(shown, s)),
  }
}

/** Numbers states by their keys, in the order in which keys first come. */
function numberKeys(
  count: number,
  keyOf: (state: number) => string,
): { of: number[]; count: number } {
  const numbers = new Map<string, number>()
  const of = Array.from({ length: count }, (_, state) => {
    const key = keyOf(state)
    const known = numbers.get(key) ?? numbers.size
    numbers.set(key, known)
    return known
  })
  return { of, count: numbers.size }
}

/** [states] different codes; the reset state has code 0. In order, or drawn. */
function drawCodes(count: number, bits: number, rng: Rng | undefined): number[] {
  const codes = Array.from({ length: 2 ** bits }, (_, code) => code)
  if (rng) {
    for (let i = codes.length - 1; i > 1; i--) {
      const j = 1 + rng.below(i)
      const code = codes[i]!
      codes[i] = codes[j]!
      codes[j] = code
    }
  }
  return codes.slice(0, count)
}

function buildCoded(
  netlist: Netlist,
  states: States,
  codes: readonly number[],
  bits: number,
  rng: Rng,
): Netlist {
  const table = tabulate(netlist, states, codes, bits)
  let core = buildTable(table)
  let smallest = core
  for (let round = 0; round < rounds; round++) {
    for (const pass of [rewritingPass, resubstitutionPass]) {
      core = pass.apply(core, { rng: rng.split(pass.name, round), core: table })
    }
    if (gateCount(core) < gateCount(smallest)) smallest = core
    core = rewiringPass.apply(core, { rng: rng.split('rewiring', round), core: table })
  }
  return closeCore(smallest, bits)
}

/** The core that is wanted; rows of codes that stand for no state are free. */
function tabulate(
  { inputs, outputs }: Netlist,
  states: States,
  codes: readonly number[],
  bits: number,
): TableSpec {
  const words = wordsFor(2 ** (inputs + bits))
  const count = outputs.length + bits
  const wanted = new Uint32Array(count * words)
  const care = new Uint32Array(count * words)
  codes.forEach((code, state) => {
    for (let letter = 0; letter < states.letters; letter++) {
      const at = state * states.letters + letter
      const row = code * states.letters + letter
      const next = codes[states.next[at]!]!
      for (let o = 0; o < count; o++) {
        setLane(care, row, o * words)
        const isOne =
          o < outputs.length
            ? states.shown[at]![o] === '1'
            : ((next >>> (o - outputs.length)) & 1) === 1
        if (isOne) setLane(wanted, row, o * words)
      }
    }
  })
  return { kind: 'table', inputs: inputs + bits, outputs: count, wanted, care }
}

/** Splits every output by one input after another; what is free takes the value that splits least. */
function buildTable({ inputs, outputs, wanted, care }: TableSpec): Netlist {
  const builder = createBuilder(inputs)
  const words = wordsFor(2 ** inputs)
  const known = new Map<string, number>()
  const build = (column: string): number => {
    if (!column.includes('1')) return builder.zero
    if (!column.includes('0')) return builder.one()
    const shared = known.get(column)
    if (shared !== undefined) return shared
    const half = column.length / 2
    const low = column.slice(0, half)
    const high = column.slice(half)
    const both = unite(low, high)
    const input = builder.input(31 - Math.clz32(half))
    const signal = both === undefined ? builder.mux(input, build(high), build(low)) : build(both)
    known.set(column, signal)
    return signal
  }
  const columns = Array.from({ length: outputs }, (_, o) =>
    Array.from({ length: 2 ** inputs }, (_, row) => {
      if (getLane(care, row, o * words) === 0) return '-'
      return getLane(wanted, row, o * words) === 1 ? '1' : '0'
    }).join(''),
  )
  return builder.build(columns.map(build))
}

/** What agrees with both columns, if anything does. */
function unite(a: string, b: string): string | undefined {
  let united = ''
  for (let row = 0; row < a.length; row++) {
    if (a[row] !== '-' && b[row] !== '-' && a[row] !== b[row]) return undefined
    united += a[row] === '-' ? b[row] : a[row]
  }
  return united
}
