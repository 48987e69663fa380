/** Each exit code, as it comes about. Those of signals are in evolve.test.ts and program.test.ts. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { exitCodes, exitMeanings, reportFailure } from '../../src/cli/exit.ts'
import { exportAs } from '../../src/export.ts'
import { arrayMultiplier, treeMultiplier } from '../verify/arithmetic.ts'
import { nandertal, readEvents, useTemporaryFolder } from './harness.ts'

useTemporaryFolder()
beforeAll(() => {
  mkdirSync('folder.v')
  mkdirSync('runs')
  writeFileSync('and.blif', '.model and\n.inputs a b\n.outputs y\n.names a b y\n11 1\n.end\n')
  writeFileSync('rows.csv', 'x,y\n1,yes\n2,no\n3,yes\n4,no\n')
})

const code = async (words: string) => (await nandertal(words)).code

const taskFile = (fitness: string) =>
  `import { defineTask, machine } from 'nandertal'
   export default defineTask({ genome: machine({ inputs: 1, outputs: 1, gates: 5 }), fitness: ${fitness} })`

describe('exit code', () => {
  it('0 for what is done', async () => {
    expect(await code('evolve and --stall 500')).toBe(0)
  })

  it('1 when the answer is no', async () => {
    expect(await code('evolve multiplier-2 --evaluations 4')).toBe(1)
  })

  it.each([
    ['an unknown command', 'evovle and'],
    ['an unknown option', 'evolve and --sed 3'],
    ['an option without its value', 'evolve and --seed'],
    ['a bad value', 'evolve and --time soon'],
    ['too many arguments', 'evolve and or'],
    ['no argument', 'evolve'],
    ['an unknown task', 'evolve nothing.pla'],
    ['an unknown search', 'evolve and --search luck'],
    ['an unknown option of a search', 'evolve and --search-option luck=7'],
    ['an option of another kind of file', 'evolve and --bits 3'],
    ['folds without rows', 'evolve and --folds 3'],
    ['an unknown file', 'show nothing.json'],
    ['an unknown shell', 'completion tcsh'],
    ['a number without digits', 'evolve and --seed _'],
    ['a source without a name', 'tasks --source'],
    ['outputs of a data set', 'evolve rows.csv --target y --outputs 2'],
    ['a folder to write into that is not there', 'prune and.blif --out nodir/x.blif'],
    ['a folder in place of a file', 'export and.blif --out folder.v'],
    ['a format in a file of another', 'export and.blif --to svg --out odd.v'],
    ['an unknown part', 'bench --only ladr'],
    ['an option about the task of a run', 'explain runs --gates 3'],
  ])('2 for %s', async (_, words) => {
    expect(await code(words)).toBe(2)
  })

  it('2 for a bad champion and a bad netlist, with every fault', async () => {
    writeFileSync('bad.json', '{ "format": "nandertal-champion", "version": 2 }')
    writeFileSync('bad.blif', '.model x\n.inputs a a\n.outputs y\n.nonsense\n.end\n')
    const champion = await nandertal('show bad.json')
    expect(champion.code).toBe(2)
    expect(champion.stderr).toMatch(/bad\.json:1:\d+: version: expected 1, received 2/)
    const netlist = await nandertal('verify bad.blif --against and')
    expect(netlist.code).toBe(2)
    expect(netlist.stderr.match(/bad\.blif:\d+/g)!.length).toBeGreaterThan(1)
  })

  it('3 when a limit was reached', async () => {
    writeFileSync('array.blif', String(await exportAs('blif', arrayMultiplier(16))))
    writeFileSync('tree.blif', String(await exportAs('blif', treeMultiplier(16))))
    const command = 'verify array.blif --against tree.blif --conflicts 50'
    const { code, stdout } = await nandertal(command)
    expect([code, stdout]).toEqual([3, expect.stringContaining('unknown')])
  })

  it('4 for faults of a task file', async () => {
    writeFileSync('bad.pla', '.i 2\n.o 1\n0x 1\n11 2\n.e\n')
    writeFileSync('bad.task.ts', 'export default 3')
    expect(await code('evolve bad.pla')).toBe(4)
    expect(await code('evolve bad.task.ts')).toBe(4)
  })

  it('4 for a fitness that throws or gives a bad value', async () => {
    writeFileSync('throws.task.ts', taskFile("() => { throw new Error('no power') }"))
    writeFileSync('text.task.ts', taskFile("() => 'good' as never"))
    const { code: thrown, stderr } = await nandertal('evolve throws.task.ts --isolate none')
    expect([thrown, stderr]).toEqual([4, expect.stringContaining('no power')])
    expect(stderr).not.toMatch(/^ +at .*\n +at /m)
    expect(await code('evolve text.task.ts --isolate none')).toBe(4)
  })

  it('70 for a bug, which asks for a report and hides the stack', async () => {
    const bug = new TypeError('undefined is not a gate')
    const { exitCode, text } = await reportFailure(bug, false)
    expect(exitCode).toBe(70)
    expect(text).toContain('Please report it')
    expect(text).not.toContain('    at ')
    expect((await reportFailure(bug, true)).text).toContain('    at ')
  })

  it('74 when something cannot be written', async () => {
    writeFileSync('file', '')
    expect(await code('evolve and --runs file')).toBe(74)
  })

  it('is told as the last line for programs', async () => {
    const { stdout } = await nandertal('evolve and --search luck --json')
    expect(readEvents(stdout)).toMatchObject([
      { type: 'failed', exitCode: 2, faults: [{ code: 'task/unknown-search' }] },
    ])
  })

  it('has a meaning that help tells', async () => {
    expect(exitMeanings.map(([each]) => each)).toEqual(Object.values(exitCodes))
    const { stdout } = await nandertal('--help')
    for (const [each] of exitMeanings) expect(stdout).toMatch(new RegExp(`^  ${each} +\\w`, 'm'))
  })
})
