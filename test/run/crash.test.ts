/**
 * A model checker of the files of a run: a small run is kept on a modelled disk; before each of its
 * operations the power may fail, and every disk that this may leave is looked at; each operation may
 * fail, in every way. Nothing that was acknowledged may be lost, nothing else may be loaded, and who
 * goes on from there has to come to the same files, byte for byte.
 *
 * The checker is checked as well: each of the weakened protocols at the end has to be found out.
 */
import { describe, expect, it } from 'vitest'
import { digest } from '../../src/digest.ts'
import type { Island } from '../../src/island.ts'
import type { Disk, DiskFile } from '../../src/run/disk.ts'
import { createRunFiles, openRunFiles, type Place, type RunFiles } from '../../src/run/files.ts'
import type { JournalEntry } from '../../src/run/store.ts'
import { createModelDisk, type Failure, type ModelDisk, type Plan } from './model-disk.ts'

const path = '/runs/r'
const task = new TextEncoder().encode('{"task":"as small as one can be"}\n')
const champion = new TextEncoder().encode('{"champion":"of generation 7"}\n')
const last = 7

/** Long enough for a line to lie in several sectors. */
const score = { errors: 'x'.repeat(90) }

/** The island of a generation: whatever is loaded has to be one of these. */
const islandAt = (generation: number): Island => ({
  index: 0,
  seed: 1,
  generation,
  evaluations: 4 * generation,
  improvedAt: generation,
  solvedAt: null,
  state: {
    parent: { genotype: new Uint32Array([generation, generation ** 9]), score: [generation] },
  },
  stopped: null,
})

const improvementAt = (generation: number): JournalEntry & { generation: number } => ({
  ...{ type: 'improved', generation, ...score },
})

/** What was acknowledged. */
interface Promised {
  isCreated: boolean
  /** Generations of checkpoints, kept or not. */
  readonly checkpoints: number[]
  hasChampion: boolean
}

/** A way to keep a run, the one of the library or a weakened one. */
interface Protocol {
  readonly weaken?: (disk: Disk) => Disk
  readonly seal?: (text: string) => string
}

const placeOf = (disk: Disk, { weaken, seal }: Protocol): Place => ({
  ...{ disk: weaken ? weaken(disk) : disk, path, id: 'run-a', seal },
})

async function begin(disk: Disk, protocol: Protocol): Promise<RunFiles | undefined> {
  await disk.makeFolder('/runs')
  await disk.syncFolder('/')
  return createRunFiles(placeOf(disk, protocol), task)
}

/** Goes on with the run after a generation: lines, a checkpoint now and then, one that is kept. */
async function goOn(
  files: RunFiles,
  from: number,
  promised: Promised,
  until = last,
): Promise<void> {
  if (from === 0) await files.append({ type: 'started' })
  for (let generation = from + 1; generation <= until; generation++) {
    if (generation % 3 !== 0) await files.append(improvementAt(generation))
    await files.append({ type: 'seen' })
    if (generation === 4) {
      await files.append({ type: 'milestone' })
      await files.keep(islandAt(generation))
      promised.checkpoints.push(generation)
    }
    if (![1, 2, 5, last].includes(generation)) continue
    await files.checkpoint(islandAt(generation))
    promised.checkpoints.push(generation)
  }
  if (until < last) return
  await files.append({ type: 'stopped' })
  await files.write('champion.json', champion)
  promised.hasChampion = true
}

/** Opens the run again and lets it end; returns what was wrong. */
async function reopen(disk: ModelDisk, protocol: Protocol, promised: Promised, until = last) {
  const opened = await openRunFiles(placeOf(disk, protocol))
  await opened.files.rewind()
  await goOn(opened.files, opened.island?.generation ?? 0, promised, until)
}

const newPromises = (): Promised => ({ isCreated: false, checkpoints: [], hasChampion: false })

/** The end of a run that nothing happens to. */
async function runWhole(protocol: Protocol): Promise<string> {
  const disk = createModelDisk()
  await goOn((await begin(disk, protocol))!, 0, newPromises())
  return endOf(disk)
}

