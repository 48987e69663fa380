/**
 * The engine to read: ask, decode, evaluate, tell. It works for every genome, problem and search and
 * is the oracle of faster engines.
 */
import { countFailure, type Failure } from '../fitness/failure.ts'
import type { Engine, Improvement, Island } from '../island.ts'
import type { Task } from '../task.ts'
import { stopReason, streamOf } from './rules.ts'

export function createPlainEngine(task: Task): Engine {
  const { genome, problem, search, order, budget } = task

  return {
    name: 'plain',

    create(seed, index = 0) {
      const start = { index, seed, generation: 0, evaluations: 0, improvedAt: 0 }
      const island: Island = { ...start, solvedAt: null, state: undefined, stopped: null }
      return { ...island, state: search.init(streamOf(island).split('init')) }
    },

    async advance(start, evaluations, signal) {
      const stream = streamOf(start)
      const until = start.evaluations + evaluations
      const improvements: Improvement[] = []
      const failures: Failure[] = []
      let island = start
      const onFailure = (failure: Failure) => {
        const counted = countFailure(island.failures, failure)
        island = { ...island, failures: counted.counts }
        if (counted.isTold) failures.push(failure)
      }
      let best = search.best(island.state)

      while (island.evaluations < until && !island.stopped && !signal?.aborted) {
        const { generation } = island
        const rng = stream.split(generation)
        const offspring = search.ask(island.state, rng.split('ask'))
        if (offspring.length === 0) {
          island = { ...island, stopped: 'exhausted' }
          break
        }
        const context = { generation, rng: rng.split('evaluate'), signal, onFailure }
        const evaluated = problem.evaluate(offspring.map(genome.decode), context)
        const scores = evaluated instanceof Promise ? await evaluated : evaluated
        const scored = offspring.map((genotype, i) => ({ genotype, score: scores[i]! }))
        const state = search.tell(island.state, scored, rng.split('tell'))

        const spent = island.evaluations + offspring.length
        const newBest = search.best(state)
        const isBetter = newBest && (!best || order.compare(newBest.score, best.score) > 0)
        island = { ...island, generation: generation + 1, evaluations: spent, state }
        if (isBetter) {
          const isSolved = order.isSolved(newBest.score)
          improvements.push({ generation, evaluations: spent, score: newBest.score, isSolved })
          const solvedAt = island.solvedAt ?? (isSolved ? spent : null)
          island = { ...island, improvedAt: spent, solvedAt }
        }
        best = newBest
        if (best) island = { ...island, stopped: stopReason(budget, order, island, best.score) }
      }
      return { island, improvements, ...(failures.length > 0 && { failures }) }
    },

    best: (island) => search.best(island.state),
  }
}
