/**
 * Emits the machine as a recurrent neural network of two neurons a NAND, in ONNX and in float32, with
 * a batch of any size B.
 *
 *   onnx            one tick          inputs [B, I], state [B, L] → outputs [B, O], next_state [B, L]
 *   onnx-sequence   T ticks by Scan   inputs [T, B, I] → outputs [T, B, O], from reset
 *
 * A state of zeros is the reset state; a machine without latches has none. Where there is an encoder,
 * a tensor for each column, [B] or [T, B], stands for `inputs`; where there are classes, a tensor
 * `class` of their names comes out as well. Names of ports and provenance are metadata of the model.
 */
import type { Exporter, Provenance } from '../export.ts'
import { encoderBits } from '../netlist/encoder.ts'
import type { Ports } from '../netlist/ports.ts'
import { gateCount, type Netlist } from '../netlist.ts'
import { version } from '../version.ts'
import { checkCoding } from './coding.ts'
import { createNamer, safeLine, titleOf } from './names.ts'
import { sketchDecoder, sketchEncoder } from './onnx/coding.ts'
import { type OnnxGraph, type OnnxValue, writeModel } from './onnx/model.ts'
import { createSketch, type Sketch, sketchTick, sketchZeros } from './onnx/tick.ts'

export const onnxExporter: Exporter = {
  name: 'onnx',
  extension: '.onnx',
  description: 'a recurrent neural network in ONNX, one tick',
  emit(netlist, ports, provenance) {
    checkCoding(netlist, ports)
    const graph = wrap(netlist, ports, ['B'], (sketch) => {
      sketchTick(sketch, netlist, tickNames)
      return netlist.latches.length === 0
        ? { inputs: [], outputs: [] }
        : {
            inputs: [stateValue('state', netlist)],
            outputs: [stateValue('next_state', netlist)],
          }
    })
    return writeModel(graph, describe(netlist, ports, provenance))
  },
}

export const onnxSequenceExporter: Exporter = {
  name: 'onnx-sequence',
  extension: '.onnx',
  description: 'a recurrent neural network in ONNX, a whole sequence by Scan',
  emit(netlist, ports, provenance) {
    checkCoding(netlist, ports)
    const hasLatches = netlist.latches.length > 0
    const graph = wrap(netlist, ports, ['T', 'B'], (sketch) => {
      const state: string[] = []
      if (hasLatches) {
        const latches = sketch.numbers('latches', [netlist.latches.length])
        state.push(sketchZeros(sketch, 'reset', 'inputs', 1, (batch) => [batch, latches]))
      }
      sketch.nodes.push({
        op: 'Scan',
        inputs: [...state, 'inputs'],
        outputs: [...(hasLatches ? ['last_state'] : []), 'outputs'],
        attributes: { body: tickGraph(netlist), num_scan_inputs: 1 },
      })
      return { inputs: [], outputs: [] }
    })
    return writeModel(graph, describe(netlist, ports, provenance))
  },
}

const tickNames = { inputs: 'inputs', state: 'state', outputs: 'outputs', next: 'next_state' }

const stateValue = (name: string, { latches }: Netlist): OnnxValue => ({
  name,
  type: 'float',
  shape: ['B', latches.length],
})

/** What `Scan` runs for each tick; its names are its own. */
function tickGraph(netlist: Netlist): OnnxGraph {
  const sketch = createSketch()
  const names = { inputs: 'x', state: 'state_in', outputs: 'y', next: 'state_out' }
  sketchTick(sketch, netlist, names)
  const hasLatches = netlist.latches.length > 0
  const value = (name: string, size: number): OnnxValue => {
    return { name, type: 'float', shape: ['B', size] }
  }
  return {
    name: 'tick',
    inputs: [
      ...(hasLatches ? [stateValue(names.state, netlist)] : []),
      value(names.inputs, netlist.inputs),
    ],
    outputs: [
      ...(hasLatches ? [stateValue(names.next, netlist)] : []),
      value(names.outputs, netlist.outputs.length),
    ],
    constants: sketch.constants,
    nodes: sketch.nodes,
  }
}

/** Puts encoder and classes around what turns `inputs` into `outputs`; sizes before the last one are `axes`. */
function wrap(
  netlist: Netlist,
  { encoder, decoder }: Ports,
  axes: readonly string[],
  sketchInside: (sketch: Sketch) => Pick<OnnxGraph, 'inputs' | 'outputs'>,
): OnnxGraph {
  const sketch = createSketch()
  const isEncoded = encoder !== undefined && encoderBits(encoder) > 0
  const taken: OnnxValue[] = []
  if (isEncoded) {
    const namer = createNamer(cleanName, ['state', 'next_state', 'inputs', 'outputs', 'class'])
    for (const { kind, name } of encoder.columns) {
      const type = kind === 'number' ? 'double' : 'string'
      taken.push({ name: namer.name(name), type, shape: axes })
    }
    sketchEncoder(sketch, encoder, taken, 'inputs')
  } else {
    taken.push({ name: 'inputs', type: 'float', shape: [...axes, netlist.inputs] })
  }
  const inside = sketchInside(sketch)
  const given: OnnxValue[] = [
    { name: 'outputs', type: 'float', shape: [...axes, netlist.outputs.length] },
  ]
  if (decoder && netlist.outputs.length > 0) {
    sketchDecoder(sketch, decoder, 'outputs', 'class')
    given.push({ name: 'class', type: 'string', shape: axes })
  }
  return {
    name: 'machine',
    inputs: [...taken, ...inside.inputs],
    outputs: [...given, ...inside.outputs],
    constants: sketch.constants,
    nodes: sketch.nodes,
  }
}

/** A slash is what names inside have. */
const cleanName = (wanted: string): string => safeLine(wanted).replaceAll('/', '_') || 'x'

function describe(netlist: Netlist, ports: Ports, provenance?: Provenance) {
  const title = safeLine(titleOf(provenance))
  const lines = (provenance?.lines ?? []).map(safeLine)
  return {
    producerVersion: version,
    description: [title, ...lines].join('\n'),
    metadata: {
      title,
      provenance: lines.join('\n'),
      inputs: JSON.stringify(ports.inputs),
      outputs: JSON.stringify(ports.outputs),
      gates: `${gateCount(netlist)}`,
      latches: `${netlist.latches.length}`,
    },
  }
}
