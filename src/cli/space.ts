/** Search spaces in words that mean something. */
import { dirname } from 'node:path'
import {
  type Explanation,
  openRunFolder,
  quote,
  readChampion,
  type Task,
  UsageError,
} from '../index.ts'
import { flagName } from './command.ts'
import type { Effects } from './effects.ts'
import { columns, plural, printable, short, whole } from './format.ts'
import { isChampionName } from './machines.ts'
import { taskOptions } from './options.ts'
import { findTask, readRequest, rebuildTask, type TaskGiven } from './tasks.ts'

interface Subject {
  readonly task: Task
  /** Evaluations of the run that is asked about. */
  readonly spent?: number
}

/** The task that is asked about: one to be run, or that of a run or a champion. */
export async function findSubject(
  name: string,
  options: TaskGiven,
  effects: Effects,
): Promise<Subject> {
  const { files } = effects
  const kind = await files.kind(name)
  if (isChampionName(name) && kind === 'file') {
    checkNoOptions(name, options)
    const { evaluations } = readChampion(new TextDecoder().decode(await files.read(name)), name)
    return { ...(await findRun(dirname(name), effects)), spent: evaluations }
  }
  if (kind === 'folder') {
    checkNoOptions(name, options)
    return findRun(name, effects)
  }
  return { task: await findTask(name, readRequest(options), effects) }
}

/** A run has had its options. */
function checkNoOptions(name: string, options: TaskGiven): void {
  const names = Object.keys(taskOptions) as (keyof typeof taskOptions)[]
  const given = names.filter((key) => options[key] !== undefined)
  if (given.length === 0) return
  throw new UsageError('cli/unused-option', {
    where: `nandertal explain: ${given.map(flagName).join(', ')}`,
    expected: 'no option about the task: the run says what it was',
    received: quote(name),
    hint: 'Name the file of the task instead.',
  })
}

async function findRun(folder: string, effects: Effects): Promise<Subject> {
  const run = await openRunFolder(folder)
  return { task: await rebuildTask(run.folder.frozen, effects), spent: run.island?.evaluations }
}

export function describeExplanation(
  explanation: Explanation,
  spent: number | undefined,
  budget: number,
): string {
  const { task, gates, latches, evaluationsPerSecond } = explanation
  const memory = latches > 0 ? ` and ${plural(latches, 'latch', 'latches')}` : ''
  const seconds = (evaluations: number) => describeSeconds(evaluations / evaluationsPerSecond)
  const instead: [string, string] =
    spent === undefined
      ? ['budget', `${plural(budget, 'evaluation')} at most, ${seconds(budget)}`]
      : ['instead', `evolution spent ${plural(spent, 'evaluation')}, ${seconds(spent)}`]
  return [
    `${printable(task)}: machines of ${plural(gates, 'gate')}${memory}`,
    columns([
      ['space', describeSpace(explanation)],
      ['rate', `${whole(evaluationsPerSecond)} evaluations a second, measured here and now`],
      ['trying all', `${describeExhaustion(explanation)}, with one core`],
      instead,
    ]),
  ].join('\n\n')
}

export const describeSpace = ({ spaceBits, spaceDigits }: Explanation): string =>
  `${whole(spaceBits)} bits to choose, about 10^${spaceDigits} machines`

function describeExhaustion({ exhaustiveSeconds, exhaustiveYearsLog10 }: Explanation): string {
  if (exhaustiveYearsLog10 < 4) return describeSeconds(exhaustiveSeconds!)
  const years = `10^${Math.floor(exhaustiveYearsLog10)} years`
  return exhaustiveYearsLog10 < 11 ? years : `${years} (the universe has had 10^10)`
}

const units: readonly (readonly [seconds: number, name: string])[] = [
  [365.25 * 86_400, 'year'],
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
]

/** A time in its largest unit. */
export function describeSeconds(seconds: number): string {
  const [unit, name] = units.find(([each]) => seconds >= each) ?? [1e-3, 'millisecond']
  const amount = seconds / unit
  const text = amount < 10 ? String(Number(amount.toPrecision(2))) : short(amount)
  return `${text} ${name}${text === '1' ? '' : 's'}`
}
