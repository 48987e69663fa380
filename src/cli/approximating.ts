/** `prune` with an error that is allowed: the search is watched, and its front handed over. */
import { join } from 'node:path'
import {
  type ApproximateEvent,
  type ApproximatePoint,
  type Approximating,
  type Approximation,
  approximate,
  checkApproximate,
  describeError,
  drawText,
  errorRate,
  meanAbsoluteError,
  prune,
  UsageError,
  worstAbsoluteError,
} from '../index.ts'
import type { Answer, Common } from './command.ts'
import { type Effects, signalCodes } from './effects.ts'
import { exitCodes } from './exit.ts'
import { clock, figure, fileBase, plural, printable, shellWord, table, whole } from './format.ts'
import { addApproximation } from './history.ts'
import { checkPlace, chooseWriting, type MachineFile, readPrunable, sizesOf } from './machines.ts'
import type { ErrorBound } from './options.ts'
import { createPruneWatcher, watchPruning } from './pruning.ts'
import { createStyle, isLive } from './style.ts'

/** What `prune` was called with. */
export interface ApproximatingOptions extends Common {
  readonly file: string
  readonly maxError?: ErrorBound
  readonly maxAbsError?: ErrorBound
  readonly meanAbsError?: ErrorBound
  readonly signed: boolean
  /** Under each bound. */
  readonly evaluations?: number
  readonly effort?: number
  readonly seed?: number
  readonly out?: string
  readonly against?: string
  readonly objective?: string
  readonly state?: string
}

/** Approximates a machine and answers with its front. */
export async function answerApproximation(
  given: ApproximatingOptions,
  effects: Effects,
): Promise<Answer> {
  const { out } = given
  refuseOthers(given)
  const isFolder = out !== undefined && (await effects.files.kind(out)) === 'folder'
  if (out !== undefined && !isFolder) {
    chooseWriting(out)
    await checkPlace(out, effects)
  }
  const { machine } = await readPrunable(given.file, effects)
  const { measure, bound } = chooseMeasure(given, machine.netlist.outputs.length)
  const interrupts = effects.hearInterrupts()
  const { signal } = interrupts
  try {
    const { signed: isSigned, evaluations, effort, seed } = given
    const { netlist } = machine
    const options = { measure, bound, isSigned, evaluations, seed, signal }
    checkApproximate(netlist, options)
    const pruning = prune(netlist, { effort, seed, signal })
    const watcher = await createPruneWatcher(given, effects)
    const { netlist: start } = await watchPruning(pruning, watcher, undefined, effects)
    const search = approximate(netlist, { ...options, start })
    const approximation = await watchSearch(search, machine, given, effects)
    const shown = smallestUnderEach(approximation)
    const files =
      out === undefined
        ? []
        : isFolder
          ? await writeFront(machine, approximation, out, effects)
          : [await writePoint(machine, approximation, shown.at(-1)!, out, effects)]
    return {
      exitCode: approximation.isInterrupted
        ? signalCodes[signal.reason as keyof typeof signalCodes]
        : exitCodes.done,
      ...describeAnswer(machine, approximation, shown, files, effects),
    }
  } finally {
    interrupts.dispose()
  }
}

/** What says how a machine is pruned exactly has no meaning here. Throws a `UsageError`. */
function refuseOthers({ against, objective, state }: ApproximatingOptions): void {
  for (const [name, value] of Object.entries({ against, objective, state })) {
    if (value === undefined) continue
    const expected = 'no errors that are allowed'
    throw new UsageError('cli/errors', { where: `--${name}`, expected, received: 'some' })
  }
}