/** What a run comes to: checkpoints in between depend on the clock, these files do not. */
async function endOf(disk: ModelDisk): Promise<string> {
  const copy = disk.copy()
  const names = ['journal.jsonl', 'checkpoint', 'champion.json', 'checkpoints/4', 'task.json']
  const files = await Promise.all(names.map((name) => copy.read(`${path}/${name}`)))
  return files.map((bytes) => (bytes ? Buffer.from(bytes).toString('latin1') : '')).join('\n')
}

/** Files that somebody reads; of all others it does not matter what is left. */
const isRead = (file: string): boolean => !/\.(new|damaged)$/.test(file)

interface Fault {
  readonly fault: string
}

/** Looks at one disk that was left behind. */
async function look(
  disk: ModelDisk,
  protocol: Protocol,
  promised: Promised,
  end: string,
): Promise<Fault | undefined> {
  const fault = (text: string): Fault => ({ fault: `${text}\n${disk.describe()}` })
  const frozen = await disk.read(`${path}/task.json`)
  if (frozen && digest(frozen) !== digest(task)) return fault('another task was loaded')
  if (!frozen) return promised.isCreated ? fault('the run is lost') : undefined
  const champ = await disk.read(`${path}/champion.json`)
  if (champ && digest(champ) !== digest(champion)) return fault('another champion was loaded')
  if (!champ && promised.hasChampion) return fault('the champion is lost')
  const { island, warnings } = await openRunFiles(placeOf(disk, protocol))
  const generation = island?.generation ?? 0
  if (island && JSON.stringify(island) !== JSON.stringify(islandAt(generation))) {
    return fault('an island was loaded that never was')
  }
  if (generation < Math.max(0, ...promised.checkpoints)) return fault('a checkpoint is lost')
  if (warnings.length > 0) return fault(`there is a warning: ${warnings[0]}`)
  const before = disk.describe()
  await reopen(disk, protocol, newPromises())
  if ((await endOf(disk)) !== end) return { fault: `the end is another one, from\n${before}` }
  return undefined
}

interface Checked {
  readonly fault?: string
  /** Whether every disk was looked at that the power could leave. */
  readonly isComplete?: boolean
  /** How many different disks were looked at. */
  readonly disks: number
}

/** One in so many disks is recovered with further losses of power. */
const secondLossEvery = 16

/** Lets the power fail before each operation of a run that is stopped once and gone on with. */
async function checkPowerLoss(protocol: Protocol): Promise<Checked> {
  const end = await runWhole(protocol)
  const seen = new Set<string>()
  let fault: string | undefined
  let isComplete = true

  /** Keeps a run on a disk whose power may fail before each operation. */
  async function keep(
    run: (disk: ModelDisk) => Promise<void>,
    promised: Promised,
    from?: ModelDisk,
  ) {
    async function lookAtAll(): Promise<undefined> {
      if (fault !== undefined) return
      for (const left of disk.afterPowerLoss(isRead)) {
        const name = `${JSON.stringify(promised)} ${left.describe()}`
        if (seen.has(name)) continue
        seen.add(name)
        const again = left.copy()
        fault = (await look(left, protocol, promised, end).catch(describeError))?.fault
        if (fault !== undefined) return
        if (from || seen.size % secondLossEvery > 0 || !promised.isCreated) continue
        const still = structuredClone(promised)
        await keep((disk) => reopen(disk, protocol, still), still, again)
      }
    }
    const disk: ModelDisk = from?.copy(lookAtAll) ?? createModelDisk(lookAtAll)
    await run(disk)
    await lookAtAll()
    isComplete &&= disk.isComplete
  }

  const promised = newPromises()
  await keep(async (disk) => {
    const files = await begin(disk, protocol)
    promised.isCreated = true
    await goOn(files!, 0, promised, 6)
    // The process is killed and the run gone on with.
    await reopen(disk, protocol, promised)
  }, promised)
  return { fault, isComplete, disks: seen.size }
}

const describeError = (error: unknown): Fault => ({ fault: String(error) })

