/**
 * Labelled rows: a classifier made of gates, scored by the mean recall over classes.
 *
 * Numbers become thermometers whose thresholds are fitted to the training rows, categories become
 * one-hot, and K classes are told by K−1 outputs (`netlist/encoder.ts`). Rows are held out class by
 * class; they decide nothing and are only measured. Each training row counts together with blurred
 * copies of it, which makes a machine right more often on rows that it has not seen. Every class
 * counts the same, so a machine that always answers with the commonest class scores 1/K.
 */
import { createFaultList, quote, UsageError } from '../errors.ts'
import { createMachine } from '../kernel/machine.ts'
import { encoderBits, type RawValue } from '../netlist/encoder.ts'
import { encoderInputNames, type Ports, portNameMax } from '../netlist/ports.ts'
import type { MachineShape, ProblemSource } from '../problem.ts'
import { fitEncoder } from './data-set/encode.ts'
import { measureRows } from './data-set/measure.ts'
import { packRows } from './data-set/pack.ts'
import { foldRows, holdOutRows, type Split } from './data-set/split.ts'
import { type DataTable, type LabelledRows, readLabelledRows } from './data-set/table.ts'
import { createPackedProblem } from './packed.ts'
import { checkPorts } from './table.ts'

export interface DataSetOptions {
  /** The column to predict: its name, its number counted from 1, or `last`, the default. */
  readonly target?: string | number
  /** Thresholds of a number, in [1, 64]; default 6. */
  readonly bits?: number
  /** The part of the rows that is held out, in [0, 1); default 0.2, or 0 with `test`. */
  readonly holdOut?: number
  /** Further rows in the same columns that are held out as they are: the test set of somebody else. */
  readonly test?: readonly (readonly RawValue[])[]
  /**
   * How much each row is blurred in the copies of it that are learned as well, in [0, 10]: the noise
   * as a part of a column's standard deviation; default 0.2, 0 for no copies.
   */
  readonly blur?: number
  /** Decides which rows are held out, and the noise; default 0. */
  readonly seed?: number
  /** The name that faults show; default `data`. */
  readonly file?: string
}

/** A data set as a problem, with the shape of the machines that it is for. */
export interface DataSetSource extends ProblemSource {
  readonly rows: LabelledRows
  readonly split: Split
  /** Ports with the encoder, and no latches: `genome: data.shape`. */
  readonly shape: MachineShape
  /** The same rows k times, each time with another part held out, and everything fitted anew. */
  folds(k: number): DataSetSource[]
}

/** Tells whether a problem comes from a data set. */
export const isDataSet = (source: ProblemSource): source is DataSetSource =>
  source.name === 'data-set' && 'folds' in source

/** Gates of a genotype; a machine uses a part of them. */
const dataSetGates = 200
/** The most parts of a cross-validation. */
const foldsMax = 100
/** Enough to fit what can be fitted; what comes later is fitted to chance. */
const dataSetBudget = { evaluations: 100_000, stall: 20_000 }

/** The problem of telling the classes of labelled rows. Throws a `UsageError` with every fault. */
export function dataSet(table: DataTable, options: DataSetOptions = {}): DataSetSource {
  const { target, bits = 6, blur = 0.2, seed = 0, file = 'data', test = [] } = options
  const { holdOut = test.length > 0 ? 0 : 0.2 } = options
  checkOptions(file, { bits, holdOut, blur, seed })
  const rows = readLabelledRows({ ...table, rows: [...table.rows, ...test] }, target, file)
  const create = (split: Split): DataSetSource => ({
    ...createSource(rows, split, file, { bits, blur, seed }),
    folds(k) {
      checkOptions(file, { bits, holdOut, blur, seed, folds: k, rows: rows.labels.length })
      return foldRows(rows.labels, k, seed).map(create)
    },
  })
  const known = rows.labels.slice(0, table.rows.length)
  const { training, heldOut } = holdOutRows(known, holdOut, seed)
  const added = test.map((_, i) => known.length + i)
  return create({ training, heldOut: [...heldOut, ...added] })
}

interface CheckedOptions {
  readonly bits: number
  readonly holdOut: number
  readonly blur: number
  readonly seed: number
  readonly folds?: number
  readonly rows?: number
}

function checkOptions(file: string, options: CheckedOptions): void {
  const { bits, holdOut, blur, seed, folds = 2, rows = foldsMax } = options
  const most = Math.min(foldsMax, rows)
  const isWhole = (value: number, low: number, high: number) =>
    Number.isInteger(value) && value >= low && value <= high
  const faults = createFaultList(file)
  const check = (what: string, value: number, isRight: boolean, expected: string) => {
    if (!isRight) faults.add('data/bad-option', { what }, expected, quote(value))
  }
  check('bits', bits, isWhole(bits, 1, 64), 'a whole number in [1, 64]')
  check('holdOut', holdOut, holdOut >= 0 && holdOut < 1, 'a number in [0, 1)')
  check('blur', blur, blur >= 0 && blur <= 10, 'a number in [0, 10]')
  check('seed', seed, isWhole(seed, 0, Number.MAX_SAFE_INTEGER), 'a whole number')
  check('folds', folds, isWhole(folds, 2, most), `a whole number in [2, ${most}]`)
  faults.throwIfAny()
}

function createSource(
  rows: LabelledRows,
  split: Split,
  file: string,
  { bits, blur, seed }: { bits: number; blur: number; seed: number },
): Omit<DataSetSource, 'folds'> {
  const { features, classes } = rows
  const encoder = fitEncoder(features, split.training, bits)
  if (encoderBits(encoder) === 0) {
    const expected = 'a column with two different values among the training rows'
    throw new UsageError('data/nothing-varies', { where: file, expected, received: 'none' })
  }
  const ports: Ports = {
    inputs: uniqueNames(encoderInputNames(encoder)),
    outputs: uniqueNames(classes.slice(0, -1).map((name) => `is_${name}`)),
    encoder,
    decoder: { classes },
  }
  return {
    name: 'data-set',
    rows,
    split,
    shape: { ports, latches: 0 },
    build(shape) {
      checkPorts(shape, ports.inputs.length, ports.outputs.length)
      const packed = packRows(rows, split.training, encoder, { blur, seed })
      return {
        problem: createPackedProblem('data-set', packed, { score: 'accuracy' }),
        measure: (netlist) => measureRows(rows, split, createMachine(netlist, ports)),
        ...(split.heldOut.length > 0 && {
          heldOut: packRows(rows, split.heldOut, encoder, { blur: 0, seed }).cases,
        }),
        gates: dataSetGates,
        budget: dataSetBudget,
      }
    },
  }
}

/** Names of at most the length of a port, each once: what is double gets a number. */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let unique = name.slice(0, portNameMax)
    for (let n = 2; taken.has(unique); n++) {
      unique = `${name.slice(0, portNameMax - `~${n}`.length)}~${n}`
    }
    taken.add(unique)
    return unique
  })
}
