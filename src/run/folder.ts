/**
 * A run as a folder: `task.json` (what is run, frozen), `journal.jsonl`, `checkpoint` with the one
 * before it, and at the end `champion.json` with what was exported.
 *
 * The checkpoint protocol loses nothing that was acknowledged: write all bytes to a new file, sync
 * it, keep the current one as `.prev`, rename the new one into place, sync the folder. Reading falls
 * back to `.prev` and says so.
 */
import { digest } from '../digest.ts'
import { type FileHandle, openDisk } from '../disk.ts'
import { UsageError } from '../errors.ts'
import type { Island } from '../island.ts'
import { parseJson, z } from '../schema.ts'
import type { Task, TaskOptions, TaskSource } from '../task.ts'
import { version } from '../version.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import type { JournalEntry, RunStore } from './store.ts'

/** The frozen task of a run folder. */
export interface FrozenTask {
  readonly format: 'nandertal-run'
  readonly version: 1
  /** Names the run: its task, seed and engine version. */
  readonly id: string
  readonly name: string
  readonly engine: string
  readonly seed: number
  readonly digest: string
  readonly options: TaskOptions
  readonly source: TaskSource
}

export interface RunFolder extends RunStore {
  readonly path: string
  readonly frozen: FrozenTask
  /** Writes a file of the run whole or not at all. */
  write(name: string, content: string | Uint8Array): Promise<void>
  /** Drops from the journal what comes after an island's checkpoint: it will happen again. */
  rewind(island: Island | undefined): Promise<void>
}

export interface OpenedRun {
  readonly folder: RunFolder
  /** The last checkpoint; undefined when the run was lost before its first. */
  readonly island: Island | undefined
  /** What was wrong with files that were passed over. */
  readonly warnings: readonly string[]
}

/** Freezes a task with its seed. */
function freezeTask(task: Task, seed: number): FrozenTask {
  return {
    format: 'nandertal-run',
    version: 1,
    id: digest(`${task.digest} ${seed} ${version}`).slice(0, 16),
    name: task.name,
    engine: version,
    seed,
    digest: task.digest,
    options: task.options,
    source: task.source,
  }
}

/** The most runs of one name and seed in a folder. */
const runsOfNameMax = 100_000

/** Creates a folder of its own for a run under `parent`. */
export async function createRunFolder(
  parent: string,
  task: Task,
  seed: number,
): Promise<RunFolder> {
  const { fs, path } = await openDisk()
  const frozen = freezeTask(task, seed)
  const base = `${task.name.replace(/[^\w.-]+/g, '-')}-${seed}`
  await fs.mkdir(parent, { recursive: true })
  for (let n = 1; n <= runsOfNameMax; n++) {
    const folder = path.join(parent, n === 1 ? base : `${base}-${n}`)
    try {
      await fs.mkdir(folder)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue
      throw error
    }
    const store = createStore(folder, frozen)
    await store.write('task.json', `${JSON.stringify(frozen, null, 2)}\n`)
    return store
  }
  throw new UsageError('run/too-many', {
    where: parent,
    expected: `fewer than ${runsOfNameMax} runs named ${base}`,
    received: 'more',
  })
}

/** Opens the folder of an earlier run; changes nothing in it. */
export async function openRunFolder(path: string): Promise<OpenedRun> {
  const frozen = await readFrozen(path)
  const warnings: string[] = []
  let island: Island | undefined
  for (const name of ['checkpoint', 'checkpoint.prev']) {
    const bytes = await readOptional(path, name)
    if (!bytes) continue
    const reading = readCheckpoint(frozen.id, bytes)
    if ('island' in reading) {
      island = reading.island
      break
    }
    warnings.push(`${path}/${name} was passed over: ${reading.fault}`)
  }
  return { folder: createStore(path, frozen), island, warnings }
}

/** The folder of the run that was worked on last, or undefined. */
export async function findLastRun(parent: string): Promise<string | undefined> {
  const { fs, path } = await openDisk()
  const entries = await fs.readdir(parent, { withFileTypes: true }).catch(() => [])
  let last: string | undefined
  let lastTime = Number.NEGATIVE_INFINITY
  for (const entry of entries.filter((each) => each.isDirectory())) {
    const folder = path.join(parent, entry.name)
    for (const name of ['checkpoint', 'task.json']) {
      const stat = await fs.stat(path.join(folder, name)).catch(() => undefined)
      if (!stat) continue
      if (stat.mtimeMs > lastTime) [last, lastTime] = [folder, stat.mtimeMs]
      break
    }
  }
  return last
}

