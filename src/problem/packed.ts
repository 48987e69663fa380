/**
 * The problem of agreeing with packed cases: truth tables, sequences, rows of data.
 *
 * All cases run through the kernel at once; errors are counted 32 at a time against the wanted and
 * care words.
 */
import { popcount } from '../bits.ts'
import type { Objectives, Score } from '../fitness.ts'
import { bestBatchKernel, type Kernel } from '../kernel.ts'
import { depth } from '../netlist/level.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import {
  type BuiltProblem,
  type CaseScore,
  casesMax,
  type Packed,
  type Problem,
  type Sizes,
} from '../problem.ts'
import type { CasesSpec } from '../spec.ts'

/** Fewer gates first, then less depth. */
const usualSizes: Sizes = ['gates', 'depth']

/** No errors, or for classifiers mean recall over classes; then sizes. */
function objectivesOf(isAccuracy: boolean, sizes: Sizes): Objectives {
  const small = Object.fromEntries(sizes.map((size) => [size, 'min' as const]))
  return isAccuracy ? { balancedAccuracy: 'max', ...small } : { errors: 'min', ...small }
}

/** Budget of problems that can be solved exactly: packed cases are cheap, so both are generous. */
export const exactBudget = { evaluations: 100_000_000, stall: 1_000_000 } as const

/**
 * Gates of a genotype for a problem of some size, usually inputs × outputs: many more than a machine
 * needs, for the inactive ones are what evolution builds from (docs/decisions/0004).
 */
export const gatesFor = (size: number): number => Math.min(2000, Math.max(200, 30 + 6 * size))

/**
 * What suits machines without latches that have some bits to get right, errorsMax (docs/decisions/0005).
 *
 * Many values of one gene are tried at once, which costs a part of what as many genes would; how many,
 * how long genotypes are and when to give up all grow with the bits.
 */
export function suitTable(bits: number): Pick<BuiltProblem, 'gates' | 'search' | 'budget'> {
  return {
    gates: Math.min(2000, Math.max(200, Math.round(22 * Math.sqrt(bits)))),
    search: {
      lambda: bits < 1024 ? 16 : 32,
      siblings: 1,
      patience: Math.max(20_000, 500 * bits),
    },
    budget: { evaluations: 1_000_000_000, stall: 3_000_000 },
  }
}

export interface PackedOptions {
  /** `accuracy` scores `1 − errors / errorsMax` as balancedAccuracy; default `errors`. */
  readonly score?: 'errors' | 'accuracy'
  /** Default: the faster one for each batch. */
  readonly kernel?: Kernel
}

/** The most machines and words of responses at once: a large population takes no more memory. */
const partMax = { machines: 256, words: 2 ** 18 }

/** Creates the problem of agreeing with packed cases; the fused engine takes it. */
export function createPackedProblem(
  name: string,
  packed: Packed,
  options: PackedOptions = {},
): Problem<Netlist> {
  const { stimulus, outputs } = packed.cases
  const responseWords = stimulus.ticks * outputs * stimulus.words
  const batchMax = Math.min(partMax.machines, Math.ceil(partMax.words / responseWords))
  // Grown when a larger batch comes.
  const responses: Uint32Array[] = []
  const isAccuracy = options.score === 'accuracy'
  const { sizes = usualSizes } = packed

  function evaluate(batch: readonly Netlist[]): Score[] {
    if (batch.length <= batchMax) return evaluatePart(batch)
    const scores: Score[] = []
    for (let first = 0; first < batch.length; first += batchMax) {
      scores.push(...evaluatePart(batch.slice(first, first + batchMax)))
    }
    return scores
  }

  function evaluatePart(batch: readonly Netlist[]): Score[] {
    while (responses.length < batch.length) responses.push(new Uint32Array(responseWords))
    const kernel = options.kernel ?? bestBatchKernel(batch, stimulus)
    kernel.simulateBatch(batch, stimulus, responses)
    return batch.map((netlist, index) => score(netlist, responses[index]!))
  }

  /** One machine after the other: there is room for one response, and cases are few. */
  function evaluateCases(batch: readonly Netlist[]): CaseScore[] {
    return batch.map((netlist) => {
      const [score] = evaluatePart([netlist])
      const errors = errorsByCase(packed, responses[0]!)
      return { score: score!, cases: isAccuracy ? errors.map((count) => -count) : errors }
    })
  }

  function score(netlist: Netlist, response: Uint32Array): Score {
    const errors = countErrors(packed, response)
    const first = isAccuracy ? 1 - errors / packed.errorsMax : errors
    const measures = { gates: gateCount, depth }
    return [first, ...sizes.map((size) => measures[size](netlist))]
  }

  return {
    name,
    objectives: objectivesOf(isAccuracy, sizes),
    target: isAccuracy ? { balancedAccuracy: 1 } : { errors: 0 },
    evaluate,
    ...(stimulus.cases <= casesMax && { evaluateCases }),
    packed: { ...packed, scoredAs: isAccuracy ? 'accuracy' : 'errors' },
  }
}

/** Packs cases whose every bit counts one. */
export function packBits(cases: CasesSpec): Packed {
  const errorsMax = cases.care.reduce((sum, word) => sum + popcount(word), 0)
  return { cases, count: 'bits', errorsMax }
}

/** The weighted errors of a response, [ticks × outputs × words]. */
export function countErrors(packed: Packed, response: Uint32Array): number {
  return packed.count === 'bits'
    ? countWrongBits(packed, response)
    : countWrongCases(packed, response)
}

/** The weighted errors of each case of a response, [cases]. */
export function errorsByCase(packed: Packed, response: Uint32Array): Float64Array {
  const { cases, count, weights } = packed
  const { wanted, care, stimulus } = cases
  const { words } = stimulus
  const errors = new Float64Array(stimulus.cases)
  for (let i = 0, w = 0; i < response.length; i++) {
    let wrong = (response[i]! ^ wanted[i]!) & care[i]!
    while (wrong !== 0) {
      const c = 32 * w + 31 - Math.clz32(wrong & -wrong)
      const weight = weights ? weights[w]! : 1
      errors[c] = count === 'bits' ? errors[c]! + weight : weight
      wrong &= wrong - 1
    }
    if (++w === words) w = 0
  }
  return errors
}

function countWrongBits({ cases, weights }: Packed, response: Uint32Array): number {
  const { wanted, care } = cases
  const words = cases.stimulus.words
  let errors = 0
  if (!weights) {
    for (let i = 0; i < response.length; i++) {
      const wrong = (response[i]! ^ wanted[i]!) & care[i]!
      if (wrong !== 0) errors += popcount(wrong)
    }
    return errors
  }
  for (let i = 0, w = 0; i < response.length; i++) {
    const wrong = (response[i]! ^ wanted[i]!) & care[i]!
    if (wrong !== 0) errors += popcount(wrong) * weights[w]!
    if (++w === words) w = 0
  }
  return errors
}

function countWrongCases({ cases, weights }: Packed, response: Uint32Array): number {
  const { wanted, care } = cases
  const words = cases.stimulus.words
  let errors = 0
  for (let w = 0; w < words; w++) {
    let wrong = 0
    for (let i = w; i < response.length; i += words) {
      wrong |= (response[i]! ^ wanted[i]!) & care[i]!
    }
    if (wrong !== 0) errors += popcount(wrong) * (weights ? weights[w]! : 1)
  }
  return errors
}
