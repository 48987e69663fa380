import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { exportAs } from '../../src/export.ts'
import { importFile } from '../../src/import.ts'
import { multiplier } from '../approximate/machines.ts'
import { errorsOf } from '../approximate/oracle.ts'
import { nandertal, readEvents, useTemporaryFolder } from './harness.ts'

useTemporaryFolder()

const champion = 'runs/half-adder-1/champion.json'
const memory = '.model memory\n.inputs a\n.outputs y\n.latch a y 0\n.end\n'

beforeAll(async () => {
  await nandertal('evolve half-adder --stall 2000 --quiet')
  writeFileSync('exact.blif', await exportAs('blif', multiplier(2)))
  writeFileSync('memory.blif', memory)
})

/** A ripple of full adders. */
const writeAdder = (bits: number): string => {
  const names = (prefix: string) =>
    Array.from({ length: bits }, (_, i) => `${prefix}${i}`).join(' ')
  const cells = Array.from({ length: bits }, (_, i) => {
    const carry = i === 0 ? 'zero' : `c${i - 1}`
    const sum = `.names a${i} b${i} ${carry} s${i}\n100 1\n010 1\n001 1\n111 1\n`
    return `${sum}.names a${i} b${i} ${carry} c${i}\n11- 1\n1-1 1\n-11 1\n`
  })
  const ports = `.inputs ${names('a')} ${names('b')}\n.outputs ${names('s')} c${bits - 1}\n`
  return `.model wide\n${ports}.names zero\n${cells.join('')}.end\n`
}

const readBlif = (file: string) => {
  const imported = importFile(readFileSync(file), file)
  if (imported.kind !== 'netlist') throw new Error('no netlist')
  return imported.netlist
}

describe('prune, with errors allowed,', () => {
  it('shows the smallest machines under each bound and what they get wrong', async () => {
    const words = 'prune exact.blif --max-abs-error 4 --evaluations 4000 --effort 0'
    const { code, stdout, stderr } = await nandertal(words)
    expect(code).toBe(0)
    expect(stdout).toMatchSnapshot()
    expect(stderr).toBe('')
  })

  it('tells the front to programs', async () => {
    const words = 'prune exact.blif --max-error 50% --evaluations 4000 --effort 0 --json'
    const { stdout } = await nandertal(words, { tickMs: 300 })
    const events = readEvents(stdout)
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'approximating', boundIndex: 0, bounds: 4 }),
    )
    const result = events.at(-1)!
    expect(result).toMatchObject({ type: 'result', measure: 'error-rate', files: [] })
    expect(result.front).toContainEqual({
      ...{ error: 0.0625, gates: 7, depth: 2, method: 'exhaustive', bound: 0.0625, rows: 16 },
    })
  })

  it('writes the smallest machine, whose error is as told', async () => {
    const words =
      'prune exact.blif --mean-abs-error 0.5 --evaluations 3000 --effort 0 --json --out small.blif'
    const { front, files } = readEvents((await nandertal(words)).stdout).at(-1) as {
      front: { error: number; gates: number }[]
      files: string[]
    }
    expect(files).toEqual(['small.blif'])
    const errors = errorsOf(readBlif('small.blif'), readBlif('exact.blif'))
    const gates = Math.min(...front.map((point) => point.gates))
    expect(front).toContainEqual(
      expect.objectContaining({ gates, error: errors['mean-absolute-error'] }),
    )
    expect(readFileSync('small.blif', 'utf8')).toContain('approximate: mean-absolute-error')
  })

  it('writes every machine of the front into a folder', async () => {
    mkdirSync('front')
    const words = 'prune exact.blif --max-abs-error 10% --evaluations 3000 --effort 0 --out front'
    expect((await nandertal(words)).code).toBe(0)
    const list = JSON.parse(readFileSync('front/front.json', 'utf8'))
    expect(list.bounds).toEqual([1])
    expect(readdirSync('front')).toHaveLength(list.front.length + 1)
    for (const { file, error } of list.front) {
      const errors = errorsOf(readBlif(file), readBlif('exact.blif'))
      expect(errors['worst-absolute-error']).toBe(error)
    }
  })

  it('says in a champion, and in what is exported of it, that it is approximate', async () => {
    const words = `prune ${champion} --max-error 0.3 --evaluations 2000 --effort 0`
    await nandertal(`${words} --out near.json`)
    const { history, score, measures } = JSON.parse(readFileSync('near.json', 'utf8'))
    const detail = 'approximate: error-rate 0.25, at most 0.3 allowed, proved over all 4 rows'
    expect(history.at(-1)).toEqual({ step: 'approximate', ...score, latches: 0, detail })
    expect(score.gates).toBeLessThan(5)
    expect(measures).toEqual({ 'error-rate': 0.25 })
    const { stdout } = await nandertal('export near.json --to verilog')
    expect(stdout).toContain(detail)
    expect(stdout).not.toContain('equivalent')
    expect((await nandertal('verify near.json')).code).toBe(1)
  })

  it('draws how far it is, and nothing when told to be quiet', async () => {
    const words = 'prune exact.blif --max-abs-error 4 --evaluations 4000 --effort 0'
    const live = await nandertal(words, { isTerminal: true, tickMs: 300 })
    expect(live.stderr).toMatch(/error at most 1, bound 1 of 3.*\n.*in the front/)
    const quiet = await nandertal(`${words} --quiet`, { tickMs: 300 })
    expect(quiet.stderr).toBe('')
    expect(quiet.stdout).toMatch(/^\w+: \d+ → \d gates, approximate: .*\n$/)
  })

  it('keeps what it has when it is interrupted', async () => {
    const interrupt = { signal: 'SIGINT', after: 5 } as const
    const words = 'prune exact.blif --max-abs-error 4 --effort 0 --out kept.blif'
    const { code, stdout } = await nandertal(words, { interrupt })
    expect(code).toBe(130)
    expect(stdout).toContain('written to kept.blif')
    expect(errorsOf(readBlif('kept.blif'), readBlif('exact.blif'))).toMatchObject({
      'worst-absolute-error': expect.any(Number),
    })
  })

  it('proves a bound by SAT where there are too many rows', async () => {
    const wide = writeAdder(12)
    writeFileSync('wide.blif', wide)
    const words =
      'prune wide.blif --max-abs-error 4 --evaluations 1000 --effort 0 --out narrow.blif'
    const { code, stdout } = await nandertal(words)
    expect(code).toBe(0)
    expect(stdout).toMatch(/worst-absolute-error at most \d, proved by SAT, \d+ steps checked/)
    expect(stdout).toContain('at most as shown, proved by SAT.')
  })

  it.each([
    ['prune wide.blif --mean-abs-error 1', 'at most 20 inputs'],
    ['prune exact.blif --max-error 1% --objective depth', '--objective: expected no errors'],
    ['prune exact.blif --signed', '--signed: expected one of --max-error'],
    ['prune memory.blif --max-error 1%', 'a machine without latches'],
    ['prune exact.blif --max-error 120%', 'a share such as 1% or 0.01'],
    ['prune exact.blif --max-error 1% --max-abs-error 3', 'received 2 of them'],
    ['prune exact.blif --max-error 1% --out no/where.blif', 'not there'],
    ['prune exact.blif --max-error 1% --out odd.vhd', '".vhd"'],
  ])('refuses: %s', async (words, says) => {
    const { code, stderr } = await nandertal(words)
    expect([code, stderr]).toEqual([2, expect.stringContaining(says)])
  })
})
