/** Fronts as results: each machine pruned, those that are dominated since left out, each verified. */
import type { Champion } from '../champion.ts'
import { selectFront } from '../fitness/pareto.ts'
import type { Island } from '../island.ts'
import { type Size, sizeOf } from '../netlist/size.ts'
import type { ScoredMachine } from '../run.ts'
import type { Task } from '../task.ts'
import { type Verdict, verify } from '../verify.ts'
import { finishChampion, pruneBest } from './champion.ts'

/** A machine of a front, as a champion by itself. */
export interface FrontMachine {
  readonly champion: Champion
  /** What was proved or tested of this machine; undefined where the task has no specification. */
  readonly verdict: Verdict | undefined
}

/** A machine of a front in figures. */
export interface FrontPoint extends Size {
  readonly score: Readonly<Record<string, number>>
  readonly verdict: Verdict['verdict'] | null
}

/** Prunes and verifies each machine of a front. */
export async function finishFront(
  task: Task,
  island: Island,
  found: readonly ScoredMachine[],
): Promise<FrontMachine[]> {
  const pruned = []
  for (const best of found) {
    const pruning = await pruneBest(task, island.seed, best)
    pruned.push({ best, pruning, score: pruning.score })
  }
  return selectFront(task.order, pruned).map(({ best, pruning }) => {
    const verdict = task.spec && verify(pruning.netlist, task.spec)
    return { champion: finishChampion(task, island, best, pruning, verdict), verdict }
  })
}

/** A front without its machines. */
export const describeFront = (front: readonly FrontMachine[]): FrontPoint[] =>
  front.map(({ champion, verdict }) => ({
    score: champion.score,
    ...sizeOf(champion.netlist),
    verdict: verdict?.verdict ?? null,
  }))
