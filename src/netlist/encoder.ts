/**
 * How a raw row of a data set becomes the input bits of a machine, and its output bits a class.
 * Both travel with the machine, so that an exported classifier takes the raw row.
 *
 * A number becomes a thermometer: bit j says whether the value is above threshold j. A category is
 * one-hot: bit j says whether the value is category j; a value never seen before is all zeros.
 */

/** A column of raw rows, in the order in which the row is handed over. */
export type EncoderColumn =
  | {
      readonly kind: 'number'
      readonly name: string
      /** Increasing; one input bit each, 1 when the value is above it. */
      readonly thresholds: readonly number[]
    }
  | {
      readonly kind: 'category'
      readonly name: string
      /** One input bit each, 1 when the value is this one. */
      readonly categories: readonly string[]
    }

export interface Encoder {
  readonly columns: readonly EncoderColumn[]
}

/**
 * Class c of [0, K−2] is answered when output c is 1 and no earlier one is; the last class when all
 * K−1 outputs are 0. So every pattern of bits is a class.
 */
export interface Decoder {
  readonly classes: readonly string[]
}

/** Number of input bits of one column. */
export const columnBits = (column: EncoderColumn): number =>
  column.kind === 'number' ? column.thresholds.length : column.categories.length

/** Number of input bits of an encoder. */
export const encoderBits = (encoder: Encoder): number =>
  encoder.columns.reduce((sum, column) => sum + columnBits(column), 0)

/** Encodes one raw row, a value a column, as input bits. A missing number (NaN) is all zeros. */
export function encodeRow(encoder: Encoder, row: readonly (number | string)[]): number[] {
  return encoder.columns.flatMap((column, i) => {
    const value = row[i]
    return column.kind === 'number'
      ? column.thresholds.map((threshold) => (Number(value) > threshold ? 1 : 0))
      : column.categories.map((category) => (String(value) === category ? 1 : 0))
  })
}

/** The class that output bits stand for. */
export function decodeClass(decoder: Decoder, outputs: readonly number[]): string {
  const first = outputs.indexOf(1)
  return decoder.classes[first === -1 ? decoder.classes.length - 1 : first]!
}
