/** Methods whose weights stay floating-point numbers: what is fitted is what answers. */
import type { Material, Method, Trained } from '../../compare.ts'
import { type DescentSettings, descend } from './descend.ts'
import type { Model, Shape } from './model.ts'
import { loadTensors, type OpenTensors } from './tensors.ts'
import { countWeights, type Weights } from './weights.ts'

/** What tests choose; the settings of a method are its own. */
export interface DescentOptions {
  /** The most steps of a training; default: no limit but the budget. */
  readonly stepsMax?: number
  /** Loads the autodiff package; default: the one that is installed. */
  readonly openTensors?: OpenTensors
}

/** A method of descent, whatever becomes of its weights. */
export interface DescentMethod extends Pick<Method, 'name' | 'description' | 'refuse'> {
  readonly model: Model
  readonly settings: Omit<DescentSettings, 'stepsMax'>
}

export type FloatMethod = DescentMethod

export const createFloatMethod = (method: FloatMethod, options: DescentOptions = {}): Method =>
  createDescentMethod(method, options, (weights, shape) => ({
    parameters: countWeights(weights),
    respond: method.model.createResponder(weights, shape),
  }))

/** @param finish what answers by the weights that were found */
export const createDescentMethod = (
  { model, settings, name, description, refuse }: DescentMethod,
  { stepsMax = Number.POSITIVE_INFINITY, openTensors }: DescentOptions,
  finish: (weights: Weights, shape: Shape) => Omit<Trained, 'unit' | 'steps' | 'note'>,
): Method => ({
  ...{ name, description, refuse },
  async train(material, options) {
    const tensors = await loadTensors(openTensors)
    const found = await descend(tensors, model, material, options, { ...settings, stepsMax })
    const { weights, steps, note } = found
    return { unit: 'steps', steps, ...finish(weights, shapeOf(material)), note }
  },
})

/** What a model has to be for a material. */
export const shapeOf = ({ train: { stimulus, outputs } }: Material) => ({
  inputs: stimulus.inputs,
  outputs,
  ticks: stimulus.ticks,
})

/** Why a method without memory cannot be tried. */
export const refuseSequences = ({ train }: Material): string | undefined =>
  train.stimulus.ticks > 1 ? 'it has no memory, and cases take more than one tick' : undefined

/** Why a method for sequences is not tried. */
export const refuseTables = ({ train }: Material): string | undefined =>
  train.stimulus.ticks === 1 ? 'cases take one tick, so there is nothing to remember' : undefined
