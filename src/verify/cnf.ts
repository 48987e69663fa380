/**
 * A graph as clauses, cone by cone as it is asked for. Every node is a variable, and three clauses
 * say that it is the AND of its fan-ins.
 *
 * Source: Tseitin 1968, "On the Complexity of Derivation in Propositional Calculus".
 */
import type { Solver } from '../sat.ts'
import type { Graph } from './graph.ts'

export interface Encoding {
  /** The literal of the solver for a literal of the graph; its cone becomes clauses. */
  literal(literal: number): number
  /** The variables of all nodes below some literals, whose cones are clauses already. */
  cone(literals: readonly number[]): number[]
  /** The value of a node in the last model; false where it is in no clause. */
  value(node: number): boolean
}

export function createEncoding(graph: Graph, solver: Solver): Encoding {
  // [nodes] 0 for nodes without clauses
  let variables = new Int32Array(256)
  // [nodes] the cone in which a node was last met.
  let stamps = new Int32Array(256)
  let stamp = 0

  function makeRoom(): void {
    if (variables.length >= graph.nodes) return
    const length = Math.max(graph.nodes, 2 * variables.length)
    variables = widen(variables, length)
    stamps = widen(stamps, length)
  }

  const outer = (literal: number) => (literal & 1 ? -1 : 1) * variables[literal >> 1]!

  /** Adds a variable for a node whose fan-ins have theirs. */
  function define(node: number): void {
    const [a, b] = [graph.left[node]!, graph.right[node]!]
    const y = solver.addVariable()
    variables[node] = y
    if (node === 0) solver.addClause([-y])
    if (a < 0) return
    solver.addClause([-y, outer(a)])
    solver.addClause([-y, outer(b)])
    solver.addClause([y, -outer(a), -outer(b)])
  }

  return {
    literal(literal) {
      makeRoom()
      const stack = [literal >> 1]
      while (stack.length > 0) {
        const node = stack.at(-1)!
        const [a, b] = [graph.left[node]! >> 1, graph.right[node]! >> 1]
        const isReady = a < 0 || (variables[a]! > 0 && variables[b]! > 0)
        if (variables[node]! > 0) stack.pop()
        else if (isReady) define(node)
        else stack.push(a, b)
      }
      return outer(literal)
    },
    cone(literals) {
      stamp++
      const found: number[] = []
      const stack = literals.map((literal) => literal >> 1)
      while (stack.length > 0) {
        const node = stack.pop()!
        if (stamps[node] === stamp) continue
        stamps[node] = stamp
        found.push(variables[node]!)
        if (graph.left[node]! >= 0) stack.push(graph.left[node]! >> 1, graph.right[node]! >> 1)
      }
      return found
    },
    value: (node) =>
      node < variables.length && variables[node]! > 0 && solver.value(variables[node]!),
  }
}

function widen(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length)
  larger.set(array)
  return larger
}
