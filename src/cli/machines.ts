/** Machines by what people type: a champion, or a circuit of another tool. */
import { basename, dirname, join } from 'node:path'
import {
  type Champion,
  depth,
  describeVerdict,
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
  UsageError,
  version,
  writeChampion,
} from '../index.ts'
import type { Effects } from './effects.ts'

export interface MachineFile {
  readonly name: string
  readonly netlist: Netlist
  readonly ports: Ports
  /** What else is known when it is a champion. */
  readonly champion?: Champion
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
    return { name: imported.name ?? basename(file).replace(/\.[^.]*$/, ''), netlist, ports }
  }
  throw new UsageError('cli/no-machine', {
    where: file,
    expected: 'a machine: a champion, .blif, .aag or .aig',
    received: 'a table that says what is wanted of one',
    hint: `nandertal evolve ${file} finds a machine for it.`,
  })
}

async function readFile(file: string, { files }: Effects): Promise<Uint8Array> {
  const kind = await files.kind(file)
  if (kind === 'file') return files.read(file)
  const folder = dirname(file)
  const names = (await files.list(folder)).slice(0, 1000).map((name) => join(folder, name))
  const near = kind === 'folder' ? join(file, 'champion.json') : nearestName(file, names)
  throw new UsageError('cli/no-file', {
    where: file,
    expected: 'a champion, or a circuit (.blif, .aag, .aig)',
    received: kind === 'folder' ? 'a folder' : 'nothing there',
    hint: near && `Did you mean ${near}?`,
  })
}

/** How a machine is written into a file of this name. */
export interface Writing {
  /** The format by its name, `champion` for champions. */
  readonly format: string
  write(machine: MachineFile): Promise<string | Uint8Array>
}

/** Chooses by the extension. Throws a `UsageError` when there is no such format. */
export function chooseWriting(file: string): Writing {
  if (isChampionName(file)) return { format: 'champion', write: writeAsChampion }
  const extension = /\.[^./\\]*$/.exec(file)?.[0].toLowerCase() ?? ''
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
export const exportMachine = (format: string, machine: MachineFile): Promise<string | Uint8Array> =>
  exportAs(format, machine.netlist, { ports: machine.ports, provenance: describeOrigin(machine) })

function describeOrigin({ name, champion, ports }: MachineFile): Provenance {
  if (!champion) return { title: name, lines: [`written by Nandertal ${version}`] }
  const verdict = champion.history.findLast((step) => step.step === 'verify')?.verdict
  return {
    title: name,
    lines: [
      `evolved by Nandertal ${champion.engine}: seed ${champion.seed}, ${champion.evaluations} evaluations`,
      ...(verdict ? [describeVerdict(verdict, ports)] : ['not verified']),
    ],
  }
}

/** How large a machine is. */
export const sizesOf = (netlist: Netlist) => ({
  gates: gateCount(netlist),
  depth: depth(netlist),
  latches: netlist.latches.length,
})

/** The format that was asked for, or that a file's name asks for. Throws a `UsageError`. */
export function chooseFormat(to: string | undefined, out: string | undefined): string {
  if (to !== undefined) return to
  const format = out === undefined ? 'champion' : chooseWriting(out).format
  if (format !== 'champion') return format
  throw new UsageError('cli/no-format', {
    where: '--to',
    expected: `one of ${exporters.map(({ name }) => name).join(', ')}`,
    received: out === undefined ? 'nothing' : quote(out),
  })
}
