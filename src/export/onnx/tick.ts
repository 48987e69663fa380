/**
 * One tick of a machine as a network of neurons, level by level, in float32.
 *
 * A NAND is two neurons, one behind the other: NAND(a, b) = 1 − ReLU(a + b − 1). Values are 0 and 1, so
 * float32 is exact.
 *
 * Values lie in rows, [signals, batch], so that a level picks whole rows with Gather and puts its own
 * behind them with Concat. Rows that no later level reads are left behind: what a level copies is what
 * is live, and a machine of a thousand gates stays small.
 */
import { levels } from '../../netlist/level.ts'
import { firstGate, gateCount, type Netlist } from '../../netlist.ts'
import type { OnnxNode, OnnxTensor } from './model.ts'

/** Collects nodes and constants of a graph. */
export interface Sketch {
  readonly nodes: OnnxNode[]
  readonly constants: OnnxTensor[]
  /** Adds a node of one output, which is called `output`. */
  node(
    output: string,
    op: string,
    inputs: readonly string[],
    attributes?: OnnxNode['attributes'],
    domain?: string,
  ): string
  constant(tensor: OnnxTensor): string
  /** A list of whole numbers. */
  numbers(name: string, values: readonly number[]): string
}

export function createSketch(): Sketch {
  const nodes: OnnxNode[] = []
  const constants: OnnxTensor[] = []
  const constant = (tensor: OnnxTensor): string => {
    constants.push(tensor)
    return tensor.name
  }
  return {
    nodes,
    constants,
    constant,
    node(output, op, inputs, attributes, domain) {
      nodes.push({ op, domain, inputs, outputs: [output], attributes })
      return output
    },
    numbers: (name, values) =>
      constant({ name, type: 'int64', shape: [values.length], values: [...values] }),
  }
}

/** Where the values of a tick come from and what they are called when they leave. */
export interface TickNames {
  /** [batch, inputs] */
  readonly inputs: string
  /** [batch, latches]; only of a machine with latches. */
  readonly state: string
  readonly outputs: string
  readonly next: string
}

/** Adds the nodes of one tick. */
export function sketchTick(sketch: Sketch, netlist: Netlist, names: TickNames): void {
  const { latches, outputs, fanin } = netlist
  const first = firstGate(netlist)
  const last = lastLevels(netlist)
  if (fanin.length > 0) sketch.constant({ name: 'one', type: 'float', shape: [1], values: [1] })
  let alive = Array.from({ length: first }, (_, signal) => signal)
  let rows = sketchStart(sketch, netlist, names)
  gatesByLevel(netlist).forEach((gates, index) => {
    const level = index + 1
    const name = (part: string) => `level${level}/${part}`
    const rowOf = new Map(alive.map((signal, row) => [signal, row]))
    const pick = (part: string, signals: readonly number[]): string => {
      const indices = sketch.numbers(
        name(`${part}_rows`),
        signals.map((signal) => rowOf.get(signal)!),
      )
      return sketch.node(name(part), 'Gather', [rows, indices], { axis: 0 })
    }
    const a = pick(
      'a',
      gates.map((g) => fanin[2 * g]!),
    )
    const b = pick(
      'b',
      gates.map((g) => fanin[2 * g + 1]!),
    )
    const sum = sketch.node(name('sum'), 'Add', [a, b])
    const above = sketch.node(name('above'), 'Sub', [sum, 'one'])
    const both = sketch.node(name('both'), 'Relu', [above])
    const nand = sketch.node(name('nand'), 'Sub', ['one', both])
    const kept = alive.filter((signal) => last[signal]! > level)
    const before = kept.length === alive.length ? rows : kept.length > 0 ? pick('kept', kept) : ''
    const parts = before === '' ? [nand] : [before, nand]
    rows = sketch.node(name('rows'), 'Concat', parts, { axis: 0 })
    alive = [...kept, ...gates.map((g) => first + g)]
  })
  const rowOf = new Map(alive.map((signal, row) => [signal, row]))
  const leave = (name: string, signals: Uint32Array): void => {
    const indices = Array.from(signals, (signal) => rowOf.get(signal)!)
    const picked = sketch.node(
      `${name}/rows`,
      'Gather',
      [rows, sketch.numbers(`${name}/indices`, indices)],
      { axis: 0 },
    )
    sketch.node(name, 'Transpose', [picked], { perm: [1, 0] })
  }
  leave(names.outputs, outputs)
  if (latches.length > 0) leave(names.next, latches)
}

/** The rows before the first level: the constant 0, inputs, latches. */
function sketchStart(sketch: Sketch, { inputs, latches }: Netlist, names: TickNames): string {
  const parts = [sketchZeros(sketch, 'zero', names.inputs, 0, (batch) => ['single', batch])]
  sketch.numbers('single', [1])
  if (inputs > 0) parts.push(transpose('inputs_rows', names.inputs))
  if (latches.length > 0) parts.push(transpose('state_rows', names.state))
  return sketch.node('rows', 'Concat', parts, { axis: 0 })

  function transpose(name: string, from: string): string {
    return sketch.node(name, 'Transpose', [from], { perm: [1, 0] })
  }
}

/**
 * Zeros of a shape that depends on the batch.
 *
 * @param axis of `like` that is the batch
 * @param shape the names of one-element lists that make the shape, given that of the batch
 */
export function sketchZeros(
  sketch: Sketch,
  name: string,
  like: string,
  axis: number,
  shape: (batch: string) => readonly string[],
): string {
  const ends = { start: axis, end: axis + 1 }
  const batch = sketch.node(`${name}/batch`, 'Shape', [like], ends)
  const size = sketch.node(`${name}/shape`, 'Concat', shape(batch), { axis: 0 })
  return sketch.node(name, 'ConstantOfShape', [size])
}

/** [levels] the gates of each level from 1 on. */
function gatesByLevel(netlist: Netlist): number[][] {
  const level = levels(netlist)
  const first = firstGate(netlist)
  const gates: number[][] = []
  for (let g = 0; g < gateCount(netlist); g++) (gates[level[first + g]! - 1] ??= []).push(g)
  return gates
}

/** [signals] the last level that reads each; beyond all levels for outputs and next latches. */
function lastLevels(netlist: Netlist): Float64Array {
  const { fanin, latches, outputs } = netlist
  const level = levels(netlist)
  const first = firstGate(netlist)
  const last = new Float64Array(level.length)
  for (let at = 0; at < fanin.length; at++) {
    const reader = level[first + (at >> 1)]!
    last[fanin[at]!] = Math.max(last[fanin[at]!]!, reader)
  }
  for (const signal of outputs) last[signal] = Number.POSITIVE_INFINITY
  for (const signal of latches) last[signal] = Number.POSITIVE_INFINITY
  return last
}
