/**
 * A new run that starts from a state of an earlier one: another seed, or another budget, from there on.
 *
 * A generation that was not kept is come to again, from the last one before it that was: the same state,
 * for chance depends on the seed and the generation alone.
 */
import { UsageError } from '../errors.ts'
import { type ContainOptions, openContained } from '../evaluator/open.ts'
import type { Executor } from '../executor.ts'
import { memberTask } from '../island/rules.ts'
import type { Engine, Island } from '../island.ts'
import { digestIsland } from '../run/checkpoint.ts'
import {
  createForkFolder,
  type FrozenTask,
  openRunFolder,
  type RunFolder,
  readRunHistory,
} from '../run/folder.ts'
import { openQuestions } from '../run/questions.ts'
import { createEngineFor, reseed } from '../world.ts'
import { type ReopenOptions, reopenTask } from './reopen.ts'

export interface ForkOptions extends ReopenOptions, Omit<ContainOptions, 'now' | 'questions'> {
  /** The generation to start from, at least 1; default: that of the last checkpoint. */
  readonly generation?: number
  /** Decides all chance from there on; default: the seed of the earlier run. */
  readonly seed?: number
  /** Where islands advance on the way to the generation; default: in this thread. */
  readonly executor?: Executor
}

/**
 * Makes a folder under `parent` for a run that starts from a state of the run at `path`; `resume` goes
 * on with it.
 */
export async function fork(
  path: string,
  parent: string,
  options: ForkOptions = {},
): Promise<RunFolder> {
  const { folder, island: last } = await openRunFolder(path)
  const { frozen } = folder
  checkNumbers(options)
  const given = await reopenTask(path, frozen, options)
  const generation = options.generation ?? last?.generation ?? 0
  const { task, executor, close } = await openContained(given, {
    ...options,
    questions: openQuestions(path),
  })
  let island: Island
  try {
    const engine = await createEngineFor(memberTask(task), executor)
    island = await advanceTo(engine, await findState(path, frozen, engine, generation), generation)
  } finally {
    await close()
  }
  if (island.generation !== generation || generation === 0) {
    throw new UsageError('run/no-generation', {
      where: path,
      expected: 'a generation that the run can come to, at least 1',
      received: `generation ${generation}, where it ends with ${island.generation}`,
    })
  }
  const state = digestIsland(island)
  const from = {
    run: frozen.id,
    seed: frozen.seed,
    generation,
    evaluations: island.evaluations,
    state,
  }
  const { seed = frozen.seed } = options
  const frozenFork = { ...frozen, options: task.options }
  return createForkFolder(parent, frozenFork, from, reseed({ ...island, stopped: null }, seed))
}

function checkNumbers({ generation = 1, seed = 0 }: ForkOptions): void {
  const check = (what: string, value: number, min: number) => {
    if (Number.isSafeInteger(value) && value >= min) return
    const expected = `a whole number of at least ${min}`
    throw new UsageError('run/bad-fork', {
      where: `fork(): ${what}`,
      expected,
      received: `${value}`,
    })
  }
  check('generation', generation, 1)
  check('seed', seed, 0)
}

/** The last state of a run that is known and not after a generation. */
export async function findState(
  path: string,
  frozen: FrozenTask,
  engine: Engine,
  generation: number,
): Promise<Island> {
  const { islands } = await readRunHistory(path)
  const kept = islands.find((island) => island.generation <= generation)
  if (kept) return { ...kept, stopped: null }
  const { from } = frozen
  if (!from) return engine.create(frozen.seed)
  throw new UsageError('run/no-generation', {
    where: path,
    expected: `a generation of this run, which starts from ${from.generation} of another`,
    received: `generation ${generation}`,
  })
}

/** Advances to a generation, or to where the island stops before it. */
export async function advanceTo(
  engine: Engine,
  start: Island,
  generation: number,
): Promise<Island> {
  let island = start
  while (island.generation < generation && !island.stopped) {
    // A generation spends at least one evaluation, so this never goes too far.
    island = (await engine.advance(island, generation - island.generation)).island
  }
  return island
}