/** The measure whose bound was given, and the bound as an amount. Throws a `UsageError`. */
function chooseMeasure(given: ApproximatingOptions, outputs: number) {
  const all = [
    { name: '--max-error', bound: given.maxError, measure: errorRate, range: 1 },
    {
      name: '--max-abs-error',
      bound: given.maxAbsError,
      measure: worstAbsoluteError,
      range: 2 ** outputs,
    },
    {
      name: '--mean-abs-error',
      bound: given.meanAbsError,
      measure: meanAbsoluteError,
      range: 2 ** outputs,
    },
  ]
  const chosen = all.filter(({ bound }) => bound !== undefined)
  const [first, second] = chosen
  if (!first?.bound || second) {
    throw new UsageError('cli/errors', {
      where: chosen.map(({ name }) => name).join(' and ') || '--signed',
      expected: `one of ${all.map(({ name }) => name).join(', ')}`,
      received: second ? `${chosen.length} of them` : 'none',
    })
  }
  const { amount, isShare } = first.bound
  return { measure: first.measure, bound: isShare ? amount * first.range : amount }
}

/** Shows a search to its end, or until the user interrupts it. */
async function watchSearch(
  search: Approximating,
  machine: MachineFile,
  given: Common,
  effects: Effects,
): Promise<Approximation> {
  const show = await createShow(printable(machine.name), given, effects)
  try {
    for await (const event of search) show.step(event)
    return await search
  } finally {
    show.end()
  }
}

interface Show {
  step(event: ApproximateEvent): void
  end(): void
}

/** Milliseconds between two drawings, and between two lines of a log. */
const drawMs = 250
const logMs = 10_000

/** Shows steps as events for programs, in place, or as a log. */
async function createShow(name: string, given: Common, effects: Effects): Promise<Show> {
  const { stdout, stderr, env, now } = effects
  const startedAt = now()
  const every = (ms: number, draw: (progress: ApproximateEvent, elapsedMs: number) => void) => {
    let shownAt = startedAt
    return (progress: ApproximateEvent) => {
      const at = now()
      if (at - shownAt < ms) return
      shownAt = at
      draw(progress, at - startedAt)
    }
  }
  if (given.json) {
    const write = (event: object) => stdout.write(`${JSON.stringify(event)}\n`)
    const step = every(drawMs, (progress) => write(progress))
    return { step, end() {} }
  }
  if (given.quiet) return { step() {}, end() {} }
  if (!isLive(stderr, env)) {
    const step = every(logMs, (progress, elapsedMs) =>
      stderr.write(`${clock(elapsedMs).padStart(6)}  ${describeStep(progress).join('  ')}\n`),
    )
    return { step, end() {} }
  }
  const { createLiveRegion } = await import('./live.ts')
  const { bold } = createStyle(stderr, env)
  const region = createLiveRegion(stderr)
  const step = every(drawMs, (progress, elapsedMs) => {
    const [first, ...rest] = describeStep(progress)
    region.draw([bold(`${name}  ${first}  ${clock(elapsedMs)}`), ...rest])
  })
  return { step, end: () => region.clear() }
}

const describeStep = (progress: ApproximateEvent): string[] => {
  const { bound, boundIndex, bounds, gates, error, found, evaluations, evaluationsMax } = progress
  return [
    `error at most ${figure(bound)}, bound ${boundIndex + 1} of ${bounds}`,
    `${plural(gates, 'gate')}, error ${figure(error)}, ${whole(found)} in the front`,
    `${whole(evaluations)} of ${whole(evaluationsMax)} evaluations`,
  ]
}

/** The exact machine, then the smallest one under each bound, each of them once. */
function smallestUnderEach({ front, bounds }: Approximation): ApproximatePoint[] {
  const smallest = [0, ...bounds].map((bound) =>
    front.filter(({ error }) => error <= bound).reduce((a, b) => (b.gates < a.gates ? b : a)),
  )
  return [...new Set(smallest)]
}

/** What is written for a machine of the front. */
function describePoint(
  machine: MachineFile,
  approximation: Approximation,
  point: ApproximatePoint,
): MachineFile {
  const { netlist } = point
  const champion = addApproximation(machine.champion, approximation, point)
  return { ...machine, netlist, champion, claim: describeError(approximation, point) }
}

async function writePoint(
  machine: MachineFile,
  approximation: Approximation,
  point: ApproximatePoint,
  file: string,
  effects: Effects,
): Promise<string> {
  const content = await chooseWriting(file).write(describePoint(machine, approximation, point))
  await effects.files.write(file, content)
  return file
}

