import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resume } from '../../src/evolve/resume.ts'
import { evolve } from '../../src/evolve.ts'
import { createRunFolder, findLastRun, openRunFolder } from '../../src/run/folder.ts'
import { readTask } from '../../src/task/files.ts'
import { createTask, type Task, type TaskDefinition } from '../../src/task.ts'

const pla = `.i 3\n.o 2\n.ilb a b c\n.ob s co\n.type fd\n100 10\n010 10\n001 10\n111 11\n11- 01\n1-1 01\n-11 01\n.e\n`

let parent: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'nandertal-'))
})
afterEach(() => rm(parent, { recursive: true }))

const budget = { evaluations: 12_000, stall: 4000 }

function adder(generation = Number.POSITIVE_INFINITY, interrupt = () => {}): Task {
  const task = readTask('adder.pla', new TextEncoder().encode(pla), { gates: 20, budget })
  // Interrupts from inside, in an exact generation: only the plain engine calls the problem for
  // each. What goes on afterwards is the fused one, which must come to the same.
  const isInterrupted = generation < Number.POSITIVE_INFINITY
  const problem = { ...task.problem, packed: isInterrupted ? undefined : task.problem.packed }
  problem.evaluate = (batch, context) => {
    if (context.generation === generation) interrupt()
    return task.problem.evaluate(batch, context)
  }
  return { ...task, problem }
}

async function runWhole(seed: number) {
  const folder = await createRunFolder(parent, adder(), seed)
  await evolve(adder(), { seed, folder })
  return readRun(folder.path)
}

async function readRun(path: string) {
  const read = (name: string) => readFile(join(path, name), 'utf8')
  return {
    champion: await read('champion.json'),
    journal: await read('journal.jsonl'),
    checkpoint: await read('checkpoint'),
  }
}

async function interruptAt(seed: number, generation: number): Promise<string> {
  const controller = new AbortController()
  const task = adder(generation, () => controller.abort())
  const folder = await createRunFolder(parent, task, seed)
  const { reason } = await evolve(task, { seed, folder, signal: controller.signal })
  expect(reason).toBe('interrupted')
  expect(await readdir(folder.path)).not.toContain('champion.json')
  return folder.path
}

describe('a run that was interrupted', () => {
  it('comes to the same champion, journal and checkpoint, byte for byte, from any generation', async () => {
    const whole = await runWhole(5)
    for (const generation of [0, 1, 2, 7, 63, 64, 250, 499, 700]) {
      const path = await interruptAt(5, generation)
      await resume(path)
      expect(await readRun(path)).toEqual(whole)
    }
  })

  it('comes to the same world after an interruption in every tick', async () => {
    const content = new TextEncoder().encode(pla)
    const budget = { evaluations: 4_000_000, stall: 4_000_000 }
    const task = readTask('adder.pla', content, { gates: 20, islands: 2, budget })
    const folder = await createRunFolder(parent, task, 4)
    const whole = await evolve(task, { seed: 4, folder })
    expect(whole.island.generation).toBeGreaterThan(4)
    const interrupted = await createRunFolder(parent, task, 4)
    let controller = new AbortController()
    let evolution = evolve(task, {
      ...{ seed: 4, folder: interrupted, signal: controller.signal, progressMs: 0 },
    })
    for (let ticks = 1; ; ticks++) {
      for await (const event of evolution) if (event.type === 'progress') controller.abort()
      const { reason, island } = await evolution
      if (reason !== 'interrupted') break
      expect(island.generation).toBe(ticks)
      controller = new AbortController()
      evolution = resume(interrupted.path, { signal: controller.signal, progressMs: 0 })
    }
    expect(await readRun(interrupted.path)).toEqual(await readRun(folder.path))
  })

  it('comes to the same after many interruptions', async () => {
    const whole = await runWhole(6)
    const path = await interruptAt(6, 3)
    for (let turns = 0; turns < 4; turns++) {
      const controller = new AbortController()
      const events = resume(path, { signal: controller.signal, progressMs: 0 })
      for await (const event of events) if (event.type === 'progress') controller.abort()
    }
    await resume(path)
    expect(await readRun(path)).toEqual(whole)
  })

  it('starts anew when it was lost before its first checkpoint', async () => {
    const whole = await runWhole(7)
    const folder = await createRunFolder(parent, adder(), 7)
    await folder.append({ type: 'started' })
    await resume(folder.path)
    expect(await readRun(folder.path)).toEqual(whole)
  })

  it('recovers from a torn journal and uses the checkpoint before a broken one, saying so', async () => {
    const whole = await runWhole(8)
    const path = await interruptAt(8, 400)
    const second = new AbortController()
    const events = resume(path, { signal: second.signal, progressMs: 0 })
    for await (const event of events) if (event.type === 'progress') second.abort()
    const journal = join(path, 'journal.jsonl')
    await writeFile(journal, '{"type":"improved","evalu', { flag: 'a' })
    await truncate(join(path, 'checkpoint'), 300)
    const warnings: string[] = []
    await resume(path, { onWarning: (warning) => warnings.push(warning) })
    expect(warnings.join()).toMatch(/checkpoint was passed over: it is cut: 185 of/)
    const after = await readRun(path)
    expect(after).toEqual(whole)
  })

  it('is found as the last one', async () => {
    expect(await findLastRun(parent)).toBeUndefined()
    await runWhole(1)
    const last = await interruptAt(2, 5)
    expect(await findLastRun(parent)).toBe(last)
  })

  it('goes further than it did with a larger budget', async () => {
    const folder = await createRunFolder(parent, adder(), 3)
    await evolve(adder(), { seed: 3, folder })
    const result = await resume(folder.path, { budget: { evaluations: 20_000, stall: 9000 } })
    expect(result.island.evaluations).toBeGreaterThan(12_000)
  })

  it('changes nothing in a run that is over, whatever time it is given', async () => {
    const folder = await createRunFolder(parent, adder(), 9)
    await evolve(adder(), { seed: 9, folder })
    const before = await readRun(folder.path)
    await openRunFolder(folder.path)
    expect(await readRun(folder.path)).toEqual(before)
    await resume(folder.path, { budget: { timeMs: 5000 } })
    expect(await readRun(folder.path)).toEqual(before)
  })

  it('refuses a task that has changed, a folder that is no run and another version', async () => {
    const path = await interruptAt(4, 5)
    const other = readTask('other.truth', new TextEncoder().encode('0110\n'))
    const definition: TaskDefinition = other.definition
    expect(createTask(definition).digest).not.toBe(adder().digest)
    await expect(resume(path, { task: definition })).rejects.toThrow('run/task-changed')
    await expect(resume(parent)).rejects.toThrow('run/no-run')
    await writeFile(join(parent, 'task.json'), '{"format":"nandertal-run","version":1}')
    await expect(resume(parent)).rejects.toThrow(/task.json.*source/)
    const file = join(path, 'task.json')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace(/"engine": "[^"]*"/, '"engine": "9.9.9"'))
    await expect(resume(path)).rejects.toThrow('run/other-version')
  })
})
