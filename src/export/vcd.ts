/**
 * Emits the waveform of a run as a value change dump: inputs, outputs, latches and gates, tick by tick.
 *
 * The cases of the stimulus follow one another, each from reset; `case` counts them. A tick takes ten
 * units of time: all values are those of the tick from its start on. Where there are latches, a clock
 * rises when they have moved on.
 *
 * Without a stimulus it shows all rows of a machine of few inputs and no latches, counting up with input
 * 0 as the lowest bit, and else 64 ticks of random inputs, always the same.
 *
 * Source: IEEE 1364-2005, "Verilog Hardware Description Language", clause 18.
 */
import { getLane, projectionWord, wordsFor } from '../bits.ts'
import { UsageError } from '../errors.ts'
import type { Exporter, Provenance } from '../export.ts'
import { type Stimulus, simulate } from '../kernel.ts'
import type { Ports } from '../netlist/ports.ts'
import { firstGate, type Netlist, signalCount } from '../netlist.ts'
import { createRng } from '../random.ts'
import { createNamer, nameSignals, safeLine, titleOf } from './names.ts'

/** The most values of a waveform, signals × ticks × cases. */
export const waveformValuesMax = 2 ** 24

/** The most inputs of a machine all rows of which are shown without being asked for. */
const rowInputsMax = 8
const randomTicks = 64
const tickTime = 10

export const vcdExporter: Exporter = {
  name: 'vcd',
  extension: '.vcd',
  description: 'the waveform of a run',
  showsRun: true,
  emit(netlist, ports, provenance, stimulus = stimulusFor(netlist)) {
    checkStimulus(netlist, stimulus)
    const lines = [...headerLines(netlist, ports, provenance), ...changeLines(netlist, stimulus)]
    return `${lines.join('\n')}\n`
  },
}

function stimulusFor({ inputs, latches }: Netlist): Stimulus {
  if (latches.length > 0 || inputs > rowInputsMax) {
    const rng = createRng(0).split('waveform')
    const bits = Uint32Array.from({ length: randomTicks * inputs }, () => rng.next())
    return { inputs, ticks: randomTicks, cases: 1, words: 1, bits }
  }
  const cases = 2 ** inputs
  const words = wordsFor(cases)
  const bits = Uint32Array.from({ length: inputs * words }, (_, at) =>
    projectionWord(Math.floor(at / words), at % words),
  )
  return { inputs, ticks: 1, cases, words, bits }
}

function checkStimulus(netlist: Netlist, { inputs, ticks, cases }: Stimulus): void {
  if (inputs !== netlist.inputs) {
    throw new UsageError('export/bad-stimulus', {
      where: 'the inputs to show',
      expected: `bits for ${netlist.inputs} inputs, as the machine has`,
      received: `${inputs}`,
    })
  }
  const values = signalCount(netlist) * ticks * cases
  if (values <= waveformValuesMax) return
  throw new UsageError('export/too-large', {
    where: 'the waveform',
    expected: `at most ${waveformValuesMax} values, signals × ticks × cases`,
    received: `${values}`,
  })
}

/** A short code of printable characters for each signal; the clock and the case come behind them. */
function codeOf(index: number): string {
  let code = ''
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 94)) {
    code += String.fromCharCode(33 + ((rest - 1) % 94))
  }
  return code
}

const clockCode = (netlist: Netlist): string => codeOf(signalCount(netlist))
const caseCode = (netlist: Netlist): string => codeOf(signalCount(netlist) + 1)

/** What is no white space is a name, apart from `$`, which begins a command, and ranges of bits. */
function cleanName(wanted: string): string {
  const word = wanted.replace(/[^!-~]+|[$[\]\\]+/g, '_')
  return word === '' ? 'x' : word
}

function headerLines(netlist: Netlist, ports: Ports, provenance?: Provenance): string[] {
  const { inputs, latches } = netlist
  const names = nameSignals(netlist, ports, createNamer(cleanName, ['clk', 'case']), 'zero')
  const first = firstGate(netlist)
  const wire = (code: string, name: string) => `$var wire 1 ${code} ${name} $end`
  const scope = (name: string, lines: readonly string[]) =>
    lines.length > 0 ? [`$scope module ${name} $end`, ...lines, '$upscope $end'] : []
  const signals = (from: number, to: number) =>
    names.signals.slice(from, to).map((name, index) => wire(codeOf(from + index), name))
  const comments = [titleOf(provenance), ...(provenance?.lines ?? [])]
  return [
    ...comments.map((line) => `$comment ${safeLine(line).replaceAll('$', '_')} $end`),
    '$timescale 1 ns $end',
    `$scope module ${cleanName(titleOf(provenance))} $end`,
    `$var integer 32 ${caseCode(netlist)} case $end`,
    ...(latches.length > 0 ? [wire(clockCode(netlist), 'clk')] : []),
    ...scope('inputs', signals(1, 1 + inputs)),
    // An output has the code of the signal that it shows.
    ...scope(
      'outputs',
      names.outputs.map((name, o) => wire(codeOf(netlist.outputs[o]!), name)),
    ),
    ...scope('latches', signals(1 + inputs, first)),
    ...scope('gates', signals(first, signalCount(netlist))),
    '$upscope $end',
    '$enddefinitions $end',
  ]
}

function* changeLines(netlist: Netlist, stimulus: Stimulus): Generator<string> {
  const { ticks, cases, words } = stimulus
  const signals = signalCount(netlist)
  const everything = Uint32Array.from({ length: signals }, (_, signal) => signal)
  const values = simulate({ ...netlist, outputs: everything }, stimulus)
  const codes = Array.from(everything, codeOf)
  const shown = new Uint8Array(signals).fill(2)
  const hasClock = netlist.latches.length > 0
  let time = 0
  for (let caseIndex = 0; caseIndex < cases; caseIndex++) {
    for (let t = 0; t < ticks; t++, time += tickTime) {
      yield `#${time}`
      if (t === 0) yield `b${caseIndex.toString(2)} ${caseCode(netlist)}`
      if (hasClock) yield `1${clockCode(netlist)}`
      for (let signal = 0; signal < signals; signal++) {
        const bit = getLane(values, caseIndex, (t * signals + signal) * words)
        if (bit === shown[signal]) continue
        shown[signal] = bit
        yield `${bit}${codes[signal]}`
      }
      if (hasClock) yield `#${time + tickTime / 2}\n0${clockCode(netlist)}`
    }
  }
  yield `#${time}`
}
