/**
 * Machines in layers, as soft-logic and straight-through networks have them, before and after they are
 * made discrete.
 *
 *   layer 0         reads inputs and latches
 *   layer 1 …       reads inputs, latches and the layer before
 *   the last layer  outputs, then what latches take at the next tick
 */
import { type Builder, createBuilder } from '../../netlist/build.ts'
import type { Netlist } from '../../netlist.ts'
import type { Shape, Stepper, TensorBatch } from './model.ts'
import type { Matrix, Tensors } from './tensors.ts'

export interface Layer {
  /** Signals that it reads. */
  readonly sources: number
  readonly units: number
}

export interface Layout {
  readonly layers: readonly Layer[]
  readonly outputs: number
  /** 0 where nothing has to be kept from tick to tick. */
  readonly latches: number
}

/** Lays out a machine with hidden layers of these widths. */
export function layOut(shape: Shape, hidden: readonly number[], latchesMax: number): Layout {
  const { inputs, outputs, ticks } = shape
  const latches = ticks > 1 ? latchesMax : 0
  const layers = [...hidden, outputs + latches].map((units, k) => ({
    sources: inputs + latches + (k === 0 ? 0 : hidden[k - 1]!),
    units,
  }))
  return { layers, outputs, latches }
}

/**
 * Unrolls the layers over the ticks of a batch, [ticks·cases × outputs] of what the last layer shows.
 *
 * @param inputs [ticks·cases × inputs]
 * @param layers what each layer makes of [cases × sources]
 * @param reset the value of a latch at the first tick
 * @param keep what a latch takes of what the last layer shows
 */
export function unroll(
  tensors: Tensors,
  { latches, outputs }: Layout,
  { ticks, cases }: TensorBatch,
  inputs: Matrix,
  layers: readonly ((sources: Matrix) => Matrix)[],
  reset: number,
  keep: (shown: Matrix) => Matrix,
): Matrix {
  const byTick: Matrix[] = tensors.split(inputs, ticks)
  if (latches === 0) return passLayers(tensors, inputs, layers)
  const answers: Matrix[] = []
  let state: Matrix = tensors.fill([cases, latches], reset)
  for (const now of byTick) {
    const shown = passLayers(tensors, tensors.concat([now, state], 1), layers)
    const [answer, next]: Matrix[] = tensors.split(shown, [outputs, latches], 1)
    answers.push(answer!)
    state = keep(next!)
  }
  return tensors.concat(answers)
}

function passLayers(
  tensors: Tensors,
  first: Matrix,
  layers: readonly ((sources: Matrix) => Matrix)[],
): Matrix {
  let shown: Matrix | undefined
  for (const layer of layers) shown = layer(shown ? tensors.concat([first, shown], 1) : first)
  return shown!
}

/** The same, one case after the other: what `unroll` does without tensors. */
export function createLayerStepper(
  { layers: shapes, latches, outputs }: Layout,
  layers: readonly ((sources: Float32Array, shown: Float32Array) => void)[],
  reset: number,
): Stepper {
  const sources = shapes.map((shape) => new Float32Array(shape.sources))
  const shown = shapes.map((shape) => new Float32Array(shape.units))
  const state = new Float32Array(latches)
  return {
    reset: () => state.fill(reset),
    step(inputs) {
      layers.forEach((layer, k) => {
        sources[k]!.set(inputs)
        sources[k]!.set(state, inputs.length)
        if (k > 0) sources[k]!.set(shown[k - 1]!, inputs.length + latches)
        layer(sources[k]!, shown[k]!)
      })
      state.set(shown.at(-1)!.subarray(outputs))
      return shown.at(-1)!
    },
  }
}

/**
 * Builds the machine of NANDs whose layers add gates to the signals that they read.
 *
 * @param layers the signals of each layer from [sources] signals
 */
export function buildLayers(
  inputs: number,
  { latches, outputs }: Layout,
  layers: readonly ((builder: Builder, sources: readonly number[]) => number[])[],
): Netlist {
  const builder = createBuilder(inputs, latches)
  const first = [
    ...Array.from({ length: inputs }, (_, i) => builder.input(i)),
    ...Array.from({ length: latches }, (_, l) => builder.latch(l)),
  ]
  let shown: number[] = []
  for (const layer of layers) shown = layer(builder, [...first, ...shown])
  for (let l = 0; l < latches; l++) builder.setLatch(l, shown[outputs + l]!)
  return builder.build(shown.slice(0, outputs))
}

/**
 * Adds gates that show a function of some signals, split by one signal after another, equal parts shared.
 *
 * @param bit whether it is 1 in a row; bit i of the row is the value of signal i
 */
export function addFunction(
  builder: Builder,
  signals: readonly number[],
  bit: (row: number) => boolean,
): number {
  const split = (i: number, row: number): number => {
    if (i < 0) return bit(row) ? builder.one() : builder.zero
    const whenZero = split(i - 1, row)
    const whenOne = split(i - 1, row | (1 << i))
    return builder.mux(signals[i]!, whenOne, whenZero)
  }
  return split(signals.length - 1, 0)
}