/** Writes every machine of the front into a folder, and `front.json`, which says what they are. */
async function writeFront(
  machine: MachineFile,
  approximation: Approximation,
  folder: string,
  effects: Effects,
): Promise<string[]> {
  const extension = machine.champion ? 'json' : 'blif'
  const files: string[] = []
  for (const point of approximation.front) {
    // No two machines of a front have as many gates and the same depth.
    const name = `${fileBase(machine.name)}-${point.gates}-${point.depth}.${extension}`
    const file = join(folder, name)
    files.push(await writePoint(machine, approximation, point, file, effects))
  }
  const list = join(folder, 'front.json')
  const { measure, bounds, exact } = approximation
  const points = describeFront(approximation).map((point, i) => ({ file: files[i]!, ...point }))
  const content = { name: machine.name, measure, bounds, exact, front: points }
  await effects.files.write(list, `${JSON.stringify(content, null, 2)}\n`)
  return [list, ...files]
}

/** The front as data, without its machines. */
const describeFront = ({ front }: Approximation) =>
  front.map(({ error, gates, depth, proof }) => ({ error, gates, depth, ...proof }))

function describeAnswer(
  machine: MachineFile,
  approximation: Approximation,
  shown: readonly ApproximatePoint[],
  files: readonly string[],
  effects: Effects,
): Pick<Answer, 'result' | 'text' | 'line'> {
  const { measure, bounds, exact, evaluations, proofsGivenUp, isInterrupted } = approximation
  const { name, ports } = printable(machine)
  const smallest = shown.at(-1)!
  const change = `${name}: ${sizesOf(machine.netlist).gates} → ${smallest.gates} gates`
  const claim = describeError(approximation, smallest)
  const outputs = machine.netlist.outputs.length
  return {
    result: {
      type: 'result',
      command: 'prune',
      name: machine.name,
      ...{ measure, bounds, before: exact, evaluations, proofsGivenUp, isInterrupted },
      front: describeFront(approximation),
      files,
    },
    text: [
      `${change}; ${claim}`,
      table([
        [measure, 'gates', 'of before', 'depth', ''],
        ...shown.map((point) => describeRow(point, approximation, outputs)),
      ]),
      describeBacking(approximation),
      ...(isInterrupted ? ['Interrupted: this is how far it got.'] : []),
      drawText(smallest.netlist, ports, effects.stdout.columns),
      describeFiles(files),
    ].join('\n\n'),
    line: `${change}, ${claim}`,
  }
}

/** What the table shows and what backs it. */
function describeBacking({ front, proofsGivenUp }: Approximation): string {
  const isMeasured = front.some(({ proof }) => proof.method === 'exhaustive')
  const given =
    proofsGivenUp > 0
      ? ` ${plural(proofsGivenUp, 'smaller machine')} could not be proved within the limit.`
      : ''
  return (
    `${plural(front.length, 'machine')} in the front; shown are the smallest under each bound. ` +
    'Errors are against the machine that was read, ' +
    (isMeasured ? 'measured over every row.' : `at most as shown, proved by SAT.${given}`)
  )
}

function describeRow(
  { error, gates, depth }: ApproximatePoint,
  { measure, exact }: Approximation,
  outputs: number,
): string[] {
  const range = measure === errorRate.name ? 1 : 2 ** outputs
  const unit = range === 1 ? 'of rows' : 'of the range'
  const part = exact.gates === 0 ? 1 : gates / exact.gates
  return [figure(error), whole(gates), share(part), `${depth}`, `${share(error / range)} ${unit}`]
}

/** A part with three figures that count. */
const share = (part: number): string => `${Number((100 * part).toPrecision(3))} %`

function describeFiles(files: readonly string[]): string {
  if (files.length === 0) {
    return 'Nothing was written: --out FILE keeps the smallest, --out DIR the whole front.'
  }
  const [first, ...rest] = files
  return `written to ${shellWord(first!)}${rest.length > 0 ? ` and ${plural(rest.length, 'machine')} beside it` : ''}`
}
