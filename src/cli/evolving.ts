/** What `evolve` and `resume` share: a run is watched to its end, and its champion handed over. */
import { join, relative } from 'node:path'
import {
  type Champion,
  type Evolution,
  type EvolveResult,
  exporters,
  isDataSet,
  type RunFolder,
  type Task,
  type Verdict,
} from '../index.ts'
import type { Answer, Common } from './command.ts'
import { type Effects, signalCodes } from './effects.ts'
import { exitCodes } from './exit.ts'
import { fileBase, printable, shellLine, whole } from './format.ts'
import { describeFront, describePoint, writeFront } from './front.ts'
import { chooseWriting, exportMachine, sizesOf } from './machines.ts'
import { type ChampionReport, describeChampion, describeInOneLine, type Outcome } from './report.ts'
import { createStyle } from './style.ts'
import { describeVerdictForPrograms, judgeVerdict } from './verdict.ts'
import { createWatcher, type WatchOptions } from './watch.ts'

/** A run that a signal ended. */
export interface Interruption {
  readonly signal: keyof typeof signalCodes
  readonly generation: number
  readonly evaluations: number
  readonly isSolved: boolean
}

/** Shows a run to its end, or until the user interrupts it. */
export async function watchRun(
  start: (signal: AbortSignal) => Evolution,
  options: WatchOptions,
  effects: Effects,
): Promise<EvolveResult | Interruption> {
  const watcher = await createWatcher(options, effects)
  const interrupts = effects.hearInterrupts()
  try {
    const evolution = start(interrupts.signal)
    for await (const event of evolution) {
      watcher.show(event)
      if (event.type !== 'stopped') continue
      if (event.reason === 'interrupted') {
        const { generation, evaluations, isSolved } = event
        return { signal: interrupts.signal.reason, generation, evaluations, isSolved }
      }
      // The run is saved. What comes now keeps the thread, so signals end the program themselves.
      interrupts.dispose()
    }
    return await evolution
  } finally {
    watcher.end()
    interrupts.dispose()
  }
}

/** The answer of an interrupted run, which says how to go on with the options it has now. */
export function answerInterruption(
  { signal, generation, evaluations, isSolved }: Interruption,
  task: Task,
  seed: number,
  folder: string | undefined,
  options: readonly (string | number)[],
  effects: Effects,
): Answer {
  const next = folder && `${programName(effects.env)} ${shellLine(['resume', folder, ...options])}`
  const saved = next
    ? `Saved at generation ${whole(generation)}. Go on with:\n  ${next}`
    : 'Nothing was saved: the parts of a cross-validation are not kept.'
  effects.stderr.write(`Interrupted. ${saved}\n`)
  return {
    exitCode: signalCodes[signal],
    result: {
      type: 'result',
      ...describeRun(task, seed),
      ...{ reason: 'interrupted', isSolved, evaluations, generations: generation },
      ...noChampion,
      folder: folder ?? null,
    },
    text: '',
  }
}

export interface Ending {
  readonly task: Task
  readonly result: EvolveResult
  readonly folder: RunFolder
  /** Where a copy of the champion was asked for. */
  readonly out?: string
  /** Lines about cross-validation, and the same for programs. */
  readonly folds?: { readonly text: string; readonly result: object }
}

/** Writes what the champion is handed over as, and answers with all that is known of it. */
export async function answerEnding(
  { task, result, folder, out, folds }: Ending,
  given: Common,
  effects: Effects,
): Promise<Answer> {
  const { champion, verdict, island, front } = result
  if (!champion) return answerNothing(task, result, folder)
  const path = shortPath(join(folder.path, 'champion.json'))
  const files = [path, ...(await writeExports(champion, folder, given, effects))]
  if (out !== undefined && front && (await effects.files.kind(out)) === 'folder') {
    files.push(...(await writeFront(task.name, front, out, effects)))
  } else if (out !== undefined) {
    const { name, netlist, ports } = champion
    const content = await chooseWriting(out).write({ name, netlist, ports, champion })
    await effects.files.write(out, content)
    files.push(out)
  }
  const outcome = outcomeOf(task, result)
  const report: ChampionReport = {
    champion: printable(champion),
    verdict,
    reason: result.reason,
    outcome,
    folds: folds?.text,
    front: front && describeFront(front),
    files: printable(files),
    next: nextCommands(task, champion, shortPath(folder.path), path, outcome),
    program: programName(effects.env),
  }
  return {
    exitCode: judge(outcome, verdict),
    result: {
      type: 'result',
      ...describeRun(task, island.seed),
      reason: result.reason,
      isSolved: outcome === 'solved',
      evaluations: champion.evaluations,
      generations: champion.generations,
      ...sizesOf(champion.netlist),
      ...describeVerdictForPrograms(verdict),
      score: champion.score,
      ...(champion.noise && { noise: champion.noise }),
      ...(champion.measures && { measures: champion.measures }),
      ...folds?.result,
      ...(front && { front: front.map(describePoint) }),
      champion: path,
      files,
      folder: shortPath(folder.path),
    },
    text: describeChampion(
      report,
      effects.stdout.columns,
      createStyle(effects.stdout, effects.env),
    ),
    line: `${describeInOneLine(report)}, ${printable(path)}`,
  }
}

