/**
 * Two machines with memory side by side, tick after tick. One tick is a graph whose inputs are the
 * inputs and the latches of both; a frame is a copy of it that reads the frame before.
 *
 * Source: Biere, Cimatti, Clarke & Zhu 1999, "Symbolic Model Checking without BDDs".
 */
import type { Netlist } from '../netlist.ts'
import { addInputs, addMachine, createGraph, type Graph } from './graph.ts'
import { besides } from './transition.ts'

/** One tick of both machines. */
export interface TickGraph {
  readonly graph: Graph
  readonly inputs: Int32Array
  /** [latches of both] what is read, and what they take. */
  readonly latches: Int32Array
  readonly next: Int32Array
  /** [outputs] of each machine. */
  readonly received: Int32Array
  readonly wanted: Int32Array
}

export function createTickGraph(netlist: Netlist, reference: Netlist): TickGraph {
  const both = besides(netlist, reference)
  const graph = createGraph()
  const inputs = addInputs(graph, both.inputs)
  const latches = addInputs(graph, both.latches.length)
  const signals = addMachine(graph, both, inputs, latches)
  const literalsOf = (shown: Uint32Array) => Int32Array.from(shown, (signal) => signals[signal]!)
  const outputs = netlist.outputs.length
  return {
    graph,
    inputs,
    latches,
    next: literalsOf(both.latches),
    received: literalsOf(both.outputs.subarray(0, outputs)),
    wanted: literalsOf(both.outputs.subarray(outputs)),
  }
}

/** A tick among others. */
export interface Frame {
  readonly inputs: Int32Array
  /** [nodes of the tick] the literal of every node. */
  readonly nodes: Int32Array
}

export interface Unrolling {
  readonly graph: Graph
  readonly frames: readonly Frame[]
  /** The frame of a tick; frames up to it are added. */
  frame(tick: number): Frame
}

/** The literal that a literal of the tick is in a frame. */
export const inFrame = (frame: Frame, literal: number): number =>
  frame.nodes[literal >> 1]! ^ (literal & 1)

/** @param start all latches 0, or any state */
export function createUnrolling(tick: TickGraph, start: 'reset' | 'any'): Unrolling {
  const graph = createGraph()
  const frames: Frame[] = []
  const first = start === 'any' ? addInputs(graph, tick.latches.length) : undefined

  function addFrame(): Frame {
    const before = frames.at(-1)
    const { left, right } = tick.graph
    const nodes = new Int32Array(tick.graph.nodes)
    const inputs = addInputs(graph, tick.inputs.length)
    tick.inputs.forEach((literal, i) => {
      nodes[literal >> 1] = inputs[i]!
    })
    tick.latches.forEach((literal, l) => {
      nodes[literal >> 1] = before ? inFrame(before, tick.next[l]!) : (first?.[l] ?? 0)
    })
    const read = (literal: number) => nodes[literal >> 1]! ^ (literal & 1)
    for (let node = 1; node < nodes.length; node++) {
      if (left[node]! >= 0) nodes[node] = graph.and(read(left[node]!), read(right[node]!))
    }
    const frame = { inputs, nodes }
    frames.push(frame)
    return frame
  }

  return {
    graph,
    frames,
    frame(tick) {
      while (frames.length <= tick) addFrame()
      return frames[tick]!
    },
  }
}
