/**
 * What is shown while a run goes on: a state that follows the events, and the lines it is drawn as.
 * Nothing here asks a clock or a terminal.
 */
import type { EndReason, EvaluationFault, EvolveEvent, FailureCounts } from '../index.ts'
import { clock, figure, plural, short, whole } from './format.ts'
import type { Style } from './style.ts'

type Scores = Readonly<Record<string, number>>

export interface Progress {
  readonly task: string
  readonly seed: number
  readonly search: string
  readonly islands: number
  /** Gates of a genotype. */
  readonly gates: number
  readonly latches: number
  readonly generation: number
  readonly evaluations: number
  readonly evaluationsMax: number
  readonly perSecond: number
  readonly elapsedMs: number
  readonly score: Scores | null
  readonly isSolved: boolean
  /** Evaluations that failed, by kind. */
  readonly failures?: FailureCounts
  /** The last failure that was told, and the last notice. */
  readonly failure?: string
  readonly notice?: string
  /** The last that was reported of a long evaluation. */
  readonly report?: string
  /** What last became better, when. */
  readonly change?: { readonly name: string; readonly by: number; readonly atMs: number }
  /** Values of the objective that is worked on, a sample each time it was shown. */
  readonly trail: readonly number[]
  /** The name of that objective. */
  readonly trailOf?: string
}

/** The most samples of a trail; then every other one is left out. */
const trailMax = 240

export function startProgress(event: EvolveEvent & { type: 'started' }): Progress {
  const { task, seed, search, islands, gates, latches, resumedAt } = event
  return {
    task,
    seed,
    search,
    islands,
    gates,
    latches,
    generation: 0,
    evaluations: resumedAt,
    evaluationsMax: 0,
    perSecond: 0,
    elapsedMs: 0,
    score: null,
    isSolved: false,
    trail: [],
  }
}

/** The state after an event. */
export function follow(state: Progress, event: EvolveEvent): Progress {
  switch (event.type) {
    case 'improved': {
      const { generation, evaluations, score, isSolved } = event
      const change = changeOf(state, score) ?? state.change
      return { ...state, generation, evaluations, score, isSolved, change }
    }
    case 'progress': {
      const { generation, evaluations, evaluationsMax, elapsedMs, score, isSolved } = event
      const { failures } = event
      const perSecond = smooth(state.perSecond, event.perSecond)
      const known = {
        generation,
        evaluations,
        evaluationsMax,
        elapsedMs,
        score,
        isSolved,
        perSecond,
        failures,
      }
      return addToTrail({ ...state, ...known })
    }
    case 'failure':
      return { ...state, failure: describeFailure(event) }
    case 'notice':
      return { ...state, notice: event.text }
    case 'reported':
      return { ...state, report: `step ${figure(event.step)}: ${figure(event.value)}` }
    default:
      return state
  }
}

/** A failure in a line: its kind, what happened, and where. */
export const describeFailure = ({ kind, text, place }: EvaluationFault): string =>
  `${kind}: ${text.replace(/\s+/g, ' ')}${place === undefined ? '' : `, ${place}`}`

/** How many evaluations failed, by kind. */
const describeFailures = (failures: FailureCounts): string =>
  Object.entries(failures)
    .map(([kind, count]) => `${short(count)} ${kind}`)
    .join(', ')

const smooth = (before: number, now: number): number =>
  before === 0 ? now : now === 0 ? before : Math.round(0.7 * before + 0.3 * now)

function changeOf({ score: before, elapsedMs }: Progress, score: Scores): Progress['change'] {
  if (!before) return undefined
  const name = Object.keys(score).find((each) => score[each] !== before[each])
  return name === undefined
    ? undefined
    : { name, by: score[name]! - before[name]!, atMs: elapsedMs }
}

/** The first objective is worked on until the task is solved, then the second one. */
function addToTrail(state: Progress): Progress {
  if (!state.score) return state
  const names = Object.keys(state.score)
  const name = names[state.isSolved ? Math.min(1, names.length - 1) : 0]!
  const before = state.trailOf === name ? state.trail : []
  const trail = [...before, state.score[name]!]
  const thinned = trail.length > trailMax ? trail.filter((_, i) => i % 2 === 0) : trail
  return { ...state, trail: thinned, trailOf: name }
}

