/**
 * The kernel in WebAssembly with SIMD, up to 1,024 cases at once (`wasm/simulate.ts`).
 *
 * Machine and stimulus are copied into its memory and the response out of it, so it pays where there
 * is something to do; the choice in `kernel.ts` knows where. A batch copies its stimulus once, behind
 * the room of its largest machine:
 *
 *   values, fan-ins, latches, outputs, next latches | stimulus | response
 *   of one machine after the other                  |          | of the same machine
 *
 * The memory grows to the largest simulation so far, within a limit; what needs more is left to the
 * plain kernel.
 */
import type { Kernel, Stimulus } from '../kernel.ts'
import { gateCount, type Netlist, signalCount } from '../netlist.ts'
import { openWasm } from '../wasm.ts'
import { plainKernel } from './plain.ts'
import { wasm } from './simd/wasm.ts'

/** What `wasm/simulate.ts` exports and is used here. */
interface Core {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number }
  simulate(...sizesAndAddresses: number[]): void
}

/** The most memory, in words of 32 bits: 256 MiB. */
const memoryWordsMax = 2 ** 26

/** Words that one signal of the widest block takes, and that a block may read or write too far. */
const blockWords = 32

/** Gates in a turn of the loop; what is missing in the last is filled up with idle gates. */
const gatesPerTurn = 4

const wordsPerPage = 2 ** 14

// Made at the first call, so that loading the library compiles nothing.
let core: Core | undefined
let memory = new Uint32Array(0)

export const simdKernel: Kernel = {
  name: 'simd',

  simulate(netlist, stimulus, response) {
    const stimulusAt = machineWords(netlist)
    const size = stimulusAt + caseWords(netlist.outputs.length, stimulus)
    if (size > memoryWordsMax) {
      plainKernel.simulate(netlist, stimulus, response)
      return
    }
    const core = openCore(size)
    placeStimulus(stimulus, stimulusAt)
    simulatePlaced(core, netlist, stimulus, stimulusAt, response)
  },

  simulateBatch(netlists, stimulus, responses) {
    let [stimulusAt, outputs] = [0, 0]
    for (const netlist of netlists) {
      stimulusAt = Math.max(stimulusAt, machineWords(netlist))
      outputs = Math.max(outputs, netlist.outputs.length)
    }
    const size = stimulusAt + caseWords(outputs, stimulus)
    if (size > memoryWordsMax) {
      // Somebody is too large; the others need not follow it to the plain kernel.
      netlists.forEach((netlist, index) => {
        simdKernel.simulate(netlist, stimulus, responses[index]!)
      })
      return
    }
    const core = openCore(size)
    placeStimulus(stimulus, stimulusAt)
    netlists.forEach((netlist, index) => {
      simulatePlaced(core, netlist, stimulus, stimulusAt, responses[index]!)
    })
  },
}

/** Idle gates that fill up the last turn of the loop. */
const idleGates = (netlist: Netlist): number => -gateCount(netlist) & (gatesPerTurn - 1)

/** Words that a machine takes: the values of its signals, itself, and its next latches. */
function machineWords(netlist: Netlist): number {
  const { fanin, latches, outputs } = netlist
  const idle = idleGates(netlist)
  const values = (signalCount(netlist) + idle + latches.length) * blockWords
  return values + fanin.length + 2 * idle + latches.length + outputs.length
}

/** Words that a stimulus and a response of so many outputs take, each with room behind it. */
const caseWords = (outputs: number, { inputs, ticks, words }: Stimulus): number =>
  ticks * (inputs + outputs) * words + 2 * blockWords

function placeStimulus({ inputs, ticks, words, bits }: Stimulus, stimulusAt: number): void {
  const length = ticks * inputs * words
  // A view costs as much as copying a small stimulus.
  memory.set(bits.length === length ? bits : bits.subarray(0, length), stimulusAt)
}

/** Simulates on a stimulus that was placed, with room for the machine before it. */
function simulatePlaced(
  { simulate }: Core,
  netlist: Netlist,
  { inputs, ticks, words }: Stimulus,
  stimulusAt: number,
  response: Uint32Array,
): void {
  const { fanin, latches, outputs } = netlist
  const idle = idleGates(netlist)
  const faninAt = (signalCount(netlist) + idle) * blockWords
  const latchesAt = faninAt + fanin.length + 2 * idle
  const outputsAt = latchesAt + latches.length
  const nextAt = outputsAt + outputs.length
  const responseAt = stimulusAt + ticks * inputs * words + blockWords
  memory.set(fanin, faninAt)
  memory.fill(0, faninAt + fanin.length, latchesAt)
  memory.set(latches, latchesAt)
  memory.set(outputs, outputsAt)
  // biome-ignore format: counts on one line, places on the other
  simulate(
    inputs, latches.length, gateCount(netlist), outputs.length, ticks, words,
    faninAt, latchesAt, outputsAt, nextAt, stimulusAt, responseAt,
  )
  response.set(memory.subarray(responseAt, responseAt + ticks * outputs.length * words))
}

/** The module with memory of at least some words. */
function openCore(size: number): Core {
  core ??= openWasm(wasm) as Core
  if (memory.length < size) {
    core.memory.grow(Math.ceil((size - memory.length) / wordsPerPage))
    memory = new Uint32Array(core.memory.buffer)
  }
  return core
}