/** Lets the operation of a number fail, then loses the power or goes on with the run. */
async function checkFailures(protocol: Protocol, failures: readonly Failure[]): Promise<Checked> {
  const end = await runWhole(protocol)
  const seen = new Set<string>()
  for (const failure of failures) {
    for (let k = 0; ; k++) {
      const promised = newPromises()
      const { disk, hasFailed, isOver } = await runFailing(protocol, promised, k, failure)
      for (const left of disk.afterPowerLoss(isRead)) {
        const name = `${JSON.stringify(promised)} ${left.describe()}`
        if (seen.has(name)) continue
        seen.add(name)
        const found = await look(left, protocol, promised, end).catch(describeError)
        if (found) return { fault: `${failure} at ${k}: ${found.fault}`, disks: seen.size }
      }
      if (isOver) break
      if (!hasFailed) continue
      if (!promised.isCreated) continue
      await reopen(disk, protocol, promised)
      if ((await endOf(disk)) !== end) {
        return { fault: `${failure} at ${k}: another end`, disks: seen.size }
      }
    }
  }
  return { disks: seen.size }
}

/** A run whose operation of a number fails; `short` once takes a part, and then goes on. */
async function runFailing(protocol: Protocol, promised: Promised, k: number, failure: Failure) {
  const plan: Plan = ({ number }) => (number === k ? failure : undefined)
  const disk = createModelDisk(plan)
  let hasFailed = false
  try {
    const files = await begin(disk, protocol)
    promised.isCreated = true
    await goOn(files!, 0, promised, 6)
    await reopen(disk, protocol, promised)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== (failure === 'short' ? 'ENOSPC' : failure)) throw error
    hasFailed = true
  }
  return { disk, hasFailed, isOver: disk.operations <= k }
}

type Bytes = Uint8Array<ArrayBuffer>

/** What may have become of a file: cut, emptied, overwritten, or with another digit in some place. */
function damagesOf(bytes: Bytes): Bytes[] {
  const zeroed = bytes.slice().fill(0, bytes.length >> 1)
  const damages = [new Uint8Array(), bytes.slice(0, bytes.length >> 1), zeroed]
  for (let i = bytes.indexOf(0x0a); i < bytes.length; i++) {
    const isDigit = bytes[i]! >= 0x30 && bytes[i]! <= 0x39
    if (!isDigit) continue
    const changed = bytes.slice()
    changed[i]! ^= 1
    damages.push(changed)
  }
  return damages
}

/** Damages one file of a run at rest: what was acknowledged before it, or beside it, has to be found. */
async function checkDamage(protocol: Protocol): Promise<Checked> {
  let disks = 0
  for (let until = 2; until <= last; until++) {
    for (const name of ['checkpoint', 'checkpoint.prev', 'journal.jsonl']) {
      const disk = createModelDisk()
      const promised = newPromises()
      await goOn((await begin(disk, protocol))!, 0, promised, until)
      const bytes = await disk.read(`${path}/${name}`)
      if (!bytes) return { fault: `there is no ${name}`, disks }
      for (const damaged of damagesOf(bytes as Bytes)) {
        const left = disk.copy()
        left.damage(`${path}/${name}`, () => damaged)
        disks++
        const found = await lookAtDamaged(left, protocol, promised, name).catch(describeError)
        if (found) return { fault: `${name}: ${found.fault}`, disks }
      }
    }
  }
  return { disks }
}

async function lookAtDamaged(
  disk: ModelDisk,
  protocol: Protocol,
  { checkpoints }: Promised,
  name: string,
): Promise<Fault | undefined> {
  const { island, warnings } = await openRunFiles(placeOf(disk, protocol))
  const generation = island?.generation ?? 0
  if (JSON.stringify(island) !== JSON.stringify(islandAt(generation))) {
    return { fault: 'an island was loaded that never was' }
  }
  const newest = [...checkpoints].sort((a, b) => b - a)
  if (generation < newest[name === 'checkpoint' ? 1 : 0]!) return { fault: 'too old a checkpoint' }
  if (name === 'checkpoint' && !warnings.some((text) => text.includes(`${path}/checkpoint `))) {
    return { fault: 'nothing was said' }
  }
  await reopen(disk, protocol, newPromises())
  const journal = new TextDecoder().decode(await disk.read(`${path}/journal.jsonl`))
  const generations = journal
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ type }) => type === 'improved')
    .map((entry) => entry.generation)
  if (generations.some((each) => ![1, 2, 4, 5, 7].includes(each))) {
    return { fault: 'the journal tells of what never was' }
  }
  if (name === 'journal.jsonl') return undefined
  return generations.length === 5 ? undefined : { fault: 'the journal is not whole' }
}

