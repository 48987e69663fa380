/** Stands in the place of `choose.ts` in bundles for browsers, which have neither processes nor files. */
import { UsageError } from '../errors.ts'
import type { Evaluator } from '../evaluator.ts'
import type { Netlist } from '../netlist.ts'
import { isCallable } from '../problem/slot.ts'
import type { CustomFitness } from '../problem.ts'
import type { Task } from '../task.ts'
import type { EvaluatorOptions } from './choose.ts'
import { createHttpEvaluator } from './http.ts'
import { createInlineEvaluator } from './inline.ts'

export async function createEvaluator(
  _: Task,
  { slot, form }: CustomFitness<Netlist>,
  options: EvaluatorOptions,
): Promise<Evaluator> {
  if (isCallable(slot)) return createInlineEvaluator(slot, form)
  if (slot.kind === 'http') {
    return createHttpEvaluator(slot.url, form, { ...options.limits, ...options })
  }
  throw new UsageError('task/not-here', {
    where: 'fitness',
    expected: 'a function or a URL: there is nothing else in a browser',
    received: `one by ${slot.kind}`,
  })
}
