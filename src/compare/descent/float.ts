/** Methods whose weights stay floating-point numbers: what is fitted is what answers. */
import type { Material, Method } from '../../compare.ts'
import { type DescentSettings, descend } from './descend.ts'
import type { Model } from './model.ts'
import { loadTensors, type OpenTensors } from './tensors.ts'
import { countWeights } from './weights.ts'

/** What tests choose; the settings of a method are its own. */
export interface DescentOptions {
  /** The most steps of a training; default: no limit but the budget. */
  readonly stepsMax?: number
  /** Loads the autodiff package; default: the one that is installed. */
  readonly openTensors?: OpenTensors
}

export interface FloatMethod extends Pick<Method, 'name' | 'description' | 'refuse'> {
  readonly model: Model
  readonly settings: Omit<DescentSettings, 'stepsMax'>
}

export const createFloatMethod = (
  { model, settings, ...method }: FloatMethod,
  { stepsMax = Number.POSITIVE_INFINITY, openTensors }: DescentOptions = {},
): Method => ({
  ...method,
  async train(material, options) {
    const tensors = await loadTensors(openTensors)
    const found = await descend(tensors, model, material, options, { ...settings, stepsMax })
    return {
      unit: 'steps',
      steps: found.steps,
      parameters: countWeights(found.weights),
      respond: model.createResponder(found.weights, shapeOf(material)),
      note: found.note,
    }
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
