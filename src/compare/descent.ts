/**
 * Methods of gradient descent: float networks, and networks of gates that descent fits and that are
 * made discrete.
 *
 * Floating-point descent is not exact to the bit between platforms: the same seed gives the same
 * answer on one machine with one version of the autodiff package, and no more than that is claimed.
 */
import type { Method } from '../compare.ts'
import { createFloatMethod, type DescentOptions } from './descent/float.ts'
import { gruMethod } from './descent/gru.ts'
import { createLogicMethod } from './descent/logic.ts'
import { mlpMethod } from './descent/mlp.ts'
import { rnnMethod } from './descent/rnn.ts'
import { softLogicMethod } from './descent/soft-logic.ts'
import { straightThroughMethod } from './descent/straight-through.ts'

/** Creates the methods of gradient descent, in the order in which they are told. */
export const createDescentMethods = (options: DescentOptions = {}): readonly Method[] => [
  ...[mlpMethod, rnnMethod, gruMethod].map((method) => createFloatMethod(method, options)),
  ...[softLogicMethod, straightThroughMethod].map((method) => createLogicMethod(method, options)),
]
