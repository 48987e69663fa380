/**
 * How a raw row of a data set becomes the input bits of a machine, and its output bits a class.
 * Both travel with the machine, so that an exported classifier takes the raw row.
 *
 * A number becomes a thermometer: bit j says whether the value is above threshold j. A category is
 * one-hot: bit j says whether the value is category j; a value never seen before is all zeros.
 * What is missing is all zeros too.
 *
 * The same functions read a value when an encoder is fitted to rows and when a machine is used, and
 * the exported TypeScript writes them out.
 */

/** A value of a raw row; null, NaN and the usual words for it (`?`, `NA`, `nan`, ``) are missing. */
export type RawValue = number | string | boolean | null

/** Whether a value says that there is none; undefined stands behind the end of a row. */
export const isMissing = (value: RawValue | undefined): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === 'number' && Number.isNaN(value)) ||
  (typeof value === 'string' && /^\s*(\?|na|n\/a|nan|null|)\s*$/i.test(value))

/** A raw value as a number; NaN for what is missing or no finite number. */
export function readNumber(value: RawValue | undefined): number {
  const number = isMissing(value) ? Number.NaN : Number(value)
  return Number.isFinite(number) ? number : Number.NaN
}

/** A raw value as a category; the empty text for what is missing. */
export const readCategory = (value: RawValue | undefined): string =>
  isMissing(value) ? '' : `${value}`

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

/** Encodes one raw row, a value a column, as input bits. */
export function encodeRow(encoder: Encoder, row: readonly RawValue[]): number[] {
  return encoder.columns.flatMap((column, i) => {
    if (column.kind === 'number') {
      const number = readNumber(row[i])
      return column.thresholds.map((threshold) => (number > threshold ? 1 : 0))
    }
    const text = readCategory(row[i])
    return column.categories.map((category) => (text === category ? 1 : 0))
  })
}

/** The class that output bits stand for. */
export function decodeClass(decoder: Decoder, outputs: readonly number[]): string {
  const first = outputs.indexOf(1)
  return decoder.classes[first === -1 ? decoder.classes.length - 1 : first]!
}
