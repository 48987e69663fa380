import { mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fork } from '../../src/evolve/fork.ts'
import { resume } from '../../src/evolve/resume.ts'
import { evolve } from '../../src/evolve.ts'
import { digestIsland } from '../../src/run/checkpoint.ts'
import { createRunFolder, openRunFolder } from '../../src/run/folder.ts'
import { readTask } from '../../src/task/files.ts'
import { createEngineFor } from '../../src/world.ts'

const pla = `.i 3\n.o 2\n.ilb a b c\n.ob s co\n.type fd\n100 10\n010 10\n001 10\n111 11\n11- 01\n1-1 01\n-11 01\n.e\n`
const content = new TextEncoder().encode(pla)
const budget = { evaluations: 12_000, stall: 1_000_000 }
const task = readTask('adder.pla', content, { gates: 20, budget })

let parent: string
let earlier: string
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'nandertal-fork-'))
  const folder = await createRunFolder(parent, task, 5)
  await evolve(task, { seed: 5, folder })
  earlier = folder.path
})
afterAll(() => rm(parent, { recursive: true }))

const read = (path: string, name: string) => readFile(join(path, name), 'utf8')

/** The island of a generation, from the beginning, generation by generation. */
async function islandAt(generation: number) {
  const engine = await createEngineFor(task)
  let island = engine.create(5)
  while (island.generation < generation) island = (await engine.advance(island, 1)).island
  return island
}

describe('a fork', () => {
  it('starts from the state that the earlier run had in any generation, and says so', async () => {
    const evaluationsOf = (generation: number) => generation * (12_000 / 750)
    for (const generation of [1, 2, 63, 64, 65, 500, 749]) {
      const { path, frozen } = await fork(earlier, parent, { generation })
      const { island } = await openRunFolder(path)
      expect(island).toEqual(await islandAt(generation))
      const run = (await openRunFolder(earlier)).folder.frozen.id
      const state = digestIsland(island!)
      const evaluations = evaluationsOf(generation)
      expect(frozen.from).toEqual({ run, seed: 5, generation, evaluations, state })
      expect(frozen.id).not.toBe(run)
      expect(JSON.parse(await read(path, 'task.json')).from).toEqual(frozen.from)
      expect(JSON.parse(await read(path, 'journal.jsonl'))).toMatchObject({
        ...{ type: 'forked', ...frozen.from },
      })
    }
  })

  it('comes to what the earlier run came to with its seed, to other states with another', async () => {
    const end = digestIsland((await openRunFolder(earlier)).island!)
    const ends = new Set<string>()
    for (const seed of [5, 6, 7]) {
      const { path } = await fork(earlier, parent, { generation: 64, seed })
      const { island, champion } = await resume(path)
      expect(island.evaluations).toBe(12_000)
      const from = /, seed \d, from generation 64 of run [0-9a-f]{16}$/
      expect(champion?.history[0]?.detail).toMatch(from)
      expect(champion?.seed).toBe(seed)
      ends.add(digestIsland(island))
    }
    expect(ends.size).toBe(3)
    expect(ends).toContain(end)
  })

  it('starts from the last checkpoint where nothing else is said, and goes further', async () => {
    const before = [await read(earlier, 'journal.jsonl'), await read(earlier, 'checkpoint')]
    const { path, frozen } = await fork(earlier, parent, { budget: { evaluations: 16_000 } })
    expect(frozen.from?.generation).toBe(750)
    expect((await resume(path)).island.evaluations).toBe(16_000)
    expect([await read(earlier, 'journal.jsonl'), await read(earlier, 'checkpoint')]).toEqual(
      before,
    )
  })

  it('is forked in turn', async () => {
    const first = await fork(earlier, parent, { generation: 64, seed: 8 })
    await resume(first.path)
    const second = await fork(first.path, parent, { generation: 100, seed: 9 })
    expect(second.frozen.from).toMatchObject({ run: first.frozen.id, seed: 8, generation: 100 })
    await resume(second.path)
    const early = fork(first.path, parent, { generation: 63 })
    await expect(early).rejects.toThrow('which starts from 64 of another')
  })

  it('gives all islands of a world the other seed', async () => {
    const options = { gates: 20, islands: 2, budget: { evaluations: 1_600_000 } }
    const world = readTask('adder.pla', content, options)
    const folder = await createRunFolder(parent, world, 5)
    await evolve(world, { seed: 5, folder })
    const { path } = await fork(folder.path, parent, { generation: 1, seed: 6 })
    const { island } = await openRunFolder(path)
    const { islands } = island!.state as { islands: { seed: number }[] }
    expect([island?.seed, ...islands.map(({ seed }) => seed)]).toEqual([6, 6, 6])
    await resume(path)
    const again = await fork(folder.path, parent, { generation: 1 })
    expect(digestIsland((await resume(again.path)).island)).toBe(
      digestIsland((await openRunFolder(folder.path)).island!),
    )
  })

  it('is refused for a generation that the run cannot come to, and for another task', async () => {
    await expect(fork(earlier, parent, { generation: 0 })).rejects.toThrow('run/bad-fork')
    await expect(fork(earlier, parent, { seed: -1 })).rejects.toThrow('run/bad-fork')
    const { definition } = readTask('other.truth', new TextEncoder().encode('0110\n'))
    await expect(fork(earlier, parent, { task: definition })).rejects.toThrow('run/task-changed')
    const fresh = await createRunFolder(parent, task, 6)
    await expect(fork(fresh.path, parent)).rejects.toThrow('run/no-generation')
  })

  it('is not begun anew when its first checkpoint is lost', async () => {
    const { path } = await fork(earlier, parent, { generation: 64 })
    await unlink(join(path, 'checkpoints/64'))
    await writeFile(join(path, 'checkpoint'), 'nothing')
    await expect(resume(path)).rejects.toThrow('run/fork-lost')
  })
})
