/**
 * The plain and the fused engine over random tasks, whose shapes are drawn from numbers: the same tasks
 * on every platform.
 */
import { createFusedEngine, createPlainEngine, createRng, type Engine } from 'nandertal'
import { createRandomTask, type TaskShape } from '../random-task.ts'
import { digest } from './digest.ts'

/** How many tasks; they take some seconds. */
const tasksMax = 500

export interface EnginesAnswer {
  /** The numbers of the tasks on which the two engines differ. */
  readonly different: readonly number[]
  /** SHA-256 of the islands and improvements that the plain engine comes to, task after task. */
  readonly digest: string
}

/** Advances both engines on every task, the fused one in slices. */
export async function compareEngines(): Promise<EnginesAnswer> {
  const different: number[] = []
  const islands: string[] = []
  for (let seed = 0; seed < tasksMax; seed++) {
    const task = createRandomTask(drawShape(seed))
    const slice = 1 + createRng(seed).split('slice').below(900)
    const island = await advance(createPlainEngine(task), seed, [1e9])
    const fused = await advance(createFusedEngine(task), seed, [slice, 1, slice, 1e9])
    if (fused !== island) different.push(seed)
    islands.push(island)
  }
  return { different, digest: await digest(islands.join('\n')) }
}

/** Most shapes are small, so that many are tried in little time. */
function drawShape(seed: number): TaskShape {
  const rng = createRng(seed).split('shape')
  const between = (min: number, max: number) => min + rng.below(max - min + 1)
  const one = <T>(...choices: readonly T[]): T => choices[rng.below(choices.length)]!
  return {
    inputs: between(0, 6),
    outputs: between(1, 5),
    latches: one(0, between(0, 4)),
    gates: between(0, 60),
    ticks: one(1, between(1, 6)),
    cases: between(1, one(40, 300, 300, 3000)),
    count: one('bits', 'cases'),
    isWeighted: one(false, true),
    score: one('errors', 'accuracy'),
    careless: one(0, 1, 2),
    easy: one(false, false, true),
    lambda: between(1, 12),
    patience: one(0, 30, 400),
    siblings: one(0, 1),
    slack: one(0, 0, 1, 4),
    sizes: one(['gates'], ['gates', 'depth'], ['depth', 'gates']),
    evaluations: one(300, 1000, 1000, 3000),
    seed,
  }
}

/** The island of a seed after some slices, and the improvements on the way, as text. */
async function advance(engine: Engine, seed: number, slices: readonly number[]): Promise<string> {
  let island = engine.create(seed)
  const improvements: unknown[] = []
  for (const slice of slices) {
    const advanced = await engine.advance(island, slice)
    island = advanced.island
    improvements.push(...advanced.improvements)
  }
  return JSON.stringify({ island, improvements }, plain)
}

/** Packed numbers as lists, fields in the order of their names: engines name them in their own. */
function plain(_: string, part: unknown): unknown {
  if (ArrayBuffer.isView(part)) return Array.from(part as Uint32Array)
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
  return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
}
