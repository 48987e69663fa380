/**
 * Fits an encoder to training rows: where the thresholds of numbers lie, which categories there are.
 *
 * Thresholds lie between quantiles of the training rows, so that each bit splits them about evenly.
 * Each is the roundest number in the middle half of the gap between two neighbouring values: `2.5`
 * rather than `2.4500000000000002`.
 */
import type { Encoder, EncoderColumn } from '../../netlist/encoder.ts'
import type { Feature } from './table.ts'

/** The most categories of a column; rarer ones are all zeros, as unknown ones are. */
export const categoriesMax = 32

/** @param bits thresholds of a number, at least 1; fewer where it has fewer values */
export function fitEncoder(
  features: readonly Feature[],
  training: readonly number[],
  bits: number,
): Encoder {
  return { columns: features.map((feature) => fitColumn(feature, training, bits)) }
}

function fitColumn(feature: Feature, training: readonly number[], bits: number): EncoderColumn {
  const { name, kind } = feature
  if (kind === 'category') {
    const values = training.map((row) => feature.values[row]!)
    return { kind, name, categories: commonValues(values) }
  }
  const values = training.map((row) => feature.values[row]!).filter((value) => !Number.isNaN(value))
  return { kind, name, thresholds: fitThresholds(values, bits) }
}

/** The commonest texts in the order of their first appearance; a column of one says nothing. */
function commonValues(values: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1)
  const common = [...counts].sort((a, b) => b[1] - a[1]).slice(0, categoriesMax)
  const kept = new Set(common.map(([value]) => value))
  return [...counts.keys()].filter((value) => kept.has(value))
}

/** Increasing thresholds between different values, at most `bits`, spread over the quantiles. */
export function fitThresholds(values: readonly number[], bits: number): number[] {
  const sorted = Float64Array.from(values).sort()
  const gaps: number[] = []
  for (let i = 1; i < sorted.length; i++) if (sorted[i]! > sorted[i - 1]!) gaps.push(i)
  const chosen = gaps.length <= bits ? gaps : chooseGaps(gaps, sorted.length, bits)
  return chosen.map((i) => roundBetween(sorted[i - 1]!, sorted[i]!))
}

/** For each quantile the nearest gap that is not taken; a gap i lies below the value of rank i. */
function chooseGaps(gaps: readonly number[], count: number, bits: number): number[] {
  const taken = new Set<number>()
  for (let j = 1; j <= bits; j++) {
    const rank = (count * j) / (bits + 1)
    let best = -1
    for (const gap of gaps) {
      if (taken.has(gap)) continue
      if (best === -1 || Math.abs(gap - rank) < Math.abs(best - rank)) best = gap
    }
    taken.add(best)
  }
  return gaps.filter((gap) => taken.has(gap))
}

/** The number with the fewest digits in the middle half of (low, high); low <= it < high. */
export function roundBetween(low: number, high: number): number {
  const middle = low / 2 + high / 2
  const margin = (high - low) / 4
  for (let digits = 1; digits <= 17; digits++) {
    const rounded = Number(middle.toPrecision(digits))
    if (rounded >= low + margin && rounded <= high - margin && rounded < high) return rounded
  }
  return middle < high ? middle : low
}
