/**
 * The files in which a run is kept, and the protocol by which they are written:
 *
 *   task.json          what is run, frozen; a folder without it is no run
 *   journal.jsonl      grows line by line
 *   checkpoint         the last island, with the number of lines that come before it
 *   checkpoint.prev    the one before
 *   checkpoints/G      those that are kept for good, by generation
 *
 * A checkpoint is acknowledged once the journal before it is synced, it was replaced whole, and its
 * folder is synced; neither is lost after that. What the journal says beyond the newest checkpoint is
 * cut when the run goes on, for it will happen again. Readers take the newest checkpoint that is whole,
 * and say what they passed over.
 *
 * `test/run/crash.test.ts` holds this to every crash and every failing operation that a modelled disk
 * can come up with.
 */
import type { Island } from '../island.ts'
import { type Checkpoint, readCheckpoint, type Seal, writeCheckpoint } from './checkpoint.ts'
import type { Disk } from './disk.ts'
import {
  firstLink,
  type JournalReading,
  linesOf,
  readJournal,
  salvage,
  writeLine,
} from './journal.ts'
import { closeAfter, replaceFile, writeAll } from './replace.ts'
import type { JournalEntry, RunStore } from './store.ts'

export interface RunFiles extends RunStore {
  /** Keeps an island for good, beside the checkpoint and as safely. */
  keep(island: Island): Promise<void>
  /** When this returns, what was appended is not lost. */
  sync(): Promise<void>
  /** Replaces a file of the run whole or not at all; what was appended before is safe then. */
  write(name: string, bytes: Uint8Array): Promise<void>
  /** Lets the journal end where the checkpoint is: what comes after it will happen again. */
  rewind(): Promise<void>
}

export interface OpenedFiles {
  readonly files: RunFiles
  /** The newest checkpoint; undefined when the run was lost before its first. */
  readonly island: Island | undefined
  /** What was wrong with files that were passed over. */
  readonly warnings: readonly string[]
}

/** A place on a disk, and how files there are sealed. */
export interface Place {
  readonly disk: Disk
  readonly path: string
  /** Names the run in its files. */
  readonly id: string
  /** The checksum of checkpoints and lines; default SHA-256. */
  readonly seal?: Seal
}

/** Makes a folder with the files of a run; undefined where something of its name is there. */
export async function createRunFiles(
  place: Place,
  task: Uint8Array,
): Promise<RunFiles | undefined> {
  const { disk, path } = place
  if (!(await disk.makeFolder(path))) return undefined
  await disk.makeFolder(`${path}/checkpoints`)
  await closeAfter(await disk.open(`${path}/journal.jsonl`, 'new'), async () => {})
  await replaceFile(disk, path, 'task.json', task)
  await disk.syncFolder(`${path}/..`)
  return (await openRunFiles(place)).files
}

/** Looks at the files of a run; changes nothing. */
export async function openRunFiles(place: Place): Promise<OpenedFiles> {
  const found = await findCheckpoint(place)
  const journal = await findJournal(place)
  const { lines = 0, island } = found.checkpoint ?? {}
  const warnings = [...found.warnings]
  if (indexOf(journal, lines) === undefined) {
    const intact = journal.entries.length
    warnings.push(
      `${place.path}/journal.jsonl is damaged after line ${intact}; what cannot be read is left out`,
    )
  }
  return { files: createFiles(place, journal, lines, found.damaged), island, warnings }
}

/** What a run has left of its past. */
export interface History {
  /** The entries of the journal; one that is damaged says how many lines it stands for. */
  readonly entries: readonly JournalEntry[]
  /** Every island that was kept and is whole, the latest first. */
  readonly islands: readonly Island[]
}

/** Reads all that a run has kept; changes nothing. */
export async function readHistory(place: Place): Promise<History> {
  const { disk, path, id, seal } = place
  const bytes = (await disk.read(`${path}/journal.jsonl`)) ?? new Uint8Array()
  const kept = (await keptGenerations(place)).map((generation) => `checkpoints/${generation}`)
  const islands: Island[] = []
  for (const name of ['checkpoint', 'checkpoint.prev', ...kept]) {
    const content = await readOrFault(disk, `${path}/${name}`)
    if (content === undefined || 'fault' in content) continue
    const reading = readCheckpoint(id, content, seal)
    if ('island' in reading) islands.push(reading.island)
  }
  islands.sort((a, b) => b.generation - a.generation)
  return { entries: salvage(id, bytes, undefined, seal), islands }
}

interface FoundJournal extends JournalReading {
  /** Undefined where there is no journal. */
  readonly bytes: Uint8Array | undefined
}

async function findJournal({ disk, path, id, seal }: Place): Promise<FoundJournal> {
  const bytes = await disk.read(`${path}/journal.jsonl`)
  return { bytes, ...readJournal(id, bytes ?? new Uint8Array(), seal) }
}

/** The index of the entry after so many lines; undefined where the journal does not reach that far. */
function indexOf({ entries }: JournalReading, lines: number): number | undefined {
  let index = 0
  let left = lines
  while (left > 0 && index < entries.length) left -= linesOf(entries[index++]!)
  return left === 0 ? index : undefined
}

