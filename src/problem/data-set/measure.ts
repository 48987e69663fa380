/** What a classifier gets right: on the rows that it was trained on and on those held out. */
import type { Machine } from '../../kernel/machine.ts'
import { rawRow } from './blur.ts'
import type { Split } from './split.ts'
import type { LabelledRows } from './table.ts'

/** Part of the rows that are right, and the mean of that part over the classes that have rows. */
export interface Accuracy {
  readonly accuracy: number
  readonly balancedAccuracy: number
}

/**
 * Measures a machine, and beside it the one that always answers with the commonest class of the
 * training rows. What is held out is left out where no row is.
 */
export function measureRows(
  { features, classes, labels }: LabelledRows,
  { training, heldOut }: Split,
  machine: Machine,
): Record<string, number> {
  const answer = (row: number) => classes.indexOf(machine.classify(rawRow(features, row)))
  const commonest = commonestLabel(training.map((row) => labels[row]!))
  const train = scoreRows(labels, training, answer)
  const measures = {
    trainAccuracy: train.accuracy,
    trainBalancedAccuracy: train.balancedAccuracy,
    trainingRows: training.length,
    heldOutRows: heldOut.length,
    encoderBits: machine.ports.inputs.length,
  }
  if (heldOut.length === 0) return measures
  const unseen = scoreRows(labels, heldOut, answer)
  const majority = scoreRows(labels, heldOut, () => commonest)
  return {
    heldOutAccuracy: unseen.accuracy,
    heldOutBalancedAccuracy: unseen.balancedAccuracy,
    majorityAccuracy: majority.accuracy,
    majorityBalancedAccuracy: majority.balancedAccuracy,
    ...measures,
  }
}

/** Scores the answers to some rows, of which there is at least one. */
function scoreRows(
  labels: readonly number[],
  rows: readonly number[],
  answer: (row: number) => number,
): Accuracy {
  const count: number[] = []
  const right: number[] = []
  for (const row of rows) {
    const label = labels[row]!
    count[label] = (count[label] ?? 0) + 1
    right[label] = (right[label] ?? 0) + (answer(row) === label ? 1 : 0)
  }
  const recalls = count.flatMap((n, label) => [right[label]! / n])
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  return {
    accuracy: sum(right) / rows.length,
    balancedAccuracy: sum(recalls) / recalls.length,
  }
}

function commonestLabel(labels: readonly number[]): number {
  const count: number[] = []
  for (const label of labels) count[label] = (count[label] ?? 0) + 1
  return count.reduce((best, n, label) => (n > (count[best] ?? 0) ? label : best), 0)
}
