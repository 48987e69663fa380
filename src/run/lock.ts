/**
 * Whose a run folder is: one process at a time works on it, and says so in the file `lock`.
 *
 * A process that is dead holds nothing, however it died. So the file says not only which process it is
 * but also when that was started, for numbers of processes come again, and since which start of the
 * computer. It appears whole, under a name that can be taken once (a hard link), and what a dead process
 * left is moved away before it is taken.
 */
import { openDisk } from '../disk.ts'
import { quote, UsageError } from '../errors.ts'
import { z } from '../schema.ts'
import { explainFailure } from './failure.ts'

/** A process, as others can recognize it. */
export interface Holder {
  readonly pid: number
  /** Ticks of the clock from the start of the computer to that of the process; empty where nothing tells. */
  readonly start: string
  readonly host: string
  /** The space of process numbers, which containers have of their own. */
  readonly space: string
  /** Names the start of the computer. */
  readonly boot: string
}

const text = z.string()
const holderSchema: z.ZodType<Holder> = z.strictObject({
  ...{ pid: z.int().min(1), start: text, host: text, space: text, boot: text },
})

/** Lets go of a lock. */
export type Release = () => Promise<void>

/** The events of something that nobody else does with a folder meanwhile; no folder, no lock. */
export async function* whileLocked<E, R>(
  folder: string | undefined,
  events: () => AsyncGenerator<E, R>,
): AsyncGenerator<E, R> {
  const release = folder === undefined ? undefined : await lockFolder(folder)
  try {
    return yield* events()
  } finally {
    await release?.()
  }
}

/** How often a lock is tried to be had while others come and go. */
const attemptsMax = 16

/** Takes the lock of a folder. Throws a `UsageError` where another process, or this one, holds it. */
export async function lockFolder(folder: string): Promise<Release> {
  const me = await describeProcess()
  const mine = `${JSON.stringify(me)}\n`
  const file = `${folder}/lock`
  return explainFailure(folder, async () => {
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      if (await place(file, mine)) return () => remove(file, mine)
      const found = await read(file)
      if (found === undefined) continue
      const holder = readHolder(found)
      if (holder && (await isHeld(holder, me))) throw refuse(folder, holder, me)
      await moveAway(file, found)
    }
    const expected = 'a lock that can be taken'
    const received = `one that others took ${attemptsMax} times`
    throw new UsageError('run/locked', { where: file, expected, received })
  })
}

function readHolder(content: string): Holder | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(content)).data
  } catch {
    return undefined
  }
}

/** Whether a process may still be at work; where that cannot be seen, it may. */
async function isHeld(holder: Holder, me: Holder): Promise<boolean> {
  if (holder.host !== me.host) return true
  if (holder.boot !== me.boot) return false
  if (holder.space !== me.space) return true
  const start = await startOf(holder.pid)
  return start === '' || start === holder.start
}

function refuse(folder: string, holder: Holder, me: Holder): UsageError {
  const isHere = holder.host === me.host && holder.space === me.space
  const isMe = isHere && holder.pid === me.pid
  const who = `process ${holder.pid}`
  const place = isHere ? '' : ` on ${quote(holder.host)}, or in a container there,`
  const received = isMe
    ? 'one that this process works on already'
    : `one that ${who}${place} works on`
  const wait = `Wait until it is done, or end it with: kill ${holder.pid}`
  const unseen = `If that process is no more, which cannot be seen from here, remove ${folder}/lock.`
  const hint = isMe ? 'Wait until that is done, or abort it.' : isHere ? wait : unseen
  const expected = 'a run that nobody else works on'
  return new UsageError('run/locked', { where: folder, expected, received, hint })
}

async function describeProcess(): Promise<Holder> {
  const { os, fs } = await openDisk()
  const { pid } = process
  const [start = '', boot = '', space = ''] = await Promise.all([
    startOf(pid),
    fs.readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
    fs.readlink('/proc/self/ns/pid').catch(() => ''),
  ])
  return { pid, start, host: os.hostname(), space, boot: boot.trim() }
}

/**
 * When a process was started, empty where nothing tells; undefined where it is dead. Linux tells;
 * elsewhere a process that is there is taken for the one that it was.
 */
async function startOf(pid: number): Promise<string | undefined> {
  const { fs } = await openDisk()
  const stat = await fs.readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined)
  if (stat === undefined) return isThere(pid) ? '' : undefined
  // The name of the program comes in brackets and may hold anything; then the state and numbers.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const isDead = fields[0] === 'Z' || fields[0] === 'X'
  return isDead ? undefined : fields[19]
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Makes a file with its content at once; false where there is one. */
async function place(file: string, content: string): Promise<boolean> {
  const { fs } = await openDisk()
  const own = ownName(file)
  try {
    await fs.writeFile(own, content)
    await fs.link(own, file)
    return true
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'].includes(code)) throw error
    return placeWithoutLink(file, content)
  } finally {
    await fs.unlink(own).catch(() => {})
  }
}

/** The same where a disk has no hard links: the file is there an instant before its content is. */
async function placeWithoutLink(file: string, content: string): Promise<boolean> {
  const { fs } = await openDisk()
  try {
    await fs.writeFile(file, content, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Moves away what a dead process left, and nothing that somebody has put there since. */
async function moveAway(file: string, left: string): Promise<void> {
  const { fs } = await openDisk()
  const own = ownName(file)
  try {
    await fs.rename(file, own)
    if ((await read(own)) !== left) await fs.link(own, file)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (!['ENOENT', 'EEXIST'].includes(code)) throw error
  }
  await fs.unlink(own).catch(() => {})
}

async function remove(file: string, content: string): Promise<void> {
  const { fs } = await openDisk()
  if ((await read(file)) === content) await fs.unlink(file).catch(() => {})
}

async function read(file: string): Promise<string | undefined> {
  const { fs } = await openDisk()
  return fs.readFile(file, 'utf8').catch(() => undefined)
}

let names = 0
/** A name that no other process of this computer uses. */
const ownName = (file: string): string => `${file}.${process.pid}.${names++}`
