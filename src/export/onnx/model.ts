/**
 * ONNX models as bytes: the only place that knows of onnx-proto. Graphs are data here; what they need
 * of the format is named, the rest is left out.
 *
 * Source: Linux Foundation 2021, "Open Neural Network Exchange Intermediate Representation", version 8.
 */
import type { onnx } from 'onnx-proto'

export interface OnnxGraph {
  readonly name: string
  readonly inputs: readonly OnnxValue[]
  readonly outputs: readonly OnnxValue[]
  readonly constants: readonly OnnxTensor[]
  /** A node reads only what comes before it. */
  readonly nodes: readonly OnnxNode[]
}

/** What flows along an edge; a size that is a text is free, and the same wherever the text is. */
export interface OnnxValue {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly (number | string)[]
}

export interface OnnxTensor {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly number[]
  readonly values: readonly (number | string)[]
}

export interface OnnxNode {
  readonly op: string
  /** Default: the common operators; `ai.onnx.ml` for those of classical learning. */
  readonly domain?: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes?: Readonly<Record<string, Attribute>>
}

export type Attribute = number | readonly number[] | readonly string[] | OnnxGraph

/** Numbers of the format. */
export const elementTypes = { float: 1, int64: 7, string: 8, double: 11 } as const
export type ElementType = keyof typeof elementTypes
const attributeTypes = { number: 2, graph: 5, numbers: 7, texts: 8 } as const

const irVersion = 8
const operators = [
  { domain: '', version: 15 },
  { domain: 'ai.onnx.ml', version: 2 },
]

export interface OnnxDescription {
  readonly producerVersion: string
  readonly description: string
  readonly metadata: Readonly<Record<string, string>>
}

/** Writes a graph as a model. */
export async function writeModel(
  graph: OnnxGraph,
  { producerVersion, description, metadata }: OnnxDescription,
): Promise<Uint8Array> {
  const { default: proto } = await import('onnx-proto')
  const { ModelProto } = proto.onnx
  // Not by way of `fromObject`, which drops texts of no characters.
  const model: onnx.IModelProto = {
    irVersion,
    producerName: 'nandertal',
    producerVersion,
    docString: description,
    opsetImport: operators,
    graph: toGraph(graph),
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  }
  // The writer hands out a part of a larger block of memory.
  return new Uint8Array(ModelProto.encode(model).finish())
}

function toGraph({ name, inputs, outputs, constants, nodes }: OnnxGraph): onnx.IGraphProto {
  return {
    name,
    input: inputs.map(toValue),
    output: outputs.map(toValue),
    initializer: constants.map(toTensor),
    node: nodes.map(toNode),
  }
}

function toValue({ name, type, shape }: OnnxValue): onnx.IValueInfoProto {
  const dim = shape.map((size) =>
    typeof size === 'number' ? { dimValue: size } : { dimParam: size },
  )
  return { name, type: { tensorType: { elemType: elementTypes[type], shape: { dim } } } }
}

const encoder = new TextEncoder()

function toTensor({ name, type, shape, values }: OnnxTensor): onnx.ITensorProto {
  const head = { name, dims: [...shape], dataType: elementTypes[type] }
  if (type === 'string') {
    return { ...head, stringData: values.map((text) => encoder.encode(text as string)) }
  }
  return { ...head, rawData: littleEndian(type, values as readonly number[]) }
}

function littleEndian(type: ElementType, values: readonly number[]): Uint8Array {
  const size = type === 'float' ? 4 : 8
  const bytes = new Uint8Array(size * values.length)
  const view = new DataView(bytes.buffer)
  values.forEach((value, index) => {
    if (type === 'float') view.setFloat32(size * index, value, true)
    else if (type === 'double') view.setFloat64(size * index, value, true)
    else view.setBigInt64(size * index, BigInt(value), true)
  })
  return bytes
}

function toNode({ op, domain, inputs, outputs, attributes = {} }: OnnxNode): onnx.INodeProto {
  return {
    name: outputs[0],
    opType: op,
    domain: domain ?? '',
    input: [...inputs],
    output: [...outputs],
    attribute: Object.entries(attributes).map(([name, value]) => toAttribute(name, value)),
  }
}

function toAttribute(name: string, value: Attribute): onnx.IAttributeProto {
  if (typeof value === 'number') return { name, type: attributeTypes.number, i: value }
  if (isGraph(value)) return { name, type: attributeTypes.graph, g: toGraph(value) }
  if (isTexts(value)) {
    const strings = value.map((text) => encoder.encode(text))
    return { name, type: attributeTypes.texts, strings }
  }
  return { name, type: attributeTypes.numbers, ints: [...value] }
}

const isGraph = (value: Exclude<Attribute, number>): value is OnnxGraph => 'nodes' in value

const isTexts = (value: readonly (number | string)[]): value is readonly string[] =>
  typeof value[0] === 'string'
