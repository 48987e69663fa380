/** Functions called here, in the thread of the caller: nothing contains them. */
import type { Evaluator } from '../evaluator.ts'
import type { Ports } from '../netlist/ports.ts'
import { type CallableSlot, createCaller } from '../problem/call.ts'

export const createInlineEvaluator = (
  slot: CallableSlot,
  names: readonly string[],
  ports: Ports,
): Evaluator => ({
  name: 'inline',
  evaluate: createCaller(slot, names, ports),
  async close() {},
})
