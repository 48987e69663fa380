/** Evolution, chance and enumeration as methods: the searches of the library, each on the task as it is. */
import type { Method, Trained, TrainOptions } from '../compare.ts'
import { assert } from '../errors.ts'
import { evolve } from '../evolve.ts'
import { simulate } from '../kernel.ts'
import type { SearchChoice, Task } from '../task.ts'

/** The most evaluations of a search that only time ends. */
const endless = Number.MAX_SAFE_INTEGER

/** The search of the task, with its own options. */
export const evolutionMethod = (task: Task): Method => ({
  name: 'evolution',
  description: `evolution: ${task.searchChoice.name}, pruned and verified`,
  train: (_, options) => search(task, task.searchChoice, options),
})

/** Machines drawn by chance, the best of them kept. */
export const randomMethod = (task: Task): Method => ({
  name: 'random',
  description: 'machines drawn by chance',
  train: (_, options) => search(task, { name: 'random' }, options),
})

/** Every machine in turn, with how long all of them would take. */
export const exhaustiveMethod = (task: Task): Method => ({
  name: 'exhaustive',
  description: 'every machine in turn',
  async train(_, options) {
    const startedAt = options.now()
    const trained = await search(task, { name: 'exhaustive' }, options)
    const seconds = (options.now() - startedAt) / 1000
    return { ...trained, unit: 'machines', note: describeRest(task, trained.steps, seconds) }
  },
})

async function search(
  task: Task,
  choice: SearchChoice,
  { seed, budgetMs, now, signal, onPoint }: TrainOptions,
): Promise<Trained> {
  const startedAt = now()
  const first = task.order.names[0]!
  const errorsMax = task.problem.packed?.errorsMax ?? 1
  const accuracyOf = (score: Readonly<Record<string, number>>) =>
    first === 'errors' ? 1 - score[first]! / errorsMax : score[first]!
  const { stall } = task.budget
  const budget = { evaluations: endless, stall, timeMs: Math.max(1, Math.round(budgetMs)) }
  const evolution = evolve(task, { seed, search: choice, budget, now, signal })
  for await (const event of evolution) {
    const hasScore = event.type === 'improved' || event.type === 'progress'
    if (!hasScore || event.score === null) continue
    const { evaluations, score } = event
    onPoint?.({ ms: now() - startedAt, steps: evaluations, accuracy: accuracyOf(score) })
  }
  const { champion, island } = await evolution
  assert(champion, 'a champion after at least one generation')
  const { netlist } = champion
  return {
    unit: 'evaluations',
    steps: island.evaluations,
    netlist,
    respond: (stimulus) => simulate(netlist, stimulus),
  }
}

const secondsOfYear = 31_557_600

/** How much of the space was seen, and how long the rest of it would take at that pace. */
function describeRest(task: Task, seen: number, seconds: number): string {
  const { size } = task.genome
  if (BigInt(seen) >= size) return `all ${size} genotypes were looked at`
  const all = String(size).length - 1
  const years = all - magnitude(Math.max(1, seen / seconds) * secondsOfYear)
  const time = years > 0 ? `about 10^${years} years` : 'less than a year'
  return `one part in 10^${all - magnitude(seen)} was looked at; all of it would take ${time}`
}

/** The power of ten that a number of at least 1 is of. */
const magnitude = (value: number): number => String(Math.floor(value)).length - 1
