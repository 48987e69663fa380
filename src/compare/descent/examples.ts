/** Cases as numbers: bits become −1 and 1, and what is asked for gets a weight. */
import { getLane } from '../../bits.ts'
import type { Material } from '../../compare.ts'
import type { Stimulus } from '../../kernel.ts'
import type { Rng } from '../../random.ts'
import type { CasesSpec } from '../../spec.ts'

export interface Examples {
  readonly inputs: number
  readonly outputs: number
  readonly ticks: number
  readonly cases: number
  /** [ticks × cases × inputs] −1 or 1. */
  readonly values: Float32Array
  /** [ticks × cases × outputs] −1 or 1. */
  readonly wanted: Float32Array
  /** [ticks × cases × outputs] 0 where it does not matter. */
  readonly weights: Float32Array
  /** [cases] the first tick at which something is asked for; `ticks` where nothing is. */
  readonly firstAsked: Uint32Array
}

/** Writes the inputs of one case at one tick as −1 and 1. */
export function readInputs(stimulus: Stimulus, t: number, c: number, values: Float32Array): void {
  const { inputs, words, bits } = stimulus
  for (let i = 0; i < inputs; i++) values[i] = 2 * getLane(bits, c, (t * inputs + i) * words) - 1
}

/** Reads what there is to learn from; where it is balanced, the tokens of each class weigh the same together. */
export function readExamples({ train, isBalanced }: Material): Examples {
  const { stimulus, outputs, wanted, care } = train
  const { inputs, ticks, cases, words } = stimulus
  const examples = {
    inputs,
    outputs,
    ticks,
    cases,
    values: new Float32Array(ticks * cases * inputs),
    wanted: new Float32Array(ticks * cases * outputs),
    weights: new Float32Array(ticks * cases * outputs),
    firstAsked: new Uint32Array(cases).fill(ticks),
  }
  const weightOf = isBalanced ? weighClasses(train) : () => 1
  for (let t = 0; t < ticks; t++) {
    for (let c = 0; c < cases; c++) {
      const token = t * cases + c
      readInputs(stimulus, t, c, examples.values.subarray(token * inputs, (token + 1) * inputs))
      for (let o = 0; o < outputs; o++) {
        const at = (t * outputs + o) * words
        examples.wanted[token * outputs + o] = 2 * getLane(wanted, c, at) - 1
        if (getLane(care, c, at) === 0) continue
        examples.weights[token * outputs + o] = weightOf(t, c)
        examples.firstAsked[c] = Math.min(examples.firstAsked[c]!, t)
      }
    }
  }
  return examples
}

/** The wanted bits of a token as a text, with those that do not matter left out. */
function labelOf({ stimulus, outputs, wanted, care }: CasesSpec, t: number, c: number): string {
  let label = ''
  for (let o = 0; o < outputs; o++) {
    const at = (t * outputs + o) * stimulus.words
    if (getLane(care, c, at) === 1) label += `${o}${getLane(wanted, c, at)}`
  }
  return label
}

/** The weight of each token, 1 on average over tokens that ask for something. */
function weighClasses(train: CasesSpec): (t: number, c: number) => number {
  const { ticks, cases } = train.stimulus
  const counts = new Map<string, number>()
  let all = 0
  for (let t = 0; t < ticks; t++) {
    for (let c = 0; c < cases; c++) {
      const label = labelOf(train, t, c)
      if (label === '') continue
      counts.set(label, (counts.get(label) ?? 0) + 1)
      all++
    }
  }
  return (t, c) => all / (counts.size * counts.get(labelOf(train, t, c))!)
}

/** Some cases of the examples, tick by tick, up to a number of ticks. */
export interface Batch {
  readonly ticks: number
  readonly cases: number
  /** [ticks × cases × inputs] */
  readonly values: Float32Array
  /** [ticks × cases × outputs] */
  readonly wanted: Float32Array
  /** [ticks × cases × outputs] */
  readonly weights: Float32Array
}

/** Draws cases that are asked something within the first ticks; all of them where they are few. */
export function drawBatch(examples: Examples, ticks: number, casesMax: number, rng: Rng): Batch {
  const asked: number[] = []
  examples.firstAsked.forEach((first, c) => {
    if (first < ticks) asked.push(c)
  })
  const chosen =
    asked.length <= casesMax
      ? asked
      : Array.from({ length: casesMax }, () => asked[rng.below(asked.length)]!)
  const pick = (from: Float32Array, width: number) => {
    const to = new Float32Array(ticks * chosen.length * width)
    for (let t = 0; t < ticks; t++) {
      chosen.forEach((c, k) => {
        const at = (t * examples.cases + c) * width
        to.set(from.subarray(at, at + width), (t * chosen.length + k) * width)
      })
    }
    return to
  }
  return {
    ticks,
    cases: chosen.length,
    values: pick(examples.values, examples.inputs),
    wanted: pick(examples.wanted, examples.outputs),
    weights: pick(examples.weights, examples.outputs),
  }
}

/** The fewest ticks, at least `ticksMin`, within which a twentieth of the cases is asked something. */
export function shortestTicks({ firstAsked, ticks, cases }: Examples, ticksMin: number): number {
  for (let limit = Math.min(ticksMin, ticks); limit < ticks; limit++) {
    const asked = firstAsked.reduce((sum, first) => sum + (first < limit ? 1 : 0), 0)
    if (20 * asked >= cases) return limit
  }
  return ticks
}
