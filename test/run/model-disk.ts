/**
 * A disk in memory that knows what is safe and what is not, and gives every disk that a loss of power
 * may leave behind.
 *
 * Of the writes to a file since its last sync, each sector may have come through or not, in any order,
 * and one may be torn in the middle; the length may be any that the file had. A sector that was never
 * written may hold zeros or what lay there before. Of the changes to the names in a folder since its
 * last sync, any subset may have come through. A sync that fails leaves what was not safe unsafe for
 * ever, as Linux does.
 *
 * Sources: Pillai et al. 2014, "All File Systems Are Not Created Equal"; Rebello et al. 2020, "Can
 * Applications Recover from fsync Failures?".
 */
import { createRng, type Rng } from '../../src/random.ts'
import type { Disk, DiskFile } from '../../src/run/disk.ts'

/** Bytes of a sector: small, so that small files have several. */
export const sectorBytes = 128

type Bytes = Uint8Array<ArrayBuffer>

interface File {
  readonly kind: 'file'
  content: Bytes
  /** What the file was at its last sync and after each change since, the oldest first. */
  versions: Bytes[]
}

interface Folder {
  readonly kind: 'folder'
  /** Names as programs see them. */
  names: Map<string, Node>
  /** Names that are safe. */
  safe: Map<string, Node>
  /** Changes since the last sync. */
  changes: Change[]
}

type Node = File | Folder
type Change = (names: Map<string, Node>) => void

/** An operation that a plan may let fail. */
export interface Operation {
  readonly number: number
  readonly name: 'open' | 'write' | 'truncate' | 'sync' | 'close' | 'read' | keyof Disk
  readonly path: string
}

export type Failure = 'ENOSPC' | 'EIO' | 'EROFS' | 'EMFILE' | 'short'

export interface ModelDisk extends Disk {
  /** How many operations there were. */
  readonly operations: number
  /** Whether losses of power so far were gone through to the last disk, not only in samples. */
  readonly isComplete: boolean
  /** Every disk that a loss of power now may leave, of which `isRead` tells the files that matter. */
  afterPowerLoss(isRead: (path: string) => boolean): Generator<ModelDisk>
  /** A disk with the same files, all of them safe. */
  copy(plan?: Plan): ModelDisk
  /** Changes a file behind everybody's back. */
  damage(path: string, change: (bytes: Bytes) => Bytes): void
  /** All files by path, as text in Latin-1; equal texts are equal disks. */
  describe(): string
}

/** What happens at an operation: nothing, or a failure in its place. */
export type Plan = (operation: Operation) => Failure | undefined | Promise<undefined>

export const createModelDisk = (plan?: Plan): ModelDisk =>
  openModelDisk({ kind: 'folder', names: new Map(), safe: new Map(), changes: [] }, plan)

