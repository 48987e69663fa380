/** Reads a run's events at the command line: lines for programs, a live region, or a log. */
import type { EvolveEvent } from '../index.ts'
import type { Effects } from './effects.ts'
import { plural, printable } from './format.ts'
import type { LiveRegion } from './live.ts'
import {
  describeFailure,
  describeProgress,
  describeReason,
  describeStart,
  drawProgress,
  follow,
  type Progress,
  startProgress,
} from './progress.ts'
import { createStyle, isLive } from './style.ts'

export interface Watcher {
  show(event: EvolveEvent): void
  /** Ends what is drawn in place, so that lines can follow. */
  end(): void
}

export interface WatchOptions {
  readonly json: boolean
  readonly quiet: boolean
  /** Fields that each event carries for programs, such as the fold. */
  readonly label?: Readonly<Record<string, number>>
}

/** Chooses how events are shown. */
export async function createWatcher(options: WatchOptions, effects: Effects): Promise<Watcher> {
  const { json, quiet, label } = options
  const { stdout, stderr, env } = effects
  if (json) {
    const write = (event: object) => stdout.write(`${JSON.stringify({ ...event, ...label })}\n`)
    return { show: write, end() {} }
  }
  if (quiet) return { show() {}, end() {} }
  if (!isLive(stderr, env)) return showPrintable(createLog(effects))
  const { createLiveRegion } = await import('./live.ts')
  return showPrintable(createLiveWatcher(createLiveRegion(stderr), effects))
}

/** Names of tasks and objectives are texts of others. */
const showPrintable = ({ show, end }: Watcher): Watcher => ({
  show: (event) => show(printable(event)),
  end,
})

function createLiveWatcher(region: LiveRegion, { stderr, env }: Effects): Watcher {
  const style = createStyle(stderr, env)
  let state: Progress | undefined
  return {
    show(event) {
      state = event.type === 'started' ? startProgress(event) : state && follow(state, event)
      // Progress comes four times a second, improvements as often as they like.
      if (state && event.type === 'progress')
        region.draw(drawProgress(state, stderr.columns, style))
    },
    end: () => region.clear(),
  }
}

/** Milliseconds between lines of a log. */
const logMs = 10_000

function createLog({ stderr }: Effects): Watcher {
  let state: Progress | undefined
  let saidAtMs = 0
  const say = (text: string) => stderr.write(`${text}\n`)
  return {
    show(event) {
      const wasSolved = state?.isSolved ?? false
      state = event.type === 'started' ? startProgress(event) : state && follow(state, event)
      if (!state) return
      if (event.type === 'started') say(describeStart(state))
      if (event.type === 'progress' && event.elapsedMs - saidAtMs >= logMs) {
        saidAtMs = event.elapsedMs
        say(describeProgress(state))
      }
      if (event.type === 'improved' && event.isSolved && !wasSolved) {
        say(`solved after ${plural(event.evaluations, 'evaluation')}`)
      }
      if (event.type === 'failure') say(`an evaluation failed  ${describeFailure(event)}`)
      if (event.type === 'notice') say(`note: ${event.text}`)
      if (event.type === 'stopped') {
        say(`${describeReason(event.reason)} after ${plural(event.evaluations, 'evaluation')}`)
      }
    },
    end() {},
  }
}
