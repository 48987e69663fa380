/**
 * The autodiff package, which is loaded when a method trains: a user who never compares never needs it.
 *
 * TensorFlow.js with its WebAssembly backend, at our sizes two to three times as fast as its backend
 * in JavaScript. Its own chance is never used: weights and noise come from our streams.
 *
 * Source: Smilkov et al. 2019, "TensorFlow.js: Machine Learning for the Web and Beyond".
 */
import type * as tf from '@tensorflow/tfjs'
import { UsageError } from '../../errors.ts'

export type Tensors = typeof tf
export type Matrix = tf.Tensor2D
export type Scalar = tf.Scalar
export type Variables = Readonly<Record<string, tf.Variable<tf.Rank.R2>>>

/** Imports the package and its backend. */
export type OpenTensors = () => Promise<Tensors>

const open: OpenTensors = async () => {
  const tensors = await import('@tensorflow/tfjs')
  await import('@tensorflow/tfjs-backend-wasm')
  return tensors
}

/**
 * Loads the package and readies its backend. Throws a `UsageError` where it is not installed.
 *
 * @param openTensors default: the package itself
 */
export async function loadTensors(openTensors: OpenTensors = open): Promise<Tensors> {
  const tensors = await openTensors().catch((error: unknown) => {
    throw new UsageError(
      'compare/no-tensors',
      {
        where: '@tensorflow/tfjs, @tensorflow/tfjs-backend-wasm',
        expected: 'the packages that methods of gradient descent use',
        received: error instanceof Error ? error.message.split('\n')[0]! : String(error),
        hint: 'npm install @tensorflow/tfjs@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0',
      },
      { cause: error },
    )
  })
  tensors.enableProdMode()
  await tensors.setBackend('wasm')
  await tensors.ready()
  return tensors
}