const real: Protocol = {}

describe('the files of a run', () => {
  it('lose nothing that was acknowledged, whatever a loss of power leaves', async () => {
    const { fault, isComplete, disks } = await checkPowerLoss(real)
    expect([fault, isComplete]).toEqual([undefined, true])
    expect(disks).toBeGreaterThan(450)
  })

  it('come through the failure of any operation, and go on to the same end', async () => {
    const failures: Failure[] = ['ENOSPC', 'EIO', 'EROFS', 'EMFILE', 'short']
    const { fault, disks } = await checkFailures(real, failures)
    expect(fault).toBeUndefined()
    expect(disks).toBeGreaterThan(400)
  })

  it('are passed over where they are damaged, for those before', async () => {
    const { fault, disks } = await checkDamage(real)
    expect(fault).toBeUndefined()
    expect(disks).toBeGreaterThan(800)
  })
})

/** A disk some of whose operations do nothing. */
const without =
  (operations: Partial<Disk> & { sync?: (path: string) => boolean }) =>
  (disk: Disk): Disk => ({
    ...disk,
    ...operations,
    async open(path, which) {
      const file = await disk.open(path, which)
      if (!operations.sync?.(path)) return file
      return { ...file, sync: async () => {} }
    },
  })

const zeros = '0'.repeat(64)
const isCheckpoint = (text: string) => text.startsWith('nandertal-checkpoint')

/** Protocols with a step left out. */
const weakened: Readonly<Record<string, Protocol>> = {
  'no sync of files': { weaken: without({ sync: () => true }) },
  'no sync of checkpoints': { weaken: without({ sync: (path) => path.endsWith('.new') }) },
  'no sync of the journal': { weaken: without({ sync: (path) => path.endsWith('.jsonl') }) },
  'no sync of folders': { weaken: without({ syncFolder: async () => {} }) },
  'no sync of the folder that runs are in': {
    weaken: (disk) => ({
      ...disk,
      syncFolder: async (path) => (path.endsWith('..') ? undefined : disk.syncFolder(path)),
    }),
  },
  'no sync of the folder of what is kept': {
    weaken: (disk) => ({
      ...disk,
      syncFolder: async (path) =>
        path.endsWith('checkpoints') ? undefined : disk.syncFolder(path),
    }),
  },
  'no checksum of checkpoints': { seal: (text) => (isCheckpoint(text) ? zeros : digest(text)) },
  'no checksum of lines': { seal: (text) => (isCheckpoint(text) ? digest(text) : zeros) },
  'no checkpoint before the last': {
    weaken: (disk) => ({
      ...disk,
      rename: async (from, to) => (to.endsWith('.prev') ? true : disk.rename(from, to)),
    }),
  },
  'files that are written in place': {
    weaken: (disk) => ({
      ...disk,
      open: (path, which) => disk.open(path.replace(/\.new$/, ''), which),
      rename: async (from, to) => (from.endsWith('.new') ? true : disk.rename(from, to)),
    }),
  },
  'no look at how much was written': {
    weaken: (disk) => ({
      ...disk,
      async open(path, which) {
        const file = await disk.open(path, which)
        const write: DiskFile['write'] = async (bytes, at) => {
          await file.write(bytes, at)
          return bytes.length
        }
        return { ...file, write }
      },
    }),
  },
}

async function firstFault(checks: readonly (() => Promise<Checked>)[]): Promise<Checked> {
  for (const check of checks) {
    const checked = await check()
    if (checked.fault !== undefined) return checked
  }
  return { disks: 0 }
}

describe('the checker finds out', () => {
  it.each(Object.entries(weakened))('%s', async (_, protocol) => {
    const { fault } = await firstFault([
      () => checkPowerLoss(protocol),
      () => checkDamage(protocol),
      () => checkFailures(protocol, ['short']),
    ])
    expect(fault).toBeDefined()
  })
})
