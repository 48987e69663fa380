/** The program itself: as built, in a package of its own, spawned. `npm test` builds it first. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
let home: string
let program: string

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'nandertal-program-'))
  program = join(home, 'package/dist/cli/main.js')
  cpSync(join(root, 'package.json'), join(home, 'package/package.json'))
  cpSync(join(root, 'src/tasks'), join(home, 'package/src/tasks'), { recursive: true })
  cpSync(join(root, 'dist'), join(home, 'package/dist'), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(home, 'package/node_modules'))
})

afterAll(() => rmSync(home, { recursive: true, force: true }))

/** Waits for something, at most a minute. */
async function until(isThere: () => boolean): Promise<void> {
  for (let looks = 0; !isThere(); looks++) {
    if (looks > 1200) throw new Error('it does not come')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Spawns the program; `onOutput` sees what was written so far. */
function start(
  words: string,
  onOutput: (child: ChildProcess, text: string) => void = () => {},
): Promise<Ended> {
  const { npm_command: _, NO_COLOR: __, FORCE_COLOR: ___, ...env } = process.env
  const child = spawn(process.execPath, [program, ...words.split(' ')], { cwd: home, env })
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text
      onOutput(child, texts.stdout + texts.stderr)
    })
  }
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, ...texts }))
  })
}

/** Sends a signal once some text was written. */
const signalAfter = (text: string, signal: NodeJS.Signals) => {
  let isSent = false
  return (child: ChildProcess, written: string) => {
    if (isSent || !written.includes(text)) return
    isSent = true
    child.kill(signal)
  }
}

/** A task whose every evaluation takes longer than anybody waits. */
const slow = `import { defineTask, machine } from 'nandertal'
export default defineTask({
  genome: machine({ inputs: 2, outputs: 1, gates: 10 }),
  async fitness() {
    await new Promise((resolve) => setTimeout(resolve, 60_000))
    return 1
  },
})
`

describe('the program', () => {
  it('evolves a built-in task', async () => {
    const { code, stdout, stderr } = await start('evolve full-adder --stall 20000')
    expect([code, stderr.includes('error')]).toEqual([0, false])
    expect(stdout).toContain('equivalent: all 8 cases checked')
  })

  it('comes to the same champion after an interruption, byte for byte', async () => {
    const run = 'evolve multiplier-3 --seed 5 --evaluations 3000000 --json'
    await start(`${run} --runs whole`)
    const stopped = await start(`${run} --runs parts`, signalAfter('"improved"', 'SIGINT'))
    expect(stopped.code).toBe(130)
    expect(stopped.stderr).toContain('nandertal resume parts/multiplier-3-5')
    const again = await start('resume --runs parts --quiet')
    expect(again.code).not.toBe(2)
    const champion = (runs: string) =>
      readFileSync(join(home, runs, 'multiplier-3-5/champion.json'))
    expect(champion('parts')).toEqual(champion('whole'))
  })

  const hasScript = existsSync('/usr/bin/script')
  it.skipIf(!hasScript)('saves a run whose terminal is closed (script of util-linux)', async () => {
    const words = 'evolve multiplier-3 --seed 6 --stall 100000000 --evaluations 4000000'
    const inner = `"${process.execPath}" "${program}" ${words} --runs closed`
    const terminal = spawn('script', ['-qfc', inner, '/dev/null'], { cwd: home })
    const run = join(home, 'closed/multiplier-3-6')
    const isUnder = (name: string) => existsSync(join(run, name))
    const journal = () => readFileSync(join(run, 'journal.jsonl'), 'utf8')
    await until(() => isUnder('journal.jsonl') && journal().includes('"improved"'))
    terminal.kill('SIGKILL')
    await until(() => isUnder('checkpoint') && !isUnder('lock'))
    expect(isUnder('champion.json')).toBe(false)
    await start(`${words} --runs open --quiet`)
    await start('resume --runs closed --quiet')
    const champion = (runs: string) =>
      readFileSync(join(home, runs, 'multiplier-3-6/champion.json'))
    expect(champion('closed')).toEqual(champion('open'))
  })

  it('goes on without a terminal when one is closed, as nohup has it', async () => {
    const words = 'evolve multiplier-3 --seed 7 --evaluations 100000 --json --runs nohup'
    const { code, stdout } = await start(words, signalAfter('"started"', 'SIGHUP'))
    const { reason } = JSON.parse(stdout.trim().split('\n').at(-1)!)
    expect([code, reason]).toEqual([expect.toBeOneOf([0, 1]), 'evaluations'])
  })

  it('is gone two seconds after an interruption, whatever it is at', async () => {
    writeFileSync(join(home, 'slow.task.ts'), slow)
    let sentAt = 0
    const interrupt = (child: ChildProcess) => {
      if (sentAt > 0) return
      sentAt = performance.now()
      setTimeout(() => child.kill('SIGTERM'), 300)
    }
    const { code, stdout } = await start('evolve slow.task.ts --json', (child, text) => {
      if (text.includes('"started"')) interrupt(child)
    })
    expect(code).toBe(143)
    expect(JSON.parse(stdout.trim().split('\n').at(-1)!).type).toMatch(/^(result|failed)$/)
    expect(performance.now() - sentAt).toBeLessThan(2800)
  })

  it('leaves at once at the second interruption', async () => {
    writeFileSync(join(home, 'slow.task.ts'), slow)
    let sentAt = 0
    const { code } = await start('evolve slow.task.ts', (child, text) => {
      if (sentAt > 0 || !text.includes('seed 1')) return
      sentAt = performance.now()
      setTimeout(() => child.kill('SIGINT'), 300)
      setTimeout(() => child.kill('SIGINT'), 500)
    })
    expect(code).toBe(130)
    expect(performance.now() - sentAt).toBeLessThan(1500)
  })

  it('ends quietly when nobody reads on', () => {
    const words = `"${process.execPath}" "${program}" evolve half-adder --json | head -1`
    const output = execFileSync('bash', ['-o', 'pipefail', '-c', words], {
      cwd: home,
      encoding: 'utf8',
    })
    expect(JSON.parse(output).type).toBe('started')
  })

  it('prints the file of a task and says its version', async () => {
    const { stdout } = await start('tasks xor --source')
    expect(stdout).toContain("from 'nandertal'")
    expect((await start('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('helps without loading the library', async () => {
    const library = join(home, 'package/dist/index.js')
    renameSync(library, `${library}.away`)
    const program = await start('--help')
    const command = await start('evolve --help')
    renameSync(`${library}.away`, library)
    expect([program.code, command.code]).toEqual([0, 0])
  })

  it('answers with a code of its own when it fails', async () => {
    expect((await start('evolve nothing.pla')).code).toBe(2)
    writeFileSync(
      join(home, 'never.task.ts'),
      slow.replace('setTimeout(resolve, 60_000)', 'void resolve'),
    )
    const { code, stderr } = await start('evolve never.task.ts')
    expect([code, stderr]).toEqual([4, expect.stringContaining('a promise that nothing settles')])
    const { stdout } = await start('evolve never.task.ts --json')
    expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toMatchObject({
      type: 'failed',
      exitCode: 4,
      faults: [{ code: 'task/no-reply' }],
    })
  })
})
