/** What a step of the command line adds to the history of a champion. */
import {
  type ApproximatePoint,
  type Approximation,
  type Champion,
  type ChampionStep,
  describeError,
  type Netlist,
  type Verdict,
} from '../index.ts'
import { sizesOf } from './machines.ts'

/**
 * The champion with a smaller machine; objectives about its size follow it.
 *
 * @param against what the verdict is about, where that is not the machine before
 */
export function addPruning(
  champion: Champion | undefined,
  netlist: Netlist,
  verdict: Verdict,
  against?: string,
): Champion | undefined {
  if (!champion) return undefined
  const sizes = sizesOf(netlist)
  const { gates, depth } = sizes
  const score = { ...champion.score }
  if ('gates' in score) score.gates = gates
  if ('depth' in score) score.depth = depth
  const detail = against === undefined ? undefined : `held against ${against}`
  const step: ChampionStep = { step: 'prune', ...sizes, verdict, ...(detail && { detail }) }
  return {
    ...champion,
    netlist,
    score,
    history: [...champion.history, step],
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
