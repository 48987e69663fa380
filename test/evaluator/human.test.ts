/** A run that a person judges: it survives its end between any two answers. */
import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AskedMachine, Netlist, Preference } from '../../src/index.ts'
import { command, library, nandertal } from '../built.ts'

const folder = mkdtempSync(join(tmpdir(), 'human-'))
const task = join(folder, 'lamp.task.ts')
const pairsTask = join(folder, 'brighter.task.ts')
let child: ChildProcess | undefined

beforeAll(() => {
  for (const path of [task, pairsTask]) {
    copyFileSync(fileURLToPath(new URL(basename(path), import.meta.url)), path)
  }
})
afterAll(() => {
  child?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** Starts the program, to be killed. */
function start(...args: string[]) {
  const env = { ...process.env, NO_COLOR: '1', NODE_ENV: '' }
  child = spawn(process.execPath, [command, ...args], { cwd: folder, env, stdio: 'ignore' })
  const ended = new Promise<number | null>((resolve) => child!.on('exit', resolve))
  return {
    ended,
    async kill() {
      child!.kill('SIGKILL')
      await ended
    },
  }
}

/** Waits for something to be there, at most a minute. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let looks = 0; looks < 1200; looks++) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it does not come')
}

/** What the person thinks of a machine: something that depends on nothing but the question. */
const judge = (id: string): number => (Number.parseInt(id.slice(0, 4), 16) % 100) - 50

async function openIds(run: string): Promise<string[]> {
  const asked = existsSync(run) ? await library.readQuestions(run) : undefined
  return asked ? asked.machines.map(({ id }) => id).filter((id) => !asked.answers.has(id)) : []
}

/** Open questions, or the end of the run. */
const look = (run: string) => async () => {
  const ids = await openIds(run)
  if (ids.length > 0) return ids
  return existsSync(join(run, 'champion.json')) ? [] : undefined
}

const ports = { inputs: ['a', 'b'], outputs: ['lamp'] }

/** Rows of four in which a machine shows 1. */
const brightness = (netlist: Netlist): number =>
  library
    .truthTableText(netlist, ports)!
    .split('\n')
    .filter((line) => /1\s*$/.test(line)).length

/** Which of the two is on more often. */
function prefer({ netlist, opponent }: AskedMachine): Preference {
  const [a, b] = [brightness(netlist), brightness(opponent!)]
  return a === b ? 'same' : a > b ? 'a' : 'b'
}

describe('a run that a person judges by pairs', () => {
  it('comes to what is preferred, the same when it is killed on the way', async () => {
    const champions: string[] = []
    const counts: number[] = []
    for (const isHurt of [false, true]) {
      const runs = isHurt ? 'hurt-pairs' : 'calm-pairs'
      const path = join(folder, runs, 'brighter-1')
      let run = start('evolve', pairsTask, '--runs', runs)
      let answers = 0
      for (;;) {
        const ids = await until(look(path))
        if (ids.length === 0) break
        const { machines } = (await library.readQuestions(path))!
        for (const [i, id] of ids.entries()) {
          await library.tell(path, id, prefer(machines.find((each) => each.id === id)!))
          answers++
          if (!isHurt || i > 0) continue
          await run.kill()
          run = start('resume', path)
        }
      }
      await run.ended
      champions.push(readFileSync(join(path, 'champion.json'), 'utf8'))
      counts.push(answers)
    }
    expect(champions[1]).toBe(champions[0])
    expect(counts[1]).toBe(counts[0])
    const { netlist, score } = JSON.parse(champions[0]!)
    expect(score.fitness).toBeGreaterThanOrEqual(0.5)
    expect(netlist).toBeDefined()
    // 12 machines meet 2 others each: nobody is asked twice, nor about two that are the same.
    expect(counts[0]).toBeLessThan(24)
  }, 180_000)

  it('shows both, and takes only which is better', async () => {
    const path = join(folder, 'asked-pairs', 'brighter-1')
    const run = start('evolve', pairsTask, '--runs', 'asked-pairs')
    const [id] = await until(look(path))
    const { stdout } = await nandertal(['ask', path], folder)
    expect(stdout).toContain('Which one is on more often?')
    expect(stdout).toMatch(/^a, \d gates?/m)
    expect(stdout).toMatch(/^b, \d gates?/m)
    expect(stdout).toContain(`tell ${join('asked-pairs', 'brighter-1')} ${id} a|b|same`)
    const json = JSON.parse((await nandertal(['ask', path, '--json'], folder)).stdout)
    expect(json.questions[0]).toMatchObject({ id, a: { latches: [] }, b: { latches: [] } })
    const wrong = await nandertal(['tell', path, id!, '7'], folder)
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('a, b, same') })
    expect(await nandertal(['tell', path, id!, 'b'], folder)).toMatchObject({ code: 0 })
    await run.kill()
  }, 60_000)
})

