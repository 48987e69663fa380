/**
 * The kernel in WebAssembly with SIMD, up to 1,024 cases at once (`wasm/simulate.ts`).
 *
 * Machine and stimulus are copied into its memory and the response out of it, so it pays where there
 * is something to do; `bestKernel` knows where. The memory grows to the largest simulation so far,
 * within a limit; what needs more is left to the plain kernel.
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

  simulate(netlist: Netlist, stimulus: Stimulus, response: Uint32Array): void {
    const { inputs, words, ticks, bits } = stimulus
    const { fanin, latches, outputs } = netlist
    const gates = gateCount(netlist)
    const idle = -gates & (gatesPerTurn - 1)
    const responseWords = ticks * outputs.length * words

    // The values come first; then what is copied in, with room behind it; then the response.
    const faninAt = (signalCount(netlist) + idle) * blockWords
    const latchesAt = faninAt + fanin.length + 2 * idle
    const outputsAt = latchesAt + latches.length
    const nextAt = outputsAt + outputs.length
    const stimulusAt = nextAt + latches.length * blockWords
    const responseAt = stimulusAt + ticks * inputs * words + blockWords
    const size = responseAt + responseWords + blockWords
    if (size > memoryWordsMax) {
      plainKernel.simulate(netlist, stimulus, response)
      return
    }

    const { simulate } = openCore(size)
    memory.set(fanin, faninAt)
    memory.fill(0, faninAt + fanin.length, latchesAt)
    memory.set(latches, latchesAt)
    memory.set(outputs, outputsAt)
    memory.set(bits.subarray(0, ticks * inputs * words), stimulusAt)
    // biome-ignore format: counts on one line, places on the other
    simulate(
      inputs, latches.length, gates, outputs.length, ticks, words,
      faninAt, latchesAt, outputsAt, nextAt, stimulusAt, responseAt,
    )
    response.set(memory.subarray(responseAt, responseAt + responseWords))
  },
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
