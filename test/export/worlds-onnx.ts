/**
 * ONNX Runtime, which runs in Node as WebAssembly. Case 0 of a batch is the stimulus, case 1 its inverse;
 * the model of one tick hands its state on from tick to tick.
 */
import * as ort from 'onnxruntime-web'
import { createMachine } from '../../src/kernel/machine.ts'
import { type Strange, ticks } from './strange.ts'
import type { Exported, World } from './worlds.ts'

ort.env.wasm.numThreads = 1
ort.env.logLevel = 'error'

export const openModel = (content: Uint8Array) =>
  ort.InferenceSession.create(content, { graphOptimizationLevel: 'basic' })

export const floats = (values: readonly number[], shape: readonly number[]) =>
  new ort.Tensor('float32', Float32Array.from(values), shape)

/** The stimulus and its inverse, [2 × inputs], of a tick. */
const pair = (bits: readonly number[]) => [...bits, ...bits.map((bit) => 1 - bit)]

/** Bits as ONNX shows them: what is neither 0 nor 1 is told. */
const lines = (values: Float32Array, outputs: number): string[] =>
  Array.from({ length: values.length / outputs }, (_, line) =>
    Array.from(values.subarray(line * outputs, (line + 1) * outputs), String).join(''),
  )

const data = (tensor: ort.Tensor | undefined) => tensor!.data as Float32Array

export const onnxWorld: World = {
  format: 'onnx',
  async run(machines) {
    const shown: string[][] = []
    for (const machine of machines) shown.push(withInverse(machine, await runTicks(machine)))
    return shown
  },
}

async function runTicks({ netlist, inputs, content }: Exported): Promise<string[]> {
  const session = await openModel(content as Uint8Array)
  const latches = netlist.latches.length
  const shown: string[] = []
  let state = floats(new Array<number>(2 * latches).fill(0), [2, latches])
  for (const bits of inputs) {
    const stimulus = floats(pair(bits), [2, netlist.inputs])
    const answer = await session.run({ inputs: stimulus, ...(latches > 0 && { state }) })
    if (latches > 0) state = answer.next_state as typeof state
    shown.push(...lines(data(answer.outputs), netlist.outputs.length))
  }
  await session.release()
  return shown
}

export const onnxSequenceWorld: World = {
  format: 'onnx-sequence',
  async run(machines) {
    const shown: string[][] = []
    for (const machine of machines) {
      const { netlist, inputs, content } = machine
      const session = await openModel(content as Uint8Array)
      const stimulus = floats(inputs.flatMap(pair), [ticks, 2, netlist.inputs])
      const { outputs } = await session.run({ inputs: stimulus })
      shown.push(withInverse(machine, lines(data(outputs), netlist.outputs.length)))
      await session.release()
    }
    return shown
  },
}

/** @param shown [ticks × 2] what cases 0 and 1 showed; where case 1 is wrong, the line says so */
function withInverse({ netlist, inputs }: Strange, shown: readonly string[]): string[] {
  const machine = createMachine(netlist)
  return inputs.map((bits, t) => {
    const wanted = machine.step(bits.map((bit) => 1 - bit)).join('')
    const [own, inverse] = [shown[2 * t]!, shown[2 * t + 1]!]
    return inverse === wanted ? own : `${own}, inverse ${inverse}`
  })
}
