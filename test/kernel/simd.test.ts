import { expect, it } from 'vitest'
import { plainKernel } from '../../src/kernel/plain.ts'
import { simdKernel } from '../../src/kernel/simd.ts'
import { bestBatchKernel, bestKernel, simulate, simulateBatch } from '../../src/kernel.ts'
import type { Netlist } from '../../src/netlist.ts'
import { randomNetlist, randomStimulus } from '../arbitrary.ts'

/** Inverters one after the other; the outputs are the ends. */
const chain = (gates: number): Netlist => ({
  inputs: 1,
  latches: new Uint32Array(),
  fanin: Uint32Array.from({ length: 2 * gates }, (_, i) => 1 + (i >> 1)),
  outputs: Uint32Array.of(gates, 1 + gates),
})

it('grows its memory with what it is given', () => {
  const stimulus = randomStimulus(1, 1, 100, 1)
  for (const gates of [10, 10_000, 1_000_001]) {
    const response = simulate(chain(gates), stimulus, simdKernel)
    const inverted = stimulus.bits.map((word) => ~word)
    const [last, wanted] = [response.subarray(4), gates % 2 ? inverted : stimulus.bits]
    expect(last).toEqual(wanted)
  }
})

it('leaves what its memory has no room for to the plain kernel', () => {
  const netlist = chain(2 ** 21)
  const stimulus = randomStimulus(1, 1, 20, 1)
  const response = simulate(netlist, stimulus, simdKernel)
  expect(response).toEqual(Uint32Array.of(~stimulus.bits[0]!, stimulus.bits[0]!))
})

it('leaves of a batch only what is too large to the plain kernel', () => {
  const stimulus = randomStimulus(1, 1, 20, 1)
  const responses = simulateBatch([chain(1), chain(2 ** 21), chain(2)], stimulus, simdKernel)
  const [word, inverted] = [stimulus.bits[0]!, ~stimulus.bits[0]!]
  const wanted = [Uint32Array.of(word, inverted), Uint32Array.of(inverted, word)]
  expect(responses).toEqual([wanted[0], wanted[1], wanted[1]])
})

it('is chosen where it has enough to do', () => {
  const small = randomNetlist({ inputs: 3, latches: 0, gates: 9, outputs: 2 }, 1)
  expect(bestKernel(small, randomStimulus(3, 1, 8, 1))).toBe(plainKernel)
  expect(bestKernel(small, randomStimulus(3, 1, 1024, 1))).toBe(simdKernel)
  expect(bestKernel(small, randomStimulus(3, 10, 8, 1))).toBe(simdKernel)

  const large = randomNetlist({ inputs: 3, latches: 0, gates: 200, outputs: 2 }, 1)
  const stimulus = randomStimulus(3, 1, 8, 1)
  expect(bestBatchKernel([small, small, large], stimulus)).toBe(simdKernel)
  expect(bestBatchKernel([small, small], stimulus)).toBe(plainKernel)
})
