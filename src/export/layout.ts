/**
 * Places boxes and routes wires between them, left to right: the only place that knows of elkjs.
 *
 * Source: Schulze, Spönemann & von Hanxleden 2014, "Drawing Layered Graphs with Port Constraints".
 */

import type { ElkNode } from 'elkjs/lib/elk-api.js'

/** A box with places on its left and right edge where wires end. */
export interface Box {
  readonly id: string
  readonly width: number
  readonly height: number
  readonly ports: readonly BoxPort[]
  /** Draws the box in a column of its own kind at the far left, without wires into it, or right. */
  readonly column?: 'first' | 'last'
}

export interface BoxPort {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly side: 'left' | 'right'
}

/** From the id of a port to the id of another. */
export interface Wire {
  readonly from: string
  readonly to: string
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Layout {
  readonly width: number
  readonly height: number
  /** [boxes] the upper left corner of each. */
  readonly boxes: readonly Point[]
  /** [wires] corner points of each, all runs horizontal or vertical. */
  readonly wires: readonly (readonly Point[])[]
  /** Where wires that leave the same port part. */
  readonly junctions: readonly Point[]
}

/** Up to so many boxes wires are untangled again and again; it takes half of the time of large drawings. */
const thoroughBoxesMax = 200

/** Places the boxes and routes the wires; the same for the same arguments. */
export async function layOut(boxes: readonly Box[], wires: readonly Wire[]): Promise<Layout> {
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js')
  const schematic: ElkNode = {
    id: 'schematic',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.randomSeed': '1',
      'elk.layered.thoroughness': boxes.length > thoroughBoxesMax ? '1' : '7',
      'elk.separateConnectedComponents': 'false',
      'elk.padding': '[top=16,left=16,bottom=16,right=16]',
      'elk.spacing.nodeNode': '18',
      'elk.spacing.edgeNode': '12',
      'elk.spacing.edgeEdge': '9',
      'elk.layered.spacing.nodeNodeBetweenLayers': '26',
      'elk.layered.spacing.edgeNodeBetweenLayers': '12',
      'elk.layered.spacing.edgeEdgeBetweenLayers': '9',
    },
    children: boxes.map(toElkNode),
    edges: wires.map(({ from, to }, w) => ({ id: `w${w}`, sources: [from], targets: [to] })),
  }
  const graph = await new Elk.default().layout(schematic)
  const edges = graph.edges ?? []
  const places = new Map(graph.children?.map(({ id, x = 0, y = 0 }) => [id, { x, y }]))
  const junctions = edges.flatMap((edge) => edge.junctionPoints ?? [])
  return {
    width: graph.width ?? 0,
    height: graph.height ?? 0,
    boxes: boxes.map(({ id }) => places.get(id)!),
    wires: edges.map(({ sections = [] }) =>
      sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [
        startPoint,
        ...bendPoints,
        endPoint,
      ]),
    ),
    // Each wire of a bundle tells the junctions that it shares.
    junctions: [...new Map(junctions.map((point) => [`${point.x} ${point.y}`, point])).values()],
  }
}

const elkSides = { left: 'WEST', right: 'EAST' } as const
const elkLayers = { first: 'FIRST_SEPARATE', last: 'LAST_SEPARATE' } as const

function toElkNode({ id, width, height, ports, column }: Box): ElkNode {
  const layer = column && { 'elk.layered.layering.layerConstraint': elkLayers[column] }
  return {
    id,
    width,
    height,
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS', ...layer },
    ports: ports.map((port) => ({
      id: port.id,
      x: port.x,
      y: port.y,
      width: 0,
      height: 0,
      layoutOptions: { 'elk.port.side': elkSides[port.side] },
    })),
  }
}
