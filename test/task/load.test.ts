/** Task files from disk: code in any folder, and every way in which a file cannot be had. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { isUsageError, type UsageError } from '../../src/errors.ts'
import { truthTable } from '../../src/problem/table.ts'
import { defineTask, machine } from '../../src/task/define.ts'
import { type LoadContext, loadTask, reloadTask } from '../../src/task/load.ts'

const folder = mkdtempSync(join(tmpdir(), 'nandertal-load-'))
afterAll(() => rmSync(folder, { recursive: true }))

const context: LoadContext = { modules: { nandertal: { defineTask, machine, truthTable } } }

const xor = `
import { defineTask, machine, truthTable } from 'nandertal'
import { outputs } from './shape.ts'
const inputs: readonly string[] = ['a', 'b']
export default defineTask({
  genome: machine({ inputs, outputs, gates: 8 }),
  problem: truthTable(([a, b]) => [a! ^ b!]),
})
`

function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

write('shape.ts', `export const outputs = ['sum'] as const\n`)

async function faultOf(work: Promise<unknown>): Promise<UsageError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!isUsageError(error)) throw new Error(`no UsageError: ${error}`)
  return error
}

describe('a task file with code', () => {
  it('is loaded from a folder without node_modules, with what it imports', async () => {
    const path = write('xor.task.ts', xor)
    const task = await loadTask(path, { budget: { evaluations: 5 } }, context)
    expect(task).toMatchObject({ name: 'xor', gates: 8, ports: { outputs: ['sum'] } })
    expect(task.budget.evaluations).toBe(5)
    const sum = expect.stringMatching(/^[0-9a-f]{64}$/)
    expect(task.source).toEqual({ kind: 'module', path, digest: sum })
  })

  it('is an example too', async () => {
    const path = fileURLToPath(new URL('../../examples/lights.task.ts', import.meta.url))
    const task = await loadTask(path, {}, context)
    expect(task.order.names).toEqual(['crashes', 'waiting', 'changes'])
  })

  it('is had again only while its text is the same', async () => {
    const path = write('again.task.ts', xor)
    const task = await loadTask(path, {}, context)
    expect((await reloadTask(task.source, task.options, context)).digest).toBe(task.digest)
    write('again.task.ts', `${xor}\n`)
    expect((await faultOf(reloadTask(task.source, {}, context))).code).toBe('task/changed')
    write('again.task.ts', xor)
    expect((await reloadTask(task.source, {}, context)).name).toBe('again')
  })

  it('is had again only while all that it imports is the same, however deep', async () => {
    write('deep.ts', 'export const bit = 1\n')
    write('helper.ts', "export { bit } from './deep.js'\n")
    const text = xor.replace(
      "from 'nandertal'",
      "from 'nandertal'\nimport { bit } from './helper'\nvoid bit",
    )
    const task = await loadTask(write('imports.task.ts', text), {}, context)
    const again = () => reloadTask(task.source, task.options, context)
    expect((await again()).digest).toBe(task.digest)
    write('deep.ts', 'export const bit = 0\n')
    const { code, faults } = await faultOf(again())
    expect([code, faults[0]!.expected]).toEqual([
      'task/changed',
      expect.stringContaining('imports included'),
    ])
    write('deep.ts', 'export const bit = 1\n')
    write('beside.ts', 'export const bit = 2\n')
    expect((await again()).digest).toBe(task.digest)
  })

  it('is told where its syntax is wrong', async () => {
    const path = write('syntax.task.ts', 'const a = 1\nconst b = )\nexport default a\n')
    const { faults } = await faultOf(loadTask(path, {}, context))
    expect(faults).toMatchObject([{ code: 'task/syntax', where: `${path}:2:11` }])
  })

  it('is told where it threw, and that what it imports is missing', async () => {
    const thrown = write('threw.task.ts', '\nthrow new TypeError("boom")\nexport default 1\n')
    const { faults } = await faultOf(loadTask(thrown, {}, context))
    expect(faults[0]).toMatchObject({ code: 'task/threw', received: 'TypeError: boom' })
    expect(faults[0]!.where).toMatch(/threw\.task\.ts:2:\d+$/)
    const missing = write('missing.task.ts', `import './not-there.ts'\nexport default 1\n`)
    expect((await faultOf(loadTask(missing, {}, context))).code).toBe('task/missing-module')
  })

  it('is told every fault that defineTask finds', async () => {
    const text = `import { defineTask } from 'nandertal'\nexport default defineTask({})\n`
    const { faults } = await faultOf(loadTask(write('bad.task.ts', text), {}, context))
    expect(faults.map(({ code }) => code)).toEqual(['task/no-genome', 'task/no-problem'])
    expect(faults[0]!.where).toMatch(/bad\.task\.ts: defineTask: genome$/)
  })

  it('has a task as its default export', async () => {
    const codes = []
    for (const text of ['export const a = 1', 'export default 3', 'export default null', '// no']) {
      codes.push((await faultOf(loadTask(write('odd.task.ts', text), {}, context))).code)
    }
    expect(codes).toEqual([
      'task/no-default-export',
      'task/bad-default-export',
      'task/bad-default-export',
      'task/no-default-export',
    ])
  })

  it('takes no options about data', async () => {
    const path = write('data.task.ts', xor)
    expect((await faultOf(loadTask(path, { target: 'x' }, context))).code).toBe(
      'task/unused-option',
    )
  })
})

describe('a file', () => {
  it('of another kind is read as it is', async () => {
    const path = write('and.csv', 'a,b,out\n0,0,0\n1,0,0\n0,1,0\n1,1,1\n')
    expect((await loadTask(path)).source).toMatchObject({ kind: 'text', file: path })
  })

  it('that is not there is named, with a near one', async () => {
    write('adder.pla', '.i 1\n')
    const { faults } = await faultOf(loadTask(join(folder, 'addre.pla')))
    expect(faults[0]).toMatchObject({ code: 'task/no-file', hint: 'Did you mean adder.pla?' })
    expect((await faultOf(loadTask(join(folder, 'no', 'x.pla')))).code).toBe('task/no-file')
  })

  it('that is a folder or empty is refused', async () => {
    mkdirSync(join(folder, 'folder.csv'))
    expect((await faultOf(loadTask(join(folder, 'folder.csv')))).code).toBe('task/not-a-file')
    expect((await faultOf(loadTask(write('empty.csv', '')))).code).toBe('task/empty')
  })
})

describe('a task of a run', () => {
  it('that came with the library is had from there', async () => {
    const definition = defineTask({
      genome: machine({ inputs: 1, outputs: 1 }),
      problem: truthTable(([a]) => [a!]),
    })
    const builtins = (name: string) => (name === 'wire' ? definition : undefined)
    const source = { kind: 'builtin', name: 'wire' } as const
    expect((await reloadTask(source, {}, { builtins })).source).toEqual(source)
    const other = { kind: 'builtin', name: 'wier' } as const
    expect((await faultOf(reloadTask(other, {}, { builtins }))).code).toBe('task/unknown-builtin')
  })

  it('that a program defined is not', async () => {
    expect((await faultOf(reloadTask({ kind: 'code' }))).code).toBe('task/only-in-code')
  })
})
