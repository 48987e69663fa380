/**
 * What machines do: all cases at once, one case a lane.
 *
 * A kernel is an implementation of `simulate`. All kernels answer the same to the bit; they differ in
 * speed only.
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
}

/** Every kernel there is; the contract suite runs over all of them. */
export const kernels: readonly Kernel[] = [plainKernel, simdKernel]

/** Words of signals that a simulation computes or copies, from which on a call of `simd` pays. */
const simdWordsMin = 64

/** The faster kernel for a machine on a stimulus of this size. */
export function bestKernel(netlist: Netlist, { words, ticks }: Stimulus): Kernel {
  const signals = signalCount(netlist) + netlist.outputs.length
  return signals * words * ticks < simdWordsMin ? plainKernel : simdKernel
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
  const response = new Uint32Array(stimulus.ticks * netlist.outputs.length * stimulus.words)
  kernel.simulate(netlist, stimulus, response)
  return response
}
