/**
 * Machines as text, for terminals and for reading: gates by level, and the truth table.
 *
 *   4 gates, depth 3, 2 inputs, 1 output
 *
 *   level 1   g0 = a NAND b
 *   level 2   g1 = a NAND g0   g2 = b NAND g0
 *   level 3   g3 = g1 NAND g2
 *   outputs   y = g3
 */
import { firstGate, gateCount, type Netlist, signalCount } from '../netlist.ts'
import { levels } from './level.ts'
import { type Ports, portsFor } from './ports.ts'

/** The most gates that are drawn one by one; above, only how many there are at each level. */
export const gatesDrawnMax = 40
/** The most bars of gates by level. */
const levelBarsMax = 100
/** The most inputs of a printed truth table, and the most inputs and latches together. */
export const tableInputsShown = 6
export const tableVariablesShown = 8

/** Draws a machine: a line of figures, its gates by level, what outputs show and latches take. */
export function drawText(netlist: Netlist, ports?: Ports, widthMax = 80): string {
  const names = signalNames(netlist, portsFor(netlist, ports))
  const isSmall = gateCount(netlist) <= gatesDrawnMax
  const rows = isSmall ? gateRows(netlist, names) : levelBars(netlist, widthMax)
  return [
    describeSize(netlist),
    '',
    ...layoutRows([...rows, ...endRows(netlist, names, ports)], widthMax),
  ]
    .join('\n')
    .trimEnd()
}

/**
 * The names of all signals, [signals]: `0`, the ports, `l0 …` for latches, and gates by the number of
 * their signal, `n4 …`, as exported hardware and code call them.
 */
function signalNames(netlist: Netlist, ports: Ports): string[] {
  const taken = [...ports.inputs, ...ports.outputs]
  const free = (prefixes: readonly string[]) =>
    prefixes.find((prefix) => !taken.some((name) => isNumbered(name, prefix))) ?? prefixes.at(-1)!
  const latchPrefix = free(['l', 'latch', '_l'])
  const gatePrefix = free(['n', 'gate', '_n'])
  return [
    '0',
    ...ports.inputs,
    ...Array.from(netlist.latches, (_, l) => `${latchPrefix}${l}`),
    ...Array.from(
      { length: gateCount(netlist) },
      (_, g) => `${gatePrefix}${firstGate(netlist) + g}`,
    ),
  ]
}

const isNumbered = (name: string, prefix: string): boolean =>
  name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length))

const plural = (n: number, noun: string, nouns = `${noun}s`): string =>
  `${n} ${n === 1 ? noun : nouns}`

function describeSize(netlist: Netlist): string {
  const latches = netlist.latches.length
  return [
    plural(gateCount(netlist), 'gate'),
    ...(latches > 0 ? [plural(latches, 'latch', 'latches')] : []),
    `depth ${levels(netlist).reduce((deepest, level) => Math.max(deepest, level), 0)}`,
    plural(netlist.inputs, 'input'),
    plural(netlist.outputs.length, 'output'),
  ].join(', ')
}

/** A label and what stands behind it. */
type Row = readonly [label: string, items: readonly string[]]

function gateRows(netlist: Netlist, names: readonly string[]): Row[] {
  const { fanin } = netlist
  const first = firstGate(netlist)
  const level = levels(netlist)
  const rows: [string, string[]][] = []
  for (let g = 0; g < gateCount(netlist); g++) {
    const [a, b] = [fanin[2 * g]!, fanin[2 * g + 1]!]
    const formula = a === b ? invert(names[a]!) : `${names[a]} NAND ${names[b]}`
    const at = level[first + g]! - 1
    while (rows.length <= at) rows.push([`level ${rows.length + 1}`, []])
    rows[at]![1].push(`${names[first + g]} = ${formula}`)
  }
  return rows
}

const invert = (name: string): string => (name === '0' ? '1' : `NOT ${name}`)

