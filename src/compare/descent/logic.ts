/** Methods whose weights are made discrete: the machine is what answers. */
import type { Method } from '../../compare.ts'
import { simulate } from '../../kernel.ts'
import type { Netlist } from '../../netlist.ts'
import { type DescentSettings, descend } from './descend.ts'
import { type DescentOptions, shapeOf } from './float.ts'
import type { Model, Responder, Shape } from './model.ts'
import { loadTensors } from './tensors.ts'
import type { Weights } from './weights.ts'

export interface LogicMethod extends Pick<Method, 'name' | 'description' | 'refuse'> {
  readonly model: Model
  readonly settings: Omit<DescentSettings, 'stepsMax'>
  /** The machine that weights stand for. */
  harden(weights: Weights, shape: Shape): Netlist
  /** Answers by the weights as they are, where that differs. */
  soften?(weights: Weights, shape: Shape): Responder
}

export const createLogicMethod = (
  { model, settings, harden, soften, ...method }: LogicMethod,
  { stepsMax = Number.POSITIVE_INFINITY, openTensors }: DescentOptions = {},
): Method => ({
  ...method,
  async train(material, options) {
    const tensors = await loadTensors(openTensors)
    const found = await descend(tensors, model, material, options, { ...settings, stepsMax })
    const shape = shapeOf(material)
    const netlist = harden(found.weights, shape)
    return {
      unit: 'steps',
      steps: found.steps,
      netlist,
      respond: (stimulus) => simulate(netlist, stimulus),
      respondSoftly: soften?.(found.weights, shape),
      note: found.note,
    }
  },
})
