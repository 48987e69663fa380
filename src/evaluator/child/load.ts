/** Loads what a child process or thread is to compute: the function of a task, or of a module. */
import { quote, UsageError } from '../../errors.ts'
import { type Caller, createCaller } from '../../problem/call.ts'
import type { EvaluationForm } from '../../problem/form.ts'
import {
  type BatchFunction,
  type CallableSlot,
  type FitnessFunction,
  isCallable,
  type Meeting,
} from '../../problem/slot.ts'
import { importModule, type LoadContext, reloadTask } from '../../task/load.ts'
import type { TaskOptions, TaskSource } from '../../task.ts'

/** The first line that it hears: a task with a function of its own, or a module. */
export interface Hello {
  /** Where the library lies that code of the user's may import. */
  readonly library: string
  readonly task?: { readonly source: TaskSource; readonly options: TaskOptions }
  readonly module?: string
  readonly form: EvaluationForm
  /** A folder with code that the run has compiled: it need not be done again. */
  readonly cache?: string
}

/** A function of the user's, and whether it scores a whole generation at once. */
export interface Loaded {
  readonly call: Caller
  readonly isWhole: boolean
}

export async function loadCaller(hello: Hello): Promise<Loaded> {
  const { form, cache } = hello
  const context = { modules: { nandertal: await import(hello.library) }, cache }
  const slot = hello.module
    ? await loadModule(hello.module, form, context)
    : await loadTask(hello, context)
  return { call: createCaller(slot, form), isWhole: slot.kind === 'batch' }
}

async function loadTask({ task }: Hello, context: LoadContext): Promise<CallableSlot> {
  const { problem } = await reloadTask(task!.source, task!.options, context)
  const slot = problem.custom?.slot
  if (slot && isCallable(slot)) return slot
  throw new UsageError('task/no-fitness', {
    where: 'fitness',
    expected: 'the function that was there when the run began',
    received: slot ? `one by ${slot.kind}` : 'none',
  })
}

/** What a module exports: by its name, or as the default. */
async function loadModule(
  file: string,
  { isMeeting }: EvaluationForm,
  context: LoadContext,
): Promise<CallableSlot> {
  const found = await importModule(file, context)
  const main = found.default as Record<string, unknown> | undefined
  const named = typeof main === 'object' && main !== null ? main : found
  const pick = (name: string) => (typeof main === 'function' ? main : named[name])
  if (isMeeting) {
    const meeting = pick('interact')
    if (typeof meeting === 'function') return { kind: 'meeting', meeting: meeting as Meeting }
  } else {
    const fitness = pick('fitness')
    if (typeof fitness === 'function') {
      return { kind: 'function', fitness: fitness as FitnessFunction }
    }
    const { fitnessBatch } = named
    if (typeof fitnessBatch === 'function') {
      return { kind: 'batch', fitness: fitnessBatch as BatchFunction }
    }
  }
  const wanted = isMeeting ? 'interact' : 'fitness or fitnessBatch'
  throw new UsageError('task/no-fitness', {
    where: file,
    expected: `an export named ${wanted}, or a function as the default export`,
    received: Object.keys(found).length > 0 ? quote(Object.keys(found).join(', ')) : 'no export',
  })
}
