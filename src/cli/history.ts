/** What a step of the command line adds to the history of a champion. */
import type { Champion, Netlist, Verdict } from '../index.ts'
import { sizesOf } from './machines.ts'

/** The champion with a smaller machine that does the same; objectives about its size follow it. */
export function addPruning(
  champion: Champion | undefined,
  netlist: Netlist,
  verdict: Verdict,
): Champion | undefined {
  if (!champion) return undefined
  const sizes = sizesOf(netlist)
  const { gates, depth } = sizes
  const score = { ...champion.score }
  if ('gates' in score) score.gates = gates
  if ('depth' in score) score.depth = depth
  return {
    ...champion,
    netlist,
    score,
    history: [...champion.history, { step: 'prune', ...sizes, verdict }],
  }
}
