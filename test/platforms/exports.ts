/** A machine with a latch, written by every exporter: what a browser must write as Node does. */
import { exportAs, exporters, type Netlist } from 'nandertal'

const toggle: Netlist = {
  inputs: 1,
  latches: Uint32Array.of(6),
  fanin: Uint32Array.of(1, 2, 1, 3, 2, 3, 4, 5),
  outputs: Uint32Array.of(2),
}

export async function exportToggle(): Promise<Record<string, string>> {
  const exports: Record<string, string> = {}
  for (const { name } of exporters) exports[name] = String(await exportAs(name, toggle))
  return exports
}
