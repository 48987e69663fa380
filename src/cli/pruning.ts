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
  let shownAt = now()
  if (!isLive(stderr, env)) {
    const show = (event: PruneEvent) => {
      if (now() - shownAt < logMs || (event.type !== 'round' && event.type !== 'smaller')) return
      shownAt = now()
      stderr.write(`${event.type === 'round' ? describeRound(event) : describeStep(event)}\n`)
    }
    return { show, end() {} }
  }
  const { createLiveRegion } = await import('./live.ts')
  const region = createLiveRegion(stderr)
  const show = (event: PruneEvent) => {
    if (event.type === 'pruning') region.draw([describeStep({ ...event, by: 'exact passes' })])
    if (now() - shownAt < drawMs || (event.type !== 'round' && event.type !== 'smaller')) return
    shownAt = now()
    region.draw([event.type === 'round' ? describeRound(event) : describeStep(event)])
  }
  return { show, end: () => region.clear() }
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
