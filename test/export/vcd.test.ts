/** A waveform, read back, shows what the kernel says of every port, latch and gate. */
import { expect, it } from 'vitest'
import { getLane } from '../../src/bits.ts'
import { exportAs } from '../../src/export.ts'
import { readStimulus } from '../../src/import/stimulus.ts'
import { type Stimulus, simulate } from '../../src/kernel.ts'
import { firstGate, type Netlist, signalCount } from '../../src/netlist.ts'
import { randomNetlist, randomStimulus } from '../arbitrary.ts'
import { strangeMachines } from './strange.ts'
import { readWaveform } from './worlds-vcd.ts'

/** [signals][cases × ticks] */
function valuesOf(netlist: Netlist, stimulus: Stimulus): number[][] {
  const count = signalCount(netlist)
  const outputs = Uint32Array.from({ length: count }, (_, signal) => signal)
  const values = simulate({ ...netlist, outputs }, stimulus)
  return Array.from({ length: count }, (_, signal) =>
    Array.from({ length: stimulus.cases * stimulus.ticks }, (_, step) => {
      const [k, t] = [Math.floor(step / stimulus.ticks), step % stimulus.ticks]
      return getLane(values, k, (t * count + signal) * stimulus.words)
    }),
  )
}

async function waveformOf(netlist: Netlist, stimulus?: Stimulus) {
  return readWaveform((await exportAs('vcd', netlist, { stimulus })) as string)
}

it('shows all signals of 100 recurrent machines over several cases', async () => {
  for (const [index, { netlist, ports }] of strangeMachines(100, 'vcd').entries()) {
    const stimulus = randomStimulus(netlist.inputs, 8, 1 + (index % 40), index)
    const text = (await exportAs('vcd', netlist, { ports, stimulus })) as string
    const wires = [...readWaveform(text).wires]
    const wanted = valuesOf(netlist, stimulus)
    const scope = (name: string) =>
      wires.filter(([wire]) => wire.startsWith(`${name}.`)).map(([, values]) => values)
    const first = firstGate(netlist)
    expect(scope('inputs')).toEqual(wanted.slice(1, 1 + netlist.inputs))
    expect(scope('outputs')).toEqual(Array.from(netlist.outputs, (signal) => wanted[signal]))
    expect(scope('latches')).toEqual(wanted.slice(1 + netlist.inputs, first))
    expect(scope('gates')).toEqual(wanted.slice(first))
  }
})

it('counts through all rows of a machine without latches', async () => {
  const netlist = randomNetlist({ inputs: 3, latches: 0, gates: 4, outputs: 1 }, 1)
  const { wires } = await waveformOf(netlist)
  expect(wires.get('case')).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(wires.get('inputs.a')).toEqual([0, 1, 0, 1, 0, 1, 0, 1])
  expect(wires.get('inputs.c')).toEqual([0, 0, 0, 0, 1, 1, 1, 1])
  expect(wires.has('clk')).toBe(false)
})

it('shows 64 ticks of chance where there are latches, with a clock, and says it is not verified', async () => {
  const netlist = randomNetlist({ inputs: 2, latches: 2, gates: 4, outputs: 1 }, 1)
  const { wires, comments } = await waveformOf(netlist)
  expect(wires.get('clk')).toEqual(new Array(64).fill(1))
  expect(new Set(wires.get('inputs.a'))).toEqual(new Set([0, 1]))
  expect(wires.get('latches.l0')![0]).toBe(0)
  expect(comments).toContain('NOT VERIFIED')
})

it('refuses inputs of another machine and waveforms that nobody could look at', async () => {
  const netlist = randomNetlist({ inputs: 2, latches: 1, gates: 4, outputs: 1 }, 1)
  await expect(waveformOf(netlist, randomStimulus(3, 4, 1, 1))).rejects.toThrow('bad-stimulus')
  const endless = randomStimulus(2, 2 ** 16, 64, 1)
  await expect(waveformOf(netlist, endless)).rejects.toThrow('export/too-large')
})

const bytes = (text: string) => new TextEncoder().encode(text)

it('takes rows of bits: a tick a line, an empty line before the next case', async () => {
  const rows = '# a b\n1 0\n01 # then\n\n1,1\n'
  const stimulus = readStimulus(bytes(rows), 'rows.txt', 2)
  expect(stimulus).toMatchObject({ ticks: 2, cases: 2, words: 1 })
  expect([...stimulus.bits]).toEqual([0b11, 0b10, 0, 0b01])
})

it('takes the inputs of traces, and says every fault of rows at once', () => {
  const traces = '{"inputs": [[1], [0]], "outputs": [[null], [1]]}\n'
  expect([...readStimulus(bytes(traces), 'seen.jsonl', 1).bits]).toEqual([1, 0])
  expect(() => readStimulus(bytes(traces), 'seen.jsonl', 2)).toThrow('2 inputs')
  expect(() => readStimulus(bytes('01\n2 1\n0\n'), 'rows.txt', 2)).toThrow(/:2.*\n[\s\S]*:3/)
  expect(() => readStimulus(bytes('\n'), 'rows.txt', 2)).toThrow('import/empty')
})