/** How many gates there are at each level, as bars; where levels are many, some of them share one. */
function levelBars(netlist: Netlist, widthMax: number): Row[] {
  const level = levels(netlist).subarray(firstGate(netlist))
  const deepest = level.reduce((most, next) => Math.max(most, next), 0)
  const span = Math.ceil(deepest / levelBarsMax)
  const counts = new Array<number>(span === 0 ? 0 : Math.ceil(deepest / span)).fill(0)
  for (const next of level) counts[Math.floor((next - 1) / span)]!++
  const longest = counts.reduce((most, n) => Math.max(most, n), 1)
  const scale = Math.min(1, Math.max(1, widthMax - 24) / longest)
  return counts.map((n, i) => {
    const [from, to] = [i * span + 1, Math.min(deepest, (i + 1) * span)]
    const label = from === to ? `level ${from}` : `levels ${from} to ${to}`
    return [label, [`${'█'.repeat(Math.ceil(n * scale))} ${n}`]]
  })
}

function endRows(netlist: Netlist, names: readonly string[], ports?: Ports): Row[] {
  const { inputs, latches, outputs } = netlist
  const { outputs: outputNames } = portsFor(netlist, ports)
  return [
    [
      'latches',
      Array.from(latches, (signal, l) => `${names[1 + inputs + l]} takes ${names[signal]}`),
    ],
    ['outputs', Array.from(outputs, (signal, o) => `${outputNames[o]} = ${names[signal]}`)],
  ]
}

/** Labels in one column, items behind them, wrapped at the width. */
function layoutRows(rows: readonly Row[], widthMax: number): string[] {
  const shown = rows.filter(([, items]) => items.length > 0)
  const labelWidth = Math.max(0, ...shown.map(([label]) => label.length)) + 3
  return shown.flatMap(([label, items]) => {
    const lines = ['']
    for (const item of items) {
      const last = lines.length - 1
      const line = lines[last] === '' ? item : `${lines[last]}   ${item}`
      if (labelWidth + line.length <= widthMax || lines[last] === '') lines[last] = line
      else lines.push(item)
    }
    return lines.map((line, i) => (i === 0 ? label : '').padEnd(labelWidth) + line)
  })
}

/**
 * The truth table of a machine, a row for each value of its inputs, the first input counting
 * fastest. With latches there is a row for each state as well, and columns for what they take
 * (`q0'`). Undefined when the table would be too long.
 */
export function truthTableText(netlist: Netlist, ports?: Ports): string | undefined {
  const { inputs, latches, outputs } = netlist
  const variables = inputs + latches.length
  if (inputs > tableInputsShown || variables > tableVariablesShown) return undefined
  const named = portsFor(netlist, ports)
  const names = signalNames(netlist, named)
  const latchNames = names.slice(1 + inputs, firstGate(netlist))
  const groups = [named.inputs, latchNames, named.outputs, latchNames.map((name) => `${name}'`)]
  const lines = [groups.map((group) => group.join(' '))]
  for (let row = 0; row < 2 ** variables; row++) {
    const values = evaluateRow(netlist, row)
    const cells = [
      values.slice(1, 1 + inputs),
      values.slice(1 + inputs, firstGate(netlist)),
      Array.from(outputs, (signal) => values[signal]!),
      Array.from(latches, (signal) => values[signal]!),
    ]
    lines.push(
      cells.map((bits, i) =>
        bits.map((bit, j) => `${bit}`.padEnd(groups[i]![j]!.length)).join(' '),
      ),
    )
  }
  const isShown = groups.map((group) => group.length > 0)
  return lines
    .map((cells) =>
      cells
        .filter((_, i) => isShown[i])
        .join(' │ ')
        .trimEnd(),
    )
    .join('\n')
}

/** The values of all signals when bit i of `row` is input or latch i. */
function evaluateRow(netlist: Netlist, row: number): number[] {
  const { fanin } = netlist
  const first = firstGate(netlist)
  const values = [0]
  for (let signal = 1; signal < first; signal++) values.push((row >>> (signal - 1)) & 1)
  for (let signal = first; signal < signalCount(netlist); signal++) {
    const g = signal - first
    values.push(1 - (values[fanin[2 * g]!]! & values[fanin[2 * g + 1]!]!))
  }
  return values
}
