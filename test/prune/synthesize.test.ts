import { describe, expect, it } from 'vitest'
import { gateCount } from '../../src/netlist.ts'
import { optimalChain, optimalGates } from '../../src/prune/optimal.ts'
import { synthesize } from '../../src/prune/synthesize.ts'
import { createRng } from '../../src/random.ts'
import { tableFromFunction } from '../../src/spec/table.ts'
import { verify } from '../../src/verify.ts'

type Bits = readonly (0 | 1)[]
const sum = (bits: Bits) => bits.reduce((total, bit) => total + bit, 0 as number)
const low = (n: number, outputs: number) => Array.from({ length: outputs }, (_, o) => (n >> o) & 1)

const goals: readonly [string, number, number, number, (bits: Bits) => readonly number[]][] = [
  ['exclusive or', 4, 2, 1, (bits) => low(sum(bits), 1)],
  ['half adder', 5, 2, 2, (bits) => low(sum(bits), 2)],
  ['multiplexer', 4, 3, 1, ([s, a, b]) => [s ? a! : b!]],
  ['majority', 6, 3, 1, (bits) => [sum(bits) > 1 ? 1 : 0]],
  ['rule 110', 5, 3, 1, ([c, b, a]) => [(110 >> (4 * a! + 2 * b! + c!)) & 1]],
  ['full adder', 9, 3, 2, (bits) => low(sum(bits), 2)],
  ['rule 30', 7, 3, 1, ([c, b, a]) => [(30 >> (4 * a! + 2 * b! + c!)) & 1]],
]

describe('exact synthesis', () => {
  it.each(goals)('proves that the fewest gates for %s are %i', (_, gates, inputs, outputs, fn) => {
    const table = tableFromFunction(inputs, outputs, (bits) => fn(bits) as (0 | 1)[])
    const { netlist, isProved } = synthesize(table, { gatesMax: gates })
    expect(isProved).toBe(true)
    expect(gateCount(netlist!)).toBe(gates)
    expect(verify(netlist!, table).verdict).toBe('equivalent')
    const below = synthesize(table, { gatesMax: gates - 1 })
    expect(below).toMatchObject({ netlist: undefined, isProved: true })
  })

  it('agrees with the table of smallest circuits', () => {
    const rng = createRng(5)
    for (let tried = 0; tried < 12; ) {
      const f = rng.below(65536)
      if (optimalGates(f) > 6 || f === 0 || f === 0xffff) continue
      tried++
      const table = tableFromFunction(4, 1, ([a, b, c, d]) => [
        ((f >> (a! + 2 * b! + 4 * c! + 8 * d!)) & 1) as 0 | 1,
      ])
      const { netlist, isProved } = synthesize(table, { gatesMax: 6 })
      expect(isProved && optimalChain(f).isProved).toBe(true)
      expect(gateCount(netlist!)).toBe(optimalGates(f))
    }
  })

  it('needs no gate for constants 0 and for inputs, and one for the constant 1', () => {
    const constants = tableFromFunction(1, 2, ([a]) => [0, a!])
    expect(gateCount(synthesize(constants, { gatesMax: 3 }).netlist!)).toBe(0)
    const one = tableFromFunction(1, 1, () => [1])
    expect(gateCount(synthesize(one, { gatesMax: 3 }).netlist!)).toBe(1)
  })

  it('says that it did not prove what it gave up', () => {
    const parity = tableFromFunction(4, 1, (bits) => [(sum(bits) % 2) as 0 | 1])
    const { netlist, isProved } = synthesize(parity, { gatesMax: 9, conflictsMax: 1 })
    expect(netlist).toBeUndefined()
    expect(isProved).toBe(false)
  })
})