/** At most nine lines that fit the columns: six, and what fails, what is reported, what is advised. */
export function drawProgress(state: Progress, columns: number, style: Style): string[] {
  const { generation, evaluations, perSecond, elapsedMs, isSolved, change } = state
  const cut = (text: string) => (text.length < columns ? text : `${text.slice(0, columns - 2)}…`)
  const counts = [
    `gen ${short(generation)}`,
    `${short(evaluations)} evals`,
    `${short(perSecond)}/s`,
    clock(elapsedMs),
  ].join('  ')
  return [
    style.bold(cut(`${describeTask(state)}`)),
    cut(counts),
    (isSolved ? style.good : String)(cut(`best   ${describeScore(state)}`)),
    cut(`change ${change ? describeChange(change, elapsedMs) : 'none yet'}`),
    cut(`trail  ${sparkline(state.trail, Math.min(32, columns - 20))} ${state.trailOf ?? ''}`),
    style.dim(cut(describeRest(state))),
    ...(state.report ? [cut(`report ${state.report}`)] : []),
    ...(state.failures ? [style.bad(cut(`failed ${describeFailing(state)}`))] : []),
    ...(state.notice ? [style.dim(cut(`note   ${state.notice}`))] : []),
  ]
}

const describeFailing = ({ failures = {}, failure }: Progress): string =>
  `${describeFailures(failures)}${failure ? `; ${failure}` : ''}`

const describeTask = ({ task, search, seed, gates }: Progress): string =>
  `${task}  ${search}  ${gates} gates  seed ${seed}`

function describeScore({ score, isSolved }: Progress): string {
  if (!score) return 'nothing yet'
  const values = Object.entries(score).map(([name, value]) => `${name} ${figure(value)}`)
  return `${values.join('  ')}${isSolved ? '  solved' : ''}`
}

function describeChange(change: NonNullable<Progress['change']>, elapsedMs: number): string {
  const { name, by, atMs } = change
  const sign = by > 0 ? '+' : '−'
  return `${name} ${sign}${figure(Math.abs(by))}, ${clock(elapsedMs - atMs)} ago`
}

function describeRest({ evaluations, evaluationsMax, perSecond }: Progress): string {
  if (perSecond === 0 || evaluationsMax === 0) return 'left   not known yet'
  const left = (1000 * Math.max(0, evaluationsMax - evaluations)) / perSecond
  return `left   at most ${clock(left)}, to ${short(evaluationsMax)} evals`
}

const bars = '▁▂▃▄▅▆▇█'

/** Values as bars, the lowest value the lowest bar; each bar is the last value of its part. */
export function sparkline(values: readonly number[], lengthMax: number): string {
  const length = Math.min(values.length, Math.max(1, lengthMax))
  const shown = Array.from(
    { length },
    (_, i) => values[Math.ceil(((i + 1) * values.length) / length) - 1]!,
  )
  const low = Math.min(...shown)
  const range = Math.max(...shown) - low
  const bar = (value: number) =>
    range === 0 ? 0 : Math.round(((value - low) / range) * (bars.length - 1))
  return shown.map((value) => bars[bar(value)]).join('')
}

/** How far a run is, as a line of a log. */
export function describeProgress(state: Progress): string {
  const { generation, evaluations, perSecond, elapsedMs } = state
  return [
    clock(elapsedMs).padStart(6),
    `generation ${whole(generation)}`,
    plural(evaluations, 'evaluation'),
    `${whole(perSecond)}/s`,
    describeScore(state),
    ...(state.failures ? [`failed ${describeFailures(state.failures)}`] : []),
  ].join('  ')
}

export const describeStart = (state: Progress): string => {
  const { task, search, islands, seed, gates, latches } = state
  const memory = latches > 0 ? `, ${plural(latches, 'latch', 'latches')}` : ''
  const world = islands > 1 ? `, ${plural(islands, 'island')}` : ''
  return `${task}: ${search} over ${plural(gates, 'gate')}${memory}${world}, seed ${seed}`
}

/** Why a run ended, in words. */
export function describeReason(reason: EndReason): string {
  switch (reason) {
    case 'target':
      return 'the target is reached'
    case 'stalled':
      return 'solved, and no better machine for a while'
    case 'evaluations':
      return 'the evaluations are spent'
    case 'exhausted':
      return 'everything was tried'
    case 'time':
      return 'the time is up'
    case 'interrupted':
      return 'interrupted'
    default:
      return reason satisfies never
  }
}
