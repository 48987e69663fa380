/** Machines by what people type: a champion, or a circuit of another tool. */
import { basename, dirname, join } from 'node:path'
import {
  buildTable,
  type Champion,
  depth,
  describeBacking,
  exportAs,
  exporters,
  gateCount,
  importFile,
  type Netlist,
  nearestName,
  type Ports,
  type Provenance,
  quote,
  readChampion,
  readStimulus,
  type Spec,
  type Stimulus,
  UsageError,
  version,
  writeChampion,
} from '../index.ts'
import type { Effects } from './effects.ts'
import { shellLine, shellWord } from './format.ts'

export interface MachineFile {
  readonly name: string
  readonly netlist: Netlist
  readonly ports: Ports
  /** What else is known when it is a champion. */
  readonly champion?: Champion
  /** What has to be said of a circuit that is no champion, such as its errors. */
  readonly claim?: string
}

/** Whether a name is one of a champion file. */
export const isChampionName = (file: string): boolean => /(?<!\.task)\.json$/i.test(file)

/** Reads a champion or a circuit. Throws a `UsageError` with every fault. */
export async function readMachine(file: string, effects: Effects): Promise<MachineFile> {
  const content = await readFile(file, effects)
  if (isChampionName(file)) {
    const champion = readChampion(new TextDecoder().decode(content), file)
    const { name, netlist, ports } = champion
    return { name, netlist, ports, champion }
  }
  const imported = importFile(content, file)
  if (imported.kind === 'netlist') {
    const { netlist, ports } = imported
    return { name: imported.name ?? nameOf(file), netlist, ports }
  }
  throw new UsageError('cli/no-machine', {
    where: file,
    expected: 'a machine: a champion, .blif, .aag, .aig or .v',
    received: 'a table that says what is wanted of one',
    hint: `${shellLine(['nandertal', 'evolve', file])} finds a machine for it.`,
  })
}

/** A machine to make smaller, and what must stay true of it; undefined for all that it does. */
export interface Prunable {
  readonly machine: MachineFile
  readonly spec?: Spec
}

/** Reads a machine, or builds one that does what a table wants. */
export async function readPrunable(file: string, effects: Effects): Promise<Prunable> {
  if (!tableName.test(file)) return { machine: await readMachine(file, effects) }
  const imported = importFile(await readFile(file, effects), file)
  if (imported.kind !== 'spec' || imported.spec.kind !== 'table') {
    return { machine: await readMachine(file, effects) }
  }
  const { spec, ports } = imported
  return { machine: { name: nameOf(file), netlist: buildTable(spec), ports }, spec }
}

/** Files that hold a table. */
const tableName = /\.(pla|truth)$/i

const nameOf = (file: string) => basename(file).replace(/\.[^.]*$/, '')

async function readFile(file: string, { files }: Effects): Promise<Uint8Array> {
  const kind = await files.kind(file)
  if (kind === 'file') return files.read(file)
  const folder = dirname(file)
  const names = (await files.list(folder)).slice(0, 1000).map((name) => join(folder, name))
  const near = kind === 'folder' ? join(file, 'champion.json') : nearestName(file, names)
  throw new UsageError('cli/no-file', {
    where: file,
    expected: 'a champion, or a circuit (.blif, .aag, .aig, .v)',
    received: kind === 'folder' ? 'a folder' : 'nothing there',
    hint: near && `Did you mean ${shellWord(near)}?`,
  })
}

/** How a machine is written into a file of this name. */
export interface Writing {
  /** The format by its name, `champion` for champions. */
  readonly format: string
  write(machine: MachineFile): Promise<string | Uint8Array>
}

const extensionOf = (file: string): string => /\.[^./\\]*$/.exec(file)?.[0].toLowerCase() ?? ''

/** Chooses by the extension. Throws a `UsageError` when there is no such format. */
export function chooseWriting(file: string): Writing {
  if (isChampionName(file)) return { format: 'champion', write: writeAsChampion }
  const extension = extensionOf(file)
  const exporter = exporters.find((known) => known.extension === extension)
  if (exporter)
    return { format: exporter.name, write: (machine) => exportMachine(exporter.name, machine) }
  const known = ['.json', ...exporters.map((each) => each.extension)]
  throw new UsageError('cli/unknown-format', {
    where: file,
    expected: `a file that ends in one of ${known.join(', ')}`,
    received: extension === '' ? 'a name without an extension' : quote(extension),
  })
}

