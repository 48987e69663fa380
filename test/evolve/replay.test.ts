import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fork } from '../../src/evolve/fork.ts'
import { type ReplayEvent, replay } from '../../src/evolve/replay.ts'
import { resume } from '../../src/evolve/resume.ts'
import { evolve } from '../../src/evolve.ts'
import { writeCheckpoint } from '../../src/run/checkpoint.ts'
import { createRunFolder, openRunFolder } from '../../src/run/folder.ts'
import { firstLink, readJournal, writeLine } from '../../src/run/journal.ts'
import { readTask } from '../../src/task/files.ts'
import type { Task } from '../../src/task.ts'

const pla = `.i 3\n.o 2\n.ilb a b c\n.ob s co\n.type fd\n100 10\n010 10\n001 10\n111 11\n11- 01\n1-1 01\n-11 01\n.e\n`
const content = new TextEncoder().encode(pla)
const options = { gates: 20, budget: { evaluations: 12_000, stall: 1_000_000 } }
const task = readTask('adder.pla', content, options)

let parent: string
let run: string
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'nandertal-replay-'))
  run = await evolveInto(task, 5)
})
afterAll(() => rm(parent, { recursive: true }))

async function evolveInto(of: Task, seed: number): Promise<string> {
  const folder = await createRunFolder(parent, of, seed)
  await evolve(of, { seed, folder })
  return folder.path
}

/** A copy of the run whose journal is another one, with links that are right. */
async function rewrite(change: (entries: Record<string, unknown>[]) => object[]): Promise<string> {
  const path = await mkdtemp(join(parent, 'changed-'))
  await cp(run, path, { recursive: true })
  const { id } = (await openRunFolder(run)).folder.frozen
  const { entries } = readJournal(id, await readFile(join(run, 'journal.jsonl')))
  let link = firstLink(id)
  const lines = change(structuredClone(entries) as unknown as Record<string, unknown>[]).map(
    (entry) => {
      const next = writeLine(link, entry as { type: string })
      link = next.link
      return next.line
    },
  )
  await writeFile(join(path, 'journal.jsonl'), lines.join(''))
  return path
}

describe('a replay', () => {
  it('says that a run is the same, after all its improvements, milestones and checkpoints', async () => {
    const before = await readdir(run)
    const replaying = replay(run)
    const events: ReplayEvent[] = []
    for await (const event of replaying) events.push(event)
    const result = await replaying
    const journal = (await readFile(join(run, 'journal.jsonl'), 'utf8')).match(/"type":"improved"/g)
    expect(result).toEqual({
      ...{ verdict: 'same', from: 0, to: 750, improvements: journal?.length, damaged: 0 },
      // Milestones at 1024, 2048, 4096 and 8192 evaluations, their checkpoints, and the last one.
      states: 9,
    })
    expect(events.map(({ generation }) => generation)).toContain(64)
    expect(await readdir(run)).toEqual(before)
  })

  it('replays any part, from the last state before it that was kept', async () => {
    expect(await replay(run, { from: 100, to: 300 })).toMatchObject({
      ...{ verdict: 'same', from: 64, to: 300, states: 4 },
    })
    expect(await replay(run, { from: 64, to: 65 })).toMatchObject({ from: 64, to: 65, states: 0 })
    expect(await replay(run, { from: 749 })).toMatchObject({ verdict: 'same', to: 750, states: 1 })
    expect(await replay(run, { to: 10 })).toMatchObject({ verdict: 'same', from: 0, to: 10 })
  })

  it('says where an improvement is another one, is missing or never was', async () => {
    const improved = (entries: Record<string, unknown>[]) =>
      entries.filter(({ type }) => type === 'improved')
    const other = await rewrite((entries) => {
      Object.assign(improved(entries)[2]!, { isSolved: 'maybe' })
      return entries
    })
    const { generation } = improved(
      (await readFile(join(run, 'journal.jsonl'), 'utf8'))
        .trim()
        .split('\n')
        .map((l) => JSON.parse(l)),
    )[2] as { generation: number }
    expect(await replay(other)).toMatchObject({
      verdict: 'different',
      improvements: 2,
      difference: { what: 'improvement', generation, expected: expect.stringContaining('maybe') },
    })
    const missing = await rewrite((entries) =>
      entries.filter((entry) => entry !== improved(entries)[2]),
    )
    expect((await replay(missing)).difference).toMatchObject({ generation, expected: 'none' })
    const more = await rewrite((entries) => [
      ...entries.slice(0, -1),
      { ...improved(entries).at(-1)!, generation: 700 },
    ])
    expect((await replay(more)).difference).toMatchObject({ generation: 700, received: 'none' })
  })

  it('says where a state is another one', async () => {
    const state = '0'.repeat(64)
    const milestone = await rewrite((entries) =>
      entries.map((entry) => (entry.evaluations === 4096 ? { ...entry, state } : entry)),
    )
    expect((await replay(milestone)).difference).toMatchObject({
      ...{ what: 'state', generation: 256, expected: state },
    })
    const path = await rewrite((entries) => entries)
    const { island, folder } = await openRunFolder(path)
    const changed = { ...island!, improvedAt: 1 }
    const bytes = writeCheckpoint(folder.frozen.id, { island: changed, lines: 1 })
    await writeFile(join(path, 'checkpoint'), bytes)
    expect((await replay(path)).difference).toMatchObject({ what: 'state', generation: 750 })
  })

  it('compares what it can where the journal is damaged, and says how much is not there', async () => {
    const path = await rewrite((entries) => entries)
    const file = join(path, 'journal.jsonl')
    const lines = (await readFile(file, 'utf8')).split('\n')
    lines[2] = lines[2]!.replace('improved', 'impaired')
    await writeFile(file, lines.join('\n'))
    const whole = await replay(run)
    expect(await replay(path)).toEqual({
      ...{ ...whole, improvements: whole.improvements - 1, damaged: 1 },
    })
  })

  it('is the same for a world, and for a fork', async () => {
    const budget = { evaluations: 1_600_000, stall: 1_600_000 }
    const world = readTask('adder.pla', content, { gates: 20, islands: 2, budget })
    const path = await evolveInto(world, 4)
    expect(await replay(path)).toMatchObject({ verdict: 'same', from: 0 })
    const forked = await fork(run, parent, { generation: 100, seed: 6 })
    await resume(forked.path)
    expect(await replay(forked.path)).toMatchObject({ verdict: 'same', from: 100, to: 750 })
  })

  it('leaves open what it has not come to when it is aborted', async () => {
    expect(await replay(run, { signal: AbortSignal.abort() })).toMatchObject({
      ...{ verdict: 'unknown', to: 0, states: 0 },
    })
  })

  it('refuses generations that were not saved, and another task', async () => {
    await expect(replay(run, { to: 751 })).rejects.toThrow('run/bad-range')
    await expect(replay(run, { from: 7, to: 7 })).rejects.toThrow('run/bad-range')
    const { definition } = readTask('other.truth', new TextEncoder().encode('0110\n'))
    await expect(replay(run, { task: definition })).rejects.toThrow('run/task-changed')
  })
})
