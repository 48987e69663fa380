/**
 * A recurrent network of tanh units.
 *
 * Noise on the state while learning makes states that are few and far apart, which hold for far more
 * ticks than were learned from.
 *
 * Sources: Elman 1990, "Finding Structure in Time"; Jim, Giles & Horne 1996, "An Analysis of Noise in
 * Recurrent Neural Networks: Convergence and Generalization".
 */

import { type FloatMethod, refuseTables } from './float.ts'
import { type Model, respondBy } from './model.ts'
import { drawNoise } from './noise.ts'
import type { Matrix } from './tensors.ts'
import { addProduct, drawGlorot, drawOrthogonal, fill } from './weights.ts'

/** Units of the state. */
const width = 32
/**
 * The largest noise on a unit of the state. Learning from 12 ticks of parity, 0.3 and 0.4 leave some
 * seeds that forget within 500 ticks, 0.5 left none of five; it takes twice as many steps.
 */
const noiseMax = 0.5

export const rnnModel: Model = {
  init: ({ inputs, outputs }, rng) => ({
    into: drawGlorot(inputs, width, rng),
    round: drawOrthogonal(width, 1, rng),
    bias: fill(1, width, 0),
    out: drawGlorot(width, outputs, rng),
    outBias: fill(1, outputs, 0),
  }),

  answer(tensors, { into, round, bias, out, outBias }, { ticks, cases, values }, rng) {
    const sums = tensors.split(tensors.add(tensors.matMul(values, into!), bias!), ticks)
    const noise = drawNoise(tensors, ticks, cases, width, noiseMax, rng)
    const states: Matrix[] = []
    let state: Matrix = tensors.zeros([cases, width])
    for (let t = 0; t < ticks; t++) {
      const sum = tensors.add(sums[t]!, tensors.matMul(state, round!))
      state = tensors.add(tensors.tanh(sum), noise[t]!)
      states.push(state)
    }
    return tensors.add(tensors.matMul(tensors.concat(states), out!), outBias!)
  },

  createResponder({ into, round, bias, out, outBias }, { outputs }) {
    const state = new Float32Array(width)
    const sums = new Float32Array(width)
    const answers = new Float32Array(outputs)
    const stepper = {
      reset: () => state.fill(0),
      step(inputs: Float32Array) {
        sums.set(bias!.values)
        addProduct(inputs, into!, sums)
        addProduct(state, round!, sums)
        for (let j = 0; j < width; j++) state[j] = Math.tanh(sums[j]!)
        answers.set(outBias!.values)
        addProduct(state, out!, answers)
        return answers
      },
    }
    return (stimulus) => respondBy(stepper, outputs, stimulus)
  },
}

/** Descent on a recurrent network. */
export const rnnMethod: FloatMethod = {
  name: 'rnn',
  description: `a float recurrent network of ${width} tanh units, unrolled over ticks, by Adam`,
  refuse: refuseTables,
  model: rnnModel,
  settings: {
    learningRate: 0.003,
    batchMax: 64,
    normMax: 1,
    ticksMin: 4,
    lossLearned: 0.1,
    lossDone: 0.003,
    patience: 400,
  },
}
