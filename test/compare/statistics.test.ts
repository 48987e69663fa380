/**
 * What is said of methods over seeds: against values by hand, against SciPy 1.17 (values in the tests
 * are from `scipy.stats`), and against all ways to share ranks out.
 */
import { describe, expect, it } from 'vitest'
import { intervalOf } from '../../src/compare/bootstrap.ts'
import { correct } from '../../src/compare/holm.ts'
import { exactMax, testRanks } from '../../src/compare/rank-sum.ts'
import { median, normalTails, quantile } from '../../src/compare/sample.ts'
import { judge } from '../../src/compare/statistics.ts'
import { bootstrapRng, summarize } from '../../src/compare/summary.ts'
import { describeComparison } from '../../src/compare/table.ts'
import { createRng, type Rng } from '../../src/random.ts'
import { clearComparison, levelComparison, madeComparison, madeTrials } from './trials.ts'

/** Numbers around a middle, with the bell of four uniform ones. */
const drawSample = (size: number, middle: number, rng: Rng): number[] =>
  Array.from({ length: size }, () => middle + rng.float() + rng.float() + rng.float() + rng.float())

describe('samples', () => {
  it('have medians and quantiles', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(quantile([1, 2, 3, 4], 0)).toBe(1)
    expect(quantile([1, 2, 3, 4], 1)).toBe(4)
  })

  it('are held against the normal distribution', () => {
    expect(normalTails(0)).toBeCloseTo(1, 6)
    expect(normalTails(1.959964)).toBeCloseTo(0.05, 6)
    expect(normalTails(-2.575829)).toBeCloseTo(0.01, 6)
    expect(normalTails(40)).toBe(0)
  })
})

describe('the bootstrap', () => {
  it('is a point where nothing varies', () => {
    expect(intervalOf([0.7, 0.7, 0.7], createRng(1))).toEqual({ median: 0.7, low: 0.7, high: 0.7 })
  })

  it('finds an interval whose ends can be counted', () => {
    // The median of three of {0, 1, 2} is 0 in 7 of 27 draws and 2 in as many: more than 2.5 %.
    expect(intervalOf([0, 1, 2], createRng(1))).toEqual({ median: 1, low: 0, high: 2 })
  })

  it('says the same of the same seed', () => {
    const values = [0.1, 0.5, 0.2, 0.9, 0.4]
    expect(intervalOf(values, createRng(3))).toEqual(intervalOf(values, createRng(3)))
  })

  it('covers the true median about as often as it says', () => {
    const rng = createRng(11).split('coverage')
    let covered = 0
    for (let i = 0; i < 100; i++) {
      const { low, high } = intervalOf(drawSample(21, 0, rng.split(i)), rng.split(i, 'bootstrap'))
      if (low <= 2 && 2 <= high) covered++
    }
    expect(covered).toBeGreaterThan(87)
    expect(covered).toBeLessThan(100)
  })
})

