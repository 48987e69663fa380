/**
 * What a task with code says: its own text and that of the files that it imports by a relative path, and
 * so on. Packages are not looked into, nor files that the code reads when it runs.
 */
import { digest } from '../digest.ts'
import { openDisk } from '../disk.ts'

/** The most files of a task; what is imported beyond is not looked at. */
const filesMax = 1000

const importForm = /\b(?:from|import|require)\s*\(?\s*(['"])(\.{1,2}\/[^'"\n]+)\1/g

/** The SHA-256 of a task file and all that it imports by a relative path. */
export async function digestSources(path: string, content: Uint8Array): Promise<string> {
  const disk = (await openDisk()).path
  const digests = new Map([[disk.resolve(path), digest(content)]])
  const waiting: [path: string, content: Uint8Array][] = [[disk.resolve(path), content]]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [from, bytes] = next
    for (const [, , name] of new TextDecoder().decode(bytes).matchAll(importForm)) {
      const found = await findFile(disk.resolve(disk.dirname(from), name!))
      if (!found || digests.has(found[0]) || digests.size >= filesMax) continue
      digests.set(found[0], digest(found[1]))
      waiting.push(found)
    }
  }
  if (digests.size === 1) return digest(content)
  // The same on every computer, wherever the folder of the task lies.
  const folder = disk.dirname(disk.resolve(path))
  const nameOf = (file: string) => disk.relative(folder, file).replace(/\\/g, '/')
  const lines = [...digests].map(([file, sum]) => `${sum} ${nameOf(file)}`)
  return digest(lines.sort().join('\n'))
}

const endings = [
  '',
  '.ts',
  '.mts',
  '.cts',
  '.js',
  '.mjs',
  '.cjs',
  '.json',
  '/index.ts',
  '/index.js',
]

/** The file that an import names: as it stands, with an ending, or `.ts` where it says `.js`. */
async function findFile(path: string): Promise<[path: string, content: Uint8Array] | undefined> {
  const { fs } = await openDisk()
  const typed = path.replace(/\.([mc]?)js$/, '.$1ts')
  for (const each of new Set([...endings.map((ending) => path + ending), typed])) {
    const content = await fs.readFile(each).catch(() => undefined)
    if (content) return [each, content]
  }
  return undefined
}
