/** Loads what a child process or thread is to compute: the function of a task, or of a module. */
import { quote, UsageError } from '../../errors.ts'
import type { Ports } from '../../netlist/ports.ts'
import { type CallableSlot, type Caller, createCaller } from '../../problem/call.ts'
import type { BatchFunction, FitnessFunction } from '../../problem/slot.ts'
import { importModule, reloadTask } from '../../task/load.ts'
import type { TaskOptions, TaskSource } from '../../task.ts'

/** The first line that it hears: a task with a function of its own, or a module. */
export interface Hello {
  /** Where the library lies that code of the user's may import. */
  readonly library: string
  readonly task?: { readonly source: TaskSource; readonly options: TaskOptions }
  readonly module?: string
  /** Names of the objectives, and the ports of the machines. */
  readonly names: readonly string[]
  readonly ports: Ports
}

/** A function of the user's, and whether it scores a whole generation at once. */
export interface Loaded {
  readonly call: Caller
  readonly isWhole: boolean
}

export async function loadCaller(hello: Hello): Promise<Loaded> {
  const modules = { nandertal: await import(hello.library) }
  const slot = hello.module
    ? await loadModule(hello.module, modules)
    : await loadTask(hello, modules)
  return { call: createCaller(slot, hello.names, hello.ports), isWhole: slot.kind === 'batch' }
}

async function loadTask({ task }: Hello, modules: Record<string, unknown>): Promise<CallableSlot> {
  const { problem } = await reloadTask(task!.source, task!.options, { modules })
  const { slot } = problem
  if (slot?.kind === 'function' || slot?.kind === 'batch') return slot
  throw new UsageError('task/no-fitness', {
    where: 'fitness',
    expected: 'the function that was there when the run began',
    received: slot ? `one by ${slot.kind}` : 'none',
  })
}

/** The fitness that a module exports: `fitness`, `fitnessBatch`, or one of them as its default. */
async function loadModule(file: string, modules: Record<string, unknown>): Promise<CallableSlot> {
  const found = await importModule(file, modules)
  const main = found.default as Record<string, unknown> | undefined
  if (typeof main === 'function') return { kind: 'function', fitness: main as FitnessFunction }
  const { fitness, fitnessBatch } = typeof main === 'object' && main !== null ? main : found
  if (typeof fitness === 'function')
    return { kind: 'function', fitness: fitness as FitnessFunction }
  if (typeof fitnessBatch === 'function') {
    return { kind: 'batch', fitness: fitnessBatch as BatchFunction }
  }
  throw new UsageError('task/no-fitness', {
    where: file,
    expected: 'an export named fitness or fitnessBatch, or a function as the default export',
    received: Object.keys(found).length > 0 ? quote(Object.keys(found).join(', ')) : 'no export',
  })
}
