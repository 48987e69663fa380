import { describe, expect, it } from 'vitest'
import { clock, short, wrap } from '../../src/cli/format.ts'
import { drawProgress, follow, sparkline, startProgress } from '../../src/cli/progress.ts'
import { describeSeconds } from '../../src/cli/space.ts'
import { createStyle } from '../../src/cli/style.ts'

const plain = createStyle({ write() {}, isTerminal: false, columns: 80, rows: 24 }, {})

const started = startProgress({
  type: 'started',
  task: 'full-adder',
  digest: '',
  seed: 1,
  search: 'one-plus-lambda',
  islands: 1,
  inputs: 3,
  outputs: 2,
  gates: 66,
  latches: 0,
  resumedAt: 0,
})

const progress = (evaluations: number, errors: number, gates: number) => ({
  type: 'progress' as const,
  generation: evaluations / 4,
  evaluations,
  evaluationsMax: 1_000_000,
  perSecond: 40_000,
  elapsedMs: evaluations / 40,
  score: { errors, gates },
  isSolved: errors === 0,
})

describe('progress', () => {
  it('is drawn as six lines', () => {
    const events = [
      progress(10_000, 5, 12),
      progress(20_000, 3, 14),
      {
        type: 'improved' as const,
        generation: 6000,
        evaluations: 24_000,
        score: { errors: 1, gates: 11 },
        isSolved: false,
      },
      progress(40_000, 1, 11),
    ]
    const state = events.reduce(follow, started)
    expect(drawProgress(state, 80, plain)).toEqual([
      'full-adder  one-plus-lambda  66 gates  seed 1',
      'gen 10k  40k evals  40k/s  0:01',
      'best   errors 1  gates 11',
      'change errors −2, 0:00 ago',
      'trail  █▅▁ errors',
      'left   at most 0:24, to 1M evals',
    ])
    for (const line of drawProgress(state, 30, plain)) expect(line.length).toBeLessThan(30)
  })

  it('follows the next objective once the task is solved', () => {
    const state = [progress(4, 2, 9), progress(8, 0, 12), progress(12, 0, 10)].reduce(
      follow,
      started,
    )
    expect(state).toMatchObject({ trailOf: 'gates', trail: [12, 10] })
  })

  it('keeps its trail short', () => {
    const events = Array.from({ length: 5000 }, (_, i) => progress(i + 1, 5000 - i, 9))
    const { trail } = events.reduce(follow, started)
    expect(trail.length).toBeLessThanOrEqual(240)
    expect(sparkline(trail, 16)).toHaveLength(16)
  })
})

describe('a figure', () => {
  it('is short where there is little room', () => {
    expect([7, 999, 1000, 12_345, 4_560_000, 2e15].map(short)).toEqual([
      '7',
      '999',
      '1k',
      '12.3k',
      '4.56M',
      '2P',
    ])
    expect([7_000, 750_000, 11_040_000].map(clock)).toEqual(['0:07', '12:30', '3:04:00'])
    expect([0.0042, 1, 90, 7200, 1e9].map(describeSeconds)).toEqual([
      '4.2 milliseconds',
      '1 second',
      '1.5 minutes',
      '2 hours',
      '32 years',
    ])
  })

  it('wraps at spaces', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three'])
  })
})
