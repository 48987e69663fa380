/** The list of built-in tasks and the files behind it. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTask, isEnvironment } from 'nandertal'
import { builtinTasks } from 'nandertal/tasks'
import { describe, expect, it } from 'vitest'
import { specInputs, specOutputs } from '../../src/spec/shape.ts'
import { referenceText } from './reference.ts'

const folder = fileURLToPath(new URL('../../src/tasks/', import.meta.url))
const names = Object.keys(builtinTasks)

describe('the built-in tasks', () => {
  it('are the files of their folder', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.task.ts'))
    expect([...names].sort()).toEqual(files.map((file) => file.replace('.task.ts', '')).sort())
  })

  it('are in the reference as they are', async () => {
    await expect(await referenceText()).toMatchFileSnapshot('../../docs/reference/tasks.md')
  })
})

describe.each(names)('%s', (name) => {
  it('has a name and a summary for lists', () => {
    expect(name).toMatch(/^[a-z]+(-[a-z0-9]+)*$/)
    expect(builtinTasks[name]!.summary).toMatch(/^[^|\n]{5,60}[^.]$/)
  })

  it('is a file that can be copied: it imports the library and nothing else', () => {
    const text = readFileSync(`${folder}${name}.task.ts`, 'utf8')
    expect(text).toMatch(/^\/\*\*/)
    expect([...text.matchAll(/from '(.*)'/g)].map(([, path]) => path)).toEqual(['nandertal'])
  })

  it('loads under its name, says what it is, and has a spec or unseen episodes', async () => {
    const definition = await builtinTasks[name]!.load()
    expect(definition.name).toBe(name)
    expect(definition.description).toMatch(/^[^|\n]{10,100}\.$/)
    const { spec, ports, latches, measure } = createTask(definition)
    if (isEnvironment(definition.problem)) {
      expect([spec, typeof measure]).toEqual([undefined, 'function'])
      expect(definition.problem.environment.name).toBe(name)
      return
    }
    expect(spec && [specInputs(spec), specOutputs(spec)]).toEqual([
      ports.inputs.length,
      ports.outputs.length,
    ])
    expect(spec?.kind).toBe(latches > 0 ? 'automaton' : 'table')
  })
})
