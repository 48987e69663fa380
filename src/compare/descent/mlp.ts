/**
 * A multi-layer perceptron of floating-point numbers, for what needs no memory.
 *
 * Source: Rumelhart, Hinton & Williams 1986, "Learning Representations by Back-propagating Errors".
 */
import { type FloatMethod, refuseSequences } from './float.ts'
import { type Model, respondBy } from './model.ts'
import type { Variables } from './tensors.ts'
import { addProduct, drawGlorot, fill } from './weights.ts'

/** Units of both hidden layers. */
const width = 64

export const mlpModel: Model = {
  init: ({ inputs, outputs }, rng) => ({
    into: drawGlorot(inputs, width, rng),
    intoBias: fill(1, width, 0),
    on: drawGlorot(width, width, rng),
    onBias: fill(1, width, 0),
    out: drawGlorot(width, outputs, rng),
    outBias: fill(1, outputs, 0),
  }),

  answer(tensors, variables: Variables, { values }) {
    const { into, intoBias, on, onBias, out, outBias } = variables
    const first = tensors.tanh(tensors.add(tensors.matMul(values, into!), intoBias!))
    const second = tensors.tanh(tensors.add(tensors.matMul(first, on!), onBias!))
    return tensors.add(tensors.matMul(second, out!), outBias!)
  },

  createResponder({ into, intoBias, on, onBias, out, outBias }, { outputs }) {
    const first = new Float32Array(width)
    const second = new Float32Array(width)
    const answers = new Float32Array(outputs)
    const stepper = {
      reset() {},
      step(inputs: Float32Array) {
        first.set(intoBias!.values)
        addProduct(inputs, into!, first)
        second.set(onBias!.values)
        addProduct(first.map(Math.tanh), on!, second)
        answers.set(outBias!.values)
        addProduct(second.map(Math.tanh), out!, answers)
        return answers
      },
    }
    return (stimulus) => respondBy(stepper, outputs, stimulus)
  },
}

/** Descent on a float perceptron of two hidden layers. */
export const mlpMethod: FloatMethod = {
  name: 'mlp',
  description: `a float perceptron, two layers of ${width} tanh units, by Adam`,
  refuse: refuseSequences,
  model: mlpModel,
  settings: {
    learningRate: 0.005,
    batchMax: 128,
    normMax: 1,
    ticksMin: 1,
    lossLearned: 0,
    lossDone: 0.02,
    patience: 1000,
  },
}
