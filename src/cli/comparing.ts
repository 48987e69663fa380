/** What `compare` does once it is called. */
import {
  type CompareEvent,
  type Comparison,
  compare,
  describeComparison,
  quote,
  renderComparison,
  UsageError,
} from '../index.ts'
import type { Answer, Common } from './command.ts'
import { flagName } from './command.ts'
import { type Effects, signalCodes } from './effects.ts'
import { exitCodes } from './exit.ts'
import { printable, printableLines, shellLine, table } from './format.ts'
import { checkPlace } from './machines.ts'
import { findTask, readRequest, type TaskGiven } from './tasks.ts'

interface CompareGiven extends Common, TaskGiven {
  readonly file: string
  readonly methods?: readonly string[]
  readonly time: number
  readonly seeds: number
  readonly report?: string
}

/** Compares methods on a task, with a line for each trial. */
export async function compareTask(given: CompareGiven, effects: Effects): Promise<Answer> {
  const { file, methods, time, seeds, report, json, quiet } = given
  const write = report === undefined ? undefined : chooseReport(report)
  if (report !== undefined) await checkPlace(report, effects)
  const task = await findTask(file, readRequest(given), effects)
  const interrupts = effects.hearInterrupts()
  const { signal } = interrupts
  const options = { methods, budgetMs: time, seeds, command: commandLine(given), signal }
  const comparing = compare(task, { ...options, now: effects.now })
  try {
    for await (const event of comparing) {
      if (json) effects.stdout.write(`${JSON.stringify(event)}\n`)
      else if (!quiet) effects.stderr.write(describeEvent(event))
    }
  } finally {
    interrupts.dispose()
  }
  const comparison = await comparing
  if (write) await effects.files.write(report!, await write(comparison))
  const { head, rows, verdict } = describeComparison(comparison)
  const isInterrupted = signal.aborted
  const lines = [
    // A column for each method: there are more figures than methods.
    ...(rows.length > 0 ? [table(transpose([head, ...rows])), ''] : []),
    ...comparison.refused.map(({ method, why }) => `${method}: ${why}`),
    verdict,
    ...(report === undefined ? [] : [`wrote ${report}`]),
  ]
  return {
    exitCode: isInterrupted
      ? signalCodes[signal.reason as keyof typeof signalCodes]
      : exitCodes.done,
    result: { type: 'result', command: 'compare', comparison, report: report ?? null },
    text: printableLines(lines.join('\n')),
    line: printable(verdict),
  }
}

const transpose = (rows: readonly (readonly string[])[]): string[][] =>
  rows[0]!.map((_, column) => rows.map((row) => row[column]!))

/** What writes a report, by the name of its file. Throws a `UsageError` for another. */
function chooseReport(file: string): (comparison: Comparison) => Promise<string> {
  if (/\.html?$/i.test(file)) return renderComparison
  if (/\.json$/i.test(file)) {
    return async (comparison) => `${JSON.stringify(comparison, null, 2)}\n`
  }
  throw new UsageError('cli/bad-value', {
    where: '--report',
    expected: 'a file that ends in .html or .json',
    received: quote(file),
  })
}

function describeEvent(event: CompareEvent): string {
  if (event.type === 'training') return ''
  const { trial, done, count } = event
  const { method, seed, figures, exactness, ms } = trial
  const last = figures.heldOut ?? figures.longer?.at(-1)?.accuracy
  const percent = (part: number) => `${(100 * part).toFixed(1)} %`
  const beyond = last === undefined ? '' : `, beyond ${percent(last)}`
  const what = `${method}, seed ${seed}: ${percent(figures.train)}${beyond}, ${exactness}`
  return `${done} of ${count}  ${what}, ${(ms / 1000).toFixed(1)} s\n`
}

/** The command that makes the comparison again: what was given, in the order of the options. */
function commandLine({ file, methods, time, seeds, ...rest }: CompareGiven): string {
  const { report: _, json: __, quiet: ___, ...task } = rest
  const flags = Object.entries(task).flatMap(([name, value]) => {
    if (value === undefined || typeof value === 'object') return []
    return [flagName(name), String(value)]
  })
  const chosen = methods ? ['--methods', methods.join(',')] : []
  const words = ['compare', file, ...chosen, '--time', `${time}ms`, '--seeds', seeds, ...flags]
  return `nandertal ${shellLine(words)}`
}
