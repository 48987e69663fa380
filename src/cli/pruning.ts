/** Watches a pruning at the command line: lines for programs, one live line, or a log. */
import type { PruneEvent, Pruning } from '../index.ts'
import type { Effects } from './effects.ts'
import { percent, plural, short } from './format.ts'
import { isLive } from './style.ts'

export interface PruneWatcher {
  show(event: PruneEvent): void
  /** Ends what is drawn in place, so that lines can follow. */
  end(): void
}

/** Milliseconds between drawings, lines of a log, and savings of the state. */
const drawMs = 200
const logMs = 10_000
const saveMs = 2000
/** Proofs that took less are not spoken of. */
const proofMs = 100

/** Chooses how events are shown. */
export async function createPruneWatcher(
  { json, quiet }: { json: boolean; quiet: boolean },
  effects: Effects,
): Promise<PruneWatcher> {
  const { stdout, stderr, env, now } = effects
  if (json) {
    const write = ({ ...event }: object) => stdout.write(`${JSON.stringify(event)}\n`)
    return { show: (event) => write(event), end() {} }
  }
  if (quiet) return { show() {}, end() {} }
  const proofs = createStopwatch(now)
  let shownAt = now()
  const draws = isLive(stderr, env)
  const region = draws ? (await import('./live.ts')).createLiveRegion(stderr) : undefined
  const show = (event: PruneEvent) => {
    proofs.hear(event)
    const line = describeEvent(event)
    // What takes long is said before it begins; all else now and then.
    const isDue = now() - shownAt >= (region ? drawMs : logMs)
    const begins = region && (event.type === 'pruning' || event.type === 'proving')
    if (line === undefined || !(isDue || begins)) return
    shownAt = now()
    const said = `${line}${proofs.describe()}`
    if (region) region.draw([said])
    else stderr.write(`${said}\n`)
  }
  return { show, end: () => region?.clear() }
}

/** What is shown of an event, in one line. */
function describeEvent(event: PruneEvent): string | undefined {
  switch (event.type) {
    case 'pruning':
      return describeStep({ ...event, by: 'exact passes' })
    case 'proving':
      return describeStep({ ...event, by: `proving ${event.by === 'all' ? 'it' : event.by}` })
    case 'smaller':
      return describeStep(event)
    case 'round':
      return describeRound(event)
    case 'verified':
      return undefined
    default:
      return event satisfies never
  }
}

/** Adds up the time of proofs: from each that is announced to the event that follows. */
function createStopwatch(now: () => number) {
  let total = 0
  let startedAt: number | undefined
  return {
    hear(event: PruneEvent) {
      if (startedAt !== undefined) total += now() - startedAt
      startedAt = event.type === 'proving' ? now() : undefined
    },
    describe: () => (total < proofMs ? '' : `, ${(total / 1000).toFixed(1)} s of proofs`),
  }
}

/** What a pass left, in one line. */
const describeStep = ({ gates, depth, by }: { gates: number; depth: number; by: string }): string =>
  `${plural(gates, 'gate')}, depth ${depth}  ${by}`

/** A round in one line. */
export function describeRound(event: PruneEvent & { type: 'round' }): string {
  const { gates, depth, latches, by, share, evaluations, lineages } = event
  const size = [plural(gates, 'gate'), `depth ${depth}`]
  if (latches > 0) size.push(plural(latches, 'latch', 'latches'))
  const ways = lineages > 1 ? `, ${lineages} lines of descent` : ''
  return `${percent(share)}  ${size.join(', ')}  ${by}${ways}, ${short(evaluations)} mutants tried`
}

/** Watches a pruning to its end, and keeps its state in a file from time to time and at the end. */
export async function watchPruning(
  pruning: Pruning,
  watcher: PruneWatcher,
  stateFile: string | undefined,
  { files, now }: Effects,
) {
  let savedAt = now()
  let save: (() => string) | undefined
  const write = async () => {
    if (stateFile !== undefined && save) await files.write(stateFile, save())
  }
  try {
    for await (const event of pruning) {
      watcher.show(event)
      if (event.type !== 'round') continue
      save = event.save
      if (now() - savedAt < saveMs) continue
      savedAt = now()
      await write()
    }
  } finally {
    watcher.end()
    await write()
  }
  return pruning
}
