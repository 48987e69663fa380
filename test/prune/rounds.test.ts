/** Pruning by rounds: exact, small, and the same for the same seed, however it is interrupted. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { depth } from '../../src/netlist/level.ts'
import { gateCount, type Netlist } from '../../src/netlist.ts'
import { buildTable } from '../../src/prune/diagram.ts'
import { type PruneEvent, type PruneOptions, passes, prune } from '../../src/prune.ts'
import { tableFromFunction } from '../../src/spec/table.ts'
import { verify } from '../../src/verify.ts'
import { netlistArbitrary, randomNetlist } from '../arbitrary.ts'
import { prefixAdder } from '../verify/arithmetic.ts'

const majority = ([a, b, c]: number[]) => (a! & b!) | (a! & c!) | (b! & c!)
const number = (bits: readonly number[]) => bits.reduce((sum, bit, i) => sum + bit * 2 ** i, 0)
const bits = (value: number, length: number) =>
  Array.from({ length }, (_, i) => Math.floor(value / 2 ** i) % 2)

const optima: [name: string, inputs: number, fn: (bits: number[]) => number[], gates: number][] = [
  ['xor', 2, ([a, b]) => [a! ^ b!], 4],
  ['multiplexer', 3, ([a, b, s]) => [s ? b! : a!], 4],
  ['half adder', 2, ([a, b]) => [a! ^ b!, a! & b!], 5],
  ['majority of 3', 3, (abc) => [majority(abc)], 6],
  ['xor of 3', 3, ([a, b, c]) => [a! ^ b! ^ c!], 8],
  ['full adder', 3, (abc) => [number(abc) & 1 ? abc[0]! ^ abc[1]! ^ abc[2]! : 0, majority(abc)], 9],
  ['2×2 multiplier', 4, (all) => bits(number(all.slice(0, 2)) * number(all.slice(2)), 4), 13],
  ['rule 30', 3, ([l, c, r]) => [l! ^ (c! | r!)], 7],
  ['rule 110', 3, ([l, c, r]) => [(c! | r!) & (1 - (l! & c! & r!))], 5],
  ['3-bit increment', 3, (all) => bits(number(all) + 1, 3), 10],
]
// The sum of three bits is their exclusive or.
optima[5]![2] = (abc) => [abc[0]! ^ abc[1]! ^ abc[2]!, majority(abc)]

async function run(netlist: Netlist, options: PruneOptions) {
  const events: PruneEvent[] = []
  const pruning = prune(netlist, options)
  for await (const event of pruning) events.push(event)
  return { events, result: await pruning }
}

describe('pruning by rounds', () => {
  it.each(optima)('comes to the proved optimum of the %s', async (_, inputs, fn, gates) => {
    const table = tableFromFunction(inputs, fn(new Array(inputs).fill(0)).length, fn)
    const { netlist, verdict } = await prune(buildTable(table), { effort: 0.3 })
    expect(gateCount(netlist)).toBe(gates)
    expect(verdict.verdict).toBe('equivalent')
  })

  it('keeps what any machine does and never makes it larger', async () => {
    const machines = netlistArbitrary({ inputsMin: 0, inputsMax: 3, latchesMax: 4, gatesMax: 20 })
    const objectives = fc.constantFrom('gates' as const, 'gates,depth' as const, 'depth' as const)
    await fc.assert(
      fc.asyncProperty(machines, objectives, fc.nat(), async (machine, objective, seed) => {
        const { netlist, verdict } = await prune(machine, { effort: 0.01, objective, seed })
        expect(verdict.verdict).toBe('equivalent')
        expect(verify(netlist, { kind: 'machine', netlist: machine }).verdict).toBe('equivalent')
        const measure = objective === 'depth' ? depth : gateCount
        expect(measure(netlist)).toBeLessThanOrEqual(measure(machine))
      }),
      { numRuns: 60 },
    )
  })

  it('makes machines smaller whose tables are out of reach, window by window', async () => {
    const machine = randomNetlist({ inputs: 24, latches: 2, gates: 400, outputs: 12 }, 7)
    const quick = passes.filter(({ name }) => ['dead', 'constants', 'strash'].includes(name))
    const passesOnly = await prune(machine, { effort: 0, passes: quick })
    const { result, events } = await run(machine, { effort: 1, passes: quick })
    const { netlist, verdict } = result
    expect(gateCount(netlist)).toBeLessThan(gateCount(passesOnly.netlist))
    expect(events.some((event) => event.type === 'round' && event.by === 'windows')).toBe(true)
    expect(verdict.verdict).not.toBe('different')
  })

  it('drifts on cases where a proof has to decide, and learns from what it refutes', async () => {
    const machine = prefixAdder(9)
    const { netlist, verdict, steps } = await prune(machine, { effort: 1 })
    expect(verdict).toMatchObject({ verdict: 'equivalent', method: 'exhaustive' })
    expect(steps.some(({ pass }) => pass === 'cases')).toBe(true)
    expect(gateCount(netlist)).toBeLessThan(gateCount(machine))
  })

  it('is free where a table does not care, and right where it does', async () => {
    const digits = tableFromFunction(4, 1, (all) => {
      const value = number(all)
      return value > 9 ? [null] : [value % 3 === 0]
    })
    const free = await prune(buildTable(digits), { effort: 0.5, spec: digits })
    const bound = await prune(buildTable(digits), { effort: 0.5 })
    expect(verify(free.netlist, digits).verdict).toBe('equivalent')
    expect(gateCount(free.netlist)).toBeLessThan(gateCount(bound.netlist))
  })

  it('refuses a machine that is not what is wanted', async () => {
    const wanted = tableFromFunction(2, 1, ([a, b]) => [a! & b!])
    const other = buildTable(tableFromFunction(2, 1, ([a, b]) => [a! | b!]))
    await expect(prune(other, { spec: wanted })).rejects.toThrow('output y is 1, wanted 0')
  })

  it.each([
    ['a table', buildTable(tableFromFunction(5, 3, (all) => bits(number(all) * 7, 3))), 1.5],
    ['states', randomNetlist({ inputs: 2, latches: 5, gates: 60, outputs: 3 }, 3), 0.8],
  ])(
    'goes on from any state to the same machine, from a machine of %s',
    async (_, machine, effort) => {
      const options = { effort, seed: 5 }
      const { result, events } = await run(machine, options)
      const saved = events.flatMap((event) => (event.type === 'round' ? [event.save()] : []))
      expect(saved.length).toBeGreaterThan(2)
      for (const text of [saved[0]!, saved[1]!, saved.at(-1)!]) {
        const again = await prune(machine, { ...options, state: { text, file: 'state.json' } })
        expect(again.netlist).toEqual(result.netlist)
        expect(again.evaluations).toBe(result.evaluations)
      }
      await expect(
        prune(machine, { ...options, seed: 6, state: { text: saved[0]!, file: 'state.json' } }),
      ).rejects.toThrow('that of another')
    },
  )

  it('ends at a signal with what it has, verified', async () => {
    const machine = buildTable(tableFromFunction(6, 6, (all) => bits(number(all) * 37, 6)))
    const controller = new AbortController()
    const pruning = prune(machine, { effort: 1000, signal: controller.signal })
    let rounds = 0
    for await (const event of pruning) {
      if (event.type === 'round' && ++rounds === 2) controller.abort()
    }
    const { isInterrupted, verdict } = await pruning
    expect([isInterrupted, verdict.verdict]).toEqual([true, 'equivalent'])
  })
})
