import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { nandertal, readEvents, useTemporaryFolder } from './harness.ts'

useTemporaryFolder()
beforeEach(() => rmSync('runs', { recursive: true, force: true }))

const escapes = /\x1b\[/

const adder =
  '.i 3\n.o 2\n.ilb a b c\n.ob sum carry\n001 10\n010 10\n100 10\n011 01\n101 01\n110 01\n111 11\n.e\n'

describe('evolve', () => {
  it('evolves a built-in task and hands the champion over', async () => {
    const { code, stdout, stderr } = await nandertal('evolve half-adder --stall 2000')
    expect(code).toBe(0)
    expect(stdout).toMatchSnapshot()
    expect(stderr).toMatchSnapshot()
    for (const extension of ['json', 'v', 'ts', 'svg']) {
      expect(existsSync(`runs/half-adder-1/champion.${extension}`)).toBe(true)
    }
  })

  it('proposes exactly three commands, which work', async () => {
    const { stdout } = await nandertal('evolve half-adder --stall 2000')
    const lines = stdout.split('Try next\n')[1]!.trim().split('\n')
    expect(lines).toHaveLength(3)
    for (const line of lines) {
      const { code } = await nandertal(line.trim().replace('nandertal ', ''))
      expect(code, line).toBe(0)
    }
  })

  it('prefers a file to a built-in task of the same name', async () => {
    writeFileSync('and', 'no extension')
    const { code, stderr } = await nandertal('evolve and')
    rmSync('and')
    expect(code).toBe(2)
    expect(stderr).toContain('task/')
  })

  it('reads a file, and writes a copy by its extension', async () => {
    writeFileSync('adder.pla', adder)
    const { code } = await nandertal(
      'evolve adder.pla --evaluations 200000 --stall 1000 --out sum.v',
    )
    expect(code).toBe(0)
    expect(readFileSync('sum.v', 'utf8')).toContain('module')
  })

  it('refuses an unknown extension before it starts', async () => {
    const { code, stderr } = await nandertal('evolve half-adder --out half.vhd')
    expect(code).toBe(2)
    expect(stderr).toContain('".vhd"')
    expect(existsSync('runs')).toBe(false)
  })

  it('refuses a folder that is not there before it starts', async () => {
    const { code, stderr } = await nandertal('evolve half-adder --out nodir/half.v')
    expect([code, stderr]).toEqual([2, expect.stringContaining('"nodir", which is not there')])
    expect(existsSync('runs')).toBe(false)
  })

  it('proposes commands that can be pasted, whatever a task is called', async () => {
    writeFileSync('odd.pla', '.i 1\n.o 1\n0 1\n.e\n')
    const runs = "it's $(me)"
    const { stdout } = await nandertal(['evolve', 'odd.pla', '--stall', '500', '--runs', runs])
    const path = `'it'\\''s $(me)/odd-1/champion.json'`
    expect(stdout).toContain(`nandertal show ${path}\n`)
    expect(stdout).toContain(`nandertal export ${path} --to blif --out odd.blif\n`)
    rmSync(runs, { recursive: true })
  })

  it('says how to go on when the budget was too small', async () => {
    const { code, stdout } = await nandertal('evolve full-adder --evaluations 40')
    expect(code).toBe(1)
    expect(stdout).toContain('not solved')
    expect(stdout).toContain('nandertal resume runs/full-adder-1 --evaluations 96')
  })

  it('announces that it executes code', async () => {
    writeFileSync(
      'mine.task.ts',
      `import { defineTask, machine } from 'nandertal'
       export default defineTask({
         genome: machine({ inputs: 2, outputs: 1, gates: 10 }),
         fitness: (m): number => m.gates,
       })`,
    )
    const { code, stderr } = await nandertal('evolve mine.task.ts --evaluations 100 --isolate none')
    expect(stderr).toContain('executes code from mine.task.ts')
    expect(code).toBe(0)
  })

  it('cross-validates', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) => `${i % 7},${(i * 3) % 5},${i % 7 > 3 ? 'yes' : 'no'}`,
    )
    writeFileSync('rows.csv', `x,y,class\n${rows.join('\n')}\n`)
    const { code, stdout } = await nandertal(
      'evolve rows.csv --target class --folds 3 --evaluations 2000',
    )
    expect(code).toBe(0)
    expect(stdout.match(/fold \d of 3/g)).toHaveLength(3)
    const table = stdout.split('mean ± sd over 3 folds\n')[1]!.split('\n')
    expect(table[0]).toMatch(/^ +accuracy +balanced$/)
    for (const [i, name] of ['training', 'held out', 'majority'].entries()) {
      expect(table[i + 1]).toMatch(
        new RegExp(`^  ${name} +[\\d.]+ % ± [\\d.]+ % +[\\d.]+ % ± [\\d.]+ %`),
      )
    }
    expect(table[4]).toMatch(/^ {2}gates +[\d.]+ ± [\d.]+$/)
  })

  it('answers in one line when quiet', async () => {
    const { stdout, stderr } = await nandertal('evolve half-adder --stall 2000 --quiet')
    expect(stdout).toMatchSnapshot()
    expect(stderr).toBe('')
  })

  it('writes only events to standard output for programs', async () => {
    const { stdout } = await nandertal('evolve half-adder --stall 2000 --json')
    const events = readEvents(stdout)
    expect(events[0]!.type).toBe('started')
    expect(events.at(-1)).toMatchObject({
      type: 'result',
      gates: 5,
      latches: 0,
      verdict: 'equivalent',
      reason: 'stalled',
      champion: 'runs/half-adder-1/champion.json',
    })
  })

  it('gives search options to the search of the task', async () => {
    await nandertal('evolve half-adder --stall 2000 --quiet --search-option lambda=7')
    const frozen = JSON.parse(readFileSync('runs/half-adder-1/task.json', 'utf8'))
    expect(frozen.options.search).toMatchObject({ name: 'one-plus-lambda', lambda: 7 })
  })
})

