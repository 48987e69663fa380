import { describe, expect, it } from 'vitest'
import {
  type Approximation,
  approximate,
  type ErrorMeasure,
  errorMeasures,
  errorRate,
  measureError,
} from '../../src/approximate.ts'
import { createBuilder } from '../../src/netlist/build.ts'
import { checkNetlist } from '../../src/netlist/check.ts'
import { sizeOf } from '../../src/netlist/size.ts'
import { gateCount } from '../../src/netlist.ts'
import { faultsOf, faultsOfAsync } from '../faults.ts'
import { adder, multiplier } from './machines.ts'
import { errorsOf } from './oracle.ts'

const machines = [
  { name: 'an adder of 3 bits', exact: adder(3), isSigned: false },
  { name: 'a multiplier of 3 bits', exact: multiplier(3), isSigned: false },
  { name: 'an adder in two’s complement', exact: adder(4), isSigned: true },
]

/** Bounds that leave something to find, for each measure. */
const bounds: Readonly<Record<string, number>> = {
  'error-rate': 0.3,
  'worst-absolute-error': 5,
  'mean-absolute-error': 1.5,
}

function expectFront({ front, bounds }: Approximation): void {
  for (const [i, point] of front.entries()) {
    for (const other of front.slice(0, i)) {
      expect(other.error).toBeLessThanOrEqual(point.error)
      const isBeaten = other.gates <= point.gates && other.depth <= point.depth
      expect(isBeaten, 'a point that another one beats').toBe(false)
    }
    expect(point.error).toBeLessThanOrEqual(point.proof.bound)
    expect([0, ...bounds]).toContain(point.proof.bound)
    expect(sizeOf(checkNetlist(point.netlist))).toEqual({
      gates: point.gates,
      depth: point.depth,
      latches: 0,
    })
  }
}

describe.each(machines)('approximating $name', ({ exact, isSigned }) => {
  it.each(errorMeasures)(
    'finds a front by $name whose errors brute force confirms',
    async (measure) => {
      const bound = bounds[measure.name]!
      const options = { measure, bound, isSigned, evaluations: 3000 }
      const found = await approximate(exact, options)
      expectFront(found)
      expect(found.front[0]).toMatchObject({ error: 0 })
      expect(found.front.at(-1)!.gates).toBeLessThan(gateCount(exact))
      for (const { netlist, error, proof } of found.front) {
        const brute = errorsOf(netlist, exact, isSigned)
        expect(error).toBe(brute[measure.name as keyof typeof brute])
        expect(proof).toMatchObject({ method: 'exhaustive', rows: 2 ** exact.inputs })
      }
    },
  )
})

describe('approximating', () => {
  const exact = multiplier(3)

  it('finds the same for the same seed, and something else for another', async () => {
    const find = async (seed: number) =>
      await approximate(exact, { measure: errorRate, bound: 0.2, evaluations: 2000, seed })
    const first = await find(1)
    expect(await find(1)).toEqual(first)
    expect(await find(2)).not.toEqual(first)
  })

  it('takes away everything that may be wrong', async () => {
    const { front } = await approximate(exact, {
      measure: 'error-rate',
      bound: [1],
      evaluations: 2000,
    })
    expect(front.at(-1)!.gates).toBe(0)
  })

  it('makes an exact machine smaller when no error is allowed', async () => {
    const { front } = await approximate(exact, {
      measure: 'error-rate',
      bound: 0,
      evaluations: 20000,
    })
    expect(front.map(({ error }) => error)).toEqual(front.map(() => 0))
    expect(Math.min(...front.map(({ gates }) => gates))).toBeLessThan(gateCount(exact))
  })

  it('takes a measure of the user’s: wrong only where it matters', async () => {
    // Products of small numbers have to be right, and others may be anything.
    const small: ErrorMeasure = {
      name: 'small products',
      measure: (received, wanted) =>
        received.filter((n, row) => wanted[row]! < 8 && n !== wanted[row]).length,
    }
    const found = await approximate(exact, { measure: small, bound: [0], evaluations: 3000 })
    expectFront(found)
    const { netlist, gates } = found.front.at(-1)!
    expect(gates).toBeLessThan(gateCount(exact))
    expect(errorsOf(netlist, exact)['error-rate']).toBeGreaterThan(0)
  })

  it('catches a measure that says less to the search than it is', async () => {
    const sabotaged: ErrorMeasure = {
      name: 'sabotaged',
      measure: (received, wanted) => 2 * errorRate.measure(received, wanted),
      packed: { ofRow: 'differing', over: 'mean' },
    }
    const run = async () =>
      await approximate(exact, { measure: sabotaged, bound: 0.2, evaluations: 2000 })
    await expect(run()).rejects.toThrow(/the search said 0\.\d+ of an error of 0\.\d+/)
  })

  it('ends when it is told to, with what it has', async () => {
    const controller = new AbortController()
    const { signal } = controller
    const search = approximate(exact, { measure: errorRate, bound: 0.2, signal })
    const events = []
    for await (const event of search) {
      events.push(event)
      controller.abort()
    }
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({ type: 'approximating', boundIndex: 0, bounds: 4 })
    const found = await search
    expect(found.isInterrupted).toBe(true)
    expectFront(found)
  })

  it('looks at halves of a bound as long as they allow an error', async () => {
    const boundsOf = async (measure: string, bound: number) =>
      (await approximate(exact, { measure, bound, evaluations: 100 })).bounds
    expect(await boundsOf('worst-absolute-error', 6)).toEqual([1, 3, 6])
    expect(await boundsOf('mean-absolute-error', 8)).toEqual([0.25, 0.5, 1, 2, 4, 8])
    expect(await boundsOf('error-rate', 0.1)).toEqual([0.025, 0.05, 0.1])
  })
})

describe('measuring a machine against another', () => {
  it('says what brute force says', () => {
    const [exact, netlist] = [multiplier(3), adder(3)]
    const wide = { ...netlist, outputs: Uint32Array.of(...netlist.outputs, 0, 0) }
    for (const { name } of errorMeasures) {
      const { error, rows } = measureError(wide, exact, { measure: name })
      expect(error).toBe(errorsOf(wide, exact)[name as keyof ReturnType<typeof errorsOf>])
      expect(rows).toBe(64)
    }
  })

  it('refuses other ports', () => {
    const measure = () => measureError(adder(3), multiplier(3), { measure: errorRate })
    expect(faultsOf(measure)).toEqual(['approximate(): start approximate/start'])
  })
})

describe('what cannot be approximated', () => {
  it('is refused with every fault', async () => {
    const builder = createBuilder(30, 1)
    const faults = await faultsOfAsync(() =>
      approximate(builder.build([]), {
        measure: errorRate,
        bound: Number.NaN,
        evaluations: 0.5,
        seed: -1,
      }),
    )
    expect(faults.map((fault) => fault.split(' ').at(-1))).toEqual([
      'approximate/bad-bound',
      'approximate/bad-evaluations',
      'approximate/bad-seed',
      'approximate/latches',
      'approximate/outputs',
      'approximate/inputs',
    ])
  })

  it('is a measure that nobody knows, or that says no error', async () => {
    const run = async (measure: string | ErrorMeasure) =>
      await approximate(adder(1), { measure, bound: 1, evaluations: 100 })
    await expect(run('error-rat')).rejects.toThrow('Did you mean error-rate?')
    await expect(run({} as ErrorMeasure)).rejects.toThrow('or a measure of your own')
    await expect(run({ name: 'odd', measure: () => Number.NaN })).rejects.toThrow(
      'a number of at least 0',
    )
  })
})