function openModelDisk(root: Folder, plan: Plan = () => undefined): ModelDisk {
  let operations = 0
  let isComplete = true

  async function begin(name: Operation['name'], path: string): Promise<Failure | undefined> {
    const failure = await plan({ number: operations++, name, path })
    if (failure && !(failure === 'short' && name === 'write')) throw fail(failure, name)
    return failure
  }

  function folderAt(path: string): Folder {
    const node = nodeAt(root, path)
    if (node?.kind !== 'folder') throw fail('ENOENT', 'open')
    return node
  }

  function change(folder: Folder, apply: Change): void {
    apply(folder.names)
    folder.changes.push(apply)
  }

  function handleOf(file: File, path: string): DiskFile {
    const update = (content: Bytes) => {
      file.content = content
      file.versions.push(content)
    }
    return {
      async write(bytes, at) {
        const failure = await begin('write', path)
        const taken = failure === 'short' ? bytes.subarray(0, bytes.length >> 1) : bytes
        const content = new Uint8Array(Math.max(file.content.length, at + taken.length))
        content.set(file.content)
        content.set(taken, at)
        update(content)
        return taken.length
      },
      async truncate(length) {
        await begin('truncate', path)
        update(file.content.slice(0, length))
      },
      async sync() {
        try {
          await begin('sync', path)
        } catch (error) {
          // What was to be written counts as written from now on, and is not.
          file.versions.length = 1
          throw error
        }
        file.versions = [file.content]
      },
      close: async () => void (await begin('close', path)),
    }
  }

  return {
    get operations() {
      return operations
    },
    get isComplete() {
      return isComplete
    },

    async open(path, which) {
      await begin('open', path)
      const [folder, name] = [folderAt(dirname(path)), basename(path)]
      const node = folder.names.get(name)
      if (which === 'new' && !node) {
        const file: File = { kind: 'file', content: new Uint8Array(), versions: [new Uint8Array()] }
        change(folder, (names) => names.set(name, file))
        return handleOf(file, path)
      }
      if (node?.kind !== 'file') throw fail('ENOENT', 'open')
      if (which === 'new') {
        node.content = new Uint8Array()
        node.versions.push(node.content)
      }
      return handleOf(node, path)
    },

    async read(path) {
      await begin('read', path)
      const node = nodeAt(root, path)
      return node?.kind === 'file' ? node.content.slice() : undefined
    },

    async rename(from, to) {
      await begin('rename', from)
      const folder = folderAt(dirname(from))
      const node = folder.names.get(basename(from))
      if (!node) return false
      change(folder, (names) => {
        if (names.get(basename(from)) === node) names.delete(basename(from))
        names.set(basename(to), node)
      })
      return true
    },

    async remove(path) {
      await begin('remove', path)
      change(folderAt(dirname(path)), (names) => names.delete(basename(path)))
    },

    async list(path) {
      await begin('list', path)
      const node = nodeAt(root, path)
      return node?.kind === 'folder' ? [...node.names.keys()] : []
    },

    async makeFolder(path) {
      await begin('makeFolder', path)
      const folder = folderAt(dirname(path))
      if (folder.names.has(basename(path))) return false
      const made: Folder = { kind: 'folder', names: new Map(), safe: new Map(), changes: [] }
      change(folder, (names) => names.set(basename(path), made))
      return true
    },

    async syncFolder(path) {
      await begin('syncFolder', path)
      const folder = folderAt(path)
      folder.safe = new Map(folder.names)
      folder.changes = []
    },

    *afterPowerLoss(isRead) {
      const sampler: Sampler = { rng: createRng(1), isComplete: true }
      // Copied, for what is left of one file is a part of many disks.
      for (const left of remainsOf(root, '', isRead, sampler)) {
        yield openModelDisk(settle(left) as Folder)
      }
      isComplete &&= sampler.isComplete
    },

    copy: (plan) => openModelDisk(settle(root) as Folder, plan),

    damage(path, change) {
      const node = nodeAt(root, path)
      if (node?.kind !== 'file') throw new Error(`there is no ${path}`)
      const content = change(node.content.slice())
      Object.assign(node, { content, versions: [content] })
    },

    describe: () => describeNode(root, ''),
  }
}

function fail(failure: Failure | 'ENOENT', syscall: string): Error {
  const code = failure === 'short' ? 'ENOSPC' : failure
  return Object.assign(new Error(`${code}: modelled, ${syscall}`), { code, errno: -1, syscall })
}

const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
const dirname = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

function nodeAt(root: Folder, path: string): Node | undefined {
  const way: Node[] = [root]
  for (const name of path.split('/').filter(Boolean)) {
    if (name === '..') {
      way.pop()
      continue
    }
    const here = way.at(-1)
    const next = here?.kind === 'folder' ? here.names.get(name) : undefined
    if (!next) return undefined
    way.push(next)
  }
  return way.at(-1)
}

/** The same files, all of them safe. */
function settle(node: Node): Node {
  if (node.kind === 'file') return { kind: 'file', content: node.content, versions: [node.content] }
  const names = new Map([...node.names].map(([name, child]) => [name, settle(child)]))
  return { kind: 'folder', names, safe: new Map(names), changes: [] }
}

