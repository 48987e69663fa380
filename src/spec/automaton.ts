/** Mealy machines from step functions: the states that can be reached are found and numbered. */
import { UsageError } from '../errors.ts'
import type { AutomatonSpec } from '../spec.ts'
import { checkBits, functionThrew, type WantedBit, wordBits } from './table.ts'

/** The most states that are explored. */
export const automatonStatesMax = 2 ** 16
/** The most letters, given or 2^inputs. */
export const automatonLettersMax = 2 ** 16

export interface AutomatonDefinition<State> {
  /** In [0, 32]. */
  readonly inputs: number
  /** In [1, 32]. */
  readonly outputs: number
  /** The input words that may come, as bits a letter; every one of 2^inputs by default. */
  readonly letters?: readonly (readonly (0 | 1 | boolean)[])[]
  /** The first state; states are plain data and are the same when their JSON is. */
  readonly reset: State
  /** What follows a state when these input bits come. */
  step(state: State, bits: readonly (0 | 1)[]): { state: State; outputs: readonly WantedBit[] }
}

/** Explores a step function from its reset state. Throws when the states do not come to an end. */
export function automatonFromFunction<State>(options: AutomatonDefinition<State>): AutomatonSpec {
  const { inputs, outputs, reset, step } = options
  const letters = readLetters(options)
  const numbers = new Map<string, number>([[JSON.stringify(reset), 0]])
  const states = [reset]
  const next: number[] = []
  const wanted: number[] = []
  const care: number[] = []

  function numberOf(state: State): number {
    const text = JSON.stringify(state)
    const known = numbers.get(text)
    if (known !== undefined) return known
    if (states.length >= automatonStatesMax) throw tooMany('states', automatonStatesMax, 'more')
    numbers.set(text, states.length)
    return states.push(state) - 1
  }

  for (let s = 0; s < states.length; s++) {
    for (const letter of letters) {
      const bits = wordBits(letter, inputs)
      const where = `state ${JSON.stringify(states[s])}, inputs ${bits}`
      const state = structuredClone(states[s]!)
      let reply: ReturnType<typeof step>
      try {
        reply = step(state, bits)
      } catch (cause) {
        throw functionThrew(cause, outputs, where)
      }
      checkBits(reply?.outputs, outputs, where)
      next.push(numberOf(reply.state))
      wanted.push(packBits(reply.outputs))
      care.push(packBits(reply.outputs.map((bit) => bit !== null)))
    }
  }
  return {
    kind: 'automaton',
    inputs,
    outputs,
    states: states.length,
    letters,
    next: Uint32Array.from(next),
    wanted: Uint32Array.from(wanted),
    care: Uint32Array.from(care),
  }
}

function readLetters<State>(options: AutomatonDefinition<State>): Uint32Array {
  const { inputs, outputs, letters } = options
  if (!(inputs >= 0 && inputs <= 32)) throw tooMany('inputs', 32, inputs)
  if (!(outputs >= 1 && outputs <= 32)) throw tooMany('outputs', 32, outputs)
  const amount = letters?.length ?? 2 ** inputs
  if (amount > automatonLettersMax) throw tooMany('letters', automatonLettersMax, amount)
  const words = letters
    ? Uint32Array.from(new Set(letters.map((letter) => packBits(letter))))
    : Uint32Array.from({ length: amount }, (_, letter) => letter)
  const odd = letters?.find((letter) => letter.length !== inputs)
  if (odd || words.length === 0) {
    throw new UsageError('spec/letters', {
      where: 'letters',
      expected: `one letter or more of ${inputs} bits each`,
      received: JSON.stringify(odd ?? letters),
    })
  }
  return words
}

const packBits = (bits: readonly WantedBit[]): number =>
  bits.reduce((word: number, bit, i) => (bit ? word | (1 << i) : word), 0) >>> 0

const tooMany = (what: string, most: number, received: number | string): UsageError =>
  new UsageError(`spec/${what}`, {
    where: what,
    expected: `at most ${most}`,
    received: `${received}`,
    hint: what === 'states' ? 'States are compared by their JSON; does one count up?' : undefined,
  })
