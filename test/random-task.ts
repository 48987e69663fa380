/**
 * Tasks of random cases, to hold the fused engine against the plain one.
 *
 * Browsers and other Nodes run this file with the built package, so it knows the public door only.
 */
import {
  createPackedProblem,
  createRng,
  createTask,
  machine,
  type Packed,
  type ProblemSource,
  type Task,
} from 'nandertal'

export interface TaskShape {
  readonly inputs: number
  readonly outputs: number
  readonly latches: number
  readonly gates: number
  readonly ticks: number
  readonly cases: number
  readonly count: 'bits' | 'cases'
  readonly isWeighted: boolean
  readonly score: 'errors' | 'accuracy'
  /** How much does not matter: nothing, a quarter, a half. */
  readonly careless: 0 | 1 | 2
  /** Wants a constant, so that solved machines are compared too. */
  readonly easy: boolean
  readonly lambda: number
  readonly patience: number
  readonly siblings: number
  readonly slack: number
  readonly sizes: Packed['sizes']
  readonly evaluations: number
  readonly seed: number
}

/** Creates the task of a shape: the same for the same shape, on every platform. */
export function createRandomTask(shape: TaskShape): Task {
  const { inputs, outputs, latches, gates, lambda, patience, siblings, slack, evaluations } = shape
  const packed = createRandomCases(shape)
  const problem: ProblemSource = {
    name: 'random',
    build: () => ({ problem: createPackedProblem('random', packed, { score: shape.score }) }),
  }
  return createTask({
    genome: machine({ inputs, outputs, latches, gates }),
    problem,
    search: { name: 'one-plus-lambda', lambda, patience, siblings, slack },
    budget: { evaluations, stall: 900 },
  })
}

function createRandomCases(shape: TaskShape): Packed {
  const { inputs, outputs, ticks, cases, count, isWeighted, careless, easy } = shape
  const words = Math.ceil(cases / 32)
  const rng = createRng(shape.seed).split('cases')
  const draw = (length: number) => Uint32Array.from({ length }, () => rng.next())
  const bits = draw(ticks * inputs * words)
  const wanted = easy ? new Uint32Array(ticks * outputs * words) : draw(ticks * outputs * words)
  const care = new Uint32Array(ticks * outputs * words)
  for (let i = 0; i < care.length; i++) {
    const lanes = i % words === words - 1 ? 0xffffffff >>> (-cases & 31) : 0xffffffff
    care[i] = careless === 0 ? lanes : lanes & (rng.next() | (careless === 1 ? rng.next() : 0))
  }
  const weights = isWeighted
    ? Uint32Array.from({ length: words }, () => rng.below(2 ** 20))
    : undefined
  const errors = care.reduce((sum, word, i) => sum + ones(word) * (weights?.[i % words] ?? 1), 0)
  const stimulus = { inputs, ticks, cases, words, bits }
  return {
    cases: { kind: 'cases', stimulus, outputs, wanted, care },
    count,
    sizes: shape.sizes,
    weights,
    errorsMax: Math.max(1, errors),
  }
}

function ones(word: number): number {
  let count = 0
  for (let rest = word; rest !== 0; rest &= rest - 1) count++
  return count
}