/** Looks before the work whether a file could be written there. Throws a `UsageError`. */
export async function checkPlace(
  file: string,
  { files }: Effects,
  option = '--out',
): Promise<void> {
  const folder = dirname(file)
  const isFolder = (await files.kind(file)) === 'folder'
  const kind = await files.kind(folder)
  if (kind === 'folder' && !isFolder) return
  throw new UsageError('cli/no-folder', {
    where: option,
    expected: isFolder ? 'the name of a file' : 'a file in a folder that is there',
    received: isFolder
      ? `${quote(file)}, which is a folder`
      : `${quote(folder)}, which is ${kind === 'file' ? 'a file' : 'not there'}`,
  })
}

async function writeAsChampion({ champion, name }: MachineFile): Promise<string> {
  if (champion) return writeChampion(champion)
  throw new UsageError('cli/no-champion', {
    where: name,
    expected: 'a champion, which knows its task and its history',
    received: 'a circuit of another tool',
    hint: `Write it as one of ${exporters.map((each) => each.extension).join(', ')}.`,
  })
}

/** Exports a machine with its names and where it comes from. */
export const exportMachine = (
  format: string,
  machine: MachineFile,
  stimulus?: Stimulus,
): Promise<string | Uint8Array> => {
  const { netlist, ports } = machine
  return exportAs(format, netlist, { ports, provenance: describeOrigin(machine), stimulus })
}

/** Reads what a machine is to be driven with. Throws a `UsageError` where a format shows no run. */
export async function readInputs(
  file: string,
  format: string,
  { netlist }: MachineFile,
  effects: Effects,
): Promise<Stimulus> {
  const runFormats = exporters.filter(({ showsRun }) => showsRun).map(({ name }) => name)
  if (runFormats.includes(format)) {
    return readStimulus(await readFile(file, effects), file, netlist.inputs)
  }
  throw new UsageError('cli/no-run', {
    where: '--inputs',
    expected: `a format that shows a run: ${runFormats.join(', ')}`,
    received: format,
  })
}

function describeOrigin({ name, champion, claim }: MachineFile): Provenance {
  if (!champion) {
    return { title: name, lines: [`written by Nandertal ${version}`], backing: claim }
  }
  const lines = [
    `evolved by Nandertal ${champion.engine}: seed ${champion.seed}, ` +
      `${champion.evaluations} evaluations`,
  ]
  return { title: name, lines, backing: describeBacking(champion) }
}

/** How large a machine is. */
export const sizesOf = (netlist: Netlist) => ({
  gates: gateCount(netlist),
  depth: depth(netlist),
  latches: netlist.latches.length,
})

/** The format that was asked for, or that a file's name asks for. Throws a `UsageError`. */
export function chooseFormat(to: string | undefined, out: string | undefined): string {
  if (to !== undefined) {
    if (out !== undefined) checkExtension(to, out)
    return to
  }
  const format = out === undefined ? 'champion' : chooseWriting(out).format
  if (format !== 'champion') return format
  throw new UsageError('cli/no-format', {
    where: '--to',
    expected: `one of ${exporters.map(({ name }) => name).join(', ')}`,
    received: out === undefined ? 'nothing' : quote(out),
  })
}

/** A file that says one format and holds another misleads whoever opens it. */
function checkExtension(to: string, out: string): void {
  const extension = extensionOf(out)
  const meant = exporters.find((known) => known.extension === extension)?.name
  const wanted = exporters.find((known) => known.name === to)
  if (!wanted || wanted.extension === extension || (!meant && extension !== '.json')) return
  throw new UsageError('cli/other-format', {
    where: '--out',
    expected: `a name for ${to}, such as one that ends in ${wanted.extension}`,
    received: `${quote(out)}, a name for ${meant ?? 'a champion'}`,
  })
}
