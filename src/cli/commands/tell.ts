/** `nandertal tell`: answers a question of a run that a person judges. */
import { defineCommand } from '../command.ts'
import { argument } from '../options.ts'

export const tellCommand = defineCommand({
  examples: [
    { line: 'tell runs/lamp-1 5d41402abc4b 7', says: 'how good that machine is' },
    { line: 'tell runs/lamp-1 5d41402abc4b beauty=7,errors=2', says: 'several objectives' },
    { line: 'tell runs/tunes-1 7d793037a076 b', says: 'the second of two machines is better' },
  ],
  notes: [
    'nandertal ask shows the questions. An answer is for good; the run goes on when all are answered, ' +
      'now or when it is resumed.',
  ],
  arguments: {
    folder: argument('DIR', 'the folder of a run', 'folder'),
    id: argument('ID', 'the question, as ask names it', []),
    value: argument(
      'VALUE',
      'a number, or NAME=NUMBER with commas between them; of two machines, a, b or same',
      [],
    ),
  },
  options: {},
  async run(given, effects) {
    const { tellRun } = await import('../asking.ts')
    return tellRun(given, effects)
  },
})
