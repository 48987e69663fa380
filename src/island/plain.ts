/**
 * The engine to read: ask, measure, tell. It works for every genome, problem and search and
 * is the oracle of faster engines.
 */
import { countFailure, type Failure } from '../fitness/failure.ts'
import type { Engine, Improvement, Island } from '../island.ts'
import type { Task } from '../task.ts'
import { createMeasure } from './measure.ts'
import { isProbed, probe } from './probe.ts'
import { stopReason, streamOf } from './rules.ts'

export function createPlainEngine(task: Task): Engine {
  const { search, order, budget } = task
  const measure = createMeasure(task)

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

      while (island.evaluations < until && !island.stopped && !signal?.aborted) {
        const { generation } = island
        const rng = stream.split(generation)
        const offspring = search.ask(island.state, rng.split('ask'))
        if (offspring.length === 0) {
          island = { ...island, stopped: 'exhausted' }
          break
        }
        const measuring = measure(island.state, offspring, { generation, rng, signal, onFailure })
        const measured = measuring instanceof Promise ? await measuring : measuring
        const best = search.best(measured.state)
        const state = search.tell(measured.state, measured.offspring, rng.split('tell'))

        const spent = island.evaluations + measured.evaluations
        const newBest = search.best(state)
        const isSolved = newBest !== undefined && order.isSolved(newBest.score)
        // Samples can say that it is solved of one that was the best before.
        const isNews = isSolved && island.solvedAt === null
        const isBetter =
          newBest && (!best || isNews || order.compare(newBest.score, best.score) > 0)
        island = { ...island, generation: generation + 1, evaluations: spent, state }
        if (measured.sigma) island = { ...island, sigma: measured.sigma }
        if (isBetter) {
          improvements.push({ generation, evaluations: spent, score: newBest.score, isSolved })
          const solvedAt = island.solvedAt ?? (isSolved ? spent : null)
          island = { ...island, improvedAt: spent, solvedAt }
        }
        if (newBest && isProbed(task, island, generation)) {
          const context = { generation, rng, signal, onFailure }
          const found = await probe(task, newBest.genotype, context)
          if (found) island = { ...island, noise: { ...found, evaluations: spent } }
        }
        if (newBest)
          island = { ...island, stopped: stopReason(budget, order, island, newBest.score) }
      }
      return { island, improvements, ...(failures.length > 0 && { failures }) }
    },

    best: (island) => search.best(island.state),

    ...(search.front && { front: (island) => search.front?.(island.state) ?? [] }),
  }
}
