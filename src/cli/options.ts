/** Kinds of options and arguments, and the options that several commands share. */
import type { Isolation } from '../index.ts'
import type { Argument, Completion, Option } from './command.ts'

export const flag = (description: string): Option<boolean> => ({
  kind: 'flag',
  description,
  default: false,
  expected: 'no value',
  read: () => true,
})

/** `--name`, `--no-name`, or neither. */
export const toggle = (description: string): Option<boolean | undefined> => ({
  kind: 'toggle',
  description,
  expected: 'no value',
  read: (texts) => texts.at(-1) !== 'no',
})

export const text = (
  placeholder: string,
  description: string,
  completes?: Completion,
): Option<string | undefined> => ({
  kind: 'value',
  description,
  placeholder,
  completes,
  expected: 'a text that is not empty',
  read: (texts) => texts.at(-1) || undefined,
})

/** One of some names. */
export const choice = <T extends string>(
  placeholder: string,
  description: string,
  names: readonly T[],
): Option<T | undefined> => ({
  kind: 'value',
  description,
  placeholder,
  completes: names,
  expected: `one of ${names.join(' or ')}`,
  read: (texts) => names.find((name) => name === texts.at(-1)),
})

/** A whole number in [min, max]; `1e6` and `1_000_000` are fine. */
export const count = (
  placeholder: string,
  description: string,
  min: number,
  max = Number.MAX_SAFE_INTEGER,
): Option<number | undefined> => ({
  kind: 'value',
  description,
  placeholder,
  expected:
    max === Number.MAX_SAFE_INTEGER
      ? `a whole number of at least ${min}`
      : `a whole number in [${min}, ${max}]`,
  read(texts) {
    const value = readNumber(texts.at(-1)!)
    return Number.isSafeInteger(value) && value >= min && value <= max ? value : undefined
  },
})

/** A number for which `accepts` holds. */
export const decimal = (
  placeholder: string,
  description: string,
  expected: string,
  accepts: (value: number) => boolean,
): Option<number | undefined> => ({
  kind: 'value',
  description,
  placeholder,
  expected,
  read(texts) {
    const value = readNumber(texts.at(-1)!)
    return accepts(value) ? value : undefined
  },
})

const readNumber = (digits: string): number =>
  /^(\d+(_\d+)*(\.\d*)?|\.\d+)(e\d+)?$/i.test(digits)
    ? Number(digits.replaceAll('_', ''))
    : Number.NaN

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** Milliseconds, from `500ms`, `60s`, `2m`, `1h`. */
export const duration = (description: string): Option<number | undefined> => ({
  kind: 'value',
  description,
  placeholder: 'TIME',
  expected: 'a time such as 500ms, 60s, 2m or 1h',
  read(texts) {
    const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(texts.at(-1)!)
    const value = match ? Math.round(Number(match[1]) * unitMs[match[2]!]!) : 0
    return value >= 1 && Number.isSafeInteger(value) ? value : undefined
  },
})

/** `key=value`, as often as needed. */
export const pairs = (
  placeholder: string,
  description: string,
): Option<Readonly<Record<string, number | string>> | undefined> => ({
  kind: 'list',
  description,
  placeholder,
  expected: `${placeholder}, a name and a value`,
  read(texts) {
    const entries = texts.map((given) => /^([^=]+)=(.+)$/.exec(given))
    if (entries.includes(null)) return undefined
    return Object.fromEntries(
      entries.map((entry) => {
        const number = readNumber(entry![2]!)
        return [entry![1]!, Number.isNaN(number) ? entry![2]! : number]
      }),
    )
  },
})

/** Names, after commas or in options of their own. */
export const names = (
  placeholder: string,
  description: string,
  completes: Completion,
): Option<readonly string[] | undefined> => ({
  kind: 'list',
  description,
  placeholder,
  completes,
  expected: 'names with commas between them',
  read(texts) {
    const list = texts.flatMap((given) => given.split(','))
    return list.includes('') ? undefined : list
  },
})

/** The same option with a value when it is not given. */
export const withDefault = <T>(option: Option<T | undefined>, value: T): Option<T> => ({
  ...(option as Option<T>),
  default: value,
})

export const argument = (
  placeholder: string,
  description: string,
  completes: Completion,
): Argument<string> => ({ placeholder, description, completes, isOptional: false })

export const optionalArgument = (
  placeholder: string,
  description: string,
  completes: Completion,
): Argument<string | undefined> => ({ placeholder, description, completes, isOptional: true })

