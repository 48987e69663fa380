/** Noise on states while learning, drawn from our own streams. */
import type { Rng } from '../../random.ts'
import type { Matrix, Tensors } from './tensors.ts'

/** Uniform noise in [−most, most], a matrix [cases × width] for each tick. */
export function drawNoise(
  tensors: Tensors,
  ticks: number,
  cases: number,
  width: number,
  most: number,
  rng: Rng,
): Matrix[] {
  const scale = (2 * most) / 2 ** 32
  return Array.from({ length: ticks }, () =>
    tensors.tensor2d(
      Float32Array.from({ length: cases * width }, () => rng.next() * scale - most),
      [cases, width],
    ),
  )
}
