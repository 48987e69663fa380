/** `nandertal evolve`: from a file to a champion. */
import { defineCommand } from '../command.ts'
import {
  argument,
  budgetOptions,
  checkpointOption,
  count,
  fitnessOptions,
  limitOptions,
  runsOption,
  taskOptions,
  text,
  threadsOption,
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
    { line: 'evolve multiplier-4 --islands 4', says: 'four populations, on as many cores' },
    { line: 'evolve adder.pla --out adder.v', says: 'the champion as Verilog as well' },
  ],
  notes: [
    'Reads .pla and .truth tables, .blif, .aag, .aig and .v circuits, .jsonl traces, .csv rows, ' +
      '.task.json, and .task.ts or .task.js, which are code and are run.',
    'The same task, options and seed give the same champion. ' +
      '--time only decides where a run stops.',
    'A fitness of your own runs in processes of its own, each with a limit on time and memory. ' +
      'An evaluation that fails scores worst; a task that nearly always fails ends the run.',
    'Ctrl-C saves the run and says how to go on; a second one leaves at once.',
    'A data set ends with code 0 when its budget is spent: ' +
      'there is no answer that is surely right.',
  ],
  arguments: {
    file: argument('FILE|TASK', 'a file, or the name of a built-in task', 'file-or-task'),
  },
  options: {
    seed: withDefault(count('N', 'decides all chance', 0), 1),
    ...budgetOptions,
    ...taskOptions,
    threads: threadsOption,
    ...fitnessOptions,
    ...limitOptions,
    checkpoint: checkpointOption,
    folds: count('K', '.csv: cross-validate in K parts first', 2, 100),
    runs: runsOption,
    out: text(
      'FILE',
      'a copy of the champion: .json, or an export by its extension (.v, .ts, .blif, .svg …)',
      'file',
    ),
  },
  async run(given, effects) {
    const { evolveFile } = await import('../runs.ts')
    return evolveFile(given, effects)
  },
})
