/**
 * Blurred copies of training rows, which keep a machine from drawing its lines too close to them.
 *
 * A machine that only has to be right on the rows themselves is as happy with a line that nearly
 * touches them. So each row comes again with a little noise on its numbers, and lines move to where
 * there is room. It changes nothing for categories and for what is missing.
 *
 * Source: Bishop 1995, "Training with Noise is Equivalent to Tikhonov Regularization".
 */
import { createRng } from '../../random.ts'
import type { Feature } from './table.ts'

/** Copies of each row, and the most rows of all copies together. */
const copiesMax = 7
const copiedRowsMax = 2 ** 15

/** How many blurred copies each training row gets; none where nothing can be blurred. */
export function countCopies(features: readonly Feature[], rows: number, blur: number): number {
  const hasNumbers = features.some(({ kind }) => kind === 'number')
  return blur > 0 && hasNumbers ? Math.min(copiesMax, Math.floor(copiedRowsMax / rows)) : 0
}

/** The values of a row that a machine sees, in the order of the features. */
export const rawRow = (features: readonly Feature[], row: number): (number | string)[] =>
  features.map(({ values }) => values[row]!)

/**
 * A function from a row and the number of a copy to its values; copy 0 is the row itself.
 *
 * @param blur standard deviation of the noise, as a part of that of the column's training rows
 */
export function createBlur(
  features: readonly Feature[],
  training: readonly number[],
  blur: number,
  seed: number,
): (row: number, copy: number) => (number | string)[] {
  const stream = createRng(seed).split('blur')
  const widths = features.map((feature) => {
    return feature.kind === 'number' ? blur * deviation(training.map((r) => feature.values[r]!)) : 0
  })
  return (row, copy) => {
    if (copy === 0) return rawRow(features, row)
    const rng = stream.split(row, copy)
    return features.map(({ kind, values }, i) => {
      if (kind === 'category') return values[row]!
      // Three uniform numbers: near enough to a normal one, with the deviation 1/2.
      const noise = rng.float() + rng.float() + rng.float() - 1.5
      return Number(values[row]) + 2 * noise * widths[i]!
    })
  }
}

/** The standard deviation of the numbers that are there. */
function deviation(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value))
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  const mean = sum(known) / known.length
  return Math.sqrt(sum(known.map((value) => (value - mean) * (value - mean))) / known.length)
}