describe('a run that a person judges', () => {
  it('comes to the same champion when it is killed before every answer', async () => {
    const calm = join(folder, 'calm', 'lamp-1')
    const whole = start('evolve', task, '--runs', 'calm')
    let questions = 0
    for (;;) {
      const ids = await until(look(calm))
      if (ids.length === 0) break
      questions += ids.length
      for (const id of ids) await library.tell(calm, id, judge(id))
    }
    await whole.ended

    const hurt = join(folder, 'hurt', 'lamp-1')
    let run = start('evolve', task, '--runs', 'hurt')
    let answers = 0
    for (;;) {
      const [id] = await until(look(hurt))
      if (id === undefined) break
      await run.kill()
      expect(await openIds(hurt)).toContain(id)
      const told = await nandertal(['tell', hurt, id, `fitness=${judge(id)}`], folder)
      expect(told).toMatchObject({ code: 0, stderr: '' })
      answers++
      run = start('resume', hurt)
    }
    await run.ended
    expect(answers).toBe(questions)
    expect(answers).toBeGreaterThan(2)
    for (const name of ['champion.json', 'journal.jsonl']) {
      expect(readFileSync(join(hurt, name), 'utf8')).toBe(readFileSync(join(calm, name), 'utf8'))
    }
    const replayed = await nandertal(['replay', hurt], folder)
    expect(replayed).toMatchObject({ code: 0 })
  }, 180_000)

  it('shows what is open, and takes no answer that is none', async () => {
    const path = join(folder, 'asked', 'lamp-1')
    const run = start('evolve', task, '--runs', 'asked')
    const [id] = await until(look(path))
    const asked = await nandertal(['ask', path], folder)
    expect(asked.stdout).toContain('How well does it shine?')
    expect(asked.stdout).toContain(id)
    const json = JSON.parse((await nandertal(['ask', path, '--json'], folder)).stdout)
    expect(json.questions[0]).toMatchObject({ id, inputs: ['a', 'b'], outputs: ['lamp'] })
    const wrong: [string[], string][] = [
      [['000000000000', '1'], 'tell/unknown-question'],
      [[id!, 'good'], 'cli/bad-value'],
      [[id!, 'beauty=1'], 'tell/bad-value'],
      [[id!, '1e999'], 'tell/bad-value'],
    ]
    for (const [words, code] of wrong) {
      const told = await nandertal(['tell', path, ...words], folder)
      expect(told.code).toBe(2)
      expect(told.stderr).toContain(`[${code}]`)
    }
    expect(existsSync(join(path, 'answers'))).toBe(false)
    await run.kill()
    expect((await nandertal(['tell', path, id!, '-3'], folder)).code).toBe(0)
    const again = await nandertal(['tell', path, id!, '4'], folder)
    expect(again.stderr).toContain('[tell/answered]')
  }, 60_000)

  it('needs a folder', async () => {
    const definition = library.defineTask({
      genome: library.machine({ inputs: ['a'], outputs: ['y'], gates: 2 }),
      objectives: { fitness: 'max' },
      fitness: library.askHuman(),
    })
    await expect(library.evolve(definition)).rejects.toMatchObject({ code: 'task/no-folder' })
  })
})