describe('the rank-sum test', () => {
  it('comes to the values of the literature', () => {
    // Hollander & Wolfe 1973, "Nonparametric Statistical Methods", page 69: permeability of membranes.
    const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
    const early = [1.15, 0.88, 0.9, 0.74, 1.21]
    const { a12, p } = testRanks(term, early)
    expect(p).toBeCloseTo(0.2544122544, 10)
    expect(a12).toBeCloseTo(35 / 50, 12)
  })

  it('counts equal numbers as half', () => {
    const { a12, p } = testRanks([1, 1, 1, 0.9, 0.8], [0.8, 0.7, 0.9, 0.5, 0.5])
    expect(a12).toBeCloseTo(0.92, 12)
    expect(p).toBeCloseTo(0.0396825397, 10)
    expect(testRanks([1, 2, 2], [2, 3, 4, 4, 5]).p).toBeCloseTo(0.0714285714, 10)
  })

  it('cannot tell what is all the same', () => {
    const same = new Array<number>(exactMax).fill(1)
    expect(testRanks([1, 1, 1], [1, 1])).toEqual({ a12: 0.5, p: 1 })
    expect(testRanks(same, same)).toEqual({ a12: 0.5, p: 1 })
  })

  it('counts the same ways as all choices of ranks do', () => {
    const rng = createRng(5).split('ways')
    for (let i = 0; i < 60; i++) {
      const draw = () => Array.from({ length: 1 + rng.below(5) }, () => rng.below(6))
      const [a, b] = [draw(), draw()]
      expect(testRanks(a, b).p, `${a} | ${b}`).toBeCloseTo(tryAllChoices(a, b), 12)
    }
  })

  it('takes many numbers as normal, with ties', () => {
    const a = Array.from({ length: 40 }, (_, i) => (i * 7) % 10)
    const b = Array.from({ length: 35 }, (_, i) =>
      i % 3 === 0 ? ((i * 7) % 10) + 2 : (i * 3) % 11,
    )
    expect(testRanks(a, b).p).toBeCloseTo(0.3397507624, 6)
    const [c, d] = [a.map((_, i) => i), a.map((_, i) => i * 1.1 + 5.03)]
    expect(testRanks(c, d).p).toBeCloseTo(0.0191252898, 6)
  })

  it('seldom calls samples of one distribution different', () => {
    const rng = createRng(17).split('level')
    for (const size of [5, 10, 40]) {
      let different = 0
      for (let i = 0; i < 400; i++) {
        const [a, b] = [rng.split(size, i, 'a'), rng.split(size, i, 'b')]
        if (testRanks(drawSample(size, 0, a), drawSample(size, 0, b)).p < 0.05) different++
      }
      // 20 are expected; 36 or more of 400 come in less than one of a thousand worlds.
      expect(different, `${size}`).toBeGreaterThan(3)
      expect(different, `${size}`).toBeLessThan(36)
    }
  })

  it('sees samples that are far apart', () => {
    const rng = createRng(19)
    expect(testRanks(drawSample(40, 0, rng), drawSample(40, 1, rng)).p).toBeLessThan(0.001)
  })
})

/** The part of all choices of ranks for `a` that are as far from the middle as its own. */
function tryAllChoices(a: readonly number[], b: readonly number[]): number {
  const all = [...a, ...b]
  const ranks = all.map(
    (x) => all.filter((y) => y < x).length + (all.filter((y) => y === x).length + 1) / 2,
  )
  const farness = (mask: number) => {
    const chosen = ranks.filter((_, i) => (mask >>> i) & 1)
    return Math.abs(chosen.reduce((sum, rank) => sum + rank, 0) - (a.length * (all.length + 1)) / 2)
  }
  const masks = Array.from({ length: 2 ** all.length }, (_, mask) => mask).filter(
    (mask) => ranks.filter((_, i) => (mask >>> i) & 1).length === a.length,
  )
  const own = farness(2 ** a.length - 1)
  return masks.filter((mask) => farness(mask) >= own).length / masks.length
}

describe("Holm's correction", () => {
  it('counts the smallest p as often as there are tests', () => {
    const corrected = correct([0.01, 0.04, 0.03, 0.005])
    expect(corrected.map((p) => Number(p.toFixed(12)))).toEqual([0.03, 0.06, 0.06, 0.02])
  })

  it('stays at most 1 and in order', () => expect(correct([0.9, 0.5, 0.8])).toEqual([1, 1, 1]))
})

