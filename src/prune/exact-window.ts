/**
 * Exact synthesis window by window: a few gates that lie together are replaced by the fewest gates
 * that show the same. A window is left as it is where none fewer do, or where finding out takes too
 * many conflicts; so what comes out is not said to be smallest.
 *
 * Windows are slices of an order of gates that is drawn, so they are others each time.
 */
import { gateCount, type Netlist } from '../netlist.ts'
import type { Pass } from '../prune.ts'
import { tableFromNetlist } from '../spec/table.ts'
import { mapSlices } from './slices.ts'
import { synthesize } from './synthesize.ts'

const window = { gatesMax: 6, leavesMax: 5 }
/** Conflicts for each number of gates of a window. */
const conflictsMax = 500
/** The most windows that are looked at in a pass. */
const windowsMax = 96
/** Larger netlists are left as they are: so few windows are nothing there. */
const netlistMax = 2000
/** How often the gates of a netlist of few windows are gone through. */
const roundsMax = 3

export const exactWindowPass: Pass = {
  name: 'exact-window',
  isCostly: true,
  apply: replaceWindows,
}

function replaceWindows(netlist: Netlist, { rng }: Parameters<Pass['apply']>[1]): Netlist {
  if (gateCount(netlist) > netlistMax) return netlist
  const smallest = new Map<string, Netlist>()
  let windows = 0
  const improve = (inside: Netlist): Netlist => {
    const gates = gateCount(inside)
    if (gates < 2 || windows >= windowsMax) return inside
    const key = `${inside.inputs}:${inside.fanin}:${inside.outputs}`
    const known = smallest.get(key)
    if (known) return known
    windows++
    const found = synthesize(tableFromNetlist(inside), { gatesMax: gates - 1, conflictsMax })
    const better = found.netlist ?? inside
    smallest.set(key, better)
    return better
  }

  let current = netlist
  for (let round = 0; round < roundsMax && windows < windowsMax; round++) {
    current = mapSlices(current, window, improve, rng.split('round', round))
  }
  return current
}
