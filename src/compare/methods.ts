/** Every method that there is; a new one is a file and a line here. */
import type { Method } from '../compare.ts'
import { nearestName, quote, UsageError } from '../errors.ts'
import type { Task } from '../task.ts'
import { createDescentMethods } from './descent.ts'
import { evolutionMethod, exhaustiveMethod, randomMethod } from './evolution.ts'

/** The methods for a task, in the order in which they are shown. */
export const methodsFor = (task: Task): readonly Method[] => [
  evolutionMethod(task),
  randomMethod(task),
  exhaustiveMethod(task),
  ...createDescentMethods(),
]

/** Those with some names, all where none is named. Throws a `UsageError` with every name that is none. */
export function chooseMethods(task: Task, names: readonly string[] | undefined): readonly Method[] {
  const all = methodsFor(task)
  if (!names) return all
  const known = all.map(({ name }) => name)
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    const near = nearestName(unknown[0]!, known)
    throw new UsageError('compare/unknown-method', {
      where: 'methods',
      expected: `of ${known.join(', ')}`,
      received: unknown.map((name) => quote(name)).join(', '),
      ...(near && { hint: `Did you mean ${near}?` }),
    })
  }
  return all.filter(({ name }) => names.includes(name))
}
