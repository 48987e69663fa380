import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { nandertal, useTemporaryFolder } from './harness.ts'

useTemporaryFolder()

const champion = 'runs/half-adder-1/champion.json'
/** y = a AND b, with a gate too many. */
const loose =
  '.model loose\n.inputs a b\n.outputs y\n.names a b y\n11 1\n.names a unused\n0 1\n.end\n'
const exclusive = '.model xor\n.inputs a b\n.outputs y\n.names a b y\n10 1\n01 1\n.end\n'

beforeAll(async () => {
  await nandertal('evolve half-adder --stall 2000 --quiet')
  writeFileSync('loose.blif', loose)
  writeFileSync('xor.blif', exclusive)
})

describe('show', () => {
  it('draws a champion with its truth table, ports and history', async () => {
    const { code, stdout } = await nandertal(`show ${champion}`)
    expect(code).toBe(0)
    expect(stdout).toMatchSnapshot()
  })

  it('draws a circuit of another tool', async () => {
    const { stdout } = await nandertal('show xor.blif')
    expect(stdout).toContain('1 0 │ 1')
  })
})

describe('verify', () => {
  it('holds a champion against the specification in it', async () => {
    const { code, stdout } = await nandertal(`verify ${champion}`)
    expect(stdout).toBe('half-adder: equivalent: all 4 cases checked\n')
    expect(code).toBe(0)
  })

  it('shows inputs where two circuits differ', async () => {
    const { code, stdout } = await nandertal('verify loose.blif --against xor.blif')
    expect(stdout).toMatch(/^loose: different: output y is \d, wanted \d, for a=\d b=\d\n$/)
    expect(code).toBe(1)
  })

  it('holds a circuit against a built-in task, a table and traces', async () => {
    writeFileSync('and.truth', '8\n')
    writeFileSync('seen.jsonl', '{"inputs": [[1, 1]], "outputs": [[1]]}\n')
    for (const [against, word] of [
      ['and', 'equivalent'],
      ['and.truth', 'equivalent'],
      ['seen.jsonl', 'tested'],
    ]) {
      const { code, stdout } = await nandertal(`verify loose.blif --against ${against}`)
      expect([code, stdout]).toEqual([0, expect.stringContaining(`: ${word}`)])
    }
  })

  it('asks for a specification where there is none', async () => {
    const { code, stderr } = await nandertal('verify xor.blif')
    expect(code).toBe(2)
    expect(stderr).toContain('--against FILE')
  })

  it('says what it got where nothing says what is right', async () => {
    writeFileSync('rows.csv', 'x,y\n1,yes\n2,no\n3,yes\n4,no\n')
    const { code, stderr } = await nandertal('verify xor.blif --against rows.csv')
    expect([code, stderr]).toEqual([2, expect.stringContaining('received a data set')])
  })
})

describe('prune', () => {
  it('writes the smaller machine, and nothing without --out', async () => {
    const { stdout } = await nandertal('prune loose.blif --quiet')
    expect(stdout).toMatch(/^loose: \d+ → 2 gates/)
    const { code } = await nandertal('prune loose.blif --out tight.blif')
    expect(code).toBe(0)
    expect((await nandertal('verify tight.blif --against loose.blif')).code).toBe(0)
  })

  it('builds a table first, and is free where that does not care', async () => {
    writeFileSync(
      'three.pla',
      '.i 4\n.o 1\n0000 1\n0011 1\n0110 1\n1001 1\n1--1 -\n1-1- -\n11-- -\n.e\n',
    )
    const { code, stdout } = await nandertal('prune three.pla --effort 0.2 --out three.aag')
    expect([code, stdout]).toEqual([0, expect.stringContaining('held against what is wanted')])
    expect((await nandertal('verify three.aag --against three.pla')).code).toBe(0)
  })

  it('keeps where it stands and goes on from there', async () => {
    const command = 'prune xor.blif --effort 0.5 --state xor.state --out'
    await nandertal(`${command} first.blif`)
    expect(JSON.parse(readFileSync('xor.state', 'utf8')).format).toBe('nandertal-pruning')
    await nandertal(`${command} second.blif`)
    expect(readFileSync('second.blif', 'utf8')).toBe(readFileSync('first.blif', 'utf8'))
    const { code, stderr } = await nandertal('prune loose.blif --state xor.state')
    expect([code, stderr]).toEqual([2, expect.stringContaining('received that of another')])
  })

  it('says what an objective can be', async () => {
    const { code, stderr } = await nandertal('prune xor.blif --objective area')
    expect([code, stderr]).toEqual([2, expect.stringContaining('gates,depth')])
  })

  it('adds a step to the history of a champion', async () => {
    await nandertal(`prune ${champion} --out pruned.json`)
    const { history } = JSON.parse(readFileSync('pruned.json', 'utf8'))
    expect(history.at(-1)).toMatchObject({ step: 'prune', verdict: { verdict: 'equivalent' } })
  })
})

describe('export', () => {
  it('writes to standard output, nothing else', async () => {
    const { stdout, stderr } = await nandertal(`export ${champion} --to verilog`)
    expect(stdout).toContain('endmodule')
    expect(stderr).toBe('')
  })

  it('takes the format from the extension', async () => {
    await nandertal(`export ${champion} --out half.aig`)
    expect((await nandertal(`verify half.aig --against ${champion}`)).code).toBe(0)
  })

  it('refuses an unknown format', async () => {
    const { code, stderr } = await nandertal(`export ${champion} --to verilgo`)
    expect(code).toBe(2)
    expect(stderr).toContain('Did you mean verilog?')
  })
})

describe('explain', () => {
  it('says how large the space is and what a run spent', async () => {
    for (const subject of [champion, 'runs/half-adder-1']) {
      const { code, stdout } = await nandertal(`explain ${subject}`)
      expect(code).toBe(0)
      expect(stdout).toMatch(/10\^\d+ years \(the universe has had 10\^10\)/)
      expect(stdout).toMatch(/evolution spent [\d,]+ evaluations/)
    }
  })

  it('explains a task that was not run', async () => {
    const { stdout } = await nandertal('explain not --gates 1')
    expect(stdout).toMatch(/trying all .*seconds/)
  })
})

describe('explain, like evolve,', () => {
  it('takes the options that make a task of a file', async () => {
    writeFileSync('rows.csv', 'x,y\n1,yes\n2,no\n3,yes\n4,no\n')
    const bits = async (options: string) =>
      JSON.parse((await nandertal(`explain rows.csv --json ${options}`)).stdout).spaceBits
    expect(await bits('--target y --bits 2')).toBeLessThan(await bits('--target y --bits 3'))
  })
})

describe('tasks', () => {
  it('lists them, describes one, and prints its file', async () => {
    expect((await nandertal('tasks')).stdout).toMatch(/full-adder +3 +2 +0 /)
    expect((await nandertal('tasks full-adder')).stdout).toContain('sum carryOut')
    expect((await nandertal('tasks full-adder --source')).stdout).toBe(
      readFileSync(new URL('../../src/tasks/full-adder.task.ts', import.meta.url), 'utf8'),
    )
  })

  it('guesses what was meant', async () => {
    const { code, stderr } = await nandertal('tasks full-addr')
    expect([code, stderr]).toEqual([2, expect.stringContaining('Did you mean full-adder?')])
  })
})
