/**
 * Nodes that agreed on all patterns so far, up to negation, in classes. Patterns come a word at a
 * time and split them. The first node of a class, its smallest, speaks for it.
 */

export interface Classes {
  /** Splits classes whose nodes differ on a word, [nodes]. */
  refine(words: Int32Array): void
  /** The first node of a node's class, itself if it is that or alone. */
  first(node: number): number
  /** 1 when two nodes of a class are opposite. */
  phase(a: number, b: number): number
  /** Takes a node out of its class; others keep theirs. */
  leave(node: number): void
}

export function createClasses(nodes: number): Classes {
  const firsts = new Int32Array(nodes)
  let phases: Uint8Array | undefined
  // Nodes that share a class with others; the rest need no look any more.
  let shared = Int32Array.from({ length: nodes }, (_, node) => node)

  return {
    refine(words) {
      // Nodes are opposite when they differ at the first pattern of all.
      phases ??= Uint8Array.from(words, (word) => word & 1)
      const heads = new Map<number, number>()
      const sizes = new Map<number, number>()
      for (const node of shared) {
        const word = phases[node] ? ~words[node]! : words[node]!
        const key = firsts[node]! * 2 ** 32 + (word >>> 0)
        let head = heads.get(key)
        if (head === undefined) {
          head = node
          heads.set(key, node)
        }
        firsts[node] = head
        sizes.set(head, (sizes.get(head) ?? 0) + 1)
      }
      shared = shared.filter((node) => sizes.get(firsts[node]!)! > 1)
    },
    first: (node) => firsts[node]!,
    phase: (a, b) => phases![a]! ^ phases![b]!,
    leave(node) {
      firsts[node] = node
    },
  }
}
