/**
 * A network of gates that descent can fit: each gate reads two mixtures of earlier signals and is a
 * mixture of all 16 functions of two bits. Mixtures are softmaxes of weights; a bit is a number in
 * [0, 1], the probability that it is 1. Latches carry such numbers from tick to tick.
 *
 * It is made discrete by taking of each mixture what weighs most: then it is a machine of NANDs. Noise on
 * the weights while learning, as if each choice were drawn, keeps what is learned near what is discrete.
 *
 * Sources: Petersen, Borgelt, Kuehne & Deussen 2022, "Deep Differentiable Logic Gate Networks" (functions);
 * Jang, Gu & Poole 2017, "Categorical Reparameterization with Gumbel-Softmax"; Yousefi et al. 2025, "Mind the
 * Gap: Removing the Discretization Gap in Differentiable Logic Gate Networks" (noise).
 */
import { simulate } from '../../kernel.ts'
import type { Builder } from '../../netlist/build.ts'
import { compact } from '../../netlist/compact.ts'
import type { Netlist } from '../../netlist.ts'
import type { Rng } from '../../random.ts'
import {
  addFunction,
  buildLayers,
  createLayerStepper,
  type Layer,
  type Layout,
  layOut,
  unroll,
} from './layers.ts'
import type { LogicMethod } from './logic.ts'
import { type Model, type Responder, respondBy, type Shape } from './model.ts'
import type { Matrix, Tensors, Variables } from './tensors.ts'
import { addProduct, type Weight, type Weights } from './weights.ts'

/**
 * Gates of hidden layers, for tables and for sequences, and latches. Depth helps tables more than width:
 * with majority-5, four layers of 64 end in more right answers than three of 32 or of 128.
 */
const hiddenForTables = [64, 64, 64, 64]
const hiddenForSequences = [16, 16]
const latchesMax = 4
/** How much a choice that was drawn at the start outweighs all others together, as a logarithm. */
const choiceLead = 1
/** Noise on weights while learning, in parts of a whole draw; 0, 0.25 and 1 do no better. */
const noiseScale = 0.5
/** How near to 0 and 1 probabilities come in the loss. */
const margin = 1e-3

const layoutOf = (shape: Shape): Layout =>
  layOut(shape, shape.ticks > 1 ? hiddenForSequences : hiddenForTables, latchesMax)

/**
 * [4 × 16] function f, whose bit 2a + b is its value at a and b, as 1, a, b and ab: times its column, its
 * value at probabilities.
 */
const polynomials = Float32Array.from({ length: 64 }, (_, at) => {
  const bit = (row: number) => (at >>> row) & 1
  const [f00, f01, f10, f11] = [bit(0), bit(1), bit(2), bit(3)]
  return [f00, f10 - f00, f01 - f00, f11 - f10 - f01 + f00][at >>> 4]!
})

/** [choosers × options] weights in which each chooser prefers one option that is drawn. */
function drawChoices(choosers: number, options: number, rng: Rng): Weight {
  const values = new Float32Array(choosers * options)
  for (let r = 0; r < choosers; r++) {
    values[r * options + rng.below(options)] = choiceLead + Math.log(options)
  }
  return { rows: choosers, columns: options, values }
}

/** The option that weighs most in one row. */
function chosen({ columns, values }: Weight, row: number): number {
  const options = values.subarray(row * columns, (row + 1) * columns)
  return options.indexOf(options.reduce((most, x) => Math.max(most, x)))
}

/** The softmax of each row, transposed: [options × choosers]. */
function mix({ rows, columns, values }: Weight): Weight {
  const mixed = new Float32Array(values.length)
  for (let r = 0; r < rows; r++) {
    const options = values.subarray(r * columns, (r + 1) * columns)
    const most = options.reduce((a, b) => Math.max(a, b))
    const sum = options.reduce((all, x) => all + Math.exp(x - most), 0)
    options.forEach((x, c) => {
      mixed[c * rows + r] = Math.exp(x - most) / sum
    })
  }
  return { rows: columns, columns: rows, values: mixed }
}

/** A layer as tensors: [cases × units] probabilities of [cases × sources] ones. */
function createSoftLayer(
  tensors: Tensors,
  variables: Variables,
  { units }: Layer,
  k: number,
  rng: Rng,
): (sources: Matrix) => Matrix {
  const soften = (weights: Matrix, chance: Rng): Matrix =>
    tensors.softmax(tensors.add(weights, drawGumbel(tensors, weights.shape, chance)))
  const wires = soften(variables[`wires${k}`]!, rng.split('wires'))
  const kinds = soften(variables[`kinds${k}`]!, rng.split('kinds'))
  const factors: Matrix = tensors.matMul(tensors.tensor2d(polynomials, [4, 16]), kinds, false, true)
  const [constant, ofLeft, ofRight, ofBoth] = tensors.split(factors, 4)
  return (sources) => {
    const read: Matrix = tensors.matMul(sources, wires, false, true)
    const [left, right] = tensors.split(read, [units, units], 1)
    const withLeft = tensors.add(constant!, tensors.mul(left!, ofLeft!))
    const slope = tensors.add(ofRight!, tensors.mul(left!, ofBoth!))
    return tensors.add(withLeft, tensors.mul(right!, slope))
  }
}

