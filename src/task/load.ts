/**
 * Tasks from a path: task files with code, and every file that `readTask` reads.
 *
 * A task file with code is run when it is loaded. `nandertal` in its imports is the library that the
 * caller hands in, so that it can stand in any folder, without a `node_modules` beside it.
 *
 * This is the one place that imports jiti, which runs TypeScript as it is.
 */

import { readBase64 } from '../base64.ts'
import { openDisk, openOwnFolder } from '../disk.ts'
import { assert, type Fault, isUsageError, nearestName, quote, UsageError } from '../errors.ts'
import {
  createTask,
  type Task,
  type TaskDefinition,
  type TaskOptions,
  type TaskSource,
} from '../task.ts'
import { type FileOptions, type FormatOptions, formatOptions, readTask } from './files.ts'
import { digestSources } from './sources.ts'

export interface LoadContext {
  /** What imports of these names find, e.g. `{ nandertal: library }`. */
  readonly modules?: Readonly<Record<string, unknown>>
  /** A folder with code that was compiled, where more may be left; default: one of this process's own. */
  readonly cache?: string
  /** The tasks that come with the library, by name. */
  builtins?(name: string): TaskDefinition | undefined | Promise<TaskDefinition | undefined>
}

/** The most bytes of a file. */
export const taskBytesMax = 2 ** 27

/** Loads a task from a file. Throws a `UsageError` with every fault. */
export async function loadTask(
  path: string,
  options: FileOptions = {},
  context: LoadContext = {},
): Promise<Task> {
  const content = await readFile(path)
  if (!isCode(path)) return readTask(path, content, options)
  const unused = formatOptions.filter((name) => options[name] !== undefined)
  if (unused.length > 0) {
    throw fault('task/unused-option', `${path}: ${unused.join(', ')}`, {
      expected: 'no option about data: the code of the task decides',
      received: quote(options[unused[0]!]),
    })
  }
  return loadCode(path, content, options, context)
}

/**
 * Builds a task again from what a run kept of it. Throws a `UsageError` when the code has changed
 * since, or when only the program that made the task can bring it back.
 */
export async function reloadTask(
  source: TaskSource,
  options: TaskOptions = {},
  context: LoadContext = {},
): Promise<Task> {
  switch (source.kind) {
    case 'text':
      return readTask(source.file, readBase64(source.content), {
        ...options,
        ...(source.options as FormatOptions),
      })
    case 'module': {
      const content = await readFile(source.path)
      const received = await digestSources(source.path, content)
      if (received !== source.digest) {
        throw fault('task/changed', source.path, {
          expected: `the text that the run began with, imports included, ${source.digest.slice(0, 12)}…`,
          received: `another one, ${received.slice(0, 12)}…`,
          hint: 'Bring the old text back, or start a new run.',
        })
      }
      return loadCode(source.path, content, options, context)
    }
    case 'builtin': {
      const definition = await context.builtins?.(source.name)
      if (definition) return createTask(definition, options, source)
      throw fault('task/unknown-builtin', 'task', {
        expected: 'a task of this version of the library',
        received: quote(source.name),
      })
    }
    case 'code':
      throw fault('task/only-in-code', 'task', {
        expected: 'a task from a file, which can be read again',
        received: 'one that a program defined',
        hint: 'Let that program resume the run.',
      })
    default:
      return source satisfies never
  }
}

const isCode = (path: string): boolean => /\.[mc]?[jt]s$/i.test(path)

async function loadCode(
  path: string,
  content: Uint8Array,
  options: TaskOptions,
  context: LoadContext,
): Promise<Task> {
  const { basename, resolve } = (await openDisk()).path
  const absolute = resolve(path)
  const definition = await importDefinition(absolute, path, context)
  const name = definition.name ?? basename(path).replace(/(\.task)?\.[^.]*$/, '')
  const source = {
    kind: 'module',
    path: absolute,
    digest: await digestSources(path, content),
  } as const
  return createTask({ ...definition, name }, options, source)
}

