/** Ports and history of a machine in words. */
import {
  type Champion,
  type ChampionStep,
  describeVerdict,
  type EncoderColumn,
  type Ports,
} from '../index.ts'
import { columns, plural, wrap } from './format.ts'

/** The most names of ports, and the most columns of an encoder, that are listed. */
const listedMax = 64

export function describePorts({ inputs, outputs, encoder, decoder }: Ports, width: number): string {
  const rows: [string, string][] = [
    ['inputs', list(inputs)],
    ['outputs', list(outputs)],
  ]
  if (decoder) rows.push(['classes', list(decoder.classes)])
  const lines = rows.flatMap(([label, text]) =>
    wrap(text, Math.max(20, width - 12)).map((line, i): [string, string] => [
      i === 0 ? label : '',
      line,
    ]),
  )
  if (!encoder) return columns(lines)
  const shown = encoder.columns.slice(0, listedMax)
  const bits = columns(shown.map((column) => [column.name, describeColumn(column)]))
  return `${columns(lines)}\n\n${bits}`
}

const list = (names: readonly string[]): string =>
  names.length > listedMax
    ? `${names.slice(0, listedMax).join(' ')} … ${names.length} in all`
    : names.join(' ') || 'none'

const describeColumn = (column: EncoderColumn): string =>
  column.kind === 'number'
    ? `a bit above each of ${column.thresholds.join(', ')}`
    : `a bit for each of ${column.categories.join(', ')}`

/** What was done to a champion, a line a step. */
export const describeHistory = (champion: Champion): string =>
  columns(champion.history.map((step) => [step.step, describeStep(step, champion.ports)]))

function describeStep(step: ChampionStep, ports: Ports): string {
  const { gates, depth, latches, detail, verdict } = step
  const size = `${plural(gates, 'gate')}, depth ${depth}, ${plural(latches, 'latch', 'latches')}`
  const parts = [size, detail, verdict && describeVerdict(verdict, ports)]
  return parts.filter(Boolean).join('; ')
}
