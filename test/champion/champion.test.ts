import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Champion, readChampion, writeChampion } from '../../src/champion.ts'
import { isUsageError } from '../../src/errors.ts'
import { defaultPorts } from '../../src/netlist/ports.ts'
import { tableFromFunction, tableFromNetlist } from '../../src/spec/table.ts'
import { describeSpec } from '../../src/spec/text.ts'
import type { Verdict } from '../../src/verify.ts'
import { netlistArbitrary } from '../arbitrary.ts'
import { fuzzReader } from '../fuzz/mutate.ts'
import { readNotation } from '../netlist/notation.ts'

const xor: Champion = {
  format: 'nandertal-champion',
  version: 1,
  name: 'differ',
  netlist: readNotation(
    'inputs a b\ng0 = a NAND b\ng1 = a NAND g0\ng2 = b NAND g0\ng3 = g1 NAND g2\ny = g3',
  ),
  ports: { inputs: ['left', 'right'], outputs: ['differ'] },
  objectives: { errors: 'min', gates: 'min' },
  score: { errors: 0, gates: 4 },
  measures: { heldOutBalancedAccuracy: 0.75 },
  spec: describeSpec(tableFromFunction(2, 1, ([a, b]) => [a! ^ b!])),
  task: { name: 'differ', digest: '0'.repeat(64), source: 'differ.task.ts' },
  seed: 7,
  engine: '0.1.0',
  evaluations: 1200,
  generations: 300,
  history: [
    { step: 'evolve', gates: 6, depth: 4, latches: 0, detail: 'found in generation 211' },
    {
      step: 'prune',
      gates: 4,
      depth: 3,
      latches: 0,
      verdict: { verdict: 'equivalent', method: 'exhaustive', cases: 4 },
    },
  ],
}

const classifier: Champion = {
  ...xor,
  name: 'iris',
  spec: undefined,
  ports: {
    inputs: ['petal>2.45', 'colour=red'],
    outputs: ['setosa'],
    encoder: {
      columns: [
        { kind: 'number', name: 'petal', thresholds: [2.45] },
        { kind: 'category', name: 'colour', categories: ['red'] },
      ],
    },
    decoder: { classes: ['setosa', 'other'] },
  },
  history: [
    {
      step: 'verify',
      gates: 4,
      depth: 3,
      latches: 0,
      verdict: {
        verdict: 'different',
        counterexample: { inputs: [[0, 1]], tick: 0, output: 0, wanted: 1, received: 0 },
      },
    },
  ],
}

const text = writeChampion(xor)

function faultsOf(changed: string): string[] {
  try {
    readChampion(changed, 'champion.json')
  } catch (error) {
    if (!isUsageError(error)) throw error
    return error.faults.map(({ where, code }) => `${where} ${code}`)
  }
  return []
}

describe('a champion file', () => {
  it('explains itself', () => {
    expect(text).toMatchSnapshot()
  })

  it.each([
    ['a machine with a spec', xor],
    ['a classifier', classifier],
  ])('comes back as it was: %s', (_, champion) => {
    const read = readChampion(writeChampion(champion), 'champion.json')
    expect(read).toEqual(champion)
    expect(writeChampion(read)).toBe(writeChampion(champion))
  })

  it('comes back as it was, whatever the machine', () => {
    fc.assert(
      fc.property(
        netlistArbitrary({ latchesMax: 3 }),
        fc.string({ unit: 'binary' }),
        (netlist, name) => {
          const ports = defaultPorts(netlist.inputs, netlist.outputs.length)
          const spec =
            netlist.latches.length > 0
              ? describeSpec({ kind: 'machine', netlist })
              : describeSpec(tableFromNetlist(netlist))
          const written = writeChampion({ ...xor, name, netlist, ports, spec })
          const read = readChampion(written, 'champion.json')
          expect(read.netlist).toEqual(netlist)
          expect(read.spec).toEqual(spec)
          expect(writeChampion(read)).toBe(written)
        },
      ),
    )
  })

  it.each<Verdict>([
    { verdict: 'equivalent', method: 'product', states: 6, letters: 4 },
    { verdict: 'equivalent', method: 'sat', clauses: 290 },
    { verdict: 'equivalent', method: 'induction', ticks: 2, invariants: 47, clauses: 133 },
    { verdict: 'unknown', reason: 'more than 9 conflicts', reached: 1024, ticks: 64 },
  ])('keeps what backs a verdict (%#)', (verdict) => {
    const history = [{ ...xor.history[1]!, verdict }]
    const read = readChampion(writeChampion({ ...xor, history }), 'champion.json')
    expect(read.history).toEqual(history)
  })

  it('keeps the order of the objectives', () => {
    const other = { ...xor, objectives: { gates: 'min', errors: 'min' } } as const
    const read = readChampion(writeChampion(other), 'champion.json')
    expect(Object.keys(read.objectives)).toEqual(['gates', 'errors'])
  })
})

describe('reading a champion', () => {
  it('tells every fault at once, with its line', () => {
    const changed = text
      .replace('"seed": 7', '"seed": -7')
      .replace('[9, 5]', '[9, 99]')
      .replace('"differ"]', '"differ", "more"]')
      .replace('"version": 1', '"version": 2')
      .replace('[[1, 2]', '[[1, 22]')
    expect(faultsOf(changed)).toEqual([
      'champion.json:3:14: version champion/bad-value',
      'champion.json:21:11: seed champion/too-small',
      'champion.json:52:19: netlist.gates[0][1] champion/bad-value',
    ])
  })

  it.each<[string, string, string, string]>([
    ['ports that do not fit', '"left", ', '', 'ports.inputs champion/bad-value'],
    ['ports with one name', '"left"', '"right"', 'ports.inputs champion/bad-value'],
    ['a score of something else', '"errors": 0', '"faults": 0', 'score champion/bad-value'],
    [
      'an objective that is a number',
      '"errors": "min"',
      '"1": "min"',
      'objectives.1 champion/bad-key',
    ],
    ['a spec of other ports', '"outputs": 1,', '"outputs": 2,', 'spec.wanted champion/bad-value'],
    ['a spec that was changed', '["6"]', '["7"]', 'spec.digest champion/bad-value'],
    [
      'escape codes for the terminal',
      '"differ.task',
      '"\\u001b[2J',
      'task.source champion/bad-text',
    ],
    ['a field it does not know', '"seed"', '"sede"', 'seed champion/missing'],
  ])('refuses %s', (_, from, to, fault) => {
    expect(text).toContain(from)
    expect(faultsOf(text.replace(from, to)).some((line) => line.endsWith(fault))).toBe(true)
  })

  it('answers damaged files with usage errors only', { timeout: 600_000 }, () => {
    const seeds = [text, writeChampion(classifier)].map((seed) => new TextEncoder().encode(seed))
    const decoder = new TextDecoder()
    const report = fuzzReader(
      'champion',
      (content, file) => readChampion(decoder.decode(content), file),
      seeds,
    )
    expect(report.refused).toBeGreaterThan(report.inputs / 2)
    expect(report.accepted).toBeGreaterThan(0)
  })
})
