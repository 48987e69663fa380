/** Chooses the engine of a task: the fast one where it can take the task, else the plain one. */
import type { Engine } from '../island.ts'
import type { Task } from '../task.ts'
import { createFusedEngine, isFusable } from './fused.ts'
import { createPlainEngine } from './plain.ts'

export const createEngine = (task: Task): Engine =>
  isFusable(task) ? createFusedEngine(task) : createPlainEngine(task)
