/** Sizes of a machine beside its objectives, for constraints that speak of them. */
import type { Score } from '../fitness.ts'
import { sizeOf } from '../netlist/size.ts'
import type { Netlist } from '../netlist.ts'
import type { Problem } from '../problem.ts'

/** What every machine can be measured by, whatever its problem. */
export const sizeNames = ['gates', 'depth', 'latches'] as const

type SizeName = (typeof sizeNames)[number]

/** The problem whose scores have these sizes after its objectives, in this order. */
export function withSizes(problem: Problem<Netlist>, names: readonly string[]): Problem<Netlist> {
  if (names.length === 0) return problem
  const measure = (netlist: Netlist) => {
    const sizes = sizeOf(netlist)
    return names.map((name) => sizes[name as SizeName])
  }
  return {
    ...problem,
    evaluate(batch, context) {
      const add = (scores: readonly Score[]) =>
        scores.map((score, i) => [...score, ...measure(batch[i]!)])
      const scores = problem.evaluate(batch, context)
      return scores instanceof Promise ? scores.then(add) : add(scores)
    },
    ...(problem.evaluateCases && {
      async evaluateCases(batch, context) {
        const scores = (await problem.evaluateCases?.(batch, context)) ?? []
        return scores.map(({ score, cases }, i) => ({
          score: [...score, ...measure(batch[i]!)],
          cases,
        }))
      },
    }),
  }
}