/**
 * Quantiles of what is added to a weight so that the largest is a draw of the softmax.
 *
 * Source: Gumbel 1954, "Statistical Theory of Extreme Values and Some Practical Applications".
 */
const gumbelQuantiles = Float32Array.from(
  { length: 4096 },
  (_, i) => -Math.log(-Math.log((i + 0.5) / 4096)),
)

function drawGumbel(tensors: Tensors, [rows, columns]: [number, number], rng: Rng): Matrix {
  const noise = new Float32Array(rows * columns)
  for (let i = 0; i < noise.length; i++) {
    noise[i] = noiseScale * gumbelQuantiles[rng.next() >>> 20]!
  }
  return tensors.tensor2d(noise, [rows, columns])
}

export const softLogicModel: Model = {
  init(shape, rng) {
    const weights: [string, Weight][] = layoutOf(shape).layers.flatMap(({ sources, units }, k) => [
      [`wires${k}`, drawChoices(2 * units, sources, rng.split('wires', k))],
      [`kinds${k}`, drawChoices(units, 16, rng.split('kinds', k))],
    ])
    return Object.fromEntries(weights)
  },

  answer(tensors, variables, batch, rng) {
    const layout = layoutOf(batch.shape)
    const layers = layout.layers.map((layer, k) =>
      createSoftLayer(tensors, variables, layer, k, rng.split(k)),
    )
    const bits: Matrix = tensors.mul(tensors.add(batch.values, 1), 0.5)
    const shown = unroll(tensors, layout, batch, bits, layers, 0, (next) => next)
    return tensors.sub(
      tensors.log(tensors.add(shown, margin)),
      tensors.log(tensors.sub(1 + margin, shown)),
    )
  },

  createResponder(weights, shape) {
    const netlist = hardenSoftLogic(weights, shape)
    return (stimulus) => simulate(netlist, stimulus)
  },
}

/** The machine of what weighs most in each mixture. */
export function hardenSoftLogic(weights: Weights, shape: Shape): Netlist {
  const layout = layoutOf(shape)
  const layers = layout.layers.map(
    ({ units }, k) =>
      (builder: Builder, sources: readonly number[]) =>
        Array.from({ length: units }, (_, g) => {
          const [left, right] = [g, units + g].map((row) => chosen(weights[`wires${k}`]!, row))
          const kind = chosen(weights[`kinds${k}`]!, g)
          const signals = [sources[right!]!, sources[left!]!]
          return addFunction(builder, signals, (row) => ((kind >>> row) & 1) === 1)
        }),
  )
  return compact(buildLayers(shape.inputs, layout, layers))
}

/** Answers by the mixtures themselves: 1 where a probability is above 1/2. */
export function createSoftResponder(weights: Weights, shape: Shape): Responder {
  const layout = layoutOf(shape)
  const layers = layout.layers.map(({ units }, k) => {
    const wires = mix(weights[`wires${k}`]!)
    const factors = new Float32Array(4 * units)
    const kinds = mix(weights[`kinds${k}`]!)
    for (let f = 0; f < 4; f++) {
      const row = polynomials.subarray(f * 16, (f + 1) * 16)
      addProduct(row, kinds, factors.subarray(f * units, (f + 1) * units))
    }
    const read = new Float32Array(2 * units)
    return (sources: Float32Array, shown: Float32Array) => {
      read.fill(0)
      addProduct(sources, wires, read)
      for (let g = 0; g < units; g++) {
        const [left, right] = [read[g]!, read[units + g]!]
        const [constant, ofLeft] = [factors[g]!, factors[units + g]!]
        const [ofRight, ofBoth] = [factors[2 * units + g]!, factors[3 * units + g]!]
        shown[g] = constant + ofLeft * left + right * (ofRight + ofBoth * left)
      }
    }
  })
  const soft = createLayerStepper(layout, layers, 0)
  const bits = new Float32Array(shape.inputs)
  const stepper = {
    reset: soft.reset,
    step(inputs: Float32Array) {
      inputs.forEach((x, i) => {
        bits[i] = (x + 1) / 2
      })
      return soft.step(bits).map((probability) => probability - 0.5)
    },
  }
  return (stimulus) => respondBy(stepper, shape.outputs, stimulus)
}

/** Descent on a network of soft gates, made discrete. */
export const softLogicMethod: LogicMethod = {
  name: 'soft-logic',
  description: 'a network of mixtures of gates, by Adam, made discrete into NANDs',
  model: softLogicModel,
  harden: hardenSoftLogic,
  soften: createSoftResponder,
  settings: {
    learningRate: 0.05,
    batchMax: 64,
    normMax: 1,
    ticksMin: 3,
    lossLearned: 0.1,
    lossDone: 0.02,
    looksDone: 10,
    patience: 200,
  },
}
