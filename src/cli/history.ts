/** What a step of the command line adds to the history of a champion. */
import {
  type ApproximatePoint,
  type Approximation,
  type Champion,
  describeError,
  type Netlist,
  type Verdict,
} from '../index.ts'
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

/**
 * The champion with a machine that is nearly right. What its task scored and measured is no longer
 * known; what is, is its size and its error.
 */
export function addApproximation(
  champion: Champion | undefined,
  approximation: Approximation,
  point: ApproximatePoint,
): Champion | undefined {
  if (!champion) return undefined
  const { netlist, error } = point
  const sizes = sizesOf(netlist)
  const { gates, depth } = sizes
  const detail = describeError(approximation, point)
  return {
    ...champion,
    netlist,
    objectives: { gates: 'min', depth: 'min' },
    score: { gates, depth },
    measures: { [approximation.measure]: error },
    history: [...champion.history, { step: 'approximate', ...sizes, detail }],
  }
}
