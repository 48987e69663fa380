/** `nandertal evolve`: from a file to a champion. */
import { defineCommand } from '../command.ts'
import {
  argument,
  budgetOptions,
  count,
  decimal,
  pairs,
  runsOption,
  searchNames,
  text,
  toggle,
  withDefault,
} from '../options.ts'

export const evolveCommand = defineCommand({
  examples: [
    { line: 'evolve full-adder', says: 'a built-in task' },
    { line: 'evolve adder.pla --seed 7', says: 'a truth table; another seed, another search' },
    { line: 'evolve iris.csv --target species --folds 5', says: 'a classifier, cross-validated' },
    { line: 'evolve counter.blif --gates 60 --latches 4', says: 'a circuit to match, with room' },
    {
      line: 'evolve my.task.ts --search genetic --search-option population=200 --time 60s',
      says: 'a fitness function of your own, which is run as code',
    },
    { line: 'evolve adder.pla --out adder.v', says: 'the champion as Verilog as well' },
  ],
  notes: [
    'Reads .pla and .truth tables, .blif, .aag and .aig circuits, .jsonl traces, .csv rows, .task.json, and .task.ts or .task.js, which are code and are run.',
    'The same task, options and seed give the same champion. --time only decides where a run stops.',
    'Ctrl-C saves the run and says how to go on; a second one leaves at once.',
    'A data set ends with code 0 when its budget is spent: there is no answer that is surely right.',
  ],
  arguments: {
    file: argument('FILE|TASK', 'a file, or the name of a built-in task', 'file-or-task'),
  },
  options: {
    seed: withDefault(count('N', 'decides all chance', 0), 1),
    ...budgetOptions,
    gates: count('N', 'gates of a genotype, of which a machine uses a part', 0),
    latches: count('N', 'one-bit memories of a machine', 0),
    search: text('NAME', 'whom to try next', searchNames),
    searchOption: pairs('KEY=VALUE', 'an option of the search, such as lambda=8'),
    runs: runsOption,
    out: text(
      'FILE',
      'a copy of the champion: .json, or an export by its extension (.v, .ts, .blif, .svg …)',
      'file',
    ),
    target: text('COLUMN', '.csv: the column to predict, by name, number from 1, or last'),
    bits: count('N', '.csv: thresholds of a number (default 6)', 1, 64),
    header: toggle('.csv: whether the first row names the columns'),
    outputs: text(
      'N|NAMES',
      '.csv of bits: how many of the last columns are outputs, or their names',
    ),
    holdOut: decimal(
      'PART',
      '.csv: the part of the rows that is held out (default 0.2)',
      'a number in [0, 1)',
      (value) => value >= 0 && value < 1,
    ),
    blur: decimal(
      'NOISE',
      '.csv: how much copies of the rows are blurred that are learned as well (default 0.2)',
      'a number in [0, 10]',
      (value) => value >= 0 && value <= 10,
    ),
    dataSeed: count('N', '.csv: decides which rows are held out, and the noise (default 0)', 0),
    folds: count('K', '.csv: cross-validate in K parts first', 2, 100),
  },
  async run(given, effects) {
    const { evolveFile } = await import('../runs.ts')
    return evolveFile(given, effects)
  },
})
