import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parts } from '../../src/cli/bench.ts'
import { commands } from '../../src/cli/commands.ts'
import { writeReference } from '../../src/cli/help.ts'
import { formatNames, partNames, searchNames } from '../../src/cli/options.ts'
import { exporters, searches, version } from '../../src/index.ts'
import { nandertal, useTemporaryFolder } from './harness.ts'

useTemporaryFolder()

const names = commands.map(({ name }) => name)

describe('help', () => {
  it('comes without words, examples first', async () => {
    const { code, stdout } = await nandertal('')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Examples\n {2}nandertal evolve/)
    for (const name of names) expect(stdout).toContain(`\n  ${name} `)
    expect((await nandertal('--help')).stdout).toBe(stdout)
    expect((await nandertal('help')).stdout).toBe(stdout)
  })

  it.each(names)('of %s has examples first, which name it', async (name) => {
    const { code, stdout } = await nandertal(`help ${name}`)
    expect(code).toBe(0)
    expect(stdout).toMatch(new RegExp(`^Examples\n  nandertal ${name}\\b`))
    expect((await nandertal(`${name} --help`)).stdout).toBe(stdout)
  })

  it('fits forty columns, long names aside', async () => {
    const { stdout } = await nandertal('help evolve', { columns: 40 })
    const lines = stdout.split('\n').filter((line) => !line.startsWith('  nandertal'))
    expect(lines.filter((line) => line.length > 40)).toEqual([])
  })

  it('names the searches, formats and parts that there are', () => {
    expect(searchNames).toEqual(searches.map(({ name }) => name))
    expect(formatNames).toEqual(exporters.map(({ name }) => name))
    expect(partNames).toEqual(parts.map(({ name }) => name))
  })

  it('is the source of the reference page', async () => {
    // Made again by `npx vitest run help -u`.
    await expect(await writeReference()).toMatchFileSnapshot('../../docs/reference/cli.md')
  })
})

it('says the version', async () => {
  expect((await nandertal('--version')).stdout).toBe(`${version}\n`)
})

describe('completion', () => {
  it('is a script that bash accepts and that completes', async () => {
    const { stdout } = await nandertal('completion bash')
    writeFileSync('complete.bash', stdout)
    execFileSync('bash', ['-n', 'complete.bash'])
    const complete = (words: readonly string[]) => {
      const array = words.map((word) => `'${word}'`).join(' ')
      const script = `source complete.bash; COMP_WORDS=(${array}); COMP_CWORD=${words.length - 1}; _nandertal; echo "\${COMPREPLY[@]}"`
      return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split(' ')
    }
    expect(complete(['nandertal', 'ev'])).toEqual(['evolve'])
    expect(complete(['nandertal', 'evolve', 'full'])).toEqual(['full-adder'])
    expect(complete(['nandertal', 'evolve', '--ev'])).toEqual(['--evaluations'])
    expect(complete(['nandertal', 'evolve', '--search', 'g'])).toEqual(['genetic'])
    expect(complete(['nandertal', 'export', 'x', '--to', 'ver'])).toEqual(['verilog'])
  })

  it.each(['zsh', 'fish'])('for %s knows every command and option', async (shell) => {
    const { stdout } = await nandertal(`completion ${shell}`)
    for (const name of names) expect(stdout).toContain(name)
    for (const option of ['evaluations', 'hold-out', 'no-header', 'against']) {
      expect(stdout).toContain(shell === 'fish' ? `-l ${option}` : `--${option}[`)
    }
  })
})