interface FoundCheckpoint {
  readonly checkpoint: Checkpoint | undefined
  readonly warnings: readonly string[]
  /** Names of files that are no checkpoints of this run. */
  readonly damaged: readonly string[]
}

/** The newest checkpoint that is whole. */
async function findCheckpoint(place: Place): Promise<FoundCheckpoint> {
  const { disk, path, id, seal } = place
  const warnings: string[] = []
  const damaged: string[] = []
  let newest: Checkpoint | undefined

  /** Whether this was a checkpoint. */
  async function look(name: string): Promise<boolean> {
    const bytes = await readOrFault(disk, `${path}/${name}`)
    if (bytes === undefined) return false
    const reading = 'fault' in bytes ? bytes : readCheckpoint(id, bytes, seal)
    if ('island' in reading) {
      if (reading.island.generation > (newest?.island.generation ?? 0)) newest = reading
      return true
    }
    damaged.push(name)
    warnings.push(`${path}/${name} was passed over: ${reading.fault}`)
    return false
  }

  await look('checkpoint')
  await look('checkpoint.prev')
  for (const generation of await keptGenerations(place)) {
    if (generation <= (newest?.island.generation ?? 0)) break
    if (await look(`checkpoints/${generation}`)) break
  }
  return { checkpoint: newest, warnings, damaged }
}

/** Generations whose checkpoints are kept for good, the latest first. */
async function keptGenerations({ disk, path }: Place): Promise<number[]> {
  const names = await disk.list(`${path}/checkpoints`)
  return names
    .filter((name) => /^\d{1,15}$/.test(name))
    .map(Number)
    .sort((a, b) => b - a)
}

/** The content of a file, or why the disk no longer gives it. */
async function readOrFault(disk: Disk, path: string) {
  try {
    return await disk.read(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EIO') throw error
    return { fault: 'it cannot be read (EIO)' }
  }
}

/**
 * @param lines how many lines of the journal come before the checkpoint
 * @param damaged names of files to be set aside
 */
function createFiles(
  { disk, path, id, seal }: Place,
  journal: FoundJournal,
  lines: number,
  damaged: readonly string[],
): RunFiles {
  const file = `${path}/journal.jsonl`
  // Where the next line goes, the link before it, and how many lines there are.
  let end = journal.ends.at(-1)!
  let link = journal.links.at(-1)!
  let written = countLines(journal.entries)
  let isSynced = true

  function goTo(index: number): void {
    end = journal.ends[index]!
    link = journal.links[index]!
    written = countLines(journal.entries.slice(0, index))
  }

  /** Writes the journal anew from what can still be read of it. */
  async function mend(): Promise<void> {
    const chunks: string[] = []
    link = firstLink(id, seal)
    for (const entry of salvage(id, journal.bytes ?? new Uint8Array(), lines, seal)) {
      const next = writeLine(link, entry, seal)
      chunks.push(next.line)
      link = next.link
    }
    const bytes = new TextEncoder().encode(chunks.join(''))
    await replaceFile(disk, path, 'journal.jsonl', bytes, 'journal.jsonl.damaged')
    end = bytes.length
    written = lines
  }

  const files: RunFiles = {
    async append(entry) {
      const next = writeLine(link, entry, seal)
      const bytes = new TextEncoder().encode(next.line)
      isSynced = false
      const opened = await disk.open(file, 'old')
      await closeAfter(opened, () => writeAll(opened, bytes, end))
      end += bytes.length
      link = next.link
      written++
    },

    async sync() {
      if (isSynced) return
      const opened = await disk.open(file, 'old')
      await closeAfter(opened, () => opened.sync())
      isSynced = true
    },

    async checkpoint(island) {
      await files.sync()
      const bytes = writeCheckpoint(id, { island, lines: written }, seal)
      await replaceFile(disk, path, 'checkpoint', bytes, 'checkpoint.prev')
    },

    async keep(island) {
      await files.sync()
      const bytes = writeCheckpoint(id, { island, lines: written }, seal)
      await replaceFile(disk, `${path}/checkpoints`, String(island.generation), bytes)
    },

    async write(name, bytes) {
      await files.sync()
      await replaceFile(disk, path, name, bytes)
    },

    async rewind() {
      // A damaged checkpoint must not take the place of the whole one before it.
      for (const name of damaged) await disk.rename(`${path}/${name}`, `${path}/${name}.damaged`)
      if (damaged.length > 0) await disk.syncFolder(path)
      await disk.makeFolder(`${path}/checkpoints`)
      const index = indexOf(journal, lines)
      if (index === undefined || !journal.bytes) return mend()
      goTo(index)
      if (journal.bytes.length === end) return
      const opened = await disk.open(file, 'old')
      await closeAfter(opened, () => opened.truncate(end))
    },
  }
  return files
}

const countLines = (entries: readonly JournalEntry[]): number =>
  entries.reduce((sum, entry) => sum + linesOf(entry), 0)
