/**
 * Netlists as files for other tools, other languages and the eye.
 *
 * An exporter is one file in `export/` and one line here. Names of ports and lines of provenance may
 * come from strangers, so each exporter escapes them for its own format.
 */
import { nearestName, quote, UsageError } from './errors.ts'
import { aagExporter, aigExporter } from './export/aiger.ts'
import { blifExporter } from './export/blif.ts'
import { cExporter } from './export/c.ts'
import { dotExporter } from './export/dot.ts'
import { hdlExporter } from './export/hdl.ts'
import { titleOf } from './export/names.ts'
import { onnxExporter, onnxSequenceExporter } from './export/onnx.ts'
import { svgExporter } from './export/svg.ts'
import { typescriptExporter } from './export/typescript.ts'
import { vcdExporter } from './export/vcd.ts'
import { verilogExporter } from './export/verilog.ts'
import { wasmExporter } from './export/wasm.ts'
import type { Stimulus } from './kernel.ts'
import { expectNetlist } from './netlist/expect.ts'
import { type Ports, portsFor } from './netlist/ports.ts'
import type { Netlist } from './netlist.ts'

/** Where a machine comes from, written as a comment into its file. */
export interface Provenance {
  /** Names the machine; modules and functions are called after it. */
  readonly title: string
  /** Version, seed and the like, a line each. */
  readonly lines: readonly string[]
  /** What backs the machine, in a line, as `describeBacking` says it; default: `NOT VERIFIED`. */
  readonly backing?: string
}

export interface Exporter {
  readonly name: string
  /** With the dot. */
  readonly extension: string
  readonly description: string
  /** Whether it shows a run, so that it can be told what drives the machine; default: no. */
  readonly showsRun?: boolean
  /** `ports` fit the netlist. Latches start at 0. */
  emit(
    netlist: Netlist,
    ports: Ports,
    provenance?: Provenance,
    stimulus?: Stimulus,
  ): string | Uint8Array | Promise<string | Uint8Array>
}

/** Every exporter there is; the contract suite runs over all of them. */
export const exporters: readonly Exporter[] = [
  verilogExporter,
  blifExporter,
  aagExporter,
  aigExporter,
  hdlExporter,
  typescriptExporter,
  cExporter,
  wasmExporter,
  onnxExporter,
  onnxSequenceExporter,
  dotExporter,
  svgExporter,
  vcdExporter,
]

export interface ExportOptions {
  /** Default, and where they do not fit the netlist: plain names. */
  readonly ports?: Ports
  /** Default: the machine is called `machine`, and nothing backs it. */
  readonly provenance?: Provenance
  /**
   * What the machine is driven with, for a format that shows a run. Default: all rows of a machine
   * without latches and with at most 8 inputs, else 64 ticks of random inputs, always the same.
   */
  readonly stimulus?: Stimulus
}

/** Writes a netlist with the exporter of this name. Throws a `UsageError` for a netlist that is none. */
export async function exportAs(
  name: string,
  netlist: Netlist,
  { ports, provenance, stimulus }: ExportOptions = {},
): Promise<string | Uint8Array> {
  const exporter = exporters.find((known) => known.name === name)
  if (!exporter) throw unknownExporter(name)
  expectNetlist(netlist, 'the netlist')
  return exporter.emit(netlist, portsFor(netlist, ports), withBacking(provenance), stimulus)
}

/** Every file says what backs its machine, or that nothing does: the last line of its provenance. */
function withBacking(provenance: Provenance = { title: '', lines: [] }): Provenance {
  const { lines, backing = 'NOT VERIFIED' } = provenance
  return { title: titleOf(provenance), lines: [...lines, backing] }
}

function unknownExporter(name: string): UsageError {
  const known = exporters.map((exporter) => exporter.name)
  const near = nearestName(name, known)
  return new UsageError('export/unknown-format', {
    where: 'the format to export to',
    expected: `one of ${known.join(', ')}`,
    received: quote(name),
    hint: near && `Did you mean ${near}?`,
  })
}
