/** The lint rule that keeps chance, clocks and inexact functions out of what decides a result. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')
const rule = join(root, 'scripts/lint/deciding.grit')
const config = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'))

const banned = [
  'Math.random()',
  'Math.pow(3, n)',
  "Math['sin'](n)",
  'Math.floor(Math.log2(n))',
  'Math.hypot(n, n)',
  '(({ exp }) => exp(n))(Math)',
  '[n].map(Math.cbrt)',
  'globalThis.Math.cos(n)',
  'n ** 2',
  '(n **= 2)',
  '0.5 ** n',
  'Date.now()',
  'new Date().getTime()',
  'performance.now()',
  'crypto.randomUUID()',
  "['b', 'a'].sort((a, b) => a.localeCompare(b))",
  'n.toLocaleString()',
]

const allowed = [
  'Math.floor(Math.sqrt(n) / Math.max(1, n))',
  '[n].map(Math.abs)',
  'Math.imul(n, 3) + Math.clz32(n) + Math.fround(n)',
  '2 ** n + Number(2n ** BigInt(n))',
]

/** What the rule finds in files by name, as `FILE:LINE`, where it holds for some of them. */
function lint(files: Readonly<Record<string, string>>, includes: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'nandertal-lint-'))
  try {
    const plugins = [{ path: rule, includes }]
    const rules = { linter: { rules: { preset: 'none' } }, plugins }
    writeFileSync(join(folder, 'biome.json'), JSON.stringify(rules))
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    const args = [biome, 'lint', '--reporter=github', '--max-diagnostics=none']
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
    const found = [...stdout.matchAll(/^::error title=plugin,file=(.*?),line=(\d+)/gm)]
    const places = found.map(([, file, line]) => `${basename(file!)}:${line}`)
    return [...new Set(places)].sort()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const write = (lines: readonly string[]): string =>
  lines.map((line, i) => `export const f${i} = (n: number) => ${line}\n`).join('')

it('finds each of them', () => {
  const places = banned.map((_, i) => `a.ts:${i + 1}`)
  expect(lint({ 'a.ts': write(banned) }, ['**'])).toEqual(places.sort())
})

it('finds nothing else', () => {
  expect(lint({ 'a.ts': write(allowed) }, ['**'])).toEqual([])
})

it('holds for all of src but the files that ARCHITECTURE.md lists', () => {
  const architecture = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
  const files = /```clocks\n([\s\S]*?)```/.exec(architecture)![1]!.trim().split('\n')
  const without = files.map((file) => `!**/src/${file}${file.includes('.') ? '' : '/**'}`)
  const path = './scripts/lint/deciding.grit'
  expect(config.plugins).toEqual([{ path, includes: ['**/src/**', ...without] }])
  // What the rule says of them is what it would say: the files are not left out for nothing.
  for (const file of files.filter((each) => each.includes('.'))) {
    const text = readFileSync(join(root, 'src', file), 'utf8')
    expect(text, file).toMatch(/performance\.now|globalThis/)
  }
})

it('is a part of npm run check, in the rooms that it is meant for', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(scripts.check).toContain('biome check')
  const names = [
    'src/bits.ts',
    'src/search/genetic.ts',
    'src/run.ts',
    'src/cli/watch.ts',
    'test/a.ts',
  ]
  const files = Object.fromEntries(names.map((name) => [name, write(['Math.random()'])]))
  expect(lint(files, config.plugins[0].includes)).toEqual(['bits.ts:1', 'genetic.ts:1'])
})
