/** Stands in the place of `choose.ts` in bundles for browsers, which have neither processes nor files. */
import { UsageError } from '../errors.ts'
import type { Evaluator } from '../evaluator.ts'
import type { FitnessSlot } from '../problem/slot.ts'
import type { Task } from '../task.ts'
import type { EvaluatorOptions } from './choose.ts'
import { createHttpEvaluator } from './http.ts'
import { createInlineEvaluator } from './inline.ts'

export async function createEvaluator(
  { order, ports }: Task,
  slot: FitnessSlot,
  options: EvaluatorOptions,
): Promise<Evaluator> {
  switch (slot.kind) {
    case 'function':
    case 'batch':
      return createInlineEvaluator(slot, order.names, ports)
    case 'http':
      return createHttpEvaluator(slot.url, order.names, ports, { ...options.limits, ...options })
    default:
      throw new UsageError('task/not-here', {
        where: 'fitness',
        expected: 'a function or a URL: there is nothing else in a browser',
        received: `one by ${slot.kind}`,
      })
  }
}
