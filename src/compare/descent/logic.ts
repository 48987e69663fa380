/** Methods whose weights are made discrete: the machine is what answers. */
import type { Method } from '../../compare.ts'
import { simulate } from '../../kernel.ts'
import type { Netlist } from '../../netlist.ts'
import { createDescentMethod, type DescentMethod, type DescentOptions } from './float.ts'
import type { Responder, Shape } from './model.ts'
import type { Weights } from './weights.ts'

export interface LogicMethod extends DescentMethod {
  /** The machine that weights stand for. */
  harden(weights: Weights, shape: Shape): Netlist
  /** Answers by the weights as they are, where that differs. */
  soften?(weights: Weights, shape: Shape): Responder
}

export const createLogicMethod = (method: LogicMethod, options: DescentOptions = {}): Method =>
  createDescentMethod(method, options, (weights, shape) => {
    const netlist = method.harden(weights, shape)
    return {
      netlist,
      respond: (stimulus) => simulate(netlist, stimulus),
      respondSoftly: method.soften?.(weights, shape),
    }
  })
