/** `nandertal bench`: what this computer does. */
import { defineCommand } from '../command.ts'
import { count, duration, names, partNames, withDefault } from '../options.ts'

export const benchCommand = defineCommand({
  examples: [
    { line: 'bench', says: 'everything, in half a minute or about' },
    { line: 'bench --only ladder', says: 'one part of it' },
    {
      line: 'bench --only solution --tasks multiplier-3,hack-alu-2 --seeds 20 --time 30s',
      says: 'how long it takes to solve a task, over many seeds',
    },
    { line: 'bench --only threads --threads 4', says: 'what four cores are good for' },
    { line: 'bench --json > bench.json', says: 'every figure, to compare with another computer' },
  ],
  notes: [
    'simulation runs the kernels on random machines and counts gates times cases. The limit is ' +
      'measured in turns with them: the simd kernel on 100 gates, 1,024 cases and 64 ticks, where ' +
      'everything lies in the first-level cache. Shares compare the best windows.',
    'ladder advances built-in tasks on one thread, as many evaluations with every seed.',
    'solution stops at the first machine without errors. A seed that takes longer than --time ' +
      'counts as slower than all that were solved.',
    'threads advances the same islands on one thread and on several, in turns.',
    'Quartiles are samples (nearest rank). Whatever else runs on this computer is measured too.',
  ],
  arguments: {},
  options: {
    only: names('PARTS', 'the parts to measure, all by default', partNames),
    seeds: withDefault(count('N', 'ladder, solution: seeds 1 to N', 1, 10_000), 10),
    tasks: withDefault(names('TASKS', 'solution: tasks that count errors', 'task'), [
      'multiplier-3',
      'adder-4',
      'parity-7',
    ]),
    islands: count('N', 'solution: populations side by side (default 1)', 1, 4096),
    threads: count(
      'N',
      'islands that advance at the same time (default in solution: one a core; in threads: 2)',
      1,
      4096,
    ),
    time: duration('solution: the most time of a seed (default 5s)'),
  },
  async run(given, effects) {
    const { measureParts } = await import('../bench.ts')
    return measureParts(given, effects)
  },
})
