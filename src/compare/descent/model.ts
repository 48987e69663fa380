/**
 * What descent fits: a function of weights that answers a batch, and the same function alone, outside
 * of the autodiff package, which answers any stimulus once the weights are there.
 */
import { setLane } from '../../bits.ts'
import type { Stimulus } from '../../kernel.ts'
import type { Rng } from '../../random.ts'
import { readInputs } from './examples.ts'
import type { Matrix, Tensors, Variables } from './tensors.ts'
import type { Weights } from './weights.ts'

export interface Shape {
  readonly inputs: number
  readonly outputs: number
  /** 1 where nothing has to be kept from tick to tick. */
  readonly ticks: number
}

/** A batch as tensors. */
export interface TensorBatch {
  readonly shape: Shape
  readonly ticks: number
  readonly cases: number
  /** [ticks·cases × inputs] −1 or 1, tick by tick. */
  readonly values: Matrix
}

export type Responder = (stimulus: Stimulus) => Uint32Array

export interface Model {
  /** Draws weights to start from. */
  init(shape: Shape, rng: Rng): Weights
  /**
   * Answers a batch by tensors, [ticks·cases × outputs] in log odds of a 1; each case from the reset state.
   *
   * @param rng for noise while learning
   */
  answer(tensors: Tensors, variables: Variables, batch: TensorBatch, rng: Rng): Matrix
  /** What has been learned, as what counts: a function of bits. */
  createResponder(weights: Weights, shape: Shape): Responder
}

/** Answers one case, tick by tick. */
export interface Stepper {
  reset(): void
  /** Takes [inputs] of −1 and 1, returns [outputs], positive for 1; the same array each time. */
  step(inputs: Float32Array): Float32Array
}

/** Answers all cases of a stimulus, one after the other, each from the reset state. */
export function respondBy(stepper: Stepper, outputs: number, stimulus: Stimulus): Uint32Array {
  const { inputs, ticks, cases, words } = stimulus
  const response = new Uint32Array(ticks * outputs * words)
  const values = new Float32Array(inputs)
  for (let c = 0; c < cases; c++) {
    stepper.reset()
    for (let t = 0; t < ticks; t++) {
      readInputs(stimulus, t, c, values)
      const answers = stepper.step(values)
      for (let o = 0; o < outputs; o++) {
        if (answers[o]! > 0) setLane(response, c, (t * outputs + o) * words)
      }
    }
  }
  return response
}
