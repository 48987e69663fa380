import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resume } from '../../src/evolve/resume.ts'
import { evolve } from '../../src/evolve.ts'
import { createRunFolder } from '../../src/run/folder.ts'
import { lockFolder } from '../../src/run/lock.ts'
import { readTask } from '../../src/task/files.ts'
import '../built.ts'

const holder = fileURLToPath(new URL('hold.mjs', import.meta.url))
const isLinux = process.platform === 'linux'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nandertal-lock-'))
  file = join(folder, 'lock')
})
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** Starts a process that tries to hold the lock; resolves with the first that it says. */
async function start(program = process.execPath, args = [holder, folder]) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  child.stdout!.setEncoding('utf8')
  const [said] = (await once(child.stdout!, 'data')) as [string]
  return { child, said: said.trim() }
}

/** What the lock would say of this process, changed here and there. */
async function leave(changes: object): Promise<void> {
  const release = await lockFolder(folder)
  const mine = JSON.parse(readFileSync(file, 'utf8'))
  await release()
  writeFileSync(file, JSON.stringify({ ...mine, ...changes }))
}

const refusal = () => lockFolder(folder).then(() => 'none', String)

describe('the lock of a run', () => {
  it('is held by one at a time, and leaves nothing behind', async () => {
    const release = await lockFolder(folder)
    expect(await refusal()).toMatch(/one that this process works on already \[run\/locked\]/)
    await release()
    expect(readdirSync(folder)).toEqual([])
    await (await lockFolder(folder))()
  })

  it('is refused while another process lives, which is named, with what to do', async () => {
    const { child, said } = await start()
    expect(said).toBe('held')
    const text = await refusal()
    expect(text).toContain(`received one that process ${child.pid} works on [run/locked]`)
    expect(text).toContain(`end it with: kill ${child.pid}`)
    // One that stands still is not dead.
    child.kill('SIGSTOP')
    expect(await refusal()).toContain(`process ${child.pid}`)
  })

  it('is not held by a process that was killed', async () => {
    const { child } = await start()
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(existsSync(file)).toBe(true)
    await (await lockFolder(folder))()
    expect(readdirSync(folder)).toEqual([])
  })

  it('is not held by a process whose parent has not asked for its end', async ({ skip }) => {
    skip(!isLinux, 'only Linux tells such a process from a living one')
    // The shell becomes a program that never waits for its children.
    const script = `"${process.execPath}" "${holder}" "${folder}" & echo $!; exec sleep 60`
    const { said } = await start('sh', ['-c', script])
    const pid = Number(said.split('\n')[0])
    while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 10))
    process.kill(pid, 'SIGKILL')
    const isZombie = () => / Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
    while (!isZombie()) await new Promise((resolve) => setTimeout(resolve, 10))
    await (await lockFolder(folder))()
  })

  it('is not held by a process of before the computer was started, or by a later one of its number', async ({
    skip,
  }) => {
    skip(!isLinux, 'only Linux tells when a process was started')
    await leave({ boot: 'another' })
    await (await lockFolder(folder))()
    await leave({ start: '1' })
    await (await lockFolder(folder))()
    await leave({ pid: 2 ** 22 + 1 })
    await (await lockFolder(folder))()
  })

  it('is refused where it cannot be seen whether its process lives', async () => {
    await leave({ host: 'elsewhere', pid: 7 })
    const text = await refusal()
    expect(text).toContain('process 7 on "elsewhere", or in a container there, works on')
    expect(text).toContain(`remove ${folder}/lock`)
    rmSync(file)
    await leave({ space: 'pid:[1]', pid: 7 })
    expect(await refusal()).toContain(`remove ${folder}/lock`)
  })

  it.each([
    ['nothing', ''],
    ['half of it', '{"pid":1'],
    ['something else', '{"pid":"one"}\n'],
  ])('is not held by %s', async (_, content) => {
    writeFileSync(file, content)
    await (await lockFolder(folder))()
    expect(readdirSync(folder)).toEqual([])
  })

  it('is had by exactly one of many that find a dead one’s', async () => {
    for (let round = 0; round < 3; round++) {
      writeFileSync(file, '')
      const started = await Promise.all(Array.from({ length: 6 }, () => start()))
      const said = started.map((each) => each.said).sort()
      expect(said).toEqual(['held', ...Array(5).fill('run/locked')])
      const { child } = started.find((each) => each.said === 'held')!
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  })
})

describe('evolve and resume', () => {
  it('hold the lock of their folder, and let it go at the end, however it comes', async () => {
    const budget = { evaluations: 3000, stall: 100_000 }
    const task = readTask('xor.truth', new TextEncoder().encode('0110\n'), { budget })
    const run = await createRunFolder(folder, task, 1)
    const lock = join(run.path, 'lock')
    for await (const _ of evolve(task, { folder: run })) expect(existsSync(lock)).toBe(true)
    expect(existsSync(lock)).toBe(false)
    const release = await lockFolder(run.path)
    await expect(resume(run.path)).rejects.toThrow('run/locked')
    await expect(evolve(task, { folder: run })).rejects.toThrow('run/locked')
    await release()
    const { definition } = readTask('other.truth', new TextEncoder().encode('0111\n'))
    await expect(resume(run.path, { task: definition })).rejects.toThrow('run/task-changed')
    expect(existsSync(lock)).toBe(false)
    for await (const _ of resume(run.path)) break
    expect(existsSync(lock)).toBe(false)
  })
})
