/** What `replay` does once it is called. */
import { openRunFolder, type ReplayResult, replay, UsageError } from '../index.ts'
import type { Answer, Common } from './command.ts'
import type { Effects } from './effects.ts'
import { shortPath } from './evolving.ts'
import { exitCodes } from './exit.ts'
import { plural, printable, whole } from './format.ts'
import { chooseRun, withExecutor } from './runs.ts'
import { rebuildTask } from './tasks.ts'

interface ReplayGiven extends Common {
  readonly folder?: string
  readonly generation?: number
  readonly from?: number
  readonly to?: number
  readonly threads?: number
  readonly runs: string
}

export async function replayRun(given: ReplayGiven, effects: Effects): Promise<Answer> {
  const { from, to } = readRange(given)
  const path = await chooseRun(given.folder, given, 'replays', effects)
  const { frozen } = (await openRunFolder(path)).folder
  const task = await rebuildTask(frozen, effects)
  const result = await withExecutor(task, given, async (executor) => {
    const replaying = replay(path, { task: task.definition, from, to, executor })
    for await (const event of replaying) {
      if (given.json) effects.stdout.write(`${JSON.stringify(event)}\n`)
    }
    return replaying
  })
  const { verdict } = result
  const text = describe(result, path)
  return {
    exitCode: verdict === 'same' ? exitCodes.done : exitCodes.no,
    result: { type: 'result', command: 'replay', folder: shortPath(path), ...result },
    text,
    line: text.split('\n')[0]!,
  }
}

function readRange({ generation, from, to }: ReplayGiven): { from?: number; to?: number } {
  if (generation === undefined) return { from, to }
  if (from === undefined && to === undefined) return { from: generation, to: generation + 1 }
  throw new UsageError('cli/unused-option', {
    where: '--generation with --from or --to',
    expected: 'one generation, or where to begin and to end',
    received: 'both',
  })
}

function describe(result: ReplayResult, path: string): string {
  const { verdict, from, to, improvements, states, damaged, difference } = result
  const run = `generations ${whole(from)} to ${whole(to)} of ${printable(shortPath(path))}`
  const compared = `${plural(improvements, 'improvement')}, ${plural(states, 'state')} compared`
  const loss = `${plural(damaged, 'line')} of the journal can no longer be read`
  const lines = [
    `${verdict}: ${run}, ${compared}`,
    ...(damaged > 0 ? [loss] : []),
    ...(difference
      ? [
          `first different in generation ${whole(difference.generation)}: ${difference.what}`,
          `  kept      ${printable(difference.expected)}`,
          `  replayed  ${printable(difference.received)}`,
        ]
      : []),
  ]
  return lines.join('\n')
}
