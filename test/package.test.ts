/** The package as a user gets it: packed, installed in an empty folder, run from there. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { root, runProgram } from './built.ts'

const folder = mkdtempSync(join(tmpdir(), 'nandertal-package-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the packed package', () => {
  it('installs in an empty folder and does the main job there', async (context) => {
    const pack = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder]
    expect((await runProgram('npm', pack, root)).code).toBe(0)
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))!
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
    const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`]
    const installed = await runProgram('npm', install, folder)
    if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED/.test(installed.stderr)) {
      context.skip('the dependencies cannot be installed: no registry is reached')
    }
    expect(installed.code, installed.stderr).toBe(0)

    const example = 'node_modules/nandertal/examples/full-adder.pla'
    const args = ['nandertal', 'evolve', example, '--seed', '1', '--json']
    const evolved = await runProgram('npx', args, folder)
    expect(evolved.code, evolved.stderr).toBe(0)
    const result = JSON.parse(evolved.stdout.trim().split('\n').at(-1)!)
    expect(result).toMatchObject({ type: 'result', isSolved: true, gates: 9, latches: 0 })
    expect(readFileSync(join(folder, 'runs/full-adder-1/champion.v'), 'utf8')).toMatch(/module/)

    const task = [
      "import { defineTask, machine, truthTable } from 'nandertal'",
      'export default defineTask({',
      "  genome: machine({ inputs: ['a', 'b'], outputs: ['y'] }),",
      '  problem: truthTable(([a, b]) => [a ^ b]),',
      '})',
    ]
    writeFileSync(join(folder, 'mine.task.ts'), task.join('\n'))
    const mine = await runProgram('npx', ['nandertal', 'evolve', 'mine.task.ts'], folder)
    expect(mine.code, mine.stderr).toBe(0)
    expect(mine.stdout).toMatch(/equivalent/)

    const program = "import { version } from 'nandertal'; console.log(typeof version)"
    writeFileSync(join(folder, 'program.js'), program)
    expect((await runProgram(process.execPath, ['program.js'], folder)).stdout).toBe('string\n')
  })
})
