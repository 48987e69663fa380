/**
 * How a controller is joined to its environment: observations become input bits, output bits an action.
 *
 * A number becomes a thermometer, bit j says whether it is above threshold j; K actions are told by
 * K−1 outputs, of which the first that is 1 decides. That is how data sets are read as well
 * (`netlist/encoder.ts`), so a champion's file and its exports take raw observations and name actions.
 * Observations that are bits come as they are; where all are, there is no encoder.
 */
import type { Environment } from '../../environment.ts'
import type { Encoder, EncoderColumn } from '../../netlist/encoder.ts'
import { encoderInputNames, type Ports } from '../../netlist/ports.ts'

/** What stands between a bit's 0 and 1. */
const bitThreshold = 0.5

/**
 * @param thresholds of observations by name, in the place of evenly spread ones
 * @param bits thresholds of every other observation that is a number
 */
export function codeEnvironment(
  { observations, actions }: Environment,
  thresholds: Readonly<Record<string, readonly number[]>>,
  bits: number,
): Ports {
  const outputs = actions.slice(0, -1)
  const decoder = { classes: actions }
  if (observations.every(({ range }) => range === undefined)) {
    return { inputs: observations.map(({ name }) => name), outputs, decoder }
  }
  const columns = observations.map(({ name, range }): EncoderColumn => {
    const spread = range ? spreadThresholds(range, bits) : [bitThreshold]
    return { kind: 'number', name, thresholds: thresholds[name] ?? spread }
  })
  const encoder: Encoder = { columns }
  return { inputs: encoderInputNames(encoder), outputs, encoder, decoder }
}

/** Thresholds that part a range into pieces of one length, to six digits. */
function spreadThresholds([low, high]: readonly [number, number], bits: number): number[] {
  return Array.from({ length: bits }, (_, j) => {
    const exact = low + ((high - low) * (j + 1)) / (bits + 1)
    // Sums of fractions miss a 0 by a last bit.
    const isZero = Math.abs(exact) < (high - low) * 1e-12
    return isZero ? 0 : Number(exact.toPrecision(6))
  })
}

/** What each input bit looks at: the place of an observation, and the threshold that it is above. */
export interface BitSources {
  /** [inputs] places among the observations. */
  readonly columns: Uint8Array
  /** [inputs] thresholds. */
  readonly thresholds: Float64Array
  /** [inputs] 1 where telling the bit takes a comparator. */
  readonly isCompared: Uint8Array
}

/** Lays the encoder of some ports out flat, for the loop over steps. */
export function layOutBits({ observations }: Environment, { encoder, inputs }: Ports): BitSources {
  const columns = new Uint8Array(inputs.length)
  const thresholds = new Float64Array(inputs.length).fill(bitThreshold)
  let bit = 0
  for (let column = 0; column < observations.length; column++) {
    const read = encoder?.columns[column]
    const list = read?.kind === 'number' ? read.thresholds : [bitThreshold]
    for (const threshold of list) {
      columns[bit] = column
      thresholds[bit++] = threshold
    }
  }
  const isCompared = Uint8Array.from(columns, (column) => (observations[column]!.range ? 1 : 0))
  return { columns, thresholds, isCompared }
}
