/**
 * Files of others, read as netlists or specs.
 *
 * A reader is pure: bytes in, data out. It trusts nothing: sizes are limited, nothing in a file is
 * evaluated, and every fault of a file is reported at once as a `UsageError`.
 */
import { nearestName, quote, UsageError } from './errors.ts'
import { aigerReader } from './import/aiger.ts'
import { blifReader } from './import/blif.ts'
import { plaReader } from './import/pla.ts'
import { bytesMax } from './import/source.ts'
import { truthReader } from './import/truth.ts'
import { verilogReader } from './import/verilog.ts'
import type { Ports } from './netlist/ports.ts'
import type { Netlist } from './netlist.ts'
import type { Spec } from './spec.ts'

/** What a file holds: a machine, or what is wanted of one. */
export type Imported =
  | {
      readonly kind: 'netlist'
      readonly netlist: Netlist
      readonly ports: Ports
      /** The name that the file gives the machine. */
      readonly name?: string
    }
  | { readonly kind: 'spec'; readonly spec: Spec; readonly ports: Ports }

export interface Reader {
  readonly name: string
  /** Lower-case, with the dot. */
  readonly extensions: readonly string[]
  /** `file` is the name shown in faults. Throws a `UsageError` with every fault of the file. */
  read(content: Uint8Array, file: string): Imported
}

/** Every reader there is; the contract suite runs over all of them. */
export const readers: readonly Reader[] = [
  blifReader,
  aigerReader,
  verilogReader,
  plaReader,
  truthReader,
]

/** Reads a file with the reader of its extension. */
export function importFile(content: Uint8Array, file: string): Imported {
  const extension = /\.[^./\\]*$/.exec(file)?.[0].toLowerCase() ?? ''
  const reader = readers.find(({ extensions }) => extensions.includes(extension))
  if (!reader) throw unknownExtension(file, extension)
  if (content.length > bytesMax) {
    throw new UsageError('import/too-large', {
      where: file,
      expected: `at most ${bytesMax} bytes`,
      received: `${content.length} bytes`,
    })
  }
  return reader.read(content, file)
}

function unknownExtension(file: string, extension: string): UsageError {
  const known = readers.flatMap(({ extensions }) => extensions)
  const near = nearestName(extension, known)
  return new UsageError('import/unknown-format', {
    where: file,
    expected: `a file that ends in one of ${known.join(', ')}`,
    received: extension === '' ? 'a name without an extension' : quote(extension),
    hint: near && `Did you mean ${near}?`,
  })
}
