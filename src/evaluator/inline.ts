/** Functions called here, in the thread of the caller: nothing contains them. */
import type { Evaluator } from '../evaluator.ts'
import { createCaller } from '../problem/call.ts'
import type { EvaluationForm } from '../problem/form.ts'
import type { CallableSlot } from '../problem/slot.ts'

export const createInlineEvaluator = (slot: CallableSlot, form: EvaluationForm): Evaluator => ({
  name: 'inline',
  evaluate: createCaller(slot, form),
  async close() {},
})
