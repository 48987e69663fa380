/** Competitions are contained as a fitness is: wherever machines meet, the same champion comes out of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { EvolveOptions, InteractTask } from '../../src/index.ts'
import { library } from '../built.ts'

const { checkTask, defineTask, evolve, fromCommand, fromModule, loadTask, machine } = library
const folder = mkdtempSync(join(tmpdir(), 'nandertal-meetings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

/** The first gets a point for each row where both show the same, the second where they differ. */
const meet = `(a, b) => {
  const rows = [0, 1, 2, 3].map((r) => [r & 1, r >> 1])
  const same = rows.filter((row) => a.step(row)[0] === b.step(row)[0]).length
  return [same - a.gates / 100, 4 - same - b.gates / 100]
}`

const rest = {
  genome: machine({ inputs: 2, outputs: 1, gates: 6 }),
  opponents: 3,
  search: { name: 'genetic', population: 6 },
  budget: { evaluations: 60 },
}

const file = (name: string, interact: string) =>
  write(
    name,
    `import { defineTask, fromModule, machine } from 'nandertal'
     export default defineTask({
       name: 'task',
       genome: machine({ inputs: 2, outputs: 1, gates: 6 }),
       interact: ${interact},
       opponents: 3,
       search: { name: 'genetic', population: 6 },
       budget: { evaluations: 60 },
     })`,
  )

const load = (path: string) => loadTask(path, {}, { modules: { nandertal: library } })

describe('a competition', async () => {
  const define = (interact: InteractTask['interact']) => defineTask({ ...rest, interact })
  const run = async (task: Parameters<typeof evolve>[0], options: EvolveOptions = {}) =>
    (await evolve(task, { seed: 5, ...options })).island
  const plain = await run(define(new Function(`return ${meet}`)()))

  it.each(['process', 'thread', 'none'] as const)('is held with %s', async (isolate) => {
    const task = await load(file(`${isolate}.task.ts`, meet))
    expect(await run(task, { isolate, workers: 2 })).toEqual(plain)
  })

  it('is held by a module and by a program in any language', async () => {
    const module = write('match.mjs', `export const interact = ${meet}`)
    expect(await run(define(fromModule(module)))).toEqual(plain)
    const program = write(
      'match.cjs',
      `const drive = ({ gates, shown }) => ({
         gates: gates.length,
         step: ([x, y]) => {
           const values = [0, x, y]
           for (const [a, b] of gates) values.push(1 - (values[a] & values[b]))
           return shown.map((signal) => values[signal])
         },
       })
       const meet = ${meet}
       require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
         console.log(JSON.stringify(meet(...JSON.parse(line).machines.map(drive))))
       })`,
    )
    const island = await run(define(fromCommand(process.execPath, program)), { workers: 2 })
    expect(island).toEqual(plain)
  })

  it('counts meetings that fail for neither side, and goes on', async () => {
    const ends = `(a, b, { seed }) => {
      if (seed % 40 === 0) process.exit(3)
      if (seed % 8 === 1) throw new RangeError('no board')
      return (${meet})(a, b)
    }`
    const task = await load(file('ends.task.ts', ends))
    const first = await run(task, { workers: 1 })
    expect(first.failures).toEqual({ crashed: expect.any(Number), threw: expect.any(Number) })
    expect(first.evaluations).toBeGreaterThanOrEqual(60)
    expect(await run(task, { workers: 3 })).toEqual(first)
  })

  it('ends where all of the first meetings fail, and says where', async () => {
    const task = await load(file('broken.task.ts', "() => { throw new RangeError('no board') }"))
    const failed = await run(task).catch((error) => error)
    expect(failed.code).toBe('task/interact-threw')
    expect(failed.message).toMatch(/broken\.task\.ts:5.*RangeError: no board.*first 5 evaluations/s)
  })

  it('is checked before a run', async () => {
    const check = async (interact: string) =>
      (await checkTask(await load(file(`${interact.length}.task.ts`, interact)))).findings
    expect(await check(meet)).toEqual([])
    expect(await check('() => 3')).toMatchObject([{ what: 'ignores-machine' }])
    expect(await check("() => 'won'")).toMatchObject([{ level: 'fault', what: 'bad-value' }])
  })
})