describe('what is shown meanwhile', () => {
  const long = 'evolve multiplier-2 --evaluations 4000'

  it('is plain lines without a terminal', async () => {
    const { stdout, stderr } = await nandertal('evolve multiplier-2 --evaluations 400', {
      tickMs: 200,
    })
    expect(stderr).toMatchSnapshot()
    expect(stdout + stderr).not.toMatch(escapes)
  })

  it('is drawn in place on a terminal', async () => {
    const { stderr } = await nandertal(long, { isTerminal: true })
    expect(stderr).toMatch(escapes)
    expect(stderr).toContain('left   at most')
  })

  it('has no colours with NO_COLOR', async () => {
    const { stdout, stderr } = await nandertal(long, { isTerminal: true, env: { NO_COLOR: '1' } })
    expect(stdout).not.toMatch(escapes)
    expect(stderr).not.toMatch(/\x1b\[\d+m/)
  })

  it('is plain on a dumb terminal', async () => {
    const { stdout, stderr } = await nandertal(long, { isTerminal: true, env: { TERM: 'dumb' } })
    expect(stdout + stderr).not.toMatch(escapes)
  })

  it('has colours through a pipe with FORCE_COLOR', async () => {
    const { stdout } = await nandertal('evolve and --stall 500', { env: { FORCE_COLOR: '1' } })
    expect(stdout).toMatch(escapes)
  })

  it('fits forty columns', async () => {
    const { stdout, stderr } = await nandertal(long, {
      isTerminal: true,
      columns: 40,
      env: { NO_COLOR: '1' },
    })
    const lines = stderr.replace(/\x1b\[[?\d]*[A-Za-z]/g, '').split('\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40)
    expect(stdout).toMatchSnapshot()
  })
})

describe('an interruption', () => {
  const run = 'evolve full-adder --evaluations 20000 --seed 3'

  it('saves the run, says how to go on, and the champion is the same to the byte', async () => {
    await nandertal(`${run} --runs whole`)
    const stopped = await nandertal(run, { interrupt: { signal: 'SIGINT', after: 40 } })
    expect(stopped.code).toBe(130)
    expect(stopped.stderr).toContain('nandertal resume runs/full-adder-3')
    expect(stopped.stdout).toBe('')
    expect(existsSync('runs/full-adder-3/champion.json')).toBe(false)

    const again = await nandertal('resume')
    expect(again.stderr).toContain('goes on with runs/full-adder-3')
    expect(readFileSync('runs/full-adder-3/champion.json')).toEqual(
      readFileSync('whole/full-adder-3/champion.json'),
    )
  })

  it('of a resumed run says how to go on with the same options', async () => {
    await nandertal('evolve full-adder --evaluations 40 --seed 4')
    const words = 'resume runs/full-adder-4 --evaluations 90000 --stall 80000 --time 1m --out'
    const { code, stderr } = await nandertal([...words.split(' '), 'my sum.v'], {
      interrupt: { signal: 'SIGINT', after: 20 },
    })
    expect(code).toBe(130)
    expect(stderr).toContain(`${words.replace('1m', '60000ms')} 'my sum.v'\n`)
  })

  it('by SIGTERM has another code', async () => {
    const { code, stdout } = await nandertal(`${run} --json`, {
      interrupt: { signal: 'SIGTERM', after: 40 },
    })
    expect(code).toBe(143)
    expect(readEvents(stdout).at(-1)).toMatchObject({ reason: 'interrupted', champion: null })
  })
})

describe('resume', () => {
  it('goes further with a larger budget', async () => {
    const short = await nandertal('evolve full-adder --evaluations 40')
    expect(short.code).toBe(1)
    const { code } = await nandertal('resume runs/full-adder-1 --evaluations 200000 --stall 2000')
    expect(code).toBe(0)
  })

  it('says so when there is no run', async () => {
    const { code, stderr } = await nandertal('resume')
    expect(code).toBe(2)
    expect(stderr).toContain('cli/no-runs')
  })
})
