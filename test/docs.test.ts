/** What the pages show is run as it stands: files are written, commands and programs run in order. */
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, describe, expect, it } from 'vitest'
import { loadTask } from '../src/task/load.ts'
import { nandertal, root, runProgram } from './built.ts'

interface Block {
  readonly language: string
  /** Name of the file that the block is, where it is one. */
  readonly file: string | undefined
  readonly text: string
  readonly line: number
}

function readBlocks(page: string): Block[] {
  const text = readFileSync(join(root, page), 'utf8')
  return [...text.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map((match) => ({
    language: match[1]!,
    file: match[2],
    text: match[3]!,
    line: text.slice(0, match.index).split('\n').length,
  }))
}

const folder = mkdtempSync(join(tmpdir(), 'nandertal-docs-'))
mkdirSync(join(folder, 'node_modules'))
symlinkSync(root, join(folder, 'node_modules/nandertal'))
afterAll(() => rmSync(folder, { recursive: true }))

async function runTypeScript(text: string, name: string) {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
  const { outputText } = ts.transpileModule(text, { compilerOptions })
  const file = `${name}.mjs`
  writeFileSync(join(folder, file), outputText)
  return runProgram(process.execPath, [file], folder)
}

/** Pages that are read from top to bottom, in one folder. */
const pages = [
  'docs/start.md',
  'docs/reference/approximate.md',
  'docs/reference/compare.md',
  'docs/reference/environments.md',
  'docs/reference/objectives.md',
]

/** Whether there is a Python, for the one page that shows a fitness in another language. */
const hasPython = spawnSync('python3', ['--version']).status === 0

describe.skipIf(!hasPython)('docs/reference/fitness.md, with python3', () => {
  const blocks = readBlocks('docs/reference/fitness.md')

  it('is scored by the program that it shows', async () => {
    for (const { language, file, text } of blocks) {
      if (language === 'py') writeFileSync(join(folder, file!), text)
    }
    const { text, file } = blocks.find(({ language }) => language === 'ts')!
    const { stdout, stderr } = await runTypeScript(text, file!)
    expect([stderr, stdout]).toEqual(['', '{ fitness: 4 }\n'])
  })
})

describe.each(pages)('%s', (page) => {
  for (const block of readBlocks(page)) {
    const { language, file, text, line } = block
    if (file) {
      it(`line ${line}: writes ${file}`, () => writeFileSync(join(folder, file), text))
    }
    if (language === 'ts' && file && !file.endsWith('.task.ts')) {
      it(`line ${line}: runs ${file}`, async () => {
        const { code, stderr, stdout } = await runTypeScript(text, file)
        expect(stderr).toBe('')
        expect(code).toBe(0)
        expect(stdout).not.toBe('')
      })
    }
    if (language !== 'sh') continue
    for (const command of text.trim().split('\n')) {
      it(`line ${line}: ${command}`, async () => {
        const [program, ...args] = command.split(/\s+/)
        expect(program).toBe('nandertal')
        const { code, stdout, stderr } = await nandertal(args, folder)
        expect(stderr).not.toMatch(/\bat .*\.js:\d+/)
        expect(code, stderr).toBe(0)
        const isWrittenToFile = args.includes('--out')
        if (!isWrittenToFile) expect(stdout).not.toBe('')
      })
    }
  }
})

describe('README.md', () => {
  const programs = readBlocks('README.md').filter(({ language }) => language === 'ts')

  it.each(programs.map(({ line, text }) => [line, text] as const))(
    'line %i: a program that runs or a task that loads',
    async (line, text) => {
      if (!text.includes('export default')) {
        const { code, stdout, stderr } = await runTypeScript(text, `readme-${line}`)
        expect(stderr).toBe('')
        expect([code, stdout]).toEqual([0, expect.stringContaining('equivalent')])
        return
      }
      const file = join(folder, `readme-${line}.task.ts`)
      writeFileSync(file, text)
      const task = await loadTask(file, {}, { modules: { nandertal: await import('nandertal') } })
      expect(task.order.names).toEqual(['missed', 'gates'])
    },
  )

  it('names files that are there', () => {
    const pages = ['README.md', 'docs/start.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md']
    for (const page of pages) {
      const text = readFileSync(join(root, page), 'utf8')
      for (const [, target] of text.matchAll(/\]\((?!http)([^)#]+)\)/g)) {
        const path = join(root, page, '..', target!)
        expect(existsSync(path), `${page} names ${target}`).toBe(true)
      }
    }
  })
})
