/** `nandertal resume`: goes on with a run, to the same champion as if it had never stopped. */
import { defineCommand } from '../command.ts'
import {
  budgetOptions,
  checkpointOption,
  fitnessOptions,
  optionalArgument,
  runsOption,
  text,
  threadsOption,
} from '../options.ts'

export const resumeCommand = defineCommand({
  examples: [
    { line: 'resume', says: 'the run that was worked on last' },
    { line: 'resume runs/full-adder-1', says: 'that run' },
    {
      line: 'resume runs/full-adder-1 --evaluations 50e6',
      says: 'further than it was meant to go',
    },
  ],
  notes: ['A run whose task or whose version of Nandertal has changed is refused.'],
  arguments: {
    folder: optionalArgument('DIR', 'the folder of a run; without it, the last run', 'folder'),
  },
  options: {
    ...budgetOptions,
    threads: threadsOption,
    ...fitnessOptions,
    checkpoint: checkpointOption,
    runs: runsOption,
    out: text('FILE', 'a copy of the champion: .json, or an export by its extension', 'file'),
  },
  async run(given, effects) {
    const { resumeRun } = await import('../runs.ts')
    return resumeRun(given, effects)
  },
})