/** Options of every command. */
export const commonOptions = {
  json: flag('data for programs: one event a line, the last one the result'),
  quiet: flag('only the result, in one line'),
  debug: flag('where an unexpected failure happened, for a report'),
  help: flag('examples, arguments and options of this command'),
}

/** The searches, as help and completion name them; a test holds this against the registry. */
export const searchNames = [
  'one-plus-lambda',
  'genetic',
  'nsga2',
  'lexicase',
  'random',
  'exhaustive',
]
/** The formats to export to; a test holds this against the registry. */
export const formatNames = [
  ...['verilog', 'blif', 'aag', 'aig', 'hdl', 'typescript', 'c', 'wasm', 'onnx', 'onnx-sequence'],
  ...['dot', 'svg', 'vcd'],
]

/** The parts of `bench`; a test holds this against the registry. */
/** Methods of `compare`, which are known before the library is loaded. */
export const methodNames = [
  'evolution',
  'random',
  'exhaustive',
  'mlp',
  'rnn',
  'gru',
  'soft-logic',
  'straight-through',
]

export const partNames = ['simulation', 'ladder', 'solution', 'threads']

/** How a task is made of a file, and what is searched. */
export const taskOptions = {
  gates: count('N', 'gates of a genotype, of which a machine uses a part', 0),
  latches: count('N', 'one-bit memories of a machine', 0),
  islands: count('N', 'populations side by side that share the budget (default 1)', 1, 4096),
  search: text('NAME', 'whom to try next', searchNames),
  searchOption: pairs('KEY=VALUE', 'an option of the search, such as lambda=8'),
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
}

/** How far a run goes. */
export const budgetOptions = {
  evaluations: count('N', 'stop after so many evaluations', 1),
  stall: count('N', 'once solved, stop after so many evaluations without a better machine', 1),
  time: duration('stop after this time, such as 60s, 2m or 1h; the run can be resumed'),
}

/** A largest error: an amount, or a share of all that there could be. */
export interface ErrorBound {
  readonly amount: number
  readonly isShare: boolean
}

/** `3`, `0.25` or `1%`. */
const errorBound = (
  placeholder: string,
  description: string,
  expected: string,
  accepts: (bound: ErrorBound) => boolean,
): Option<ErrorBound | undefined> => ({
  kind: 'value',
  description,
  placeholder,
  expected,
  read(texts) {
    const [, digits, sign] = /^([^%]*)(%?)$/.exec(texts.at(-1)!) ?? []
    const value = readNumber(digits ?? '')
    const bound = { amount: sign ? value / 100 : value, isShare: sign === '%' }
    return bound.amount >= 0 && accepts(bound) ? bound : undefined
  },
})

const isShareOrAmount = ({ amount, isShare }: ErrorBound) => !isShare || amount <= 1

/** What a smaller machine may get wrong. */
export const errorOptions = {
  maxError: errorBound(
    'RATE',
    'allow errors: the share of rows with any wrong output, such as 1%',
    'a share such as 1% or 0.01',
    ({ amount }) => amount <= 1,
  ),
  maxAbsError: errorBound(
    'N',
    'allow errors: how far the outputs, read as a number, may be off in any row',
    'a number of at least 0, or a share of 2^outputs such as 1%',
    isShareOrAmount,
  ),
  meanAbsError: errorBound(
    'X',
    'allow errors: how far the outputs, read as a number, may be off on average',
    'a number of at least 0, or a share of 2^outputs such as 0.1%',
    isShareOrAmount,
  ),
  signed: flag('errors of numbers: the outputs are in two’s complement'),
}

/** Decides how fast a run is, never what comes of it. */
export const threadsOption = count(
  'N',
  'islands that advance at the same time (default: one a core)',
  1,
  4096,
)

/** Where and how long a fitness of the user's may work. */
export const fitnessOptions = {
  isolate: choice(
    'HOW',
    'where functions of a task file run: process, thread or none (default process)',
    ['process', 'thread', 'none'] as const satisfies readonly Isolation[],
  ),
  workers: count(
    'N',
    'evaluations of your fitness that go on at the same time (default: one a core)',
    1,
    1024,
  ),
}

/** What an evaluation of a fitness of the user's may cost. */
export const limitOptions = {
  timeout: duration('how long one call of your fitness may take (default 2.5s)'),
  memory: count(
    'MIB',
    'mebibytes that a process of your fitness may take (default 512)',
    64,
    2 ** 20,
  ),
}
export const checkpointOption = duration('time between checkpoints of the run (default 5s)')

export const runsOption = withDefault(
  text('DIR', 'the folder that runs are kept in, one folder a run', 'folder'),
  'runs',
)
