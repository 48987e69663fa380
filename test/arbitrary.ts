/**
 * Random machines and stimuli for properties, which shrink to few gates, ports and ones.
 *
 * A fan-in is drawn as a plain number and taken modulo the signals below its gate, so every draw is
 * a valid netlist and every step of shrinking (a gate less, a smaller number) is one too.
 */
import fc from 'fast-check'
import { wordsFor } from '../src/bits.ts'
import type { Stimulus } from '../src/kernel.ts'
import { checkNetlist } from '../src/netlist/check.ts'
import { firstGate, type Netlist, signalCount } from '../src/netlist.ts'
import { createRng } from '../src/random.ts'

export interface NetlistLimits {
  /** Default 1. */
  readonly inputsMin?: number
  /** Default 5. */
  readonly inputsMax?: number
  /** Default 0: combinational. */
  readonly latchesMax?: number
  /** Default 30. */
  readonly gatesMax?: number
  /** Default 4; there is always at least one output. */
  readonly outputsMax?: number
}

/** Draws a random netlist within limits. */
export function netlistArbitrary(limits: NetlistLimits = {}): fc.Arbitrary<Netlist> {
  const { inputsMin = 1, inputsMax = 5, latchesMax = 0, gatesMax = 30, outputsMax = 4 } = limits
  const signal = fc.nat(0xffff)
  return fc
    .record({
      inputs: fc.integer({ min: inputsMin, max: inputsMax }),
      latches: fc.array(signal, { maxLength: latchesMax, size: 'max' }),
      gates: fc.array(fc.tuple(signal, signal), { maxLength: gatesMax, size: 'max' }),
      outputs: fc.array(signal, { minLength: 1, maxLength: outputsMax, size: 'max' }),
    })
    .map(({ inputs, latches, gates, outputs }) => {
      const first = 1 + inputs + latches.length
      const signals = first + gates.length
      // The last signals show most of the gates, so 0 stands for the last one there.
      const fromLast = (drawn: number) => signals - 1 - (drawn % signals)
      return checkNetlist({
        inputs,
        latches: Uint32Array.from(latches, fromLast),
        fanin: Uint32Array.from(gates.flatMap(([a, b], g) => [a % (first + g), b % (first + g)])),
        outputs: Uint32Array.from(outputs, fromLast),
      })
    })
}

/** Draws random values of `inputs` inputs over some ticks and cases. */
export function stimulusArbitrary(
  inputs: number,
  { ticksMax = 8, casesMax = 70 } = {},
): fc.Arbitrary<Stimulus> {
  return fc
    .record({
      ticks: fc.integer({ min: 1, max: ticksMax }),
      cases: fc.integer({ min: 1, max: casesMax }),
      seed: fc.nat(),
    })
    .map(({ ticks, cases, seed }) => randomStimulus(inputs, ticks, cases, seed))
}

/** Draws a netlist together with a stimulus that fits it. */
export function drivenNetlistArbitrary(
  limits: NetlistLimits & { ticksMax?: number; casesMax?: number } = {},
): fc.Arbitrary<{ netlist: Netlist; stimulus: Stimulus }> {
  return netlistArbitrary(limits).chain((netlist) =>
    stimulusArbitrary(netlist.inputs, limits).map((stimulus) => ({ netlist, stimulus })),
  )
}

/** Draws machines of different sizes, perhaps none, together with one stimulus that fits them all. */
export function batchArbitrary(
  limits: NetlistLimits & { ticksMax?: number; casesMax?: number } = {},
): fc.Arbitrary<{ netlists: Netlist[]; stimulus: Stimulus }> {
  const { inputsMin = 1, inputsMax = 5 } = limits
  return fc.integer({ min: inputsMin, max: inputsMax }).chain((inputs) =>
    fc.record({
      netlists: fc.array(netlistArbitrary({ ...limits, inputsMin: inputs, inputsMax: inputs }), {
        maxLength: 6,
      }),
      stimulus: stimulusArbitrary(inputs, limits),
    }),
  )
}

/** The same stimulus for the same arguments; lanes beyond the cases hold noise as well. */
export function randomStimulus(
  inputs: number,
  ticks: number,
  cases: number,
  seed: number,
): Stimulus {
  const words = wordsFor(cases)
  const rng = createRng(seed).split('stimulus')
  const bits = Uint32Array.from({ length: ticks * inputs * words }, () => rng.next())
  return { inputs, ticks, cases, words, bits }
}

/** The same netlist for the same arguments, of exactly this shape, for tests that count machines. */
export function randomNetlist(
  shape: { inputs: number; latches: number; gates: number; outputs: number },
  seed: number,
): Netlist {
  const rng = createRng(seed).split('netlist')
  const blank: Netlist = {
    inputs: shape.inputs,
    latches: new Uint32Array(shape.latches),
    fanin: new Uint32Array(2 * shape.gates),
    outputs: new Uint32Array(shape.outputs),
  }
  const first = firstGate(blank)
  const any = () => rng.below(signalCount(blank))
  return checkNetlist({
    inputs: shape.inputs,
    latches: blank.latches.map(any),
    fanin: blank.fanin.map((_, i) => rng.below(first + (i >> 1))),
    outputs: blank.outputs.map(any),
  })
}
