/** An ONNX model stays small and quick, and says what it is. */
import { onnx } from 'onnx-proto'
import { expect, it } from 'vitest'
import { exportAs } from '../../src/export.ts'
import { simulate } from '../../src/kernel.ts'
import { randomNetlist, randomStimulus } from '../arbitrary.ts'
import { floats, openModel } from './worlds-onnx.ts'

const thousand = randomNetlist({ inputs: 16, latches: 8, gates: 1000, outputs: 16 }, 1)

it('of 1,000 gates takes less than 200 kB and answers a batch of 256 as the kernel does', async () => {
  const content = (await exportAs('onnx-sequence', thousand)) as Uint8Array
  expect(content.length).toBeLessThan(200_000)
  const session = await openModel(content)
  const [ticks, cases] = [16, 256]
  const stimulus = randomStimulus(thousand.inputs, ticks, cases, 1)
  const bits: number[] = []
  const wanted: number[] = []
  const response = simulate(thousand, stimulus)
  const lane = (words: Uint32Array, row: number, k: number) =>
    (words[row * stimulus.words + (k >> 5)]! >>> (k & 31)) & 1
  for (let t = 0; t < ticks; t++) {
    for (let k = 0; k < cases; k++) {
      for (let i = 0; i < 16; i++) bits.push(lane(stimulus.bits, t * 16 + i, k))
      for (let o = 0; o < 16; o++) wanted.push(lane(response, t * 16 + o, k))
    }
  }
  const { outputs } = await session.run({ inputs: floats(bits, [ticks, cases, 16]) })
  expect([...(outputs!.data as Float32Array)]).toEqual(wanted)
})

it('has two neurons a NAND: a sum above 1, rectified, and its complement', async () => {
  const nand = randomNetlist({ inputs: 2, latches: 0, gates: 1, outputs: 1 }, 1)
  const { graph } = onnx.ModelProto.decode((await exportAs('onnx', nand)) as Uint8Array)
  const operators = graph!.node!.map(({ opType }) => opType)
  expect(operators.join(' ')).toContain('Add Sub Relu Sub')
})

it('names its ports, and says where it comes from and that it is not verified', async () => {
  const netlist = randomNetlist({ inputs: 1, latches: 0, gates: 1, outputs: 1 }, 1)
  const ports = { inputs: ['in "1"'], outputs: ['o'] }
  const provenance = { title: 'small', lines: ['by hand'] }
  const content = (await exportAs('onnx', netlist, { ports, provenance })) as Uint8Array
  const model = onnx.ModelProto.decode(content)
  expect(model.docString).toBe('small\nby hand\nNOT VERIFIED')
  const metadata = Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, value]))
  expect(JSON.parse(metadata.inputs!)).toEqual(ports.inputs)
  expect(JSON.parse(metadata.outputs!)).toEqual(ports.outputs)
})
