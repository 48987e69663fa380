/** What a machine is held against: its own spec, another machine, or what a task wants. */
import { isDataSet, type Spec, UsageError } from '../index.ts'
import type { Effects } from './effects.ts'
import { isChampionName, type MachineFile, readMachine } from './machines.ts'
import { findTask } from './tasks.ts'

/** Files that hold a whole machine. */
const machineName = /\.(blif|aag|aig)$/i

export async function readSpec(
  machine: MachineFile,
  against: string | undefined,
  effects: Effects,
): Promise<Spec> {
  if (against === undefined) return ownSpec(machine)
  if (isChampionName(against) || machineName.test(against)) {
    return { kind: 'machine', netlist: (await readMachine(against, effects)).netlist }
  }
  const { spec, definition } = await findTask(against, {}, effects)
  if (spec) return spec
  throw new UsageError('cli/no-spec', {
    where: against,
    expected: 'a task that says what is right, such as a table or traces',
    received: isDataSet(definition.problem)
      ? 'a data set, in which no row is surely right'
      : 'a fitness function',
  })
}

function ownSpec({ name, champion }: MachineFile): Spec {
  const spec = champion?.spec
  if (spec?.spec) return spec.spec
  const received = spec
    ? 'only the digest of one, for it is large'
    : champion
      ? 'a champion of a task without one'
      : 'a circuit of another tool'
  throw new UsageError('cli/no-spec', {
    where: name,
    expected: 'a champion with a specification in it',
    received,
    hint: 'Say what it is held against: --against FILE.',
  })
}