describe('the judge', () => {
  it('names whoever is better than all others', () => {
    const { winner, contests, measure } = clearComparison()
    expect(measure).toEqual({ on: 'heldOut' })
    expect(winner?.method).toBe('evolution')
    expect(contests.map(({ a, b, better }) => [a, b, better])).toEqual([
      ['evolution', 'gru', 'evolution'],
      ['evolution', 'soft logic', 'evolution'],
      ['gru', 'soft logic', 'gru'],
    ])
    expect(contests[0]!.a12).toBe(1)
    // Two of the 252 ways to share ten ranks out are as far from the middle; three pairs.
    expect(contests[0]!.p).toBeCloseTo(2 / 252, 12)
    expect(contests[0]!.corrected).toBeCloseTo(6 / 252, 12)
  })

  it('names nobody where the trials do not allow it', () => {
    const comparison = levelComparison()
    expect(comparison.winner).toBeUndefined()
    expect(describeComparison(comparison).verdict).toMatch(
      /^Nobody wins: .* evolution and gru apart/,
    )
  })

  it('names nobody where seeds are too few for any test', () => {
    const made = (accuracy: number) => [accuracy, accuracy, accuracy].map((train) => ({ train }))
    const trials = madeTrials([
      { method: 'a', figures: made(1) },
      { method: 'b', figures: made(0.5) },
    ])
    expect(judge(trials).contests[0]!.p).toBeCloseTo(0.1, 12)
    expect(judge(trials).winner).toBeUndefined()
  })

  it('names nobody where there is nobody else', () => {
    const comparison = madeComparison(madeTrials([{ method: 'a', figures: [{ train: 1 }] }]))
    expect(comparison.winner).toBeUndefined()
    expect(describeComparison(comparison).verdict).toContain('nobody to win against')
  })

  it('names the two that are level, not the one that both are better than', () => {
    const near = (accuracy: number) =>
      [0, 1, 2, 3, 4, 5, 6, 7].map((i) => ({ train: accuracy + i / 1000 }))
    const comparison = madeComparison(
      madeTrials([
        { method: 'a', figures: near(0.9) },
        { method: 'b', figures: near(0.9005) },
        { method: 'c', figures: near(0.6) },
      ]),
    )
    expect(comparison.winner).toBeUndefined()
    expect(describeComparison(comparison).verdict).toMatch(/do not tell a and b apart\.$/)
  })

  it('judges by the longest cases that all were tried on', () => {
    const trials = madeTrials([
      { method: 'a', figures: [{ train: 1, longer: [{ ticks: 100, accuracy: 0.9 }] }] },
      {
        method: 'b',
        figures: [
          {
            train: 1,
            longer: [
              { ticks: 100, accuracy: 0.8 },
              { ticks: 500, accuracy: 1 },
            ],
          },
        ],
      },
    ])
    expect(judge(trials).measure).toEqual({ on: 'longer', ticks: 100 })
  })
})

describe('the summary', () => {
  it('has the median and the interval of what trials have', () => {
    const [evolution, gru, soft] = summarize(clearComparison().trials)
    expect(evolution!.figures.train!.median).toBe(1)
    expect(evolution!.exactness).toEqual({ proved: 5 })
    expect(evolution!.figures.soft).toBeUndefined()
    expect(soft!.figures.soft!.median).toBeCloseTo(0.9, 12)
    expect(gru!.figures.train).toEqual({
      ...intervalOf([0.91, 0.88, 0.93, 0.9, 0.86], bootstrapRng('gru', 'train')),
      median: 0.9,
    })
    expect(gru!.longer.map(({ ticks, accuracy }) => [ticks, accuracy.median])).toEqual([
      [100, 0.71],
      [500, 0.52],
    ])
  })
})

describe('the table', () => {
  const { head, rows, verdict } = describeComparison(clearComparison())
  const cell = (row: number, label: string) => rows[row]![head.indexOf(label)]

  it('has a row a method and a cell a column', () => {
    expect(rows.map(([method]) => method)).toEqual(['evolution', 'gru', 'soft logic'])
    for (const row of rows) expect(row).toHaveLength(head.length)
  })

  it('tells medians with intervals, and what there is not', () => {
    expect(cell(0, 'train')).toMatch(/^100\.0 % \[99\.9 %, 100\.0 %\]$/)
    expect(cell(1, '500 ticks')).toBe('52.0 %')
    expect(cell(1, 'NANDs')).toBe('–')
    expect(cell(1, 'parameters')).toBe('1,234')
    expect(cell(0, 'exact')).toBe('5 proved')
    expect(cell(2, 'train, soft')).toMatch(/^90\.0 % \[/)
  })

  it('says who wins by what', () => {
    expect(verdict).toMatch(
      /^evolution wins by accuracy on held-out cases: at least \d.* 3 pairs\.$/,
    )
  })
})
