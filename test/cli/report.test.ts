import { describe, expect, it } from 'vitest'
import { type ChampionReport, describeChampion, describeInOneLine } from '../../src/cli/report.ts'
import { createStyle } from '../../src/cli/style.ts'
import { createBuilder, defaultPorts } from '../../src/index.ts'

const plain = createStyle({ write() {}, isTerminal: false, columns: 80, rows: 24 }, {})

const builder = createBuilder(2)
const netlist = builder.build([builder.nand(builder.input(0), builder.input(1))])

const refuted: ChampionReport = {
  champion: {
    format: 'nandertal-champion',
    version: 1,
    name: 'wide',
    netlist,
    ports: defaultPorts(2, 1),
    objectives: { errors: 'min' },
    score: { errors: 0 },
    task: { name: 'wide', digest: '', source: 'wide.blif' },
    seed: 1,
    engine: '0.0.0',
    evaluations: 10,
    generations: 2,
    history: [],
  },
  verdict: {
    verdict: 'different',
    counterexample: { inputs: [[0, 1]], tick: 0, output: 0, wanted: 0, received: 1 },
  },
  reason: 'stalled',
  outcome: 'refuted',
  files: [],
  next: [],
  program: 'nandertal',
}

describe('a report', () => {
  it('does not say solved where samples are right and the machine is different', () => {
    const heading = describeChampion(refuted, 80, plain).split('\n')[0]
    expect(heading).toBe('wide: right on the samples, but different, 1 gate, depth 1, 0 latches')
    expect(describeInOneLine(refuted)).toMatch(/^wide: right on the samples, but different, /)
  })
})
