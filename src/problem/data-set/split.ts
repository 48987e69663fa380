/**
 * Splits rows into those that are learned from and those that are held out, class by class, so that
 * every class has its share in both. The order within a class is drawn from a stream of the data's
 * own seed, which has nothing to do with the seed of a run.
 */
import { createRng, shuffle } from '../../random.ts'

/** Indices of rows, increasing. */
export interface Split {
  readonly training: readonly number[]
  readonly heldOut: readonly number[]
}

/** Holds out a fraction of every class, in [0, 1), and leaves at least one row of it. */
export function holdOutRows(labels: readonly number[], fraction: number, seed: number): Split {
  const isHeldOut = new Uint8Array(labels.length)
  for (const rows of shuffledClasses(labels, seed)) {
    const count = Math.min(rows.length - 1, Math.round(fraction * rows.length))
    for (const row of rows.slice(0, count)) isHeldOut[row] = 1
  }
  return splitBy(labels, (row) => isHeldOut[row] === 1)
}

/** The k splits of which each holds out another part; every row is held out exactly once. */
export function foldRows(labels: readonly number[], k: number, seed: number): Split[] {
  const fold = new Uint32Array(labels.length)
  // Dealing goes on from class to class, so that the parts differ by one row at most.
  let dealt = 0
  for (const rows of shuffledClasses(labels, seed)) {
    for (const row of rows) fold[row] = dealt++ % k
  }
  return Array.from({ length: k }, (_, part) => splitBy(labels, (row) => fold[row] === part))
}

function splitBy(labels: readonly number[], isHeldOut: (row: number) => boolean): Split {
  const rows = labels.map((_, row) => row)
  return { training: rows.filter((row) => !isHeldOut(row)), heldOut: rows.filter(isHeldOut) }
}

function shuffledClasses(labels: readonly number[], seed: number): number[][] {
  const rng = createRng(seed).split('split')
  const classes: number[][] = []
  labels.forEach((label, row) => {
    ;(classes[label] ??= []).push(row)
  })
  classes.forEach((rows, label) => {
    shuffle(rows, rng.split(label))
  })
  return classes
}
