/** Numbers that are fitted, and what they start from, drawn from our own streams. */
import type { Rng } from '../../random.ts'

/** A matrix, [rows × columns]. */
export interface Weight {
  readonly rows: number
  readonly columns: number
  readonly values: Float32Array
  /** Whether it stays as it was drawn. */
  readonly isFixed?: boolean
}

export type Weights = Readonly<Record<string, Weight>>

/** How many numbers are fitted. */
export const countWeights = (weights: Weights): number =>
  Object.values(weights).reduce(
    (sum, { values, isFixed }) => sum + (isFixed ? 0 : values.length),
    0,
  )

/** A matrix of one value. */
export const fill = (rows: number, columns: number, value: number): Weight => ({
  rows,
  columns,
  values: new Float32Array(rows * columns).fill(value),
})

/** A matrix of normal numbers. Source: Box & Muller 1958, "A Note on the Generation of Random Normal Deviates". */
export function drawNormal(rows: number, columns: number, deviation: number, rng: Rng): Weight {
  const values = Float32Array.from(
    { length: rows * columns },
    () =>
      deviation * Math.sqrt(-2 * Math.log(1 - rng.float())) * Math.cos(2 * Math.PI * rng.float()),
  )
  return { rows, columns, values }
}

/** Normal numbers that keep the size of signals. Source: Glorot & Bengio 2010, "Understanding the Difficulty of Training Deep Feedforward Neural Networks". */
export const drawGlorot = (rows: number, columns: number, rng: Rng): Weight =>
  drawNormal(rows, columns, Math.sqrt(2 / (rows + columns)), rng)

/**
 * A square matrix whose rows are orthogonal and of one length, so that a signal that goes round neither
 * dies nor grows. Source: Saxe, McClelland & Ganguli 2014, "Exact Solutions to the Nonlinear Dynamics
 * of Learning in Deep Linear Neural Networks".
 */
export function drawOrthogonal(size: number, length: number, rng: Rng): Weight {
  const { values } = drawNormal(size, size, 1, rng)
  const row = (r: number) => values.subarray(r * size, (r + 1) * size)
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0)
  for (let r = 0; r < size; r++) {
    const mine = row(r)
    for (let before = 0; before < r; before++) {
      const other = row(before)
      const share = dot(mine, other)
      for (let i = 0; i < size; i++) mine[i]! -= share * other[i]!
    }
    const scale = 1 / Math.sqrt(dot(mine, mine))
    for (let i = 0; i < size; i++) mine[i]! *= scale
  }
  for (let i = 0; i < values.length; i++) values[i]! *= length
  return { rows: size, columns: size, values }
}

/** Matrices side by side. */
export function joinColumns(parts: readonly Weight[]): Weight {
  const rows = parts[0]!.rows
  const columns = parts.reduce((sum, part) => sum + part.columns, 0)
  const values = new Float32Array(rows * columns)
  let from = 0
  for (const part of parts) {
    for (let r = 0; r < rows; r++) {
      const row = part.values.subarray(r * part.columns, (r + 1) * part.columns)
      values.set(row, r * columns + from)
    }
    from += part.columns
  }
  return { rows, columns, values }
}

/** Adds `vector` times a matrix to `sums`, in place. */
export function addProduct(vector: Float32Array, weight: Weight, sums: Float32Array): void {
  const { rows, columns, values } = weight
  for (let r = 0; r < rows; r++) {
    const x = vector[r]!
    if (x === 0) continue
    const at = r * columns
    for (let c = 0; c < columns; c++) sums[c]! += x * values[at + c]!
  }
}
