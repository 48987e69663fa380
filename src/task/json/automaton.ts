/**
 * State machines as transitions: `idle 1- -> busy 0`, state, inputs, next state, outputs.
 *
 * The state of the first line is the reset state. A `-` on the left stands for both values, on the
 * right for an output that does not matter. Inputs that no state speaks of never come; those that
 * one state speaks of, every state must.
 */
import { z } from '../../schema.ts'
import type { AutomatonSpec } from '../../spec.ts'

/** The most inputs, outputs and transitions. */
const inputsMax = 8
const outputsMax = 32
const transitionsMax = 2048

interface Transition {
  readonly state: string
  readonly inputs: string
  readonly next: string
  readonly outputs: string
}

const pattern = /^ *(\S{1,64}) +([01-]*) *-> *(\S{1,64}) +([01xX-]+) *$/

export const automatonSchema = z.strictObject({
  transitions: z
    .array(z.string().regex(pattern, { abort: true }))
    .min(1, { abort: true })
    .max(transitionsMax, { abort: true })
    .superRefine((texts, context) => {
      const report = (at: number, message: string) =>
        context.addIssue({ code: 'custom', path: [at], message, continue: false })
      const transitions = texts.map(splitTransition)
      if (findUneven(transitions, report)) return
      findGaps(transitions, report)
    }),
  ticks: z.int().min(1).max(256).optional(),
  sequences: z.int().min(1).max(1024).optional(),
  labels: z.enum(['every', 'last']).optional(),
})

/** The automaton of transitions in which the schema finds no fault. */
export function buildAutomaton(texts: readonly string[]): AutomatonSpec {
  const transitions = texts.map(splitTransition)
  const states = [...new Set(transitions.map(({ state }) => state))]
  const letters = lettersOf(transitions)
  const size = states.length * letters.length
  const next = new Uint32Array(size)
  const wanted = new Uint32Array(size)
  const care = new Uint32Array(size)
  const stateNumbers = new Map(states.map((state, s) => [state, s]))
  const letterNumbers = new Map(letters.map((letter, l) => [letter, l]))
  for (const transition of transitions) {
    const { outputs } = transition
    for (const letter of wordsOf(transition.inputs)) {
      const state = stateNumbers.get(transition.state)!
      const at = state * letters.length + letterNumbers.get(letter)!
      next[at] = stateNumbers.get(transition.next)!
      wanted[at] = wordOf(outputs, (bit) => bit === '1')
      care[at] = wordOf(outputs, (bit) => bit === '0' || bit === '1')
    }
  }
  return {
    kind: 'automaton',
    inputs: transitions[0]!.inputs.length,
    outputs: transitions[0]!.outputs.length,
    states: states.length,
    letters: Uint32Array.from(letters),
    next,
    wanted,
    care,
  }
}

function splitTransition(text: string): Transition {
  const [, state = '', inputs = '', next = '', outputs = ''] = pattern.exec(text) ?? []
  return { state, inputs, next, outputs }
}

/** Input words, increasing. */
const lettersOf = (transitions: readonly Transition[]): number[] =>
  [...new Set(transitions.flatMap(({ inputs }) => wordsOf(inputs)))].sort((a, b) => a - b)

/** The input words that a pattern stands for. */
function wordsOf(inputs: string): number[] {
  let words = [0]
  for (let i = 0; i < inputs.length; i++) {
    if (inputs[i] === '1') words = words.map((word) => word | (1 << i))
    else if (inputs[i] === '-') words = words.flatMap((word) => [word, word | (1 << i)])
  }
  return words
}

const wordOf = (bits: string, isOne: (bit: string) => boolean): number =>
  [...bits].reduce((word, bit, o) => (isOne(bit) ? (word | (1 << o)) >>> 0 : word), 0)

type Report = (at: number, message: string) => void

function findUneven(transitions: readonly Transition[], report: Report): boolean {
  const { inputs, outputs } = transitions[0]!
  if (inputs.length > inputsMax || outputs.length > outputsMax) {
    report(0, `at most ${inputsMax} inputs and ${outputsMax} outputs`)
    return true
  }
  const uneven = transitions.flatMap((other, at) =>
    other.inputs.length !== inputs.length || other.outputs.length !== outputs.length ? [at] : [],
  )
  for (const at of uneven) {
    report(at, `${inputs.length} inputs and ${outputs.length} outputs, as in the first transition`)
  }
  return uneven.length > 0
}

/** Finds states that are never left, inputs that come twice, and inputs that are missing. */
function findGaps(transitions: readonly Transition[], report: Report): void {
  const said = new Map<string, Map<number, number>>()
  const firstLine = new Map<string, number>()
  transitions.forEach(({ state, inputs }, at) => {
    if (!said.has(state)) {
      said.set(state, new Map())
      firstLine.set(state, at)
    }
    const words = wordsOf(inputs)
    const earlier = words
      .map((word) => said.get(state)!.get(word))
      .find((line) => line !== undefined)
    if (earlier !== undefined) {
      report(at, `inputs for which transition ${earlier + 1} does not say what follows ${state}`)
    }
    for (const word of words) said.get(state)!.set(word, at)
  })
  transitions.forEach(({ next }, at) => {
    if (!said.has(next))
      report(at, `a next state that has transitions, one of ${list(said.keys())}`)
  })
  const letters = lettersOf(transitions)
  const width = transitions[0]!.inputs.length
  for (const [state, words] of said) {
    const missing = letters.find((letter) => !words.has(letter))
    if (missing === undefined) continue
    const bits = Array.from({ length: width }, (_, i) => (missing >>> i) & 1).join('')
    report(firstLine.get(state)!, `a transition of ${state} for inputs ${bits} as well`)
  }
}

const list = (names: Iterable<string>): string => [...names].slice(0, 8).join(', ')