async function importDefinition(
  absolute: string,
  path: string,
  context: LoadContext,
): Promise<TaskDefinition> {
  const found = await importModule(absolute, context, path)
  const definition = found.default as Partial<TaskDefinition> | undefined
  const hint = 'export default defineTask({ … })'
  if (definition === undefined) {
    const names = Object.keys(found)
    const received = names.length > 0 ? `only exports named ${names.join(', ')}` : 'no export'
    throw fault('task/no-default-export', path, { expected: 'a default export', received, hint })
  }
  if (!definition?.genome?.ports || typeof definition.problem?.build !== 'function') {
    const received = typeof definition === 'object' ? 'another object' : quote(definition)
    throw fault('task/bad-default-export', path, {
      expected: 'a task as the default export',
      received,
      hint,
    })
  }
  return definition as TaskDefinition
}

/** Runs a file of the user's and returns its exports; `name` is what faults call it. */
export async function importModule(
  absolute: string,
  { modules = {}, cache }: LoadContext,
  name = absolute,
): Promise<Record<string, unknown>> {
  const { createJiti } = await import('jiti')
  const fsCache = cache ?? (await openOwnFolder())
  const virtualModules: Record<string, unknown> = { ...modules }
  const jiti = createJiti(absolute, {
    fsCache,
    moduleCache: false,
    interopDefault: false,
    virtualModules,
  })
  try {
    return await jiti.import<Record<string, unknown>>(absolute)
  } catch (error) {
    throw describeImportError(error, name)
  }
}

/** What went wrong in the user's own file, with the place there where it is known. */
function describeImportError(error: unknown, path: string): UsageError {
  if (isUsageError(error)) {
    const faults: Fault[] = error.faults.map((one) => ({ ...one, where: `${path}: ${one.where}` }))
    return new UsageError(faults, { cause: error })
  }
  const { message, code, stack } = error instanceof Error ? (error as NodeJS.ErrnoException) : {}
  const syntax = /ParseError: (.*?)\s+(\S+):(\d+):(\d+)\s*$/s.exec(message ?? '')
  if (syntax) {
    const [, what, file, line, column] = syntax
    const where = `${file}:${line}:${Number(column) + 1}`
    const details = { expected: 'TypeScript or JavaScript', received: what!.trim() }
    return fault('task/syntax', where, details, error)
  }
  if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') {
    const received = message!.split('\n')[0]!
    const hint = 'Paths of files begin with ./ and have an extension.'
    const details = { expected: 'imports that are there', received, hint }
    return fault('task/missing-module', path, details, error)
  }
  const place = /\(?(\S+?\.[mc]?[jt]s:\d+:\d+)\)?$/m.exec(stack ?? '')?.[1]
  const received = error instanceof Error ? `${error.name}: ${message}` : quote(error)
  const details = { expected: 'a file that runs without an exception', received }
  return fault('task/threw', place ?? path, details, error)
}

/** The content of a file, which is not empty. */
async function readFile(path: string): Promise<Uint8Array> {
  const { fs } = await openDisk()
  try {
    const stat = await fs.stat(path)
    if (!stat.isFile()) {
      const received = stat.isDirectory() ? 'a folder' : 'something that is not a file'
      throw fault('task/not-a-file', path, { expected: 'a file', received })
    }
    if (stat.size > taskBytesMax) {
      const received = `${stat.size} bytes`
      throw fault('task/too-large', path, { expected: `at most ${taskBytesMax} bytes`, received })
    }
    if (stat.size === 0) {
      throw fault('task/empty', path, { expected: 'a file that holds a task', received: 'nothing' })
    }
    return await fs.readFile(path)
  } catch (error) {
    if (isUsageError(error)) throw error
    throw await describeReadError(error as NodeJS.ErrnoException, path)
  }
}

async function describeReadError(error: NodeJS.ErrnoException, path: string): Promise<UsageError> {
  assert(error instanceof Error, 'file errors are errors')
  const expected = 'a file that can be read'
  if (error.code !== 'ENOENT') {
    return fault('task/unreadable', path, { expected, received: `${error.code}` }, error)
  }
  const disk = await openDisk()
  const names = await disk.fs.readdir(disk.path.dirname(path)).catch(() => [])
  const near = nearestName(disk.path.basename(path), names.slice(0, 1000))
  const hint = near && `Did you mean ${near}?`
  return fault('task/no-file', path, { expected: 'a file', received: 'nothing there', hint }, error)
}

const fault = (
  code: string,
  where: string,
  details: Pick<Fault, 'expected' | 'received' | 'hint'>,
  cause?: unknown,
): UsageError => new UsageError(code, { where, ...details }, { cause })
