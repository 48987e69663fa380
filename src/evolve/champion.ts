/** Makes champions of the machines that a run found: pruned, scored again, with their history. */
import type { Champion, ChampionStep, ChampionTask, ScoreNoise } from '../champion.ts'
import { assert } from '../errors.ts'
import { nameScore } from '../fitness.ts'
import type { Island } from '../island.ts'
import { sizeOf } from '../netlist/size.ts'
import type { Netlist } from '../netlist.ts'
import { pruneQuickly, type QuickPruning } from '../prune.ts'
import { createRng } from '../random.ts'
import type { RunFolder } from '../run/folder.ts'
import type { ScoredMachine } from '../run.ts'
import { describeSpec } from '../spec/text.ts'
import type { Task, TaskSource } from '../task.ts'
import type { Verdict } from '../verify.ts'
import { version } from '../version.ts'

import { measureFresh } from './noise.ts'

/** A machine after pruning, with its score and what was done. */
export type PrunedMachine = QuickPruning & ScoredMachine & { readonly noise?: ScoreNoise }

/** A machine as it was found, neither pruned nor verified. */
export function describeBest(
  task: Task,
  island: Island,
  best: ScoredMachine,
  folder?: RunFolder,
): Champion {
  const from = folder?.frozen.from
  const fork = from ? `, from generation ${from.generation} of run ${from.run}` : ''
  return {
    format: 'nandertal-champion',
    version: 1,
    name: task.name,
    ...trimmed(task, best.netlist),
    objectives: task.problem.objectives,
    score: nameScore(task.order.names, best.score),
    measures: task.measure?.(best.netlist),
    spec: task.spec && describeSpec(task.spec),
    task: { name: task.name, digest: task.digest, source: describeSource(task.source) },
    seed: island.seed,
    engine: version,
    evaluations: island.evaluations,
    generations: island.generation,
    history: [
      {
        ...stepOf('evolve', best.netlist),
        detail: `${task.search.name}, seed ${island.seed}${fork}`,
      },
    ],
  }
}

/**
 * Prunes the best machine and scores it again. A free fitness can like gates that do nothing; where
 * it likes the pruned machine less, the best one stays as it is.
 */
export async function pruneBest(
  task: Task,
  seed: number,
  best: ScoredMachine,
): Promise<PrunedMachine> {
  const pruning = pruneQuickly(best.netlist)
  if (task.noise) return pruneNoisy(task, seed, best, pruning)
  if (pruning.steps.length === 0) return { ...pruning, ...best }
  // It was measured against others that are gone; pruned it does the same, which was proved.
  if (task.problem.isRelative) return { ...pruning, score: best.score }
  const context = { generation: 0, rng: createRng(seed).split('champion') }
  const [score] = await task.problem.evaluate([pruning.netlist], context)
  assert(score, 'one score for one machine')
  if (task.order.compare(score, best.score) >= 0) return { ...pruning, score }
  return { ...pruneQuickly(best.netlist, { passes: [] }), ...best }
}

/** The same where chance has a part: both are scored at the same fresh seeds. */
async function pruneNoisy(
  task: Task,
  seed: number,
  best: ScoredMachine,
  pruning: QuickPruning,
): Promise<PrunedMachine> {
  const before = await measureFresh(task, best.netlist, seed)
  if (pruning.steps.length === 0) return { ...pruning, ...best, ...before }
  const after = await measureFresh(task, pruning.netlist, seed)
  const isWorse = before && (!after || task.order.compare(after.score, before.score) < 0)
  if (!isWorse) return { ...pruning, score: best.score, ...after }
  return { ...pruneQuickly(best.netlist, { passes: [] }), ...best, ...before }
}

/** The champion of a machine that was found, pruned and, where there is a spec, verified. */
export function finishChampion(
  task: Task,
  island: Island,
  best: ScoredMachine,
  pruning: PrunedMachine,
  verdict: Verdict | undefined,
  folder?: RunFolder,
): Champion {
  const { netlist, score, noise } = pruning
  const evolved = describeBest(task, island, best, folder)
  return {
    ...evolved,
    ...trimmed(task, netlist),
    score: nameScore(task.order.names, score),
    ...(noise && { noise }),
    measures: task.measure?.(netlist),
    history: [
      ...evolved.history,
      { ...stepOf('prune', netlist), verdict: pruning.verdict },
      ...(verdict ? [{ ...stepOf('verify', netlist), verdict }] : []),
    ],
  }
}

/** The machine without what its encoder shows and nobody reads. */
const trimmed = (task: Task, netlist: Netlist): Pick<Champion, 'netlist' | 'ports'> =>
  task.trim?.(netlist) ?? { netlist, ports: task.ports }

const stepOf = (step: ChampionStep['step'], netlist: Netlist): ChampionStep => ({
  step,
  ...sizeOf(netlist),
})

function describeSource(source: TaskSource): ChampionTask['source'] {
  switch (source.kind) {
    case 'text':
      return fileName(source.file)
    case 'module':
      return fileName(source.path)
    case 'builtin':
      return 'built-in'
    case 'code':
      return 'code'
    default:
      return source satisfies never
  }
}

const fileName = (path: string) => path.split(/[\\/]/).at(-1) ?? path
