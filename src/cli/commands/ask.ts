/** `nandertal ask`: what a run that a person judges wants to know. */
import { defineCommand } from '../command.ts'
import { optionalArgument, runsOption } from '../options.ts'

export const askCommand = defineCommand({
  examples: [
    { line: 'ask', says: 'what the run that was worked on last wants to know' },
    { line: 'ask runs/lamp-1', says: 'that run' },
  ],
  notes: ['The fitness of such a task is askHuman(). The run need not be going on meanwhile.'],
  arguments: {
    folder: optionalArgument('DIR', 'the folder of a run; without it, the last run', 'folder'),
  },
  options: { runs: runsOption },
  async run(given, effects) {
    const { askRun } = await import('../asking.ts')
    return askRun(given, effects)
  },
})
