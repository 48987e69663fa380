/** `nandertal compare`: the same problem under other methods. */
import { defineCommand } from '../command.ts'
import {
  argument,
  count,
  duration,
  methodNames,
  names,
  taskOptions,
  text,
  withDefault,
} from '../options.ts'

export const compareCommand = defineCommand({
  examples: [
    { line: 'compare parity-stream --time 60s --seeds 10', says: 'all methods, ten seeds each' },
    { line: 'compare iris.csv --target species --methods evolution,mlp', says: 'two of them' },
    {
      line: 'compare majority-5 --report out.html',
      says: 'a page with charts, which opens offline',
    },
  ],
  notes: [
    'Every method gets the same bits and the same time; whatever it is inside, it answers with bits. ' +
      'Sequences have 40 ticks with a label at each to learn from, and up to 500 to be tried on.',
    'A median stands with its 95 % interval over seeds. No winner is named where the intervals and ' +
      'the tests do not allow it.',
    'Descent needs packages that are installed apart; a method without them says which.',
    'Times depend on the computer, so two comparisons of the same task differ.',
  ],
  arguments: { file: argument('FILE|TASK', 'a task', 'file-or-task') },
  options: {
    methods: names('NAMES', 'the methods, all by default', methodNames),
    time: withDefault(duration('the time of a method at a seed'), 10_000),
    seeds: withDefault(count('N', 'seeds 1 to N', 1, 1000), 5),
    report: text('FILE', 'an .html page with charts, or the comparison as .json', 'file'),
    ...taskOptions,
  },
  async run(given, effects) {
    const { compareTask } = await import('../comparing.ts')
    return compareTask(given, effects)
  },
})
