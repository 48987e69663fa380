import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getLane } from '../../src/bits.ts'
import { createMachine } from '../../src/kernel/machine.ts'
import { plainKernel } from '../../src/kernel/plain.ts'
import { kernels, simulate, simulateBatch } from '../../src/kernel.ts'
import type { Netlist } from '../../src/netlist.ts'
import {
  batchArbitrary,
  drivenNetlistArbitrary,
  randomNetlist,
  randomStimulus,
} from '../arbitrary.ts'
import { caseInputs, runCase } from './oracle.ts'

const netlistOf = (
  inputs: number,
  latches: number[],
  gates: [number, number][],
  outputs: number[],
): Netlist => ({
  inputs,
  latches: Uint32Array.from(latches),
  fanin: Uint32Array.from(gates.flat()),
  outputs: Uint32Array.from(outputs),
})

describe.each(kernels)('the kernel $name', (kernel) => {
  function expectOracle(netlist: Netlist, stimulus: ReturnType<typeof randomStimulus>) {
    const { words, ticks, cases } = stimulus
    const outputs = netlist.outputs.length
    const response = simulate(netlist, stimulus, kernel)
    for (let k = 0; k < cases; k++) {
      const received = Array.from({ length: ticks }, (_, t) =>
        Array.from({ length: outputs }, (_, o) => getLane(response, k, (t * outputs + o) * words)),
      )
      expect(received).toEqual(runCase(netlist, caseInputs(stimulus, k)))
    }
  }

  it('answers as one case after the other does, for any machine with memory', () => {
    fc.assert(
      fc.property(
        drivenNetlistArbitrary({ inputsMin: 0, latchesMax: 4, gatesMax: 20, casesMax: 40 }),
        ({ netlist, stimulus }) => expectOracle(netlist, stimulus),
      ),
      { numRuns: 200 },
    )
  })

  it('answers as the plain kernel does, for any number of words', () => {
    fc.assert(
      fc.property(
        drivenNetlistArbitrary({ inputsMin: 0, latchesMax: 4, gatesMax: 60, casesMax: 4000 }),
        ({ netlist, stimulus }) => {
          const response = simulate(netlist, stimulus, kernel)
          expect(response).toEqual(simulate(netlist, stimulus, plainKernel))
        },
      ),
      { numRuns: 200 },
    )
  })

  it.each([1, 2, 3, 4, 5, 7, 8, 9, 12, 17, 20, 28, 32, 33, 64, 65])(
    'answers the same with %i words',
    (words) => {
      const netlist = randomNetlist({ inputs: 4, latches: 3, gates: 25, outputs: 3 }, words)
      expectOracle(netlist, randomStimulus(4, 3, 32 * words - 5, words))
    },
  )

  it('shows constants, inputs and latches as outputs', () => {
    const netlist = netlistOf(1, [1], [], [0, 1, 2, 2])
    expectOracle(netlist, randomStimulus(1, 5, 33, 1))
    expectOracle(netlist, randomStimulus(1, 5, 32 * 41, 1))
  })

  it('hands bits from latch to latch, over many ticks', () => {
    // Four latches in a row, fed by a gate that reads the input and the last of them.
    const netlist = netlistOf(1, [6, 2, 3, 4], [[1, 5]], [5, 4, 3, 2])
    expectOracle(netlist, randomStimulus(1, 300, 70, 1))
  })

  it('runs machines without inputs, gates or latches', () => {
    expectOracle(netlistOf(0, [], [], [0]), randomStimulus(0, 2, 3, 1))
    expectOracle(netlistOf(0, [2], [[1, 1]], [1, 2]), randomStimulus(0, 6, 40, 1))
  })

  it('gives the same again after a larger machine', () => {
    const small = netlistOf(1, [3], [[1, 2]], [2, 3])
    const stimulus = randomStimulus(1, 4, 64, 1)
    const before = simulate(small, stimulus, kernel)
    const large = randomNetlist({ inputs: 8, latches: 90, gates: 30_001, outputs: 9 }, 1)
    const wide = randomStimulus(8, 3, 320, 2)
    expect(simulate(large, wide, kernel)).toEqual(simulate(large, wide, plainKernel))
    expect(simulate(small, stimulus, kernel)).toEqual(before)
  })

  it.each([1, 2, 6, 33])('writes nothing behind the response of %i words', (words) => {
    const netlist = netlistOf(1, [], [[1, 1]], [1, 2])
    const response = new Uint32Array(4 * words + 40).fill(7)
    kernel.simulate(netlist, randomStimulus(1, 2, 32 * words, 1), response)
    expect(response.subarray(4 * words)).toEqual(new Uint32Array(40).fill(7))
  })

  it('reads only the words that belong to the stimulus', () => {
    const netlist = netlistOf(1, [2], [[1, 2]], [3])
    const stimulus = randomStimulus(1, 3, 40, 1)
    const bits = Uint32Array.from([...stimulus.bits, ...new Array(5000).fill(-1)])
    expect(simulate(netlist, { ...stimulus, bits }, kernel)).toEqual(
      simulate(netlist, stimulus, kernel),
    )
  })

  it('answers a batch of any machines as one by one', () => {
    const limits = { inputsMin: 0, latchesMax: 4, gatesMax: 40, casesMax: 1500 }
    fc.assert(
      fc.property(batchArbitrary(limits), ({ netlists, stimulus }) => {
        expect(simulateBatch(netlists, stimulus, kernel)).toEqual(
          netlists.map((netlist) => simulate(netlist, stimulus, plainKernel)),
        )
      }),
      { numRuns: 200 },
    )
  })

  it('answers an empty batch with nothing', () => {
    expect(simulateBatch([], randomStimulus(2, 1, 70, 1), kernel)).toEqual([])
  })

  it.each([1, 2, 6, 33])('writes whole responses of %i words, and nothing behind them', (words) => {
    const netlists = [9, 0, 300, 4].map((gates, latches) =>
      randomNetlist({ inputs: 2, latches, gates, outputs: 3 }, gates),
    )
    const stimulus = randomStimulus(2, 2, 32 * words, 1)
    const length = 2 * 3 * words
    const responses = netlists.map(() => new Uint32Array(length + 40).fill(7))
    kernel.simulateBatch(netlists, stimulus, responses)
    responses.forEach((response, index) => {
      const whole = simulate(netlists[index]!, stimulus, plainKernel)
      expect(response).toEqual(Uint32Array.from([...whole, ...new Array(40).fill(7)]))
    })
  })
})

describe('a machine', () => {
  it('steps as the kernel runs, also after a reset', () => {
    fc.assert(
      fc.property(
        drivenNetlistArbitrary({ inputsMin: 0, latchesMax: 4, gatesMax: 20, casesMax: 3 }),
        ({ netlist, stimulus }) => {
          const machine = createMachine(netlist)
          for (let k = 0; k < stimulus.cases; k++) {
            machine.reset()
            const inputs = caseInputs(stimulus, k)
            expect(inputs.map((bits) => machine.step(bits))).toEqual(runCase(netlist, inputs))
          }
        },
      ),
    )
  })
})
