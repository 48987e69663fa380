/** The house keeps its order: arrows, node modules and packages are where ARCHITECTURE.md says. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { version } from '../src/version.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = join(root, 'src')
const architecture = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')

function readBlock(name: string): string[] {
  const block = new RegExp(`\`\`\`${name}\\n([\\s\\S]*?)\`\`\``).exec(architecture)
  if (!block) throw new Error(`ARCHITECTURE.md has no ${name} block`)
  return block[1]!.trim().split('\n')
}

const arrows = new Map(
  readBlock('arrows').map((line) => {
    const [room, targets = ''] = line.split('<-')
    return [room!.trim(), targets.split(/\s+/).filter(Boolean)] as const
  }),
)

interface File {
  /** Path below src, without extension. */
  readonly name: string
  readonly text: string
  readonly imports: readonly string[]
}

const files: File[] = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => {
    const text = readFileSync(join(source, path), 'utf8')
    const imports = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName)
    return { name: path.replace(/\\/g, '/').replace(/\.ts$/, ''), text, imports }
  })

const ground = 'errors bits base64 wasm random digest disk json schema stream version'.split(' ')

function roomOf(name: string): string {
  const room = name.split('/')[0]!
  return ground.includes(room) ? 'ground' : room
}

function roomImported(file: File, path: string): string | undefined {
  if (path === 'nandertal') return 'index'
  if (!path.startsWith('.')) return undefined
  return roomOf(relative(source, join(source, dirname(file.name), path)).replace(/\.ts$/, ''))
}

describe('the house', () => {
  it('has a room in ARCHITECTURE.md for every file', () => {
    const rooms = new Set(files.map(({ name }) => roomOf(name)))
    expect([...rooms].sort()).toEqual([...arrows.keys()].sort())
  })

  it('has only the arrows that ARCHITECTURE.md draws', () => {
    const wrong = files.flatMap((file) =>
      file.imports.flatMap((path) => {
        const from = roomOf(file.name)
        const to = roomImported(file, path)
        const isDrawn = !to || to === from || to === 'ground' || arrows.get(from)?.includes(to)
        return isDrawn ? [] : [`${file.name} imports ${path}: ${from} <- ${to}`]
      }),
    )
    expect(wrong).toEqual([])
  })

  it('has arrows that point one way', () => {
    const below = (room: string, seen: readonly string[]): void => {
      expect(seen, `a circle at ${room}`).not.toContain(room)
      for (const target of arrows.get(room) ?? []) below(target, [...seen, room])
    }
    for (const room of arrows.keys()) below(room, [])
  })

  it('imports node modules only where ARCHITECTURE.md says', () => {
    const allowed = readBlock('node')
    const isAllowed = (name: string) =>
      allowed.some((at) => name === at || name.startsWith(`${at}/`))
    const wrong = files
      .filter(
        ({ name, imports }) => !isAllowed(name) && imports.some((path) => /^node:/.test(path)),
      )
      .map(({ name }) => name)
    expect(wrong).toEqual([])
  })

  it('loads no node module before it is called, below the public door', () => {
    const isStatic = /^(?:(?:import|export)\s(?!type)[^'"\n]*|\} from )['"]node:/m
    const wrong = files.filter(({ name, text }) => roomOf(name) !== 'cli' && isStatic.test(text))
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('imports each package in one place', () => {
    const places = new Map(
      readBlock('packages').map((line) => line.split(/\s+/) as [string, string]),
    )
    const found = new Set<string>()
    for (const { name, imports } of files) {
      for (const path of imports) {
        if (path.startsWith('.') || path.startsWith('node:') || path === 'nandertal') continue
        const parts = path.split('/')
        found.add(`${path.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]} ${name}`)
      }
    }
    expect([...found].sort()).toEqual([...places].map(([name, at]) => `${name} ${at}`).sort())
    const { dependencies, peerDependencies } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    )
    const known = Object.keys({ ...dependencies, ...peerDependencies })
    expect([...places.keys()].sort()).toEqual(known.sort())
  })

  it('believes no solver without a checker, above the room that has them', () => {
    const wrong = files.filter(
      ({ name, text }) =>
        roomOf(name) !== 'sat' && roomOf(name) !== 'index' && /\bcreateSolver\b/.test(text),
    )
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  it('says the version of its package', () => {
    const { version: packed } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(version).toBe(packed)
  })

  it('has a lock file that names no download address', () => {
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved"/)
  })
})
