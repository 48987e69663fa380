/**
 * The lines of a journal: JSON, one entry a line, and in each line a digest over it and all lines
 * before.
 *
 *   {"type":"improved","generation":12, … ,"chain":"9f86d081884c7d65"}
 *
 * So a reader knows how far a journal is what was written: a torn end, a flipped bit, a missing or a
 * foreign line end what it believes. The chain begins with the name of the run.
 *
 * Source of chained digests: Haber & Stornetta 1991, "How to Time-Stamp a Digital Document".
 */
import { digest } from '../digest.ts'
import type { Seal } from './checkpoint.ts'
import type { JournalEntry } from './store.ts'

/** Hexadecimal digits of a link of the chain: 64 bits, against accidents. */
const linkLength = 16

export interface JournalReading {
  /** The entries that are as they were written, from the first on. */
  readonly entries: readonly JournalEntry[]
  /** [lines + 1] where each line begins and the last one ends, in bytes. */
  readonly ends: readonly number[]
  /** [lines + 1] the link before each line, and the last one. */
  readonly links: readonly string[]
  /** Whether more follows, which is not believed. */
  readonly hasMore: boolean
}

/** The link that a journal begins with. */
export const firstLink = (runId: string, seal: Seal = digest): string =>
  seal(runId).slice(0, linkLength)

/** Writes an entry as the line after a link; returns the line and its own link. */
export function writeLine(link: string, entry: JournalEntry, seal: Seal = digest) {
  const body = JSON.stringify(entry)
  const next = linkOf(link, body, seal)
  return { line: `${body.slice(0, -1)},"chain":"${next}"}\n`, link: next }
}

const linkOf = (link: string, body: string, seal: Seal): string =>
  seal(`${link}\n${body}`).slice(0, linkLength)

const lineForm = /^(\{.*),"chain":"([0-9a-f]{16})"\}$/

interface Line {
  /** The entry as JSON. */
  readonly body: string
  readonly link: string
}

/** What a line says about itself; undefined where it is no line of a journal. */
function readLine(line: string): Line | undefined {
  const [, start, link] = lineForm.exec(line) ?? []
  return start === undefined ? undefined : { body: `${start}}`, link: link! }
}

/** The entry of a line; undefined where it is not the one that was written after a link. */
function readEntry(line: Line, link: string, seal: Seal): JournalEntry | undefined {
  if (linkOf(link, line.body, seal) !== line.link) return undefined
  try {
    return JSON.parse(line.body)
  } catch {
    return undefined
  }
}

/** Reads a journal as far as it can be believed. */
export function readJournal(runId: string, bytes: Uint8Array, seal: Seal = digest): JournalReading {
  const entries: JournalEntry[] = []
  const ends = [0]
  const links = [firstLink(runId, seal)]
  for (;;) {
    const start = ends.at(-1)!
    const end = bytes.indexOf(0x0a, start)
    if (end === -1) break
    const line = readLine(new TextDecoder().decode(bytes.subarray(start, end)))
    const entry = line && readEntry(line, links.at(-1)!, seal)
    if (!entry) break
    entries.push(entry)
    ends.push(end + 1)
    links.push(line.link)
  }
  return { entries, ends, links, hasMore: ends.at(-1)! < bytes.length }
}

/** Stands in a journal where lines were that can no longer be read. */
export interface DamagedEntry extends JournalEntry {
  readonly type: 'damaged'
  readonly lines: number
}

/** How many lines that were written an entry stands for. */
export const linesOf = (entry: JournalEntry): number =>
  entry.type === 'damaged' ? (entry as DamagedEntry).lines : 1

/**
 * What can be read of a journal that may be damaged: each line that goes with what the line before
 * says, and how many are missing between.
 *
 * @param lines how many there should be; left out, as many as there are
 */
export function salvage(
  runId: string,
  bytes: Uint8Array,
  lines?: number,
  seal: Seal = digest,
): JournalEntry[] {
  const entries: JournalEntry[] = []
  let link = firstLink(runId, seal)
  let damaged = 0
  let left = lines ?? Number.POSITIVE_INFINITY
  const close = () => {
    if (damaged > 0) entries.push({ type: 'damaged', lines: damaged } as DamagedEntry)
    damaged = 0
  }
  for (const text of new TextDecoder().decode(bytes).split('\n').slice(0, -1)) {
    const line = readLine(text)
    const entry = line && readEntry(line, link, seal)
    link = line?.link ?? link
    const count = entry ? linesOf(entry) : 1
    if (count > left) break
    left -= count
    if (!entry) damaged++
    else {
      close()
      entries.push(entry)
    }
  }
  if (lines !== undefined) damaged += left
  close()
  return entries
}
