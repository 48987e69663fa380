/** Emits BLIF: one cover a NAND, written as its only row of 0, and latches that start at 0. */
import type { Exporter } from '../export.ts'
import { firstGate, type Netlist, signalCount } from '../netlist.ts'
import { commentHeader, createNamer, nameSignals, titleOf } from './names.ts'

export const blifExporter: Exporter = {
  name: 'blif',
  extension: '.blif',
  description: 'BLIF, the Berkeley Logic Interchange Format',
  emit(netlist, ports, provenance) {
    const model = createNamer(cleanName).name(titleOf(provenance))
    const namer = createNamer(cleanName)
    const names = nameSignals(netlist, ports, namer, namer.name('zero'))
    const { signals } = names
    const lines = [
      `.model ${model}`,
      ...nameLines('.inputs', names.inputs),
      ...nameLines('.outputs', names.outputs),
      ...Array.from(netlist.latches, (next, l) => {
        return `.latch ${signals[next]} ${signals[1 + netlist.inputs + l]} 0`
      }),
      ...(readsZero(netlist) ? [`.names ${signals[0]}`] : []),
      ...gateLines(netlist, signals),
      ...names.outputs.map((name, o) => `.names ${signals[netlist.outputs[o]!]} ${name}\n1 1`),
      '.end',
    ]
    return `${commentHeader('#', provenance)}${lines.join('\n')}\n`
  },
}

/** Any printable ASCII is a name, apart from what readers give a meaning. */
function cleanName(wanted: string): string {
  const word = wanted.replace(/[^!-~]+|[#\\="'`;,(){}]+/g, '_').replace(/^[.]/, '_')
  return word === '' ? 'x' : word
}

/** A few names a line, the others continued; no line where there are no names. */
function nameLines(command: string, names: readonly string[]): string[] {
  const lines: string[] = []
  for (let i = 0; i < names.length; i += 10) lines.push(names.slice(i, i + 10).join(' '))
  return lines.length === 0 ? [] : [`${command} ${lines.join(' \\\n  ')}`]
}

const readsZero = ({ fanin, latches, outputs }: Netlist): boolean =>
  fanin.includes(0) || latches.includes(0) || outputs.includes(0)

function gateLines(netlist: Netlist, signals: readonly string[]): string[] {
  const lines: string[] = []
  let at = 0
  for (let signal = firstGate(netlist); signal < signalCount(netlist); signal++) {
    const [a, b] = [netlist.fanin[at++]!, netlist.fanin[at++]!]
    if (a === b) lines.push(`.names ${signals[a]} ${signals[signal]}\n0 1`)
    else lines.push(`.names ${signals[a]} ${signals[b]} ${signals[signal]}\n11 0`)
  }
  return lines
}
