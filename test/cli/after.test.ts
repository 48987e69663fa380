import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { exportAs } from '../../src/export.ts'
import type { Netlist } from '../../src/netlist.ts'
import { readDimacs } from '../../src/sat/dimacs.ts'
import { checkProof, readLrat } from '../../src/sat/proof.ts'
import { parity, prefixAdder, rippleAdder } from '../verify/arithmetic.ts'
import { binaryCounter, binaryRing, grayCounter, ring } from '../verify/memory.ts'
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

const write = async (name: string, netlist: Netlist) =>
  writeFileSync(name, await exportAs('blif', netlist))

/** What our checker says of the proof in two files. */
const follow = (stem: string) =>
  checkProof(
    readDimacs(readFileSync(`${stem}.cnf`, 'utf8')),
    readLrat(readFileSync(`${stem}.lrat`, 'utf8')),
  )

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

  it('writes a proof of two circuits, and one of each part of an induction', async () => {
    await write('fast.blif', prefixAdder(4))
    await write('small.blif', rippleAdder(4))
    const { code, stdout } = await nandertal(
      'verify fast.blif --against small.blif --proof same.lrat',
    )
    expect([code, stdout]).toEqual([0, expect.stringContaining('written: same.cnf, same.lrat')])
    expect(follow('same')).toMatchObject({ verdict: 'accepted' })

    await write('gray.blif', grayCounter(4))
    await write('binary.blif', binaryCounter(4))
    const json = await nandertal('verify gray.blif --against binary.blif --proof two.lrat --json')
    const { verdictDetails, proof } = JSON.parse(json.stdout)
    expect(verdictDetails).toMatchObject({ method: 'induction', ticks: 1 })
    expect(proof).toEqual(['two.step.cnf', 'two.step.lrat', 'two.reset.cnf', 'two.reset.lrat'])
    for (const name of ['two.step', 'two.reset']) {
      expect(follow(name)).toMatchObject({ verdict: 'accepted' })
    }
  })

  it('writes a proof without hints as well, and none where there is none', async () => {
    await nandertal('verify fast.blif --against small.blif --proof plain.drat')
    expect(readFileSync('plain.drat', 'utf8')).toMatch(/^-?\d.* 0\n(.*\n)*0\n$/)
    const { stdout } = await nandertal(`verify ${champion} --proof none.lrat`)
    expect(stdout).toContain('no proof was written')
    expect(existsSync('none.lrat')).toBe(false)
    for (const [file, words] of [
      ['same.txt', '.lrat or .drat'],
      ['nowhere/same.lrat', '--proof: expected a file in a folder that is there'],
    ]) {
      const { code, stderr } = await nandertal(`verify fast.blif --against and --proof ${file}`)
      expect([code, stderr]).toEqual([2, expect.stringContaining(words!)])
    }
  })

  it('proves nothing when it may not', async () => {
    await write('chain.blif', parity(32, 'chain'))
    await write('tree.blif', parity(32, 'tree'))
    const line = 'verify chain.blif --against tree.blif'
    const proved = await nandertal(line)
    expect([proved.code, proved.stdout]).toEqual([
      0,
      expect.stringContaining('derived clauses checked'),
    ])
    const unknown = await nandertal(`${line} --conflicts 0`)
    expect([unknown.code, unknown.stdout]).toEqual([
      3,
      expect.stringContaining('unknown: more than 26 inputs'),
    ])
  })

  it('looks at as many ticks as it is told', async () => {
    await write('ring.blif', ring(20, 18))
    await write('right.blif', binaryRing(19, 5, 18))
    await write('wrong.blif', binaryRing(18, 5, 18))
    const wrong = await nandertal('verify wrong.blif --against ring.blif')
    expect([wrong.code, wrong.stdout]).toEqual([
      1,
      expect.stringMatching(/different: .* at tick 18/),
    ])
    const right = await nandertal('verify right.blif --against ring.blif --ticks 11')
    expect([right.code, right.stdout]).toEqual([
      3,
      expect.stringContaining('no difference within 11 ticks, proved'),
    ])
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

  it('draws what is proved at the moment, and how long proofs took', async () => {
    const rows = '.names a b c y\n001 1\n010 1\n100 1\n111 1\n'
    writeFileSync('odd.blif', `.model odd\n.inputs a b c\n.outputs y\n${rows}.end\n`)
    const words = 'prune odd.blif --effort 0'
    const { stderr } = await nandertal(words, { isTerminal: true, tickMs: 300 })
    expect(stderr).toMatch(/\d\d gates, depth \d+ {2}exact passes\n/)
    expect(stderr).toMatch(/\d+ gates, depth \d+ {2}proving [\w-]+\n/)
    expect(stderr).toMatch(/8 gates, depth \d+ {2}proving it, \d+\.\d s of proofs\n/)
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

  it('shows the waveform of a run on the rows of a file', async () => {
    writeFileSync('rows.txt', '1 1\n0 1\n')
    const { stdout } = await nandertal(`export ${champion} --to vcd --inputs rows.txt`)
    expect(stdout).toContain('$comment proved equivalent: all 4 cases checked $end')
    expect(stdout.trimEnd()).toMatch(/#20$/)
    const refused = await nandertal(`export ${champion} --to verilog --inputs rows.txt`)
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('vcd')])
  })

  it('says in every text that a circuit of another tool is not verified', async () => {
    for (const format of [
      'verilog',
      'blif',
      'hdl',
      'c',
      'typescript',
      'dot',
      'svg',
      'vcd',
      'aag',
    ]) {
      const { stdout } = await nandertal(`export xor.blif --to ${format}`)
      expect(stdout).toContain('NOT VERIFIED')
    }
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
