/** `nandertal replay`: runs generations of a run once more and compares. */
import { defineCommand } from '../command.ts'
import { count, optionalArgument, runsOption, threadsOption } from '../options.ts'

export const replayCommand = defineCommand({
  examples: [
    { line: 'replay runs/full-adder-1', says: 'all of it' },
    { line: 'replay runs/full-adder-1 --generation 500', says: 'one generation' },
    { line: 'replay --from 100 --to 500', says: 'a part of the run that was worked on last' },
  ],
  notes: [
    'Compares every improvement in the journal, and the state at every milestone and checkpoint; ' +
      'begins at the last state before --from that was kept. Nothing in the folder is changed.',
    'A run whose task or whose version of Nandertal has changed is refused.',
  ],
  arguments: {
    folder: optionalArgument('DIR', 'the folder of a run; without it, the last run', 'folder'),
  },
  options: {
    generation: count('N', 'replay this generation', 0),
    from: count('N', 'the generation to begin with (default: the first)', 0),
    to: count('N', 'the generation to end before (default: that of the last checkpoint)', 1),
    threads: threadsOption,
    runs: runsOption,
  },
  async run(given, effects) {
    const { replayRun } = await import('../replaying.ts')
    return replayRun(given, effects)
  },
})
