/**
 * Drift of cores that are too large for a table: on cases, and a proof decides.
 *
 * What is right in all cases may be wrong elsewhere. So each step is held against the machine before it
 * by SAT; an input that shows a difference becomes one more case, and the step is made again with it.
 * A step that was refuted is made shorter, one that was proved longer. Nothing that was not proved is
 * ever kept.
 *
 * Source: Vasicek & Sekanina 2011, "Formal Verification of Candidate Solutions for Post-Synthesis
 * Evolutionary Optimization in Evolvable Hardware".
 */
import { setLane, wordsFor } from '../bits.ts'
import { type Stimulus, simulate } from '../kernel.ts'
import { closeCore, coreOf } from '../netlist/core.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import { packBits } from '../problem/packed.ts'
import type { Packed } from '../problem.ts'
import type { Rng } from '../random.ts'
import { verify } from '../verify.ts'
import { costOf } from './cost.ts'
import { driftCases } from './drift.ts'
import { isSmaller, type Objective, sizesOf, slackOf } from './objective.ts'

/** An input word of a core, bit by bit, that showed a difference once. */
export type Hard = string

export interface SampledOptions {
  readonly rng: Rng
  readonly work: number
  readonly objective: Objective
  /** Inputs that refuted earlier steps. */
  readonly hard: readonly Hard[]
  readonly signal?: AbortSignal
}

export interface Sampled {
  readonly best: Netlist
  readonly last: Netlist
  readonly hard: readonly Hard[]
  readonly evaluations: number
  readonly work: number
}

/** Random cases beside the hard ones, and the most of those; the latest are kept. */
const randomCases = 1024
export const hardMax = 3072
/** Evaluations of a step. */
const evaluationsMin = 1000
const evaluationsMax = 500_000
const evaluationsFirst = 30_000
/** What a proof may cost, in conflicts, and is taken to cost in work, by the gate. */
const conflictsMax = 20_000
const proofWork = 2 ** 16
const spare = 20

/** Drifts for as long as the work lasts. */
export async function driftSampled(
  current: Netlist,
  best: Netlist,
  { rng, work, objective, hard: known, signal }: SampledOptions,
): Promise<Sampled> {
  const latches = current.latches.length
  let hard = known
  let last = current
  let smallest = best
  let [evaluations, spent, step] = [0, 0, evaluationsFirst]
  for (let k = 0; spent < work && !signal?.aborted; k++) {
    const stream = rng.split('step', k)
    const core = coreOf(last)
    const drifted = await driftCases(core, collectCases(core, hard, stream), {
      rng: stream,
      evaluations: step,
      slack: slackOf[objective],
      sizes: sizesOf[objective],
      spare,
      mark: coreOf(smallest),
      signal,
    })
    evaluations += drifted.evaluations
    // Cases are as many rows as a table of twelve inputs has.
    spent += drifted.evaluations * costOf(gateCount(core), 12) + gateCount(core) * proofWork
    const found = closeCore(drifted.best, latches)
    const isProgress = isSmaller(found, smallest, objective)
    const next = isProgress ? drifted.best : drifted.last
    const refutation = refute(next, core)
    if (refutation === undefined) {
      last = closeCore(next, latches)
      if (isSmaller(last, smallest, objective)) smallest = last
      step = Math.min(evaluationsMax, 2 * step)
      continue
    }
    if (refutation !== '') hard = [...hard, refutation].slice(-hardMax)
    step = Math.max(evaluationsMin, Math.floor(step / 2))
  }
  return { best: smallest, last, hard, evaluations, work: spent }
}

/** The input that shows a difference; empty where there is no proof, undefined where they are proved equal. */
function refute(core: Netlist, reference: Netlist): Hard | undefined {
  const verdict = verify(core, { kind: 'machine', netlist: reference }, { conflictsMax })
  if (verdict.verdict === 'equivalent') return undefined
  return verdict.verdict === 'different' ? verdict.counterexample.inputs[0]!.join('') : ''
}

/** Random and hard inputs, with what a core shows for them. */
function collectCases(core: Netlist, hard: readonly Hard[], rng: Rng): Packed {
  const cases = randomCases + hard.length
  const words = wordsFor(cases)
  const bits = new Uint32Array(core.inputs * words)
  const randomWords = randomCases / 32
  const draw = rng.split('cases')
  for (let i = 0; i < core.inputs; i++) {
    // Words of few ones and of many reach corners that even chances do not.
    for (let w = 0; w < randomWords; w++) {
      const [a, b] = [draw.next(), draw.next()]
      bits[i * words + w] = [a, a & b, a | b, a][w % 4]!
    }
  }
  hard.forEach((row, k) => {
    for (let i = 0; i < core.inputs; i++) {
      if (row[i] === '1') setLane(bits, randomCases + k, i * words)
    }
  })
  const stimulus: Stimulus = { inputs: core.inputs, ticks: 1, cases, words, bits }
  const wanted = simulate(core, stimulus)
  const care = new Uint32Array(wanted.length)
  for (let i = 0; i < care.length; i++) {
    care[i] = i % words === words - 1 && cases % 32 > 0 ? 2 ** (cases % 32) - 1 : 0xffffffff
  }
  const outputs = core.outputs.length
  return packBits({ kind: 'cases', stimulus, outputs, wanted, care })
}
