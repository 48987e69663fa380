/**
 * A network whose units are −1 or 1: the sign of a weighted sum of at most eight signals. Descent goes
 * straight through the sign, as if it were the identity between −1 and 1. Latches are such units too.
 *
 * A unit of eight signals is a function of eight bits, so the network is a machine of NANDs, exactly.
 *
 * Sources: Bengio, Léonard & Courville 2013, "Estimating or Propagating Gradients Through Stochastic
 * Neurons for Conditional Computation"; Hubara et al. 2016, "Binarized Neural Networks"; Umuroglu et al.
 * 2020, "LogicNets: Co-Designed Neural Networks and Circuits for Extreme-Throughput Applications".
 */
import { simulate } from '../../kernel.ts'
import type { Builder } from '../../netlist/build.ts'
import { compact } from '../../netlist/compact.ts'
import type { Netlist } from '../../netlist.ts'
import { type Rng, shuffle } from '../../random.ts'
import { addFunction, buildLayers, type Layout, layOut, unroll } from './layers.ts'
import type { LogicMethod } from './logic.ts'
import type { Model, Shape } from './model.ts'
import type { Matrix, Tensors } from './tensors.ts'
import { drawNormal, fill, type Weight, type Weights } from './weights.ts'

/** Units of hidden layers, for tables and for sequences, and latches. */
const hiddenForTables = [32, 32]
const hiddenForSequences = [24]
const latchesMax = 6
/** The most signals that a unit reads. */
const faninMax = 8

const layoutOf = (shape: Shape): Layout =>
  layOut(shape, shape.ticks > 1 ? hiddenForSequences : hiddenForTables, latchesMax)

/** [sources × units] 1 where a unit reads a source, which is drawn. */
function drawWires(sources: number, units: number, rng: Rng): Weight {
  const wires = fill(sources, units, 0)
  for (let unit = 0; unit < units; unit++) {
    const order = Array.from({ length: sources }, (_, source) => source)
    shuffle(order, rng)
    for (const source of order.slice(0, faninMax)) wires.values[source * units + unit] = 1
  }
  return { ...wires, isFixed: true }
}

/** The sign, with the slope of the identity between −1 and 1. */
const createSign = (tensors: Tensors): ((sums: Matrix) => Matrix) =>
  tensors.customGrad((sums, save) => {
    // A cast, because the package calls the last argument a tensor too.
    ;(save as unknown as (kept: unknown[]) => void)([sums])
    return {
      value: tensors.sub(tensors.mul(tensors.step(sums as Matrix), 2), 1),
      gradFunc: (slope, kept) => {
        const isInside = tensors.lessEqual(tensors.abs(kept[0]!), 1)
        return tensors.mul(slope, tensors.cast(isInside, 'float32'))
      },
    }
  })

export const straightThroughModel: Model = {
  init: (shape, rng) =>
    Object.fromEntries(
      layoutOf(shape).layers.flatMap(({ sources, units }, k): [string, Weight][] => {
        const deviation = 1 / Math.sqrt(Math.min(sources, faninMax))
        return [
          [`wires${k}`, drawWires(sources, units, rng.split('wires', k))],
          [`weights${k}`, drawNormal(sources, units, deviation, rng.split('weights', k))],
          [`bias${k}`, drawNormal(1, units, deviation, rng.split('bias', k))],
        ]
      }),
    ),

  answer(tensors, variables, batch) {
    const layout = layoutOf(batch.shape)
    const sign = createSign(tensors)
    const layers = layout.layers.map((_, k) => {
      const weights: Matrix = tensors.mul(variables[`weights${k}`]!, variables[`wires${k}`]!)
      const isLast = k === layout.layers.length - 1
      return (sources: Matrix): Matrix => {
        const sums: Matrix = tensors.add(tensors.matMul(sources, weights), variables[`bias${k}`]!)
        return isLast ? sums : sign(sums)
      }
    })
    const sums = unroll(tensors, layout, batch, batch.values, layers, -1, sign)
    return tensors.mul(sums, 2)
  },

  createResponder(weights, shape) {
    const netlist = hardenStraightThrough(weights, shape)
    return (stimulus) => simulate(netlist, stimulus)
  },
}

/** The machine that the network is: the truth table of each unit as gates. */
export function hardenStraightThrough(weights: Weights, shape: Shape): Netlist {
  const layout = layoutOf(shape)
  const layers = layout.layers.map(
    ({ units, sources: all }, k) =>
      (builder: Builder, sources: readonly number[]) =>
        Array.from({ length: units }, (_, unit) => {
          const read = Array.from({ length: all }, (_, source) => source).filter(
            (source) => weights[`wires${k}`]!.values[source * units + unit] === 1,
          )
          const factors = read.map(
            (source) => weights[`weights${k}`]!.values[source * units + unit]!,
          )
          const bias = weights[`bias${k}`]!.values[unit]!
          const isPositive = (row: number) =>
            factors.reduce((sum, x, i) => sum + ((row >>> i) & 1 ? x : -x), bias) > 0
          return addFunction(
            builder,
            read.map((source) => sources[source]!),
            isPositive,
          )
        }),
  )
  return compact(buildLayers(shape.inputs, layout, layers))
}

/** Descent through signs, on a network of few signals a unit, made into NANDs. */
export const straightThroughMethod: LogicMethod = {
  name: 'straight-through',
  description: 'a network of signs of at most eight signals, by Adam straight through, as NANDs',
  model: straightThroughModel,
  harden: hardenStraightThrough,
  settings: {
    learningRate: 0.01,
    batchMax: 64,
    normMax: 1,
    ticksMin: 3,
    lossLearned: 0.2,
    looksDone: 1,
    patience: 300,
  },
}
