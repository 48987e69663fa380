/**
 * Takes input bits of an encoder away that no gate, latch or output reads: comparators that need not be
 * built. Raw rows stay as they are; a column of which no bit is left is there and not looked at.
 */
import { type Netlist, signalCount } from '../netlist.ts'
import { columnBits, type Encoder } from './encoder.ts'
import type { Ports } from './ports.ts'

/** The same machine without its unread bits; itself where it has no encoder. */
export function dropUnread(netlist: Netlist, ports: Ports): { netlist: Netlist; ports: Ports } {
  const { inputs, latches, fanin, outputs } = netlist
  if (!ports.encoder) return { netlist, ports }
  const read = new Uint8Array(signalCount(netlist))
  for (const signals of [fanin, latches, outputs]) for (const signal of signals) read[signal] = 1
  const isRead = (input: number) => read[1 + input] === 1

  let count = 1
  const renumbered = Uint32Array.from(read, (_, signal) => {
    const isKept = signal === 0 || signal > inputs || isRead(signal - 1)
    return signal === 0 ? 0 : isKept ? count++ : 0
  })
  const renumber = (signals: Uint32Array) => signals.map((signal) => renumbered[signal]!)
  const names = ports.inputs.filter((_, input) => isRead(input))
  return {
    netlist: {
      inputs: names.length,
      latches: renumber(latches),
      fanin: renumber(fanin),
      outputs: renumber(outputs),
    },
    ports: { ...ports, inputs: names, encoder: keepBits(ports.encoder, isRead) },
  }
}

function keepBits({ columns }: Encoder, isKept: (bit: number) => boolean): Encoder {
  let first = 0
  return {
    columns: columns.map((column) => {
      const from = first
      first += columnBits(column)
      const keep = <T>(list: readonly T[]) => list.filter((_, j) => isKept(from + j))
      return column.kind === 'number'
        ? { ...column, thresholds: keep(column.thresholds) }
        : { ...column, categories: keep(column.categories) }
    }),
  }
}