function answerNothing(task: Task, result: EvolveResult, folder: RunFolder): Answer {
  const text = 'The run ended before its first generation: there is no champion.'
  const { reason, island } = result
  return {
    exitCode: exitCodes.no,
    result: {
      type: 'result',
      ...describeRun(task, island.seed),
      ...{
        reason,
        isSolved: false,
        evaluations: island.evaluations,
        generations: island.generation,
      },
      ...noChampion,
      folder: shortPath(folder.path),
    },
    text,
    line: text,
  }
}

const describeRun = (task: Task, seed: number) => ({ command: 'evolve', task: task.name, seed })

const noChampion = {
  ...{ gates: null, depth: null, latches: null, verdict: null, verdictDetails: null },
  ...{ score: null, champion: null, files: [] },
}

/** Gates above which a drawing takes longer than it is worth. */
const drawnMax = 400

/** Writes the champion as hardware, code and drawing beside it; returns the names of the files. */
async function writeExports(
  champion: Champion,
  folder: RunFolder,
  { quiet }: Common,
  effects: Effects,
): Promise<string[]> {
  const isDrawn = sizesOf(champion.netlist).gates <= drawnMax
  if (!isDrawn && !quiet) {
    effects.stderr.write(`No drawing: the machine has more than ${drawnMax} gates.\n`)
  }
  const files: string[] = []
  for (const format of ['verilog', 'typescript', ...(isDrawn ? ['svg'] : [])]) {
    const { extension } = exporters.find(({ name }) => name === format)!
    const file = `champion${extension}`
    await folder.write(file, await exportMachine(format, { ...champion, champion }))
    files.push(shortPath(join(folder.path, file)))
  }
  return files
}

/** Whether a task has no answer that is right: then the end of its budget is all one can ask. */
const isOpenEnded = (task: Task): boolean =>
  isDataSet(task.definition.problem) ||
  (task.problem.target === undefined && task.budget.target === undefined)

function judge(outcome: Outcome, verdict: Verdict | undefined): number {
  if (outcome === 'done') return exitCodes.done
  return outcome === 'missed' ? exitCodes.no : judgeVerdict(verdict)
}

/** The search's word, unless the verdict knows better: it may have looked at samples only. */
function outcomeOf(task: Task, { isSolved, verdict, island }: EvolveResult): Outcome {
  const wasSolved = isSolved || island.solvedAt !== null
  if (wasSolved && judgeVerdict(verdict) === exitCodes.no) return 'refuted'
  if (isSolved) return 'solved'
  return isOpenEnded(task) ? 'done' : 'missed'
}

function nextCommands(
  task: Task,
  champion: Champion,
  folder: string,
  path: string,
  outcome: Outcome,
): string[] {
  const show = ['show', path]
  const explain = ['explain', folder]
  const verify = ['verify', path]
  const resume = () => {
    const evaluations = 2 * Math.max(task.budget.evaluations, champion.evaluations)
    return ['resume', folder, '--evaluations', evaluations]
  }
  const exportTo = ['export', path, '--to', 'blif', '--out', `${fileBase(task.name)}.blif`]
  const lines: Readonly<Record<Outcome, () => (string | number)[][]>> = {
    solved: () => [show, exportTo, champion.spec ? verify : explain],
    done: () => [show, exportTo, champion.spec ? verify : explain],
    missed: () => [resume(), explain, show],
    refuted: () => [verify, explain, show],
  }
  return lines[outcome]().map(shellLine)
}

/** A path as short as it can be said from here; never one that looks like an option. */
export function shortPath(path: string): string {
  const short = relative('', path) || '.'
  const shorter = short.length < path.length ? short : path
  return shorter.startsWith('-') ? `./${shorter}` : shorter
}

/** How the program is called from here: npm does not put it on the path. */
export const programName = (env: Effects['env']): string =>
  env.npm_command ? 'npx nandertal' : 'nandertal'
