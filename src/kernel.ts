/**
 * What machines do: all cases at once, one case a lane.
 *
 * A kernel is an implementation of `simulate`, for one machine and for a batch of them. All kernels
 * answer the same to the bit; they differ in speed only.
 */

import { plainKernel } from './kernel/plain.ts'
import { simdKernel } from './kernel/simd.ts'
import { type Netlist, signalCount } from './netlist.ts'

/** The inputs of many cases over some ticks. A combinational stimulus has one tick. */
export interface Stimulus {
  readonly inputs: number
  readonly ticks: number
  /** Number of cases, in (0, 32 × words]; lanes above it hold anything. */
  readonly cases: number
  /** Words of 32 lanes for each signal. */
  readonly words: number
  /** [ticks × inputs × words] lane k of word w is case 32w + k. */
  readonly bits: Uint32Array
}

export interface Kernel {
  readonly name: string
  /**
   * Runs a netlist from its reset state (all latches 0).
   *
   * @param response [ticks × outputs × words] written in place, all lanes of it
   */
  simulate(netlist: Netlist, stimulus: Stimulus, response: Uint32Array): void
  /**
   * Runs machines of any sizes on one stimulus, as one by one, but sets the stimulus up once.
   *
   * @param responses [netlists] of [ticks × outputs × words] each, apart in memory, written in place
   */
  simulateBatch(
    netlists: readonly Netlist[],
    stimulus: Stimulus,
    responses: readonly Uint32Array[],
  ): void
}

/** Every kernel there is; the contract suite runs over all of them. */
export const kernels: readonly Kernel[] = [plainKernel, simdKernel]

/** Words of signals that a simulation computes or copies, from which on a call of `simd` pays. */
const simdWordsMin = 64

/** The faster kernel for a machine on a stimulus of this size. */
export const bestKernel = (netlist: Netlist, stimulus: Stimulus): Kernel =>
  bestBatchKernel([netlist], stimulus)

/** The faster kernel for a batch of machines on a stimulus of this size; their mean decides. */
export function bestBatchKernel(netlists: readonly Netlist[], { words, ticks }: Stimulus): Kernel {
  let signals = 0
  for (const netlist of netlists) signals += signalCount(netlist) + netlist.outputs.length
  return signals * words * ticks < simdWordsMin * netlists.length ? plainKernel : simdKernel
}

/**
 * Simulates into a new response, [ticks × outputs × words].
 *
 * @param kernel default: the faster one
 */
export function simulate(
  netlist: Netlist,
  stimulus: Stimulus,
  kernel = bestKernel(netlist, stimulus),
): Uint32Array {
  const response = createResponse(netlist, stimulus)
  kernel.simulate(netlist, stimulus, response)
  return response
}

/**
 * Simulates a batch of machines on one stimulus into new responses, one for each.
 *
 * @param kernel default: the faster one
 */
export function simulateBatch(
  netlists: readonly Netlist[],
  stimulus: Stimulus,
  kernel = bestBatchKernel(netlists, stimulus),
): Uint32Array[] {
  const responses = netlists.map((netlist) => createResponse(netlist, stimulus))
  kernel.simulateBatch(netlists, stimulus, responses)
  return responses
}

const createResponse = ({ outputs }: Netlist, { ticks, words }: Stimulus) =>
  new Uint32Array(ticks * outputs.length * words)
