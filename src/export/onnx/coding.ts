/**
 * Encoders and classes in ONNX: a tensor a column of the raw row goes in, a tensor of class names comes out.
 *
 * Numbers are doubles, for thresholds are: as float32, 2.45 and 2.45000001 would be the same number.
 * Categories are texts, and what is missing is NaN or the empty text.
 */
import { columnBits, type Decoder, type Encoder, isMissing } from '../../netlist/encoder.ts'
import type { OnnxValue } from './model.ts'
import type { Sketch } from './tick.ts'

/**
 * Adds the nodes that encode raw rows into `inputs`, [… , inputs] in float32.
 *
 * @param columns a value for each column, all of one shape
 */
export function sketchEncoder(
  sketch: Sketch,
  { columns }: Encoder,
  values: readonly OnnxValue[],
  inputs: string,
): void {
  if (columns.some((column) => column.kind === 'number' && columnBits(column) > 0)) {
    sketch.numbers('last_axis', [-1])
    sketch.constant({ name: 'infinity', type: 'double', shape: [1], values: [Infinity] })
  }
  const parts = columns.flatMap((column, c) => {
    if (columnBits(column) === 0) return []
    const from = values[c]!.name
    return column.kind === 'number'
      ? sketchNumber(sketch, `column${c}`, from, column.thresholds)
      : sketchCategory(sketch, `column${c}`, from, column.categories)
  })
  sketch.node(inputs, 'Concat', parts, { axis: -1 })
}

/** Nothing is above NaN or infinity. */
function sketchNumber(
  sketch: Sketch,
  name: string,
  from: string,
  thresholds: readonly number[],
): string {
  const constant = `${name}/thresholds`
  sketch.constant({
    name: constant,
    type: 'double',
    shape: [thresholds.length],
    values: thresholds,
  })
  const value = sketch.node(`${name}/value`, 'Unsqueeze', [from, 'last_axis'])
  const above = sketch.node(`${name}/above`, 'Greater', [value, constant])
  const finite = sketch.node(`${name}/finite`, 'Less', [value, 'infinity'])
  const bits = sketch.node(`${name}/bits`, 'And', [above, finite])
  return sketch.node(`${name}/floats`, 'Cast', [bits], { to: 1 })
}

function sketchCategory(
  sketch: Sketch,
  name: string,
  from: string,
  categories: readonly string[],
): string {
  const attributes = { cats_strings: categories, zeros: 1 }
  const bits = sketch.node(`${name}/bits`, 'OneHotEncoder', [from], attributes, 'ai.onnx.ml')
  // A text that says that the value is missing is never that category.
  const counts = categories.map((text) => (text !== '' && isMissing(text) ? 0 : 1))
  if (!counts.includes(0)) return bits
  const constant = `${name}/counts`
  sketch.constant({ name: constant, type: 'float', shape: [counts.length], values: counts })
  return sketch.node(`${name}/counted`, 'Mul', [bits, constant])
}

/**
 * Adds the nodes that name the class of `outputs`: the first output that is 1 has the largest weight,
 * and the largest weight that is shown says the class; 0 is the last class.
 */
export function sketchDecoder(
  sketch: Sketch,
  { classes }: Decoder,
  outputs: string,
  name: string,
): void {
  const count = classes.length - 1
  const weights = Array.from({ length: count }, (_, o) => count - o)
  const byWeight = [...classes].reverse()
  sketch.constant({ name: 'class/weights', type: 'float', shape: [count], values: weights })
  sketch.constant({ name: 'class/names', type: 'string', shape: [count + 1], values: byWeight })
  const weighted = sketch.node('class/weighted', 'Mul', [outputs, 'class/weights'])
  const largest = sketch.node('class/largest', 'ReduceMax', [weighted], { axes: [-1], keepdims: 0 })
  const index = sketch.node('class/index', 'Cast', [largest], { to: 7 })
  sketch.node(name, 'Gather', ['class/names', index], { axis: 0 })
}
