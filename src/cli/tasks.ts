/** Tasks by what people type: a file, or the name of a built-in task. */
import { dirname, join } from 'node:path'
import {
  type Budget,
  createTask,
  type FileOptions,
  type FrozenTask,
  isUsageError,
  loadTask,
  nearestName,
  quote,
  reloadTask,
  type SearchChoice,
  type Task,
  UsageError,
} from '../index.ts'
import { flagName } from './command.ts'
import type { Effects } from './effects.ts'
import { exitCodes, Failure } from './exit.ts'
import { printable, shellWord } from './format.ts'

export interface TaskRequest extends Omit<FileOptions, 'search'> {
  readonly search?: string
  /** Options of the search, of the task's own where none is named. */
  readonly searchOption?: Readonly<Record<string, number | string>>
}

/** What the command line says about a task: the options of `taskOptions`. */
export interface TaskGiven extends Omit<TaskRequest, 'outputs' | 'target' | 'budget'> {
  readonly target?: string
  readonly outputs?: string
  /** Milliseconds and mebibytes of one evaluation of a fitness of the user's. */
  readonly timeout?: number
  readonly memory?: number
}

/** Options that make a table a data set, where outputs are not columns but classes. */
const dataSetOptions = ['target', 'bits', 'holdOut', 'blur', 'dataSeed'] as const

/** The request in the options of a command. Throws a `UsageError` where two exclude each other. */
export function readRequest(given: TaskGiven, budget?: Partial<Budget>): TaskRequest {
  const { gates, latches, islands, search, searchOption } = given
  const { target, bits, header, outputs, holdOut, blur, dataSeed } = given
  const rival = dataSetOptions.find((name) => given[name] !== undefined)
  if (outputs !== undefined && rival !== undefined) {
    throw new UsageError('cli/unused-option', {
      where: `--outputs with ${flagName(rival)}`,
      expected: 'one of them: a data set has a column to predict, a table of bits has outputs',
      received: 'both',
    })
  }
  const { timeout, memory } = given
  const limits =
    timeout === undefined && memory === undefined
      ? undefined
      : {
          ...(timeout !== undefined && { timeoutMs: timeout }),
          ...(memory !== undefined && { memoryMb: memory }),
        }
  const machine = { gates, latches, islands, search, searchOption, budget, limits }
  return {
    ...machine,
    ...{ target, bits, header, holdOut, blur, dataSeed },
    outputs: readOutputs(outputs),
  }
}

/** A number of columns, or their names. */
const readOutputs = (outputs: string | undefined): number | string | undefined =>
  outputs !== undefined && /^\d+$/.test(outputs) ? Number(outputs) : outputs

/**
 * Reads the task of a file, or a built-in one; a file that is there comes first. Faults of the task
 * itself are told from faults of the options by the exit code.
 */
export async function findTask(
  name: string,
  request: TaskRequest,
  effects: Effects,
): Promise<Task> {
  const kind = await effects.files.kind(name)
  if (kind === 'file') announceCode(name, effects)
  try {
    const { searchOption: _, ...rest } = request
    const options = { ...rest, search: chooseSearch(request) }
    const task = await (kind === undefined
      ? loadBuiltin(name, options, effects)
      : load(name, options))
    return chooseSearchOptions(task, request)
  } catch (error) {
    throw isUsageError(error) && isFaultOfTask(error, request)
      ? new Failure(exitCodes.task, error)
      : error
  }
}

/** Says so before a task that is code is run by reading it. */
function announceCode(file: string, { stderr }: Effects): void {
  if (/\.[mc]?[jt]s$/i.test(file)) stderr.write(`executes code from ${printable(file)}\n`)
}

async function load(file: string, options: FileOptions): Promise<Task> {
  return loadTask(file, options, { modules: { nandertal: await import('../index.ts') } })
}

async function loadBuiltin(name: string, options: FileOptions, { files }: Effects): Promise<Task> {
  const { builtinTasks } = await import('../tasks/index.ts')
  const builtin = Object.hasOwn(builtinTasks, name) ? builtinTasks[name] : undefined
  if (builtin) {
    const { gates, latches, islands, search, budget, limits, ...format } = options
    checkNoFormat(name, format)
    const source = { kind: 'builtin', name } as const
    return createTask(
      await builtin.load(),
      { gates, latches, islands, search, budget, limits },
      source,
    )
  }
  const folder = dirname(name)
  const neighbours = (await files.list(folder)).slice(0, 1000).map((file) => join(folder, file))
  const near = nearestName(name, [...Object.keys(builtinTasks), ...neighbours])
  throw new UsageError('cli/unknown-task', {
    where: name,
    expected: 'a file, or the name of a built-in task',
    received: 'nothing of that name',
    hint: near ? `Did you mean ${shellWord(near)}?` : 'nandertal tasks lists the built-in ones.',
  })
}

function checkNoFormat(name: string, format: object): void {
  const given = Object.entries(format).filter(([, value]) => value !== undefined)
  const [first] = given
  if (!first) return
  throw new UsageError('cli/unused-option', {
    where: `${name}: ${given.map(([option]) => flagName(option)).join(', ')}`,
    expected: 'no option about files: this task is built in',
    received: quote(first[1]),
  })
}

const chooseSearch = ({ search, searchOption }: TaskRequest): SearchChoice | undefined =>
  search === undefined ? undefined : { ...searchOption, name: search }

/** Options without a search are for the task's own search. */
function chooseSearchOptions(task: Task, { search, searchOption }: TaskRequest): Task {
  if (search !== undefined || searchOption === undefined) return task
  const choice = { ...task.searchChoice, ...searchOption, name: task.searchChoice.name }
  return createTask(task.definition, { ...task.options, search: choice }, task.source)
}

/** Faults of what was asked for, not of what the file says. */
const requestCodes = [
  'cli/unknown-task',
  'cli/unused-option',
  'task/no-file',
  'task/not-a-file',
  'task/unreadable',
  'task/unknown-format',
  'task/unused-option',
  'task/bad-fold',
  'data/bad-option',
  'data/unknown-target',
]

/** Faults that an option of the command line or the file itself can be the reason of. */
const sharedCodes = ['task/unknown-search', 'task/bad-search-option', 'task/bad-number']

function isFaultOfTask(error: UsageError, request: TaskRequest): boolean {
  if (requestCodes.includes(error.code)) return false
  const { gates, latches, islands, search, searchOption } = request
  const isTold = [gates, latches, islands, search, searchOption].some(
    (option) => option !== undefined,
  )
  const isShared = sharedCodes.includes(error.code) || isFaultOfSearch(error)
  return !(isShared && isTold)
}

/** Whether the first fault is an option that the search does not have. */
const isFaultOfSearch = ({ code, faults }: UsageError): boolean =>
  code === 'task/unknown-field' && /\bsearch\./.test(faults[0]?.where ?? '')

/** Builds the task of a run again. */
export async function rebuildTask(frozen: FrozenTask, effects: Effects): Promise<Task> {
  const { source, options } = frozen
  if (source.kind === 'module') announceCode(source.path, effects)
  const { builtinTasks } = await import('../tasks/index.ts')
  const name = source.kind === 'builtin' ? source.name : ''
  const definition = Object.hasOwn(builtinTasks, name)
    ? await builtinTasks[name]!.load()
    : undefined
  return reloadTask(source, options, {
    modules: { nandertal: await import('../index.ts') },
    builtins: () => definition,
  })
}
