/** What makes one machine smaller than another. */
import { depth } from '../netlist/level.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import type { Sizes } from '../problem.ts'

/** Gates alone, gates and then depth, or depth and then gates; fewer latches break ties. */
export type Objective = 'gates' | 'gates,depth' | 'depth'

export const objectives: readonly Objective[] = ['gates', 'gates,depth', 'depth']

/** What drift walks by: what it leaves out, it may let grow on the way. */
export const sizesOf: Readonly<Record<Objective, Sizes>> = {
  gates: ['gates'],
  'gates,depth': ['gates', 'depth'],
  depth: ['depth', 'gates'],
}

/** How much larger than the best a machine on the way may be (docs/decisions/0007). */
export const slackOf: Readonly<Record<Objective, number>> = { gates: 4, 'gates,depth': 4, depth: 1 }

/** Whether a machine is smaller than another; what the objective leaves out breaks ties. */
export function isSmaller(a: Netlist, b: Netlist, objective: Objective = 'gates'): boolean {
  const gates = gateCount(a) - gateCount(b)
  const latches = a.latches.length - b.latches.length
  if (objective !== 'depth') {
    if (gates !== 0) return gates < 0
    return latches !== 0 ? latches < 0 : depth(a) < depth(b)
  }
  const depths = depth(a) - depth(b)
  if (depths !== 0) return depths < 0
  return gates !== 0 ? gates < 0 : latches < 0
}
