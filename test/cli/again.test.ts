/** `fork` and `replay` at the command line. */
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { nandertal as builtNandertal } from '../built.ts'
import { nandertal, readEvents, useTemporaryFolder } from './harness.ts'

useTemporaryFolder()
beforeAll(async () => {
  await nandertal('evolve full-adder --evaluations 6000 --quiet')
})

const last = (stdout: string) => readEvents(stdout).at(-1)!
const readFrozen = (run: string) => JSON.parse(readFileSync(`runs/${run}/task.json`, 'utf8'))

describe('fork', () => {
  it('starts a run of its own from a state of an earlier one, and goes on with it', async () => {
    const words = 'fork --from runs/full-adder-1 --generation 100 --seed 2'
    const { code, stdout, stderr } = await nandertal(words)
    expect(code).toBe(0)
    expect(stderr).toContain('forked at generation 100 into runs/full-adder-2\n')
    expect(stdout).toContain('runs/full-adder-2/champion.json')
    const { id } = readFrozen('full-adder-1')
    expect(readFrozen('full-adder-2').from).toMatchObject({ run: id, seed: 1, generation: 100 })
  })

  it('takes the last run and its last checkpoint where nothing else is said', async () => {
    const { code, stdout, stderr } = await nandertal('fork --seed 3 --evaluations 7000 --json')
    expect(code).toBeLessThan(2)
    expect(stderr).toMatch(/^starts from runs\/full-adder-2\nforked at generation \d+ into/)
    expect(last(stdout)).toMatchObject({ seed: 3, evaluations: expect.any(Number) })
    expect(readFrozen('full-adder-3').options.budget.evaluations).toBe(7000)
  })

  it('refuses what is no run, and a generation that it did not come to', async () => {
    const none = await nandertal('fork --from .')
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('run/no-run')])
    const far = await nandertal('fork --from runs/full-adder-1 --generation 1 --seed -1')
    expect(far.code).toBe(2)
    expect((await nandertal('fork --runs nowhere')).stderr).toContain('cli/no-runs')
  })
})

describe('replay', () => {
  it('says that a run is the same, or which part of it', async () => {
    const { code, stdout } = await nandertal('replay runs/full-adder-1')
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^same: generations 0 to \d+ of runs\/full-adder-1, \d+ improvements, \d+ states compared\n$/,
    )
    const one = await nandertal('replay runs/full-adder-1 --generation 70 --json')
    expect(last(one.stdout)).toMatchObject({ verdict: 'same', from: 64, to: 71 })
    const part = await nandertal('replay runs/full-adder-1 --from 70 --to 200 --quiet')
    expect(part.stdout).toMatch(/^same: generations 64 to 200 of /)
    expect((await nandertal('replay --generation 70 --to 80')).code).toBe(2)
  })

  it('says where it differs, with exit code 1', async () => {
    await nandertal('evolve full-adder --evaluations 6000 --quiet --seed 4')
    const frozen = readFileSync('runs/full-adder-4/task.json', 'utf8')
    // Chance was another one than the run says now.
    writeFileSync('runs/full-adder-4/task.json', frozen.replace('"seed": 4', '"seed": 5'))
    const { code, stdout } = await nandertal('replay runs/full-adder-4')
    expect(code).toBe(1)
    expect(stdout).toMatch(/^different: generations 0 to /)
    expect(stdout).toMatch(/^first different in generation \d+: (improvement|state)$/m)
    expect(stdout).toMatch(/^ {2}kept +\S.*\n {2}replayed +\S/m)
  })

  it('is the same in threads', async () => {
    const options = ['--islands', '2', '--evaluations', '1200000', '--seed', '6', '--quiet']
    const cwd = process.cwd()
    await builtNandertal(['evolve', 'full-adder', ...options, '--threads', '2'], cwd)
    const { code, stdout } = await builtNandertal(['replay', '--threads', '2'], cwd)
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^same: .* of runs\/full-adder-6,/)])
  })
})
