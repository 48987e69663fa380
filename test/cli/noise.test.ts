import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nandertal, useTemporaryFolder } from './harness.ts'

useTemporaryFolder()

const write = (name: string, rest: string) =>
  writeFileSync(
    name,
    `import { defineTask, machine } from 'nandertal'
    const genome = machine({ inputs: 2, outputs: 1, gates: 9 })
    export default defineTask({ genome, ${rest} budget: { evaluations: 600 } })`,
  )

const fitness = 'fitness: (m, { seed }) => Math.min(m.gates, 5) + (seed % 1000) / 1000,'

describe('a noisy fitness', () => {
  it('is named once, with what to do', async () => {
    write('chance.task.js', fitness)
    const { stderr } = await nandertal('evolve chance.task.js --isolate none')
    expect(stderr.match(/^noisy: .*$/gm)).toEqual([
      expect.stringMatching(/at another seed, fitness σ 0\.\d+; noise: { resample: 'adaptive' }/),
    ])
  })

  it('is named in a terminal as well, and what cannot be repeated is called so', async () => {
    write('clock.task.js', 'fitness: (m) => m.gates + Math.random(),')
    const { stderr } = await nandertal('evolve clock.task.js --isolate none', { isTerminal: true })
    expect(stderr).toMatch(/noisy: .* at the same seed, .* cannot be repeated/)
  })

  it('is told with its noise when the task speaks of it, and its champion with an interval', async () => {
    write('sampled.task.js', `${fitness} noise: { resample: 'adaptive' },`)
    const { stdout, stderr } = await nandertal('evolve sampled.task.js --isolate none')
    expect(stderr).not.toContain('noisy')
    expect(stdout).toMatch(/score {4}fitness 5\.\d+ ± 0\.\d+$/m)
    expect(stdout).toMatch(/noise {4}mean of 30 fresh evaluations, 95 %; one has σ 0\.\d+$/m)
    const shown = await nandertal('show runs/sampled-1/champion.json')
    expect(shown.stdout).toMatch(/fitness 5\.\d+ ± 0\.\d+/)
  })
})
