/** What the head of every exported file says about the machine: no more than its last verdict backs. */
import { expect, it } from 'vitest'
import { type Champion, describeBacking } from '../../src/champion.ts'
import { exportAs } from '../../src/export.ts'
import type { Verdict } from '../../src/verify.ts'

const sizes = { gates: 1, depth: 1, latches: 0 }
const proved: Verdict = { verdict: 'equivalent', method: 'exhaustive', cases: 4 }

function championWith(history: Champion['history']): Champion {
  return {
    format: 'nandertal-champion',
    version: 1,
    name: 'small',
    netlist: {
      inputs: 2,
      latches: new Uint32Array(),
      fanin: Uint32Array.of(1, 2),
      outputs: Uint32Array.of(3),
    },
    ports: { inputs: ['a', 'b'], outputs: ['y'] },
    objectives: { errors: 'min' },
    score: { errors: 0 },
    task: { name: 'small', digest: '0'.repeat(64), source: 'code' },
    seed: 1,
    engine: '0.1.0',
    evaluations: 1,
    generations: 1,
    history,
  }
}

const counterexample = { inputs: [[1, 1]], tick: 0, output: 0, wanted: 1, received: 0 } as const

it.each<[string, Champion['history'], RegExp]>([
  ['of an empty history', [], /^NOT VERIFIED$/],
  ['without a verdict', [{ step: 'evolve', ...sizes }], /^NOT VERIFIED$/],
  ['proved', [{ step: 'verify', ...sizes, verdict: proved }], /^proved equivalent: all 4 cases/],
  [
    'changed after it was proved',
    [
      { step: 'verify', ...sizes, verdict: proved },
      { step: 'prune', ...sizes },
    ],
    /^NOT VERIFIED: changed/,
  ],
  [
    'pruned, with a proof, after it was proved',
    [
      { step: 'verify', ...sizes, verdict: proved },
      { step: 'prune', ...sizes, verdict: proved },
    ],
    /^proved equivalent: all 4 cases/,
  ],
  [
    'pruned, with a proof, after it was tested',
    [
      { step: 'verify', ...sizes, verdict: { verdict: 'tested', cases: 9, ticks: 1, wrong: 0 } },
      { step: 'prune', ...sizes, verdict: proved },
    ],
    /^tested on 9 cases, not proved: none wrong$/,
  ],
  [
    'held against something else',
    [
      { step: 'verify', ...sizes, verdict: proved },
      { step: 'prune', ...sizes, verdict: proved, detail: 'held against other.pla' },
    ],
    /^NOT VERIFIED: changed/,
  ],
  [
    'proved to do what it did, never what was wanted',
    [{ step: 'prune', ...sizes, verdict: proved }],
    /^NOT VERIFIED$/,
  ],
  [
    'approximate',
    [{ step: 'approximate', ...sizes, detail: 'error rate 1 %, over all 256 rows' }],
    /^NOT EXACT: error rate 1 %/,
  ],
  [
    'of other sizes than were proved',
    [{ step: 'verify', ...sizes, gates: 2, verdict: proved }],
    /^NOT VERIFIED: changed/,
  ],
  [
    'tested',
    [{ step: 'verify', ...sizes, verdict: { verdict: 'tested', cases: 9, ticks: 1, wrong: 0 } }],
    /^tested on 9 cases, not proved: none wrong$/,
  ],
  [
    'different',
    [{ step: 'verify', ...sizes, verdict: { verdict: 'different', counterexample } }],
    /^NOT EQUIVALENT: .* for a=1 b=1/,
  ],
  [
    'beyond the limits',
    [{ step: 'verify', ...sizes, verdict: { verdict: 'unknown', reason: 'large', reached: 0 } }],
    /^NOT VERIFIED: unknown: large$/,
  ],
])('says of a champion %s only what is so', (_, history, wanted) => {
  expect(describeBacking(championWith(history))).toMatch(wanted)
})

it('stands in every exported file, and NOT VERIFIED where nothing is known', async () => {
  const { netlist } = championWith([])
  expect(await exportAs('verilog', netlist)).toContain('NOT VERIFIED')
  const provenance = { title: 'small', lines: [], backing: 'proved by hand' }
  const emitted = await exportAs('verilog', netlist, { provenance })
  expect(emitted).toContain('// | proved by hand')
  expect(emitted).not.toContain('NOT VERIFIED')
})
