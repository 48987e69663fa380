import { describe, expect, it } from 'vitest'
import { optimalChain, optimalGates } from '../../src/prune/optimal.ts'

const projections = [0xaaaa, 0xcccc, 0xf0f0, 0xff00]
const functions = Array.from({ length: 65536 }, (_, f) => f)

/** What the last signal of a chain shows. */
function shownBy(fanin: Uint8Array, f: number): number {
  const values = [...projections]
  if (fanin.length === 0) return projections.find((projection) => projection === f) ?? -1
  for (let i = 0; i < fanin.length; i += 2) {
    if (Math.max(fanin[i]!, fanin[i + 1]!) >= values.length) return -1
    values.push(~(values[fanin[i]!]! & values[fanin[i + 1]!]!) & 0xffff)
  }
  return values.at(-1)!
}

describe('the table of smallest circuits', () => {
  it('shows every function of four inputs', () => {
    for (const f of functions) {
      const { fanin } = optimalChain(f)
      if (shownBy(fanin, f) !== f) expect.fail(`function ${f.toString(16)}`)
      if (fanin.length / 2 !== optimalGates(f)) expect.fail(`function ${f.toString(16)}`)
    }
  })

  it('uses every gate, and no gate twice', () => {
    for (const f of functions) {
      const { fanin } = optimalChain(f)
      const gates = fanin.length / 2
      const pairs = new Set<string>()
      const used = new Set<number>([3 + gates])
      for (let g = 0; g < gates; g++) {
        const pair = [fanin[2 * g]!, fanin[2 * g + 1]!]
        pairs.add(pair.sort().join())
        for (const signal of pair) used.add(signal)
      }
      const unused = Array.from({ length: gates }, (_, g) => 4 + g).filter((s) => !used.has(s))
      if (pairs.size < gates || unused.length > 0) expect.fail(`function ${f.toString(16)}`)
    }
  })

  it('has as many functions of each size as were counted when it was made', () => {
    const counts: number[] = []
    let open = 0
    for (const f of functions) {
      const gates = optimalGates(f)
      counts[gates] = (counts[gates] ?? 0) + 1
      if (!optimalChain(f).isProved) open++
    }
    expect(counts.slice(0, 12)).toEqual([
      4, 10, 31, 98, 293, 807, 2067, 4351, 8941, 13085, 16804, 12210,
    ])
    expect(counts.slice(0, 11).reduce((sum, n) => sum + n)).toBe(46_491)
    expect({ counts: counts.slice(12), open }).toMatchInlineSnapshot(`
      {
        "counts": [
          4056,
          2357,
          409,
          11,
          2,
        ],
        "open": 6835,
      }
    `)
  })

  it('agrees with another search about the functions of three inputs that need at most 6 gates', () => {
    const smallest = smallestOfThree(6)
    for (let f = 0; f < 256; f++) {
      const doubled = f | (f << 8)
      expect(optimalChain(doubled).isProved).toBe(true)
      if (smallest.has(f)) expect([f, optimalGates(doubled)]).toEqual([f, smallest.get(f)])
      else expect(optimalGates(doubled)).toBeGreaterThan(6)
    }
    const most = Array.from({ length: 256 }, (_, f) => optimalGates(f | (f << 8)))
    expect(Math.max(...most)).toBe(10)
    expect(most.filter((gates) => gates === 10)).toHaveLength(1)
  })
})

/**
 * The fewest gates of every function of three inputs: all sets of functions that grow gate by gate. Independent of the generator: no order of gates, no bound, no symmetry.
 */
function smallestOfThree(gatesMax: number): Map<number, number> {
  const inputs = [0xaa, 0xcc, 0xf0]
  const smallest = new Map<number, number>(inputs.map((f) => [f, 0]))
  // To each depth in turn; a set that was met at this depth is not looked at again.
  for (let goal = 1; goal <= gatesMax && smallest.size < 256; goal++) {
    const met = new Set<string>()
    const values = [...inputs]
    const extend = (rest: number) => {
      const key = values
        .slice(3)
        .sort((a, b) => a - b)
        .join()
      if (met.has(key)) return
      met.add(key)
      const nexts = new Set<number>()
      for (const a of values) for (const b of values) nexts.add(~(a & b) & 0xff)
      for (const f of nexts) {
        if (rest === 1) {
          if (!smallest.has(f)) smallest.set(f, goal)
        } else if (!values.includes(f)) {
          values.push(f)
          extend(rest - 1)
          values.pop()
        }
      }
    }
    extend(goal)
  }
  return smallest
}