function describeNode(node: Node, path: string): string {
  if (node.kind === 'file') return `${path} ${latin(node.content)}\n`
  const names = [...node.names].sort(([a], [b]) => (a < b ? -1 : 1))
  return names.map(([name, child]) => describeNode(child, `${path}/${name}`)).join('')
}

/** Chooses some where there are too many, which only careless protocols bring about. */
interface Sampler {
  readonly rng: Rng
  isComplete: boolean
}

/** The most combinations that are all gone through, and how many of more of them. */
const combinationsMax = 4096
const samples = 64

/** What may be left of a file or folder. */
function* remainsOf(
  node: Node,
  path: string,
  isRead: (path: string) => boolean,
  sampler: Sampler,
): Generator<Node> {
  if (node.kind === 'file') {
    const contents = isRead(path) ? remainsOfFile(node, sampler) : [node.content]
    for (const content of contents) yield { kind: 'file', content, versions: [content] }
    return
  }
  for (const chosen of combine(
    node.changes.map((change) => [undefined, change]),
    sampler,
  )) {
    const left = new Map(node.safe)
    for (const apply of chosen) apply?.(left)
    const children = [...left].map(([name, child]) =>
      [...remainsOf(child, `${path}/${name}`, isRead, sampler)].map(
        (each) => [name, each] as const,
      ),
    )
    for (const chosen of combine(children, sampler)) {
      const names = new Map(chosen)
      yield { kind: 'folder', names, safe: new Map(names), changes: [] }
    }
  }
}

function* remainsOfFile({ versions }: File, sampler: Sampler): Generator<Bytes> {
  const lengths = [...new Set(versions.map(({ length }) => length))]
  const sectors = Math.ceil(Math.max(...lengths) / sectorBytes)
  const choices = Array.from({ length: sectors }, (_, i) => remainsOfSector(versions, i))
  const seen = new Set<string>()
  for (const chosen of combine(choices, sampler)) {
    const whole = new Uint8Array(sectors * sectorBytes)
    for (const [i, sector] of chosen.entries()) whole.set(sector, i * sectorBytes)
    for (const length of lengths) {
      const left = whole.slice(0, length)
      const text = latin(left)
      if (!seen.has(text)) yield left
      seen.add(text)
    }
  }
}

/** What may be in a sector: one of its versions, one torn into the next, or what lay there before. */
function remainsOfSector(versions: readonly Bytes[], i: number): Bytes[] {
  const states: Bytes[] = []
  const add = (state: Bytes) => {
    if (!states.some((other) => latin(other) === latin(state))) states.push(state)
  }
  let before: Bytes | undefined
  for (const version of versions) {
    const sector = new Uint8Array(sectorBytes)
    sector.set(version.subarray(i * sectorBytes, (i + 1) * sectorBytes))
    if (before) {
      const torn = before.slice()
      torn.set(sector.subarray(0, sectorBytes >> 1))
      add(torn)
    }
    add(sector)
    before = sector
  }
  const isNew = versions.length > 1 && versions[0]!.length <= i * sectorBytes
  return isNew ? [...states, stale] : states
}

const stale = new Uint8Array(sectorBytes).fill(0xa5)

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

/** One of each choice, in every way; a sample of the ways where there are too many. */
function* combine<T>(choices: readonly (readonly T[])[], sampler: Sampler): Generator<T[]> {
  const count = choices.reduce((product, { length }) => product * length, 1)
  const isSampled = count > combinationsMax
  if (isSampled) sampler.isComplete = false
  for (let n = 0; n < (isSampled ? samples : count); n++) {
    let rest = n
    yield choices.map((choice) => {
      if (isSampled) return choice[sampler.rng.below(choice.length)]!
      const chosen = choice[rest % choice.length]!
      rest = Math.floor(rest / choice.length)
      return chosen
    })
  }
}