function createStore(folder: string, frozen: FrozenTask): RunFolder {
  return {
    path: folder,
    frozen,
    async append(entry: JournalEntry) {
      const { fs, path } = await openDisk()
      await fs.appendFile(path.join(folder, 'journal.jsonl'), `${JSON.stringify(entry)}\n`)
    },
    async checkpoint(island) {
      await replaceFile(folder, 'checkpoint', writeCheckpoint(frozen.id, island), 'checkpoint.prev')
    },
    rewind: (island) => cutJournal(folder, island),
    async write(name, content) {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
      await replaceFile(folder, name, bytes)
    },
  }
}

async function replaceFile(folder: string, name: string, bytes: Uint8Array, previous?: string) {
  const { fs, path } = await openDisk()
  const file = path.join(folder, name)
  const fresh = `${file}.new`
  const handle = await fs.open(fresh, 'w')
  try {
    await writeAll(handle, bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  if (previous) {
    await fs.rename(file, path.join(folder, previous)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
  }
  await fs.rename(fresh, file)
  await syncFolder(folder)
}

/** A full disk can make a write short without an error, so every count is looked at. */
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written)
    if (bytesWritten === 0) {
      throw Object.assign(new Error('nothing could be written: is the disk full?'), {
        code: 'ENOSPC',
      })
    }
    written += bytesWritten
  }
}

async function syncFolder(folder: string): Promise<void> {
  const { fs } = await openDisk()
  // Windows cannot open folders; there, renames are durable without it.
  const handle = await fs.open(folder, 'r').catch(() => undefined)
  await handle?.sync()
  await handle?.close()
}

async function readOptional(folder: string, name: string): Promise<Uint8Array | undefined> {
  const { fs, path } = await openDisk()
  try {
    return await fs.readFile(path.join(folder, name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function readFrozen(folder: string): Promise<FrozenTask> {
  const bytes = await readOptional(folder, 'task.json').catch(() => undefined)
  const expected = 'the folder of a run, with a task.json'
  if (!bytes) {
    throw new UsageError('run/no-run', { where: folder, expected, received: 'no task.json in it' })
  }
  return parseJson(frozenSchema, new TextDecoder().decode(bytes), `${folder}/task.json`, 'run')
}

const text = z.string()
const options = z.record(text, z.union([text, z.number(), z.boolean()]))

/** A folder may come from a stranger; what its options mean is checked when the task is built. */
const frozenSchema: z.ZodType<FrozenTask> = z.strictObject({
  format: z.literal('nandertal-run'),
  version: z.literal(1),
  id: text,
  name: text,
  engine: text,
  seed: z.int().min(0),
  digest: text,
  options: z.strictObject({
    gates: z.number().optional(),
    latches: z.number().optional(),
    islands: z.number().optional(),
    limits: z
      .strictObject({
        timeoutMs: z.number().optional(),
        memoryMb: z.number().optional(),
        onFailure: z.record(text, text).optional(),
      })
      .optional(),
    search: z.union([text, z.looseObject({ name: text })]).optional(),
    budget: z
      .strictObject({
        evaluations: z.number().optional(),
        stall: z.number().optional(),
        timeMs: z.number().optional(),
        target: z.record(text, z.number()).optional(),
      })
      .optional(),
  }),
  source: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), file: text, content: text, options }),
    z.strictObject({ kind: z.literal('module'), path: text, digest: text }),
    z.strictObject({ kind: z.literal('builtin'), name: text }),
    z.strictObject({ kind: z.literal('code') }),
  ]),
}) as z.ZodType<FrozenTask>

/** Drops a torn last line and what was journalled after the checkpoint: it will happen again. */
async function cutJournal(folder: string, island: Island | undefined): Promise<void> {
  const { fs, path } = await openDisk()
  const bytes = await readOptional(folder, 'journal.jsonl')
  if (!bytes) return
  const text = new TextDecoder().decode(bytes)
  const kept: string[] = []
  for (const line of text.split('\n').slice(0, -1)) {
    let entry: { type?: string; evaluations?: number }
    try {
      entry = JSON.parse(line)
    } catch {
      break
    }
    const isAfter = (entry.evaluations ?? 0) > (island?.evaluations ?? -1)
    const isEnd = entry.type === 'stopped' || entry.type === 'pruned' || entry.type === 'verified'
    if (isAfter || isEnd) break
    kept.push(`${line}\n`)
  }
  const wanted = kept.join('')
  if (wanted === text) return
  await fs.truncate(path.join(folder, 'journal.jsonl'), new TextEncoder().encode(wanted).length)
}
