/** Times are never looked at: the harness's clock only counts, and the built program's is real. */
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { spreadOf } from '../../src/cli/bench/spread.ts'
import { nandertal as program } from '../built.ts'
import { nandertal, readEvents, useTemporaryFolder } from './harness.ts'

useTemporaryFolder()

const schema = z.fromJSONSchema(
  JSON.parse(readFileSync(new URL('../../schemas/events.schema.json', import.meta.url), 'utf8')),
)

interface Row {
  readonly task: string
  readonly evaluations: unknown
  readonly seeds?: readonly object[]
}

/** The answer of `bench`, as the schema has it. */
const readAnswer = (stdout: string) =>
  schema.parse(readEvents(stdout).at(-1)) as Record<
    string,
    { readonly rows: readonly Row[] } | null
  >

const bench = async (words: string) => readAnswer((await nandertal(`bench ${words} --json`)).stdout)

describe('bench', () => {
  it('measures the parts that are named and no other', async () => {
    const answer = await bench('--only simulation')
    expect([answer.ladder, answer.solution, answer.threads]).toEqual([null, null, null])
    const rows = answer.simulation!.rows
    expect(rows).toMatchObject([
      { kernel: 'plain', gates: 1000, cases: 1024, agrees: true },
      { kernel: 'simd', gates: 1000, cases: 1024, agrees: true },
      { kernel: 'plain', gates: 100, cases: 128, agrees: true },
      { kernel: 'simd', gates: 100, cases: 128, agrees: true },
    ])
  })

  it('takes names of parts after commas and in options of their own', async () => {
    const words = '--seeds 1 --tasks and'
    const together = await bench(`--only ladder,solution ${words}`)
    const apart = await bench(`--only solution --only ladder ${words}`)
    expect(together.simulation).toBeNull()
    const counts = ({ ladder, solution }: typeof together) =>
      [...ladder!.rows, ...solution!.rows].map(({ task, evaluations }) => [task, evaluations])
    expect(counts(apart)).toEqual(counts(together))
    expect(together.ladder!.rows).toHaveLength(8)
    // Whole generations, so a few more than were asked for.
    for (const { evaluations } of together.ladder!.rows) {
      expect(evaluations).toBeGreaterThanOrEqual(200_000)
      expect(evaluations).toBeLessThan(202_000)
    }
  })

  it('solves the same with the same seeds, whatever the clock says', async () => {
    const words = ['bench', '--only', 'solution', '--tasks', 'full-adder,xor', '--seeds', '3']
    const counted = await bench(`${words.slice(1).join(' ')} --time 1h`)
    const timed = readAnswer((await program([...words, '--time', '1h', '--json'], '.')).stdout)
    const known = (answer: typeof counted) =>
      answer.solution!.rows.map((row) => ({
        ...row,
        seconds: null,
        seeds: row.seeds!.map((each) => ({ ...each, seconds: null })),
      }))
    expect(known(timed)).toEqual(known(counted))
    expect(known(counted)).toMatchObject([{ solved: 3 }, { solved: 3 }])
  })

  it('solves with islands', async () => {
    const answer = await bench('--only solution --tasks and --seeds 2 --islands 3 --threads 1')
    expect(answer.solution!.rows).toMatchObject([{ task: 'and', islands: 3, solved: 2 }])
  })

  it('counts a seed that takes too long as unsolved', async () => {
    const words = 'bench --only solution --tasks multiplier-5 --seeds 2 --time 50ms'
    const { code, stdout } = await nandertal(words)
    expect(code).toBe(0)
    expect(stdout).toMatch(/multiplier-5 +0 of 2( +over 0\.05){4} +not solved/)
    const answer = readAnswer((await nandertal(`${words} --json`)).stdout)
    const none = { min: null, q1: null, median: null, q3: null, max: null }
    expect(answer.solution!.rows).toMatchObject([{ solved: 0, seconds: none, evaluations: none }])
  })

  it('compares one thread with several', async () => {
    const { stdout, stderr } = await program(['bench', '--only', 'threads', '--json'], '.')
    expect(stderr).toBe('threads: 2 islands of multiplier-4\n')
    expect(readAnswer(stdout).threads).toMatchObject({ islands: 2, threads: 2 })
  })

  it('says what it does, unless it is to be quiet', async () => {
    const words = 'bench --only solution --tasks and --seeds 1'
    const told = await nandertal(words)
    expect(told.stderr).toBe('solution: and, 1 seed\n')
    expect(told.stdout).toMatch(/^Nandertal \d.*, Node .* cores?, load .*\n\nSolution/)
    const quiet = await nandertal(`${words} --quiet`)
    expect(quiet.stderr).toBe('')
    expect(quiet.stdout).toMatch(/^and solved 1 of 1, median [\d.]+ s\n$/)
  })

  it('names every part that it does not know', async () => {
    const { code, stdout } = await nandertal('bench --only ladr,threads,everything --json')
    expect(code).toBe(2)
    expect(readEvents(stdout).at(-1)).toMatchObject({
      type: 'failed',
      faults: [
        {
          code: 'cli/unknown-part',
          where: 'nandertal bench: --only',
          expected: 'one of simulation, ladder, solution, threads',
          received: '"ladr"',
          hint: 'Did you mean ladder?',
        },
        { received: '"everything"', hint: 'nandertal bench --help says what each measures.' },
      ],
    })
  })

  it('refuses tasks before it measures anything', async () => {
    const { code, stdout, stderr } = await nandertal('bench --tasks xor,multiplier-33 --json')
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^error multiplier-33: expected a file/),
    ])
    expect(readEvents(stdout).at(-1)).toMatchObject({
      faults: [{ code: 'cli/unknown-task', hint: 'Did you mean multiplier-3?' }],
    })
    writeFileSync(
      'one.task.ts',
      `import { defineTask, machine } from 'nandertal'
       export default defineTask({ genome: machine({ inputs: 1, outputs: 1 }), fitness: () => 1 })`,
    )
    const scored = await nandertal('bench --only solution --tasks one.task.ts')
    expect(scored.stderr).toContain('budget.target.errors: expected one of fitness')
    expect((await nandertal('bench --tasks a,,b')).code).toBe(2)
  })
})

describe('a spread', () => {
  it('is made of samples, by nearest rank', () => {
    const samples = [10, 1, 9, 2, 8, 3, 7, 4, 6, 5]
    expect(spreadOf(samples)).toEqual({ min: 1, q1: 3, median: 5, q3: 8, max: 10 })
    expect(spreadOf([0.1234], 2)).toEqual({
      min: 0.12,
      q1: 0.12,
      median: 0.12,
      q3: 0.12,
      max: 0.12,
    })
  })

  it('has samples without an end last', () => {
    const { median, q3 } = spreadOf([Number.POSITIVE_INFINITY, 2, 1], 3)
    expect([median, q3]).toEqual([2, Number.POSITIVE_INFINITY])
  })
})
