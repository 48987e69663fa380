/** What every environment keeps: episodes are a function of start and actions, and stay in bounds. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Environment, environments } from '../../src/environment.ts'
import { fromEnvironment } from '../../src/problem/environment.ts'
import { createRng } from '../../src/random.ts'

/** States, observations and rewards of an episode under actions by chance, as text. */
function play(environment: Environment, seed: number, state: Float64Array): string[] {
  const rng = createRng(seed)
  const observed = new Float64Array(environment.observations.length)
  environment.reset(state, rng.split('start'))
  const lines: string[] = []
  for (let t = 0; t < Math.min(200, environment.stepsMax); t++) {
    environment.observe(state, observed)
    const isOver = environment.isOver(state)
    if (isOver) break
    const reward = environment.step(state, rng.below(environment.actions.length))
    lines.push([...state, ...observed, reward].join(' '))
  }
  return lines
}

const seeds = fc.nat(1e6)

it('are at least the six that are promised, each under a name of its own', () => {
  expect(environments.length).toBeGreaterThanOrEqual(6)
  expect(new Set(environments.map(({ name }) => name)).size).toBe(environments.length)
})

describe.each(environments)('$name', (environment) => {
  const { stateSize, observations } = environment
  const create = () => new Float64Array(stateSize)

  it('plays the same episode for the same seed, whatever was in the buffer', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const lines = play(environment, seed, create())
        expect(play(environment, seed, create().fill(7))).toEqual(lines)
        expect(lines.length).toBeGreaterThan(0)
      }),
      { numRuns: 50 },
    )
  })

  it('has other starts for other seeds, of which none is over', () => {
    const starts = Array.from({ length: 50 }, (_, seed) => {
      const state = create()
      environment.reset(state, createRng(seed))
      expect(environment.isOver(state)).toBe(false)
      return state.join(' ')
    })
    expect(new Set(starts).size).toBe(50)
  })

  it('shows finite numbers, bits as 0 or 1, and writes no more than there is room for', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rng = createRng(seed)
        const state = new Float64Array(stateSize + 1).fill(42)
        const observed = new Float64Array(observations.length + 1).fill(42)
        environment.reset(state, rng)
        for (let t = 0; t < 50 && !environment.isOver(state); t++) {
          environment.observe(state, observed)
          const reward = environment.step(state, rng.below(environment.actions.length))
          expect([...state, ...observed, reward].every(Number.isFinite)).toBe(true)
          observations.forEach(({ range }, i) => {
            if (!range) expect([0, 1]).toContain(observed[i])
          })
        }
        expect([state[stateSize], observed[observations.length]]).toEqual([42, 42])
      }),
      { numRuns: 50 },
    )
  })

  it('offers thresholds within the range of each observation, a 0 among those of a balanced one', () => {
    const { encoder } = fromEnvironment(environment, { bits: 5 }).shape.ports
    encoder?.columns.forEach((column, i) => {
      const { range } = observations[i]!
      if (column.kind !== 'number' || !range) return
      expect(column.thresholds).toHaveLength(5)
      for (const threshold of column.thresholds) {
        expect(threshold).toBeGreaterThan(range[0])
        expect(threshold).toBeLessThan(range[1])
      }
      if (range[0] === -range[1]) expect(column.thresholds).toContain(0)
    })
  })
})
