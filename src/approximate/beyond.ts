/**
 * The search where there are too many rows to look at: chosen rows lead it, proofs decide.
 *
 * A machine that is smaller, and right enough on the chosen rows, is handed to the error miter. If the
 * bound is proved, the search goes on from there. If not, the solver says for which inputs it is more
 * wrong than allowed; these, and others around them, join the rows, and the search goes back to the
 * last machine that was proved. So nothing is kept for which there is no proof.
 *
 * Source: Češka, Matyáš, Mrazek, Sekanina, Vasicek & Vojnar 2017, "Approximating Complex Arithmetic
 * Circuits with Formal Error Guarantees: 32-bit Multipliers Accomplished" (evolution with a limit on
 * what a proof may cost); counterexamples as rows: Solar-Lezama, Tancau, Bodik, Seshia & Saraswat 2006,
 * "Combinatorial Sketching for Finite Programs".
 */
import { compact } from '../netlist/compact.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import { foldRule } from '../prune/constants.ts'
import { rewrite } from '../prune/rewrite.ts'
import { createRng, type Rng } from '../random.ts'
import { askOutput } from './clauses.ts'
import { type Candidate, drift, tieGreedily } from './drift.ts'
import { addToFront, type Found } from './front.ts'
import type { ErrorMeasure } from './measure.ts'
import { buildErrorMiter } from './miter.ts'
import { rowsOf } from './rows.ts'
import { type ApproximateProgress, sketchGates, tiesPart } from './search.ts'
import { createSimdEvaluator } from './simd.ts'
import { createSketch } from './sketch.ts'

/** Words of the chosen rows: 4,096 rows. */
const sampleWords = 128

/** Conflicts after which a proof is given up, and the machine with it. */
const conflictsMax = 20_000

/** Evaluations between two proofs. */
const sliceEvaluations = 500

export interface ProvedSearch {
  readonly measure: ErrorMeasure
  readonly isSigned: boolean
  readonly evaluations: number
  readonly seed: number
}

export interface ProvedFront {
  readonly found: readonly Found[]
  /** Steps of the proof of each machine that was proved, all of them checked. */
  readonly steps: ReadonlyMap<Netlist, number>
  readonly evaluations: number
  /** Machines that were given up with their proofs. */
  readonly proofsGivenUp: number
}

/**
 * Goes through the bounds, whole numbers; the error of what is found is the bound that was proved.
 *
 * @param exact what errors are measured against
 * @param start a machine from which the search starts once it is proved to do the same
 */
export function* searchProved(
  exact: Netlist,
  start: Netlist,
  bounds: readonly number[],
  { measure, isSigned, evaluations, seed }: ProvedSearch,
): Generator<ApproximateProgress, ProvedFront, boolean | undefined> {
  const gates = Math.max(sketchGates(exact), sketchGates(start))
  const sample = createSample(exact.inputs, createRng(seed).split('approximate', 'rows'))
  const steps = new Map<Netlist, number>()
  const ask = (netlist: Netlist, bound: number) =>
    askOutput(buildErrorMiter(netlist, exact, bound, isSigned), conflictsMax)

  let proved = compact(exact)
  // Nothing has to be proved of the machine itself.
  steps.set(proved, 0)
  let found = addToFront([], proved, 0)
  const begin = ask(start, 0)
  if (begin.answer === 'never') {
    proved = compact(start)
    steps.set(proved, begin.steps)
    found = addToFront(found, proved, 0)
  }

  let proofsGivenUp = 0
  const evaluationsMax = bounds.length * evaluations
  for (const [boundIndex, bound] of bounds.entries()) {
    for (let spent = 0, slice = 0; spent < evaluations; slice++) {
      const rng = createRng(seed).split('approximate', boundIndex, slice)
      const rows = rowsOf(exact, sample.bits, sampleWords, 32 * sampleWords, isSigned)
      const evaluator = createSimdEvaluator(rows, measure, gates)
      const sketch = createSketch(proved, gates, rng.split('layout'))
      const candidate: Candidate = { sketch, evaluator, error: evaluator.adopt(sketch) }
      const length = Math.min(sliceEvaluations, evaluations - spent)
      // Every other slice ties, while there is much to gain.
      const isTying = slice % 2 === 0 && spent < tiesPart * evaluations
      if (isTying) tieGreedily(candidate, bound, length, rng.split('tie'), () => {})
      else drift(candidate, bound, length, rng.split('drift'), () => {})
      spent += length
      const next = rewrite(sketch.toNetlist(), foldRule)
      if (gateCount(next) < gateCount(proved)) {
        const question = ask(next, bound)
        if (question.answer === 'never') {
          proved = next
          steps.set(next, question.steps)
          found = addToFront(found, next, bound)
        } else if (question.answer === 'once') sample.add(question.inputs, rng.split('around'))
        else proofsGivenUp++
      }
      const all = boundIndex * evaluations + spent
      const isEnough = yield {
        ...{ bound, boundIndex, bounds: bounds.length, evaluations: all, evaluationsMax },
        ...{ gates: gateCount(proved), error: bound, found: found.length },
      }
      if (isEnough) return { found, steps, evaluations: all, proofsGivenUp }
    }
  }
  return { found, steps, evaluations: evaluationsMax, proofsGivenUp }
}

interface Sample {
  /** [inputs × words] lane = row; changed by `add`. */
  readonly bits: Uint32Array
  /** Takes inputs and others around them in place of older rows, a word of them. */
  add(inputs: readonly (0 | 1)[], rng: Rng): void
}

/** Random rows, of which the second half makes room for others. */
function createSample(inputs: number, rng: Rng): Sample {
  const bits = Uint32Array.from({ length: inputs * sampleWords }, () => rng.next())
  const half = sampleWords / 2
  let added = 0
  return {
    bits,
    add(found, around) {
      const word = half + (added++ % half)
      for (let i = 0; i < inputs; i++) {
        // The first row is the one that was found; in the others, one bit in eight is another.
        const flips = around.next() & around.next() & around.next() & ~1
        bits[i * sampleWords + word] = (found[i] === 1 ? 0xffffffff : 0) ^ flips
      }
    },
  }
}
