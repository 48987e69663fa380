/** The median curve of several trials on one time axis: at each moment the median of what they have come to. */
import type { CurvePoint } from '../../compare.ts'
import type { Trial } from '../result.ts'
import { median, sorted } from '../sample.ts'

/** Moments of a median curve. */
const momentsMax = 200

/** How good a trial is after some milliseconds; undefined before anything is known. */
export const accuracyAfter = (curve: readonly CurvePoint[], ms: number): number | undefined =>
  curve.findLast((point) => point.ms <= ms)?.accuracy

/** The median of trials after some milliseconds; undefined before all of them have begun. */
export function medianAfter(trials: readonly Trial[], ms: number): number | undefined {
  const known = trials.map(({ curve }) => accuracyAfter(curve, ms)).filter((at) => at !== undefined)
  return known.length === trials.length && known.length > 0 ? median(known) : undefined
}

/** The median curve, from where all have begun to where the last one ends. */
export function medianCurve(trials: readonly Trial[]): [ms: number, accuracy: number][] {
  const moments = sorted([...new Set(trials.flatMap(({ curve }) => curve.map(({ ms }) => ms)))])
  return thin(moments).flatMap((ms) => {
    const accuracy = medianAfter(trials, ms)
    return accuracy === undefined ? [] : [[ms, accuracy] satisfies [number, number]]
  })
}

/** At most `momentsMax` of a list, the first and the last among them. */
export function thin<T>(list: readonly T[]): T[] {
  if (list.length <= momentsMax) return [...list]
  const last = list.length - 1
  return Array.from(
    { length: momentsMax },
    (_, i) => list[Math.round((i * last) / (momentsMax - 1))]!,
  )
}
