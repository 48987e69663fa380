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
import type { TableSpec } from '../spec.ts'
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
  const seen = new Set<string>()
  const improve = (inside: Netlist): Netlist => {
    const gates = gateCount(inside)
    if (gates < 2) return inside
    const table = tableFromNetlist(inside)
    const key = `${gates} ${table.inputs} ${table.outputs} ${table.wanted}`
    if (!seen.has(key)) {
      if (seen.size >= windowsMax) return inside
      seen.add(key)
    }
    return synthesizeOnce(key, table, gates - 1) ?? inside
  }

  let current = netlist
  for (let round = 0; round < roundsMax && seen.size < windowsMax; round++) {
    current = mapSlices(current, window, improve, rng.split('round', round))
  }
  return current
}

/** What was found for tables before, of this run or of others: it depends on nothing else. */
const known = new Map<string, Netlist | undefined>()
const knownMax = 20_000

function synthesizeOnce(key: string, table: TableSpec, gatesMax: number): Netlist | undefined {
  if (!known.has(key)) {
    if (known.size >= knownMax) known.clear()
    known.set(key, synthesize(table, { gatesMax, conflictsMax }).netlist)
  }
  return known.get(key)
}
