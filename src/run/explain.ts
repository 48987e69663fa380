/** How large a search is, how long trying everything would take, and what was spent instead. */
import { openContained } from '../evaluator/open.ts'
import { createEngine } from '../island/engine.ts'
import type { Task } from '../task.ts'

export interface Explanation {
  readonly task: string
  readonly gates: number
  readonly latches: number
  /** Genotypes as a power of two: log₂ of their number. */
  readonly spaceBits: number
  /** Genotypes as a power of ten, rounded down. */
  readonly spaceDigits: number
  /** Measured here and now. */
  readonly evaluationsPerSecond: number
  /** Seconds to try every genotype at that rate; `null` when it is beyond 10³⁰⁰. */
  readonly exhaustiveSeconds: number | null
  /** log₁₀ of the years to try every genotype. */
  readonly exhaustiveYearsLog10: number
}

/** How long the rate is measured. */
const measureMs = 500

/** Explains a task; measures the rate of evaluation for half a second. */
export async function explain(task: Task, seed = 1): Promise<Explanation> {
  const rate = await measureRate(task, seed)
  const { size } = task.genome
  const digits = size.toString()
  const log10 = Math.log10(Number(digits.slice(0, 15))) + Math.max(0, digits.length - 15)
  const secondsLog10 = log10 - Math.log10(rate)
  return {
    task: task.name,
    gates: task.gates,
    latches: task.latches,
    spaceBits: log10 / Math.log10(2),
    spaceDigits: digits.length - 1,
    evaluationsPerSecond: rate,
    exhaustiveSeconds: secondsLog10 < 300 ? 10 ** secondsLog10 : null,
    exhaustiveYearsLog10: secondsLog10 - Math.log10(365.25 * 24 * 3600),
  }
}

async function measureRate(task: Task, seed: number): Promise<number> {
  const contained = await openContained(task, {})
  try {
    return await measureContained(contained.task, seed)
  } finally {
    await contained.close()
  }
}

async function measureContained(task: Task, seed: number): Promise<number> {
  const engine = createEngine(task)
  let island = engine.create(seed)
  let from = 0
  let startedAt = performance.now()
  const end = startedAt + measureMs
  let isWarm = false
  // One generation to begin with: a fitness may take seconds.
  for (
    let slice = 1;
    performance.now() < end && !island.stopped;
    slice = Math.min(2 * slice, 200)
  ) {
    island = (await engine.advance(island, slice)).island
    // The first fifth warms up the code.
    if (!isWarm && performance.now() > end - 0.8 * measureMs) {
      ;[isWarm, from, startedAt] = [true, island.evaluations, performance.now()]
    }
  }
  const seconds = (performance.now() - startedAt) / 1000
  return Math.max(1, Math.round((island.evaluations - from) / Math.max(seconds, 1e-6)))
}
