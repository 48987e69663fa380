/**
 * A run as a folder: `task.json` (what is run, frozen), `journal.jsonl`, `checkpoint` with the one
 * before it, `checkpoints/` with those that are kept for good, and at the end `champion.json` with what
 * was exported. How they are written so that nothing is lost stands in `run/files.ts`.
 */
import { digest } from '../digest.ts'
import { openDisk } from '../disk.ts'
import { UsageError } from '../errors.ts'
import type { Island } from '../island.ts'
import { parseJson, z } from '../schema.ts'
import type { Task, TaskOptions, TaskSource } from '../task.ts'
import { version } from '../version.ts'
import { nodeDisk } from './disk/node.ts'
import { explainFailure } from './failure.ts'
import { createRunFiles, type History, openRunFiles, type RunFiles, readHistory } from './files.ts'
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
  /** Where a run began that did not begin at the beginning. */
  readonly from?: ForkPoint
}

/** A state of an earlier run. */
export interface ForkPoint {
  /** Names that run, as its own `task.json` does. */
  readonly run: string
  readonly seed: number
  readonly generation: number
  readonly evaluations: number
  /** SHA-256 of the island, before it got its seed. */
  readonly state: string
}

export interface RunFolder extends RunStore {
  readonly path: string
  readonly frozen: FrozenTask
  /** Keeps an island for good, beside the checkpoint and as safely. */
  keep(island: Island): Promise<void>
  /** When this returns, a crash does not lose what was appended. */
  sync(): Promise<void>
  /** Writes a file of the run whole or not at all. */
  write(name: string, content: string | Uint8Array): Promise<void>
  /** Drops from the journal what comes after the checkpoint: it will happen again. */
  rewind(): Promise<void>
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

/** Creates a folder under `parent` for a run that starts from an island of another one. */
export async function createForkFolder(
  parent: string,
  frozen: FrozenTask,
  from: ForkPoint,
  island: Island,
): Promise<RunFolder> {
  const { seed } = island
  const id = digest(`${frozen.digest} ${seed} ${version} ${from.state}`).slice(0, 16)
  const folder = await createFolder(parent, { ...frozen, id, seed, from })
  await folder.append({ type: 'forked', ...from } as JournalEntry)
  await folder.keep(island)
  await folder.checkpoint(island)
  return folder
}

/** The most runs of one name and seed in a folder. */
const runsOfNameMax = 100_000

/** Creates a folder of its own for a run under `parent`. */
export async function createRunFolder(
  parent: string,
  task: Task,
  seed: number,
): Promise<RunFolder> {
  return createFolder(parent, freezeTask(task, seed))
}

async function createFolder(parent: string, frozen: FrozenTask): Promise<RunFolder> {
  const { path } = await openDisk()
  const base = `${frozen.name.replace(/[^\w.-]+/g, '-')}-${frozen.seed}`
  const bytes = encode(`${JSON.stringify(frozen, null, 2)}\n`)
  await explainFailure(parent, () => makeFolders(parent))
  for (let n = 1; n <= runsOfNameMax; n++) {
    const folder = path.join(parent, n === 1 ? base : `${base}-${n}`)
    const place = { disk: nodeDisk, path: folder, id: frozen.id }
    const files = await explainFailure(folder, () => createRunFiles(place, bytes))
    if (files) return describeFolder(folder, frozen, files)
  }
  throw new UsageError('run/too-many', {
    where: parent,
    expected: `fewer than ${runsOfNameMax} runs named ${base}`,
    received: 'more',
  })
}

/** Makes a folder and those it lies in, so that a loss of power does not take them back. */
async function makeFolders(folder: string): Promise<void> {
  const { fs, path } = await openDisk()
  const first = await fs.mkdir(folder, { recursive: true })
  if (first === undefined) return
  const stop = path.dirname(path.resolve(first))
  for (let at = path.resolve(folder); at !== stop; at = path.dirname(at)) {
    await nodeDisk.syncFolder(path.dirname(at))
  }
}

/** Opens the folder of an earlier run; changes nothing in it. */
export async function openRunFolder(path: string): Promise<OpenedRun> {
  const frozen = await readFrozen(path)
  const place = { disk: nodeDisk, path, id: frozen.id }
  const { files, island, warnings } = await explainFailure(path, () => openRunFiles(place))
  return { folder: describeFolder(path, frozen, files), island, warnings }
}

/** Reads all that a run has kept of its past; changes nothing. */
export async function readRunHistory(path: string): Promise<History> {
  const { id } = await readFrozen(path)
  return explainFailure(path, () => readHistory({ disk: nodeDisk, path, id }))
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

function describeFolder(path: string, frozen: FrozenTask, files: RunFiles): RunFolder {
  const hint = `What was saved is whole: once this is mended, nandertal resume ${path} goes on.`
  const guard = (operation: () => Promise<void>) => explainFailure(path, operation, hint)
  return {
    path,
    frozen,
    append: (entry) => guard(() => files.append(entry)),
    checkpoint: (island) => guard(() => files.checkpoint(island)),
    keep: (island) => guard(() => files.keep(island)),
    sync: () => guard(() => files.sync()),
    rewind: () => guard(() => files.rewind()),
    write: (name, content) =>
      guard(() => files.write(name, typeof content === 'string' ? encode(content) : content)),
  }
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

async function readFrozen(folder: string): Promise<FrozenTask> {
  const bytes = await explainFailure(folder, () => nodeDisk.read(`${folder}/task.json`))
  if (bytes) {
    return parseJson(frozenSchema, new TextDecoder().decode(bytes), `${folder}/task.json`, 'run')
  }
  const expected = 'the folder of a run, with a task.json'
  throw new UsageError('run/no-run', { where: folder, expected, received: 'no task.json in it' })
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
  from: z
    .strictObject({
      ...{ run: text, seed: z.int().min(0), state: text },
      ...{ generation: z.int().min(1), evaluations: z.int().min(1) },
    })
    .optional(),
}) as z.ZodType<FrozenTask>
