/**
 * A recurrent network of gated units, in the form whose reset gate comes after the product.
 *
 *   update, reset = sigmoid(x·into + s·round + bias)
 *   fresh         = tanh(x·into + bias + reset × (s·round))
 *   s             = fresh + update × (s − fresh)
 *
 * Noise on the state as in `rnn`.
 *
 * Source: Cho et al. 2014, "Learning Phrase Representations using RNN Encoder-Decoder for Statistical
 * Machine Translation".
 */
import { type FloatMethod, refuseTables } from './float.ts'
import { type Model, respondBy } from './model.ts'
import { drawNoise } from './noise.ts'
import type { Matrix } from './tensors.ts'
import { addProduct, drawGlorot, drawOrthogonal, fill, joinColumns } from './weights.ts'

/** Units of the state. */
const width = 24
/**
 * The largest noise on a unit of the state. Learning from 12 ticks of parity, 0.3 leaves some seeds that
 * forget within 500 ticks, 0.5 left none of eight.
 */
const noiseMax = 0.5

export const gruModel: Model = {
  init: ({ inputs, outputs }, rng) => ({
    into: joinColumns([0, 1, 2].map(() => drawGlorot(inputs, width, rng))),
    round: joinColumns([0, 1, 2].map(() => drawOrthogonal(width, 1, rng))),
    bias: fill(1, 3 * width, 0),
    out: drawGlorot(width, outputs, rng),
    outBias: fill(1, outputs, 0),
  }),

  answer(tensors, { into, round, bias, out, outBias }, { ticks, cases, values }, rng) {
    const sums = tensors.split(tensors.add(tensors.matMul(values, into!), bias!), ticks)
    const noise = drawNoise(tensors, ticks, cases, width, noiseMax, rng)
    const states: Matrix[] = []
    let state: Matrix = tensors.zeros([cases, width])
    for (let t = 0; t < ticks; t++) {
      const [gatesIn, freshIn] = tensors.split(sums[t]!, [2 * width, width], 1)
      const kept = tensors.matMul(state, round!)
      const [gatesKept, freshKept] = tensors.split(kept, [2 * width, width], 1)
      const gates = tensors.sigmoid(tensors.add(gatesIn!, gatesKept!))
      const [update, reset] = tensors.split(gates, 2, 1)
      const fresh = tensors.tanh(tensors.add(freshIn!, tensors.mul(reset!, freshKept!)))
      const next = tensors.add(fresh, tensors.mul(update!, tensors.sub(state, fresh)))
      state = tensors.add(next, noise[t]!)
      states.push(state)
    }
    return tensors.add(tensors.matMul(tensors.concat(states), out!), outBias!)
  },

  createResponder({ into, round, bias, out, outBias }, { outputs }) {
    const state = new Float32Array(width)
    const fromInputs = new Float32Array(3 * width)
    const fromState = new Float32Array(3 * width)
    const answers = new Float32Array(outputs)
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))
    const stepper = {
      reset: () => state.fill(0),
      step(inputs: Float32Array) {
        fromInputs.set(bias!.values)
        addProduct(inputs, into!, fromInputs)
        fromState.fill(0)
        addProduct(state, round!, fromState)
        for (let j = 0; j < width; j++) {
          const update = sigmoid(fromInputs[j]! + fromState[j]!)
          const reset = sigmoid(fromInputs[width + j]! + fromState[width + j]!)
          const fresh = Math.tanh(fromInputs[2 * width + j]! + reset * fromState[2 * width + j]!)
          state[j] = fresh + update * (state[j]! - fresh)
        }
        answers.set(outBias!.values)
        addProduct(state, out!, answers)
        return answers
      },
    }
    return (stimulus) => respondBy(stepper, outputs, stimulus)
  },
}

/** Descent on a gated recurrent network. */
export const gruMethod: FloatMethod = {
  name: 'gru',
  description: `a float gated recurrent network of ${width} units, unrolled over ticks, by Adam`,
  refuse: refuseTables,
  model: gruModel,
  settings: {
    learningRate: 0.01,
    batchMax: 64,
    normMax: 1,
    ticksMin: 4,
    lossLearned: 0.1,
    lossDone: 0.003,
    patience: 400,
  },
}
