/**
 * Puts gates that a file lists in any order behind what they read, without recursion.
 */

/** The gates in order, or one loop of gates that read each other. */
export type GateOrder =
  | { readonly kind: 'ordered'; readonly gates: Uint32Array }
  | { readonly kind: 'loop'; readonly gates: readonly number[] }

/**
 * Orders gates by depth-first search; gates that are in order already keep it.
 *
 * @param starts [gates + 1] where the reads of each gate start
 * @param reads the gates that each gate reads; negative where it reads something else
 */
export function orderGates(starts: Uint32Array, reads: Int32Array): GateOrder {
  const count = starts.length - 1
  const gates = new Uint32Array(count)
  // The gates between the one asked for and the one at hand, each with its next read to follow.
  const path = new Uint32Array(count)
  const follow = starts.slice(0, count)
  const state = new Uint8Array(count)
  let ordered = 0

  for (let root = 0; root < count; root++) {
    if (state[root] !== unseen) continue
    let length = 0
    path[length++] = root
    state[root] = onPath
    while (length > 0) {
      const gate = path[length - 1]!
      if (follow[gate]! === starts[gate + 1]!) {
        state[gate] = done
        gates[ordered++] = gate
        length--
        continue
      }
      const read = reads[follow[gate]!++]!
      if (read < 0 || state[read] === done) continue
      if (state[read] === onPath) {
        return { kind: 'loop', gates: [...path.subarray(path.indexOf(read), length)] }
      }
      state[read] = onPath
      path[length++] = read
    }
  }
  return { kind: 'ordered', gates }
}

const unseen = 0
const onPath = 1
const done = 2
