/** `nandertal fork`: a new run from a state of an earlier one. */
import { defineCommand } from '../command.ts'
import {
  budgetOptions,
  checkpointOption,
  count,
  runsOption,
  text,
  threadsOption,
} from '../options.ts'

export const forkCommand = defineCommand({
  examples: [
    {
      line: 'fork --from runs/full-adder-1 --seed 2',
      says: 'from its last checkpoint, by other chance',
    },
    {
      line: 'fork --from runs/full-adder-1 --generation 500 --seed 2',
      says: 'from the state that it had there',
    },
    { line: 'fork --seed 3 --evaluations 50e6', says: 'from the run that was worked on last' },
  ],
  notes: [
    'The new run has a folder of its own, whose task.json says where it came from; the earlier run ' +
      'is left as it is. A generation that was not kept is come to again.',
    'A run whose task or whose version of Nandertal has changed is refused.',
  ],
  arguments: {},
  options: {
    from: text('DIR', 'the folder of the earlier run; without it, the last run', 'folder'),
    generation: count(
      'N',
      'the generation to start from (default: that of the last checkpoint)',
      1,
    ),
    seed: count('N', 'decides all chance from there on (default: the seed of the earlier run)', 0),
    ...budgetOptions,
    threads: threadsOption,
    checkpoint: checkpointOption,
    runs: runsOption,
    out: text('FILE', 'a copy of the champion: .json, or an export by its extension', 'file'),
  },
  async run(given, effects) {
    const { forkRun } = await import('../runs.ts')
    return forkRun(given, effects)
  },
})
