/**
 * Which variable to decide next: the one that took part in most conflicts lately. A bump adds to an
 * activity, and bumps grow, so that old ones fade; a binary heap holds the variables by activity.
 *
 * Source: Moskewicz, Madigan, Zhao, Zhang & Malik 2001, "Chaff: Engineering an Efficient SAT Solver";
 * Eén & Sörensson 2003, "An Extensible SAT-solver" (bumps that grow).
 */

/** Activities are scaled down when one of them passes this. */
const activityMax = 1e100

export interface VariableOrder {
  /** Adds the next variable, with activity 0. */
  grow(): void
  bump(variable: number): void
  /** Makes later bumps count more, and so all earlier ones less. */
  decay(): void
  /** Puts a variable back unless it is there, or is none of those that are ordered now. */
  insert(variable: number): void
  /** Orders these variables alone, or all when there is no list. */
  restrict(only: readonly number[] | undefined): void
  /** Takes the most active variable out; -1 when there is none. */
  pop(): number
}

/** @param decayPerConflict what an activity keeps of its weight, in (0, 1) */
export function createVariableOrder(decayPerConflict: number): VariableOrder {
  const growth = 1 / decayPerConflict
  let increment = 1
  let variables = 0
  let activity = new Float64Array(64)
  /** [size] variables, parents before children; place is where a variable lies, -1 for nowhere. */
  let heap = new Int32Array(64)
  let place = new Int32Array(64)
  let size = 0
  // [variables] the number of the restriction that a variable belongs to.
  let scopes = new Int32Array(64)
  let scope = 0
  let isRestricted = false

  /** Ties go to the smaller number. */
  const isBefore = (a: number, b: number) =>
    activity[a]! > activity[b]! || (activity[a] === activity[b] && a < b)

  function up(from: number): void {
    const variable = heap[from]!
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!isBefore(variable, heap[parent]!)) break
      heap[at] = heap[parent]!
      place[heap[at]!] = at
      at = parent
    }
    heap[at] = variable
    place[variable] = at
  }

  function down(from: number): void {
    const variable = heap[from]!
    let at = from
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      if (child + 1 < size && isBefore(heap[child + 1]!, heap[child]!)) child++
      if (!isBefore(heap[child]!, variable)) break
      heap[at] = heap[child]!
      place[heap[at]!] = at
      at = child
    }
    heap[at] = variable
    place[variable] = at
  }

  function insert(variable: number): void {
    if (place[variable]! >= 0 || (isRestricted && scopes[variable] !== scope)) return
    heap[size] = variable
    up(size++)
  }

  return {
    grow() {
      if (variables === activity.length) {
        activity = copyInto(new Float64Array(2 * variables), activity)
        heap = copyInto(new Int32Array(2 * variables), heap)
        place = copyInto(new Int32Array(2 * variables), place)
        scopes = copyInto(new Int32Array(2 * variables), scopes)
      }
      activity[variables] = 0
      place[variables] = -1
      insert(variables++)
    },
    bump(variable) {
      activity[variable]! += increment
      if (activity[variable]! > activityMax) {
        for (let v = 0; v < variables; v++) activity[v]! /= activityMax
        increment /= activityMax
      }
      if (place[variable]! >= 0) up(place[variable]!)
    },
    decay() {
      increment *= growth
    },
    insert,
    restrict(only) {
      if (!only && !isRestricted) return
      for (let at = 0; at < size; at++) place[heap[at]!] = -1
      size = 0
      scope++
      isRestricted = only !== undefined
      if (!only) for (let variable = 0; variable < variables; variable++) insert(variable)
      else {
        for (const variable of only) {
          scopes[variable] = scope
          insert(variable)
        }
      }
    },
    pop() {
      if (size === 0) return -1
      const top = heap[0]!
      place[top] = -1
      size--
      if (size > 0) {
        heap[0] = heap[size]!
        place[heap[0]!] = 0
        down(0)
      }
      return top
    },
  }
}

function copyInto<A extends Float64Array | Int32Array>(larger: A, from: A): A {
  larger.set(from)
  return larger
}
