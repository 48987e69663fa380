/** The laws of every search, over a toy genome: find the number that looks most like a target. */
import { parse, stringify } from 'devalue'
import { describe, expect, it } from 'vitest'
import { createOrder } from '../../src/fitness.ts'
import type { Genome } from '../../src/genome.ts'
import { createRng } from '../../src/random.ts'
import { type Individual, type Search, searches } from '../../src/search.ts'

/** Genotypes are the numbers below 4096 as one-element arrays; their phenotype is the number. */
const numbers: Genome<readonly number[], number> = {
  name: 'numbers',
  random: (rng) => [rng.below(4096)],
  mutate: ([n], rng) => [n! ^ (1 << rng.below(12))],
  recombine: ([a], [b], rng) => {
    const mask = rng.below(4096)
    return [(a! & mask) | (b! & ~mask)]
  },
  decode: ([n]) => n!,
  size: 4096n,
  nth: (index) => [Number(index)],
}

const order = createOrder({ wrong: 'min' }, { wrong: 0 })
const wrongBits = (n: number) => [(n ^ 0b101101011010).toString(2).replace(/0/g, '').length]
const score = (genotypes: readonly (readonly number[])[]): Individual<readonly number[]>[] =>
  genotypes.map((genotype) => {
    const wrong = numbers.decode(genotype) ^ 0b101101011010
    const cases = Float64Array.from({ length: 12 }, (_, bit) => (wrong >> bit) & 1)
    return { genotype, score: wrongBits(numbers.decode(genotype)), cases }
  })

interface Played {
  readonly asked: number[][]
  readonly best: Individual<unknown> | undefined
  readonly state: unknown
}

function play(
  search: Search<readonly number[], unknown>,
  generations: number,
  seed = 1,
  keep: (state: unknown) => unknown = (state) => state,
): Played {
  const rng = createRng(seed)
  let state = search.init(rng.split('init'))
  const asked: number[][] = []
  for (let t = 0; t < generations; t++) {
    const offspring = search.ask(state, rng.split('ask', t))
    if (offspring.length === 0) break
    asked.push(offspring.map(numbers.decode))
    state = keep(search.tell(state, score(offspring), rng.split('tell', t)))
  }
  return { asked, best: search.best(state), state }
}

describe.each(searches.map((kind) => [kind.name, kind] as const))('%s', (_, kind) => {
  const defaults = Object.fromEntries(
    Object.entries(kind.options).map(([name, option]) => [name, option.default]),
  )
  const create = () => kind.create(numbers, order, defaults)

  it('has a name, a description and options whose defaults lie in their ranges', () => {
    expect(kind.name).toMatch(/^[a-z][a-z0-9-]*$/)
    expect(kind.description.length).toBeGreaterThan(10)
    for (const option of Object.values(kind.options)) {
      expect(option.default).toBeGreaterThanOrEqual(option.min)
      expect(option.default).toBeLessThanOrEqual(option.max)
    }
  })

  it('knows no best before it was told a score', () => {
    expect(create().best(create().init(createRng(1)))).toBeUndefined()
  })

  it('finds the solution of a small problem', () => {
    expect(play(create(), 2000).best?.score).toEqual([0])
  })

  it('never forgets the best that it was told', () => {
    let best = Number.POSITIVE_INFINITY
    const search = create()
    const { asked } = play(search, 60)
    for (let t = 1; t <= asked.length; t++) {
      best = Math.min(best, ...asked[t - 1]!.flatMap(wrongBits))
      expect(play(search, t).best?.score).toEqual([best])
    }
  })

  it('has the best in its front, and nothing that dominates another, where it has one', () => {
    const search = create()
    if (!search.front) return
    const { state, best } = play(search, 30)
    const front = search.front(state)
    expect(front.map((each) => each.score)).toContainEqual(best?.score)
    for (const a of front) {
      for (const b of front) expect(order.dominates(a.score, b.score)).toBe(false)
    }
  })

  it('goes on as before when its survivors are measured again and score the same', () => {
    const rescored = play(create(), 40, 3, (state) => {
      const search = create()
      return search.rescore!(state, [...search.survivors!(state)])
    })
    expect(rescored.asked).toEqual(play(create(), 40, 3).asked)
  })

  it('believes the scores of its survivors that were measured last', () => {
    const search = create()
    const { state } = play(search, 20)
    const survivors = search.survivors!(state)
    expect(survivors.length).toBeGreaterThan(0)
    expect(survivors).toContainEqual(expect.objectContaining(search.best(state)))
    const again = survivors.map((individual, i) => ({ ...individual, score: [100 - i] }))
    const after = search.rescore!(state, again)
    expect(
      search.survivors!(after)
        .map(({ score }) => score[0])
        .sort(),
    ).toEqual(again.map(({ score }) => score[0]).sort())
    expect(search.best(after)?.score).toEqual([101 - again.length])
    expect(search.survivors!(search.init(createRng(1)))).toEqual([])
  })

  it('asks the same for the same seed', () => {
    expect(play(create(), 40, 5).asked).toEqual(play(create(), 40, 5).asked)
  })

  it('goes on from a state that was written and read', () => {
    const there = play(create(), 40, 3, (state) => parse(stringify(state)))
    expect(there.asked).toEqual(play(create(), 40, 3).asked)
  })

  it('changes no state that it was handed', () => {
    const search = create()
    const rng = createRng(2)
    let state = search.init(rng)
    for (let t = 0; t < 20; t++) {
      const before = stringify(state)
      const offspring = search.ask(state, rng.split(t))
      const next = search.tell(state, score(offspring), rng.split(t, 'tell'))
      expect(stringify(state)).toBe(before)
      state = next
    }
  })
})

describe('exhaustive', () => {
  it('tries everything once and then asks for nothing more', () => {
    const kind = searches.find(({ name }) => name === 'exhaustive')!
    const { asked, state } = play(kind.create(numbers, order, { batch: 100 }), 1e6)
    expect(asked.flat()).toEqual(Array.from({ length: 4096 }, (_, i) => i))
    expect(kind.create(numbers, order, { batch: 100 }).ask(state, createRng(1))).toEqual([])
  })
})

describe('one-plus-lambda', () => {
  it('starts afresh when it is stuck, and keeps the best of all lives', () => {
    // A trap: every mutation of 0 is worse than 0, and 4095 is better but far away.
    const trap = (n: number) => [n === 4095 ? -1 : n === 0 ? 0 : 1 + (n & 1023)]
    const kind = searches.find(({ name }) => name === 'one-plus-lambda')!
    const search = kind.create(numbers, order, { lambda: 4, patience: 200 })
    const rng = createRng(1)
    let state = search.init(rng)
    const bests: number[] = []
    for (let t = 0; t < 2000; t++) {
      const offspring = search.ask(state, rng.split(t))
      const scored = offspring.map((genotype) => ({ genotype, score: trap(genotype[0]!) }))
      state = search.tell(state, scored, rng.split(t, 'tell'))
      bests.push(search.best(state)!.score[0]!)
    }
    expect((state as { restarts: number }).restarts).toBeGreaterThan(5)
    expect(bests).toEqual([...bests].sort((a, b) => b - a))
  })
})
