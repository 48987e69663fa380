/**
 * Sequence machines: behave as an automaton does, tick after tick.
 *
 * The automaton is the specification for all lengths; evolution sees sequences of it. Where all
 * sequences of a useful length fit, it sees all of them, else random ones from a fixed stream. The
 * label can be asked at every tick or at the last tick only.
 */
import { setLane, wordsFor } from '../bits.ts'
import { UsageError } from '../errors.ts'
import type { ProblemSource } from '../problem.ts'
import { createRng } from '../random.ts'
import { type AutomatonDefinition, automatonFromFunction } from '../spec/automaton.ts'
import type { AutomatonSpec, CasesSpec } from '../spec.ts'
import { createPackedProblem, exactBudget, gatesFor, packBits } from './packed.ts'
import { checkPorts } from './table.ts'

export interface SequenceOptions {
  /** Ticks of each sequence; default: enough to reach and to tell apart all states, at least 12. */
  readonly ticks?: number
  /** Number of sequences; default 64. */
  readonly sequences?: number
  /** Whether every tick has a label, or the last one only; default every. */
  readonly labels?: 'every' | 'last'
}

/** The most ticks × sequences that a problem may have. */
export const sequenceSizeMax = 2 ** 24

/**
 * The problem of behaving as a state machine that is given in TypeScript.
 *
 * @param definition reset state and step function; states are any JSON values
 */
export function automaton<State>(
  definition: Omit<AutomatonDefinition<State>, 'inputs' | 'outputs'>,
  options: SequenceOptions = {},
): ProblemSource {
  return {
    name: 'automaton',
    build(shape) {
      const inputs = shape.ports.inputs.length
      const outputs = shape.ports.outputs.length
      return fromAutomaton(
        automatonFromFunction({ ...definition, inputs, outputs }),
        options,
      ).build(shape)
    },
  }
}

/** The problem of an automaton that is already there. */
export function fromAutomaton(spec: AutomatonSpec, options: SequenceOptions = {}): ProblemSource {
  return {
    name: 'automaton',
    build(shape) {
      checkPorts(shape, spec.inputs, spec.outputs)
      const cases = casesFromAutomaton(spec, options)
      return {
        problem: createPackedProblem('automaton', packBits(cases)),
        spec,
        gates: gatesFor((spec.inputs + shape.latches) * spec.outputs),
        budget: exactBudget,
      }
    },
  }
}

/** Sequences of an automaton with their labels, drawn from a stream of their own. */
export function casesFromAutomaton(spec: AutomatonSpec, options: SequenceOptions = {}): CasesSpec {
  const letters = spec.letters.length
  const ticks = options.ticks ?? Math.max(12, 2 * spec.states)
  const sequences = options.sequences ?? 64
  if (!(ticks >= 1 && sequences >= 1 && ticks * sequences <= sequenceSizeMax)) {
    throw new UsageError('task/bad-sequences', {
      where: 'sequences',
      expected: `ticks and sequences of at least 1, at most ${sequenceSizeMax} together`,
      received: `${ticks} ticks × ${sequences} sequences`,
    })
  }
  const words = wordsFor(sequences)
  const { inputs, outputs } = spec
  const bits = new Uint32Array(ticks * inputs * words)
  const wanted = new Uint32Array(ticks * outputs * words)
  const care = new Uint32Array(ticks * outputs * words)
  const rng = createRng(0).split('sequences')
  let countedTicks = 0
  for (let seen = letters; seen <= sequences && letters > 1; seen *= letters) countedTicks++

  for (let lane = 0; lane < sequences; lane++) {
    // The first ticks count through the letters, so that every short beginning occurs.
    let state = 0
    let beginning = lane
    for (let t = 0; t < ticks; t++) {
      const isBeginning = t < countedTicks
      const letter = isBeginning ? beginning % letters : rng.below(letters)
      beginning = Math.floor(beginning / letters)
      const at = state * letters + letter
      setWord(bits, spec.letters[letter]!, inputs, t, lane, words)
      setWord(wanted, spec.wanted[at]!, outputs, t, lane, words)
      const isLabelled = options.labels !== 'last' || t === ticks - 1
      if (isLabelled) setWord(care, spec.care[at]!, outputs, t, lane, words)
      state = spec.next[at]!
    }
  }
  const stimulus = { inputs, ticks, cases: sequences, words, bits }
  return { kind: 'cases', stimulus, outputs, wanted, care }
}

function setWord(
  words: Uint32Array,
  value: number,
  signals: number,
  t: number,
  lane: number,
  stride: number,
): void {
  for (let i = 0; i < signals; i++) {
    if ((value >>> i) & 1) setLane(words, lane, (t * signals + i) * stride)
  }
}
